"""Values for functions that a key leaves unknown: fixed waves made from the name, so f + f = 2f and f ≠ g.

f(x, y) is 3 + Σ aₙ·sin(bₙ·u + cₙ) with u a fixed mix of x and y; `f'` is the true derivative of a function of
one argument, so the chain rule holds.
"""

from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Final, TypeVar

from flint import acb, arb, fmpq

Ball = TypeVar("Ball", arb, acb)
_WAVES: Final = 2
_LIFT: Final = 3


def unknown_function(name: str, arguments: tuple[Ball, ...]) -> Ball:
    """Return the value of an unknown function; primes at the end of the name are derivatives."""
    plain = name.rstrip("'")
    order = len(name) - len(plain)
    mix, waves = _shape(plain, len(arguments))
    inner = arguments[0] * 0
    for argument, weight in zip(arguments, mix, strict=True):
        inner = inner + argument * weight
    quarter = arb.pi() * order / 2
    lifted = inner * 0 + (0 if order else _LIFT)
    for size, pace, phase in waves:
        lifted = lifted + (inner * pace + phase + quarter).sin() * (size * (mix[0] * pace) ** order)
    return lifted


@lru_cache(maxsize=256)
def _shape(name: str, arity: int) -> tuple[tuple[fmpq, ...], tuple[tuple[fmpq, fmpq, fmpq], ...]]:
    """Return the weights of the arguments, and size, pace and phase of each wave."""
    numbers = [_number(f"{name}/{arity}/{place}") for place in range(arity + 3 * _WAVES)]
    waves = [numbers[start : start + 3] for start in range(arity, len(numbers), 3)]
    return tuple(numbers[:arity]), tuple((size, pace, phase) for size, pace, phase in waves)


def _number(seed: str) -> fmpq:
    """Return a fixed number between 1/2 and 3/2 with 96 binary places."""
    share = Fraction(int.from_bytes(sha256(seed.encode("utf-8", "replace")).digest()[:12], "big"), 2**96)
    number = share + Fraction(1, 2)
    return fmpq(number.numerator, number.denominator)
