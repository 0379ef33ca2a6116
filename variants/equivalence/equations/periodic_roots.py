"""Whether families of numbers such as ±π/3 + 2πn are the solutions of an equation, and all of them.

Members near zero are put into the equation; that none is missing is looked at over several periods: where the
difference of the sides changes its sign or touches zero, a member has to stand.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from flint import arb

from variants.equivalence.equations.solution_points import difference
from variants.equivalence.evaluation import evaluate_real
from variants.grammar.trees import Comparison, Tree

FamilyOutcome = Literal["equal", "root_missing", "root_extra", "different", "unknown"]
_TRIED: Final = range(-3, 4)
_MEMBERS: Final = range(-12, 13)
_PERIODS: Final = 2.2
_STEPS: Final = 150
_HALVINGS: Final = 48
_SHIFT: Final = 0.0137
_TOUCHING: Final = 1e-9
_MOST_FAMILIES: Final = 12
_MOST_LOOKS: Final = 12


def compare_families(
    equation: Comparison, letter: str, families: Sequence[Tree], names: frozenset[str]
) -> FamilyOutcome:
    """Compare all members of families, one for every whole number, with the solutions of an equation."""
    function = _Function(difference(equation), letter)
    if len(families) > _MOST_FAMILIES:
        return "unknown"
    solves = [_solves(function, family, number, names) for family in families for number in _TRIED]
    if False in solves:
        return "root_extra" if True in solves else "different"
    if None in solves:
        return "unknown"
    values = [[_value(family, number, names) for number in _MEMBERS] for family in families]
    known = [[value for value in each if value is not None] for each in values]
    if any(len(each) < len(_MEMBERS) for each in known):
        return "unknown"
    gap = max(abs(after - value) for each in known for value, after in pairwise(each))
    reach = _PERIODS * gap
    if not 0 < reach < 1e9 or any(min(each) > -reach or max(each) < reach for each in known):
        return "unknown"
    return _covered(function, sorted(value for each in known for value in each), reach)


@dataclass(frozen=True, slots=True)
class _Function:
    """The difference of the sides of an equation of one letter."""

    tree: Tree
    letter: str

    def at(self, place: float) -> float | None:
        """Return the value, None where there is none."""
        value = evaluate_real(self.tree, {self.letter: arb(place)})
        return None if value is None or not value.is_finite() else float(value)


def _value(family: Tree, number: int, names: frozenset[str]) -> float | None:
    value = evaluate_real(family, dict.fromkeys(names, arb(number)))
    return None if value is None else float(value)


def _solves(function: _Function, family: Tree, number: int, names: frozenset[str]) -> bool | None:
    value = evaluate_real(family, dict.fromkeys(names, arb(number)))
    found = None if value is None else evaluate_real(function.tree, {function.letter: value})
    if found is None or not found.is_finite():
        return None
    return bool(found.contains(0))


def _covered(function: _Function, members: list[float], reach: float) -> FamilyOutcome:
    """Look for a solution without a member; that there is one at all has been seen."""
    step = 2 * reach / _STEPS
    places = [-reach + step * (number + _SHIFT) for number in range(_STEPS)]
    values = [function.at(place) for place in places]
    looks = 0
    for at in range(1, _STEPS - 1):
        before, here, after = values[at - 1], values[at], values[at + 1]
        if before is None or here is None or after is None or _holds(members, places[at - 1], places[at + 1]):
            continue
        if here * after < 0:
            found = _crosses(function, places[at], places[at + 1])
        elif abs(here) <= min(abs(before), abs(after)):
            found = _touches(function, places[at - 1], places[at + 1])
        else:
            continue
        if found:
            return "root_missing"
        looks += 1
        if looks > _MOST_LOOKS:
            return "unknown"
    return "equal"


def _holds(members: list[float], low: float, high: float) -> bool:
    place = bisect_left(members, low)
    return place < len(members) and members[place] <= high


def _crosses(function: _Function, low: float, high: float) -> bool:
    """Say whether a change of sign is a zero, not a pole."""
    start = function.at(low) or 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = function.at(middle)
        if value is None:
            return False
        low, high = (middle, high) if value * start > 0 else (low, middle)
    return abs(function.at(low) or 1.0) < _TOUCHING * max(1.0, abs(start))


def _touches(function: _Function, low: float, high: float) -> bool:
    """Say whether the least size between two places is zero."""
    for _ in range(_HALVINGS):
        third = (high - low) / 3
        one, other = function.at(low + third), function.at(high - third)
        if one is None or other is None:
            return False
        low, high = (low, high - third) if abs(one) < abs(other) else (low + third, high)
    return abs(function.at(low) or 0.0) < _TOUCHING
