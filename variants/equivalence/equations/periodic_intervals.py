"""Whether a family of intervals such as 2πn < x < π + 2πn, for every whole n, is where a comparison holds."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from typing import Final, Literal

from flint import arb, fmpq

from variants.equivalence.equations.solution_points import difference
from variants.equivalence.evaluation import evaluate_real
from variants.equivalence.solving.families import member
from variants.equivalence.solving.inequalities import solve
from variants.equivalence.solving.number_sets import NumberSet, union
from variants.equivalence.solving.sign_charts import HOLDS
from variants.equivalence.solving.truth import holds_at
from variants.grammar.trees import Comparison, Statement

IntervalsOutcome = Literal["equal", "endpoint_open", "endpoint_closed", "different", "unknown"]
_MEMBERS: Final = range(-6, 7)
_STEPS: Final = 120
_PERIODS: Final = 2.2
_LEAST: Final = 8
_NEAR: Final = 1e-5


def compare_interval_families(
    expected: Comparison, given: Statement, letter: str, names: frozenset[str]
) -> IntervalsOutcome:
    """Compare all members of a family, one for every whole number, with where a comparison holds."""
    found = [solve(member(given, number, names), letter) for number in _MEMBERS]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or any(not each.cuts for each in known):
        return "unknown"
    middle = len(known) // 2
    period = abs(float(known[middle + 1].cuts[0]) - float(known[middle].cuts[0]))
    whole = reduce(union, known)
    ends = [float(cut) for cut in whole.cuts]
    reach = _PERIODS * period
    if not reach or not ends or ends[0] > -reach or ends[-1] < reach:
        return "unknown"
    looked = 0
    for place in _places(ends, reach):
        holds = holds_at(expected, letter, fmpq(*place.as_integer_ratio()))
        if holds is None:
            continue
        if holds != whole.inside[2 * bisect_left(ends, place)]:
            return "different"
        looked += 1
    return _at_ends(expected, whole, letter, reach) if looked >= _LEAST else "unknown"


def _places(ends: list[float], reach: float) -> Iterator[float]:
    """Yield numbers beside the ends, between them, and in steps over several periods."""
    inside = [end for end in ends if abs(end) < reach]
    step = 2 * reach / _STEPS
    for end in inside:
        yield from (end - _NEAR * reach, end + _NEAR * reach)
    for low, high in pairwise(inside):
        yield (low + high) / 2
    for number in range(_STEPS):
        place = -reach + step * (number + 0.37)
        if all(abs(place - end) > _NEAR * reach for end in inside):
            yield place


def _at_ends(expected: Comparison, whole: NumberSet, letter: str, reach: float) -> IntervalsOutcome:
    """Say whether the ends belong to the family as they belong to the comparison."""
    for place, cut in enumerate(whole.cuts):
        if abs(float(cut)) >= reach:
            continue
        belongs = _holds_at_end(expected, letter, cut.enclose(128))
        if belongs is None:
            return "unknown"
        if belongs != whole.inside[2 * place + 1]:
            return "endpoint_open" if belongs else "endpoint_closed"
    return "equal"


def _holds_at_end(expected: Comparison, letter: str, place: arb) -> bool | None:
    value = evaluate_real(difference(expected), {letter: place})
    if value is None or not value.is_finite():
        return False
    if value.contains(0):
        return HOLDS[expected.relation](0) if float(value.rad()) < _NEAR else None
    return HOLDS[expected.relation](1 if value > 0 else -1)
