"""Look at formulas in pieces where the usual points may not have been: far out, and about their joints.

|x − 20| and 20 − x agree from 0.1 to 10. The joints are where the value inside |…|, of max or of a whole part
changes its sign or steps as one letter moves; they are found by halving, and looked at from both sides.
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from flint import arb

from variants.equivalence.evaluation import Point, value_of
from variants.equivalence.points import STRATA
from variants.equivalence.sides import Side
from variants.equivalence.values.arithmetic_tables import Missing, NoValue
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Tree, same, symbols

_BUDGET: Final = 4000.0
_HALVINGS: Final = 24
_JOINTS: Final = 6
_CALLS: Final = 4
_LETTERS: Final = 3
_BESIDE: Final = 64


def differ_elsewhere(ours: Side, theirs: Side, levels: tuple[int, ...]) -> bool:
    """Say whether formulas have different values far out or beside a joint; False if they have no pieces."""
    if not (ours.traits.turning or theirs.traits.turning):
        return False
    spent = 0.0
    in_pieces = max(ours.traits.pieces, theirs.traits.pieces) > 1
    for number in range(STRATA if in_pieces else STRATA // 2):
        (one, cost), (other, more) = (side.value(number, "far", levels) for side in (ours, theirs))
        if _differ(one, other):
            return True
        spent += cost + more
        if spent > _BUDGET:
            return False
    for point in _about_joints(ours, theirs):
        (one, cost), (other, more) = ours.value_at(point, levels), theirs.value_at(point, levels)
        if _differ(one, other):
            return True
        spent += cost + more
        if spent > _BUDGET:
            break
    return False


def _differ(one: arb | Missing, other: arb | Missing) -> bool:
    return not isinstance(one, str) and not isinstance(other, str) and not one.overlaps(other)


def _about_joints(ours: Side, theirs: Side) -> Iterator[Point]:
    if not any(side.traits.signs or side.traits.jumps for side in (ours, theirs)):
        return
    place = ours.point(0, "usual") | theirs.point(0, "usual")
    signs = _unlike(ours.traits.signs + theirs.traits.signs)
    jumps = _unlike(ours.traits.jumps + theirs.traits.jumps)
    for name in sorted(place)[:_LETTERS]:
        joints: list[arb] = []
        numbers = ours.numbers(name)
        for steps, trees in ((False, signs), (True, jumps)):
            for tree in trees:
                if name in symbols(tree):
                    joints += islice(_joints(tree, name, place, numbers, steps=steps), _JOINTS)
        for beside in _beside(sorted(joints, key=float)):
            yield {**place, name: beside}


def _unlike(trees: list[Tree]) -> list[Tree]:
    """Return the first trees of which none is the same as another."""
    found: list[Tree] = []
    for tree in trees[: 2 * _CALLS]:
        if not any(same(tree, known) for known in found):
            found.append(tree)
    return found[:_CALLS]


def _joints(tree: Tree, name: str, place: Point, numbers: list[arb], *, steps: bool) -> Iterator[arb]:
    """Find where a value changes its sign, or steps, between numbers of one letter."""
    pieces = [_piece(tree, {**place, name: number}, steps=steps) for number in numbers]
    for index in range(len(numbers) - 1):
        if pieces[index] is None or pieces[index + 1] is None or pieces[index] == pieces[index + 1]:
            continue
        low, high = numbers[index], numbers[index + 1]
        for _ in range(_HALVINGS):
            middle = ((low + high) / 2).mid()
            if _piece(tree, {**place, name: middle}, steps=steps) == pieces[index]:
                low = middle
            else:
                high = middle
        yield high


def _piece(tree: Tree, place: Point, *, steps: bool) -> float | None:
    """Return the sign of a value, or its whole part; None where it has none."""
    try:
        value: arb = value_of(tree, place, REAL)
    except NoValue:
        return None
    if not value.is_finite():
        return None
    return float(value.floor().mid()) if steps else 1.0 if value > 0 else -1.0 if value < 0 else 0.0


def _beside(joints: list[arb]) -> Iterator[arb]:
    """Return numbers at and on both sides of every joint, and between neighbours."""
    for joint in joints:
        yield (joint - joint / _BESIDE).mid()
        yield joint
        yield (joint + joint / _BESIDE).mid()
    for one, other in pairwise(joints):
        yield ((one + other) / 2).mid()
