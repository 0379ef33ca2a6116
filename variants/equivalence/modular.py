"""Compare rational formulas exactly, at random points of a finite field: nothing overflows or is rounded.

Formulas that differ at all agree at a random point but once in 10¹⁵; those that agree at several are equal.
"""

import operator
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from variants.grammar.trees import Negation, Number, Operation, Symbol, Tree, bottom_up, symbols

PRIME: Final = 2**61 - 1
POINTS: Final = 3
_SEED: Final = 20_231_109
_SIGNS: Final[Mapping[str, Callable[[int, int], int]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip


class _NotRational(Exception):
    """A formula has roots, functions or named constants, or letters in an exponent."""


class _Pole(Exception):
    """A denominator is zero at this point."""


def equal_modulo(left: Tree, right: Tree) -> bool | None:
    """Say whether two rational formulas are equal; None if one isn't rational or every point was a pole."""
    random = Random(_SEED)
    names = sorted(symbols(left) | symbols(right))
    agreed = 0
    for _ in range(POINTS):
        point = {name: random.randrange(2, PRIME) for name in names}
        try:
            if _value(left, point) != _value(right, point):
                return False
        except _NotRational:
            return None
        except _Pole:
            continue
        agreed += 1
    return True if agreed else None


def _value(tree: Tree, point: Mapping[str, int]) -> int:
    values: dict[int, int] = {}
    for node in bottom_up(tree):
        match node:
            case Number(value):
                values[id(node)] = value.numerator * _inverse(value.denominator) % PRIME
            case Symbol(name):
                values[id(node)] = point[name]
            case Negation(inner):
                values[id(node)] = -values[id(inner)] % PRIME
            case Operation("^", base, exponent):
                values[id(node)] = _power(values[id(base)], exponent)
            case Operation("/", above, below):
                values[id(node)] = values[id(above)] * _inverse(values[id(below)]) % PRIME
            case Operation(sign, one, other):
                values[id(node)] = _SIGNS[sign](values[id(one)], values[id(other)]) % PRIME
            case _:
                raise _NotRational
    return values[id(tree)]


def _inverse(value: int) -> int:
    if value % PRIME == 0:
        raise _Pole
    return pow(value, -1, PRIME)


def _power(base: int, exponent: Tree) -> int:
    negative = isinstance(exponent, Negation)
    number = exponent.inner if isinstance(exponent, Negation) else exponent
    if not isinstance(number, Number) or number.value.denominator != 1:
        raise _NotRational
    power = pow(base, abs(number.value.numerator), PRIME)
    return _inverse(power) if negative != (number.value < 0) else power
