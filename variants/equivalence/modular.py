"""Compare rational formulas exactly, at random points of finite fields: nothing overflows or is rounded.

Formulas that differ at all agree at a random point but once in 10¹⁵; those that agree at several are equal.
The primes are drawn anew in every process, so that no formula can be made to vanish in their fields.
"""

import operator
from fractions import Fraction
from random import Random, SystemRandom
from typing import Final, NoReturn

from flint import fmpz, nmod

from variants.equivalence.evaluation import value_of
from variants.equivalence.values.arithmetic_tables import Arithmetic
from variants.grammar.trees import Tree, symbols

_SEED: Final = 20_231_109


def _drawn_prime() -> int:
    """Return a random prime of 63 bits."""
    number = SystemRandom().randrange(2**62 + 1, 2**63, 2)
    while not fmpz(number).is_prime():
        number += 2
    return number


_PRIMES: Final = (_drawn_prime(), _drawn_prime())


class _NotRational(Exception):
    """A formula has roots, functions or named constants, or letters in an exponent."""


def equal_modulo(left: Tree, right: Tree) -> bool | None:
    """Say whether two rational formulas are equal; None if one isn't rational or every point was a pole."""
    random = Random(_SEED)
    names = sorted(symbols(left) | symbols(right))
    agreed = 0
    for prime, arithmetic in _FIELDS:
        point = {name: nmod(random.randrange(2, prime), prime) for name in names}
        try:
            if value_of(left, point, arithmetic) != value_of(right, point, arithmetic):
                return False
        except _NotRational:
            return None
        except ZeroDivisionError:
            continue
        agreed += 1
    return True if agreed else None


def _power(base: nmod, exponent: Fraction) -> nmod:
    if exponent.denominator != 1:
        raise _NotRational
    return base**exponent.numerator


def _refused(*_: object) -> NoReturn:
    raise _NotRational


def _modulo(prime: int) -> Arithmetic:
    """Return the arithmetic of a finite field."""

    def number(numerator: int, denominator: int) -> nmod:
        above = nmod(numerator, prime)
        return above if denominator == 1 else above / nmod(denominator, prime)

    return Arithmetic(
        signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
        functions={},
        number=number,
        constant=_refused,
        rational_power=_power,
        power=_refused,
        unknown=_refused,
    )


_FIELDS: Final = tuple((prime, _modulo(prime)) for prime in _PRIMES)
