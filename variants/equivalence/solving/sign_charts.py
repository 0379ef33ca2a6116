"""Where a rational function of one letter is negative, zero or positive, or has no value: exactly."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from flint import fmpq

from variants.equivalence.solving.number_sets import NumberSet, simplified
from variants.equivalence.solving.rational_functions import RationalFunction
from variants.equivalence.solving.real_numbers import (
    RealNumber,
    TooClose,
    between,
    beyond,
    in_order,
    real_roots,
)
from variants.grammar.trees import Relation

HOLDS: Final[dict[Relation, Callable[[int], bool]]] = {
    "<": lambda sign: sign < 0,
    ">": lambda sign: sign > 0,
    "<=": lambda sign: sign <= 0,
    ">=": lambda sign: sign >= 0,
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
}
"""Whether a relation with zero holds for a value of this sign."""


def solve_rational(function: RationalFunction, relation: Relation) -> NumberSet | None:
    """Find the sign between neighbouring zeros and poles; where there is no value, nothing holds.

    None if two of these are too close to be told apart.
    """
    holds = HOLDS[relation]
    cuts, poles = _zeros_and_poles(function)
    try:
        inside = [holds(_sign(function, at)) for at in _samples(cuts)]
    except TooClose:
        return None
    at_zero = holds(0)
    places = [inside[0]]
    for cut, behind in zip(cuts, inside[1:], strict=True):
        places += [at_zero and not any(cut is pole for pole in poles), behind]
    return simplified(NumberSet(tuple(cuts), tuple(places)))


def _zeros_and_poles(function: RationalFunction) -> tuple[list[RealNumber], list[RealNumber]]:
    """Return all zeros and poles from the left, and the poles among them."""
    poles = function.poles.numer()
    cuts: list[RealNumber] = []
    holes: list[RealNumber] = []
    whole = (function.above * function.poles).numer() if function.above else poles
    for factor, _ in whole.factor()[1]:
        roots = real_roots(factor)
        cuts += roots
        if not poles % factor:
            holes += roots
    return sorted(cuts, key=in_order), holes


def _samples(cuts: list[RealNumber]) -> list[fmpq]:
    if not cuts:
        return [fmpq(0)]
    middles = [between(low, high) for low, high in pairwise(cuts)]
    return [beyond(cuts[0], -1), *middles, beyond(cuts[-1], 1)]


def _sign(function: RationalFunction, at: fmpq) -> int:
    value = function.above(at) * function.below(at)
    return (value > 0) - (value < 0)
