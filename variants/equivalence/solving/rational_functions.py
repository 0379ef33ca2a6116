"""Formulas of one letter as exact quotients of polynomials, and the places without a value."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flint import fmpq, fmpq_poly

from variants.grammar.trees import Negation, Number, Operation, Symbol, Tree, bottom_up

MOST_DEGREE: Final = 20
_MOST_POWER: Final = 1000


@dataclass(frozen=True, slots=True, eq=False)
class RationalFunction:
    """A quotient of polynomials; `poles` is zero wherever a step on the way divides by zero."""

    above: fmpq_poly
    below: fmpq_poly
    poles: fmpq_poly


class _NotRational(Exception):
    """The formula is no quotient of polynomials of a moderate degree in this letter."""


_ONE: Final = fmpq_poly([1])


def rational_function(tree: Tree, letter: str) -> RationalFunction | None:
    """Return a formula of one letter as a rational function; None where it isn't one, or its degree is high.

    A formula that divides by zero everywhere is none either.
    """
    values: dict[int, RationalFunction] = {}
    try:
        for node in bottom_up(tree):
            values[id(node)] = _value(node, letter, values)
    except _NotRational:
        return None
    return values[id(tree)]


def fraction_of(value: Fraction) -> fmpq:
    """Return a fraction as flint writes it."""
    return fmpq(value.numerator, value.denominator)


def evaluate_exactly(tree: Tree) -> fmpq | None:
    """Return the value of a formula of numbers and the four operations; None if it is another."""
    if isinstance(tree, Number):
        return fraction_of(tree.value)
    found = rational_function(tree, "")
    return None if found is None else found.above[0] / found.below[0]


def _value(node: Tree, letter: str, values: dict[int, RationalFunction]) -> RationalFunction:
    match node:
        case Number(value):
            return RationalFunction(fmpq_poly([fraction_of(value)]), _ONE, _ONE)
        case Symbol(name) if name == letter:
            return RationalFunction(fmpq_poly([0, 1]), _ONE, _ONE)
        case Negation(inner):
            known = values[id(inner)]
            return RationalFunction(-known.above, known.below, known.poles)
        case Operation("^", base, exponent):
            return _bounded(_power(values[id(base)], values[id(exponent)]))
        case Operation(sign, left, right):
            return _bounded(_operation(sign, values[id(left)], values[id(right)]))
        case _:
            raise _NotRational


def _operation(sign: str, left: RationalFunction, right: RationalFunction) -> RationalFunction:
    poles = left.poles if right.poles is _ONE else left.poles * right.poles
    if sign == "*":
        return RationalFunction(left.above * right.above, left.below * right.below, poles)
    if sign == "/":
        if right.above.is_zero():
            raise _NotRational
        return RationalFunction(left.above * right.below, left.below * right.above, poles * right.above)
    one, other = left.above * right.below, right.above * left.below
    return RationalFunction(one + other if sign == "+" else one - other, left.below * right.below, poles)


def _power(base: RationalFunction, exponent: RationalFunction) -> RationalFunction:
    power = exponent.above[0] / exponent.below[0] if exponent.below.degree() == 0 else None
    if exponent.above.degree() > 0 or power is None or power.q != 1 or abs(power) > _MOST_POWER:
        raise _NotRational
    count = int(power.p)
    if count < 0 and base.above.is_zero():
        raise _NotRational
    size = max(base.above.degree(), base.below.degree(), 1 if base.above.degree() else 0)
    if abs(count) * size > MOST_DEGREE:
        raise _NotRational
    if count >= 0:
        return RationalFunction(base.above**count, base.below**count, base.poles)
    return RationalFunction(base.below**-count, base.above**-count, base.poles * base.above)


def _bounded(found: RationalFunction) -> RationalFunction:
    if max(found.above.degree(), found.below.degree(), found.poles.degree()) > MOST_DEGREE:
        raise _NotRational
    return found
