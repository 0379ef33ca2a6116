"""Compare rational formulas exactly, at random points of a finite field: nothing overflows or is rounded.

Formulas that differ at all agree at a random point but once in 10¹⁵; those that agree at several are equal.
"""

import operator
from fractions import Fraction
from random import Random
from typing import Final, NoReturn

from flint import nmod

from variants.equivalence.evaluation import value_of
from variants.equivalence.values.arithmetic_tables import Arithmetic
from variants.grammar.trees import Tree, symbols

PRIME: Final = 2**61 - 1
POINTS: Final = 2
_SEED: Final = 20_231_109


class _NotRational(Exception):
    """A formula has roots, functions or named constants, or letters in an exponent."""


def equal_modulo(left: Tree, right: Tree) -> bool | None:
    """Say whether two rational formulas are equal; None if one isn't rational or every point was a pole."""
    random = Random(_SEED)
    names = sorted(symbols(left) | symbols(right))
    agreed = 0
    for _ in range(POINTS):
        point = {name: nmod(random.randrange(2, PRIME), PRIME) for name in names}
        try:
            if value_of(left, point, _MODULAR) != value_of(right, point, _MODULAR):
                return False
        except _NotRational:
            return None
        except ZeroDivisionError:
            continue
        agreed += 1
    return True if agreed else None


def _number(numerator: int, denominator: int) -> nmod:
    number = nmod(numerator, PRIME)
    return number if denominator == 1 else number / nmod(denominator, PRIME)


def _power(base: nmod, exponent: Fraction) -> nmod:
    if exponent.denominator != 1:
        raise _NotRational
    return base**exponent.numerator


def _refused(*_: object) -> NoReturn:
    raise _NotRational


_MODULAR: Final = Arithmetic(
    signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
    functions={},
    number=_number,
    constant=_refused,
    rational_power=_power,
    power=_refused,
    unknown=_refused,
)
