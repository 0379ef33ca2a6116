"""Name in what a set of numbers differs from the expected one: an end, the direction, or a whole part."""

from collections.abc import Callable
from typing import Literal

from variants.equivalence.solving.number_sets import NumberSet, aligned, simplified
from variants.equivalence.solving.real_numbers import RealNumber

SetDifference = Literal[
    "endpoint_open", "endpoint_closed", "direction", "interval_missing", "interval_extra", "different"
]
_Runs = frozenset[tuple[int, int]]
Near = Callable[[float, float], bool]
"""Whether a number (second) is as good as the expected one (first)."""


def set_difference(expected: NumberSet, given: NumberSet) -> SetDifference | None:
    """Return the difference; None if the sets are the same.

    `endpoint_open` is an end that should belong to the set and doesn't, `endpoint_closed` the reverse.
    """
    _, ours, theirs = aligned(expected, given)
    if ours == theirs:
        return None
    if ours[::2] == theirs[::2]:
        return _difference_of_ends(ours, theirs)
    if len(ours) > 1 and all(own != other for own, other in zip(ours[::2], theirs[::2], strict=True)):
        return "direction"
    own, other = _runs(ours), _runs(theirs)
    if other and other < own:
        return "interval_missing"
    if own and own < other:
        return "interval_extra"
    return "different"


def _difference_of_ends(ours: tuple[bool, ...], theirs: tuple[bool, ...]) -> SetDifference:
    """Tell an end that is open or closed wrongly from a point that stands alone or is left out alone."""
    place = next(index for index, own in enumerate(ours) if own != theirs[index])
    alone = ours[place - 1] == ours[place + 1]
    if ours[place]:
        return "interval_missing" if alone else "endpoint_open"
    return "interval_extra" if alone else "endpoint_closed"


def _runs(inside: tuple[bool, ...]) -> _Runs:
    """Return the first and last place of each part of a set."""
    starts = [place for place, each in enumerate(inside) if each and (place == 0 or not inside[place - 1])]
    ends = [
        place
        for place, each in enumerate(inside)
        if each and (place + 1 == len(inside) or not inside[place + 1])
    ]
    return frozenset(zip(starts, ends, strict=True))


def moved_to(expected: NumberSet, given: NumberSet, near: Near) -> NumberSet:
    """Return the given set with every end that is near an expected one moved onto it."""
    cuts = tuple(_nearest(expected.cuts, cut, near) for cut in given.cuts)
    if len({id(cut) for cut in cuts}) < len(cuts):
        return given
    return simplified(NumberSet(cuts, given.inside))


def _nearest(targets: tuple[RealNumber, ...], cut: RealNumber, near: Near) -> RealNumber:
    value = float(cut)
    good = [target for target in targets if near(float(target), value)]
    return min(good, key=lambda target: abs(float(target) - value), default=cut)
