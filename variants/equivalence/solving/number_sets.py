"""Sets of real numbers that are made of intervals and points: joined, cut, turned inside out, compared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from variants.equivalence.solving.real_numbers import RealNumber, compare_numbers, in_order


@dataclass(frozen=True, slots=True, eq=False)
class NumberSet:
    """The line parted by numbers, from the left: `inside` says of every gap and number whether it is in.

    n cuts have 2n + 1 places: the gap before the first cut, the cut, the gap behind it, and so on.
    """

    cuts: tuple[RealNumber, ...]
    inside: tuple[bool, ...]

    def is_empty(self) -> bool:
        """Say whether nothing is in the set."""
        return not any(self.inside)

    def is_everything(self) -> bool:
        """Say whether all real numbers are in the set."""
        return all(self.inside)


EVERYTHING = NumberSet((), (True,))
NOTHING = NumberSet((), (False,))


def points(numbers: Iterable[RealNumber]) -> NumberSet:
    """Return the set of these numbers alone."""
    ordered: list[RealNumber] = []
    for number in sorted(numbers, key=in_order):
        if not ordered or compare_numbers(ordered[-1], number):
            ordered.append(number)
    return NumberSet(tuple(ordered), (False, *(True, False) * len(ordered)))


def above(number: RealNumber, *, closed: bool) -> NumberSet:
    """Return the numbers from here to the right."""
    return NumberSet((number,), (False, closed, True))


def below(number: RealNumber, *, closed: bool) -> NumberSet:
    """Return the numbers from here to the left."""
    return NumberSet((number,), (True, closed, False))


def complement(one: NumberSet) -> NumberSet:
    """Return all other numbers."""
    return NumberSet(one.cuts, tuple(not each for each in one.inside))


def union(one: NumberSet, other: NumberSet) -> NumberSet:
    """Return the numbers of either set."""
    return _joined(one, other, lambda left, right: left or right)


def intersection(one: NumberSet, other: NumberSet) -> NumberSet:
    """Return the numbers of both sets."""
    return _joined(one, other, lambda left, right: left and right)


def without(one: NumberSet, other: NumberSet) -> NumberSet:
    """Return the numbers of the first set that are not in the other."""
    return _joined(one, other, lambda left, right: left and not right)


def aligned(
    one: NumberSet, other: NumberSet
) -> tuple[tuple[RealNumber, ...], tuple[bool, ...], tuple[bool, ...]]:
    """Return the cuts of both sets in order, and what is inside of each at the same places."""
    cuts: list[RealNumber] = []
    left, right, i, j = [one.inside[0]], [other.inside[0]], 0, 0
    while i < len(one.cuts) or j < len(other.cuts):
        order = _order_at(one, i, other, j)
        cuts.append(one.cuts[i] if order <= 0 else other.cuts[j])
        left += one.inside[2 * i + 1 : 2 * i + 3] if order <= 0 else [one.inside[2 * i]] * 2
        right += other.inside[2 * j + 1 : 2 * j + 3] if order >= 0 else [other.inside[2 * j]] * 2
        i, j = i + (order <= 0), j + (order >= 0)
    return tuple(cuts), tuple(left), tuple(right)


def _order_at(one: NumberSet, i: int, other: NumberSet, j: int) -> int:
    """Say which set has the next cut: -1 the first, 1 the other, 0 both."""
    if i == len(one.cuts):
        return 1
    if j == len(other.cuts):
        return -1
    return compare_numbers(one.cuts[i], other.cuts[j])


def _joined(one: NumberSet, other: NumberSet, rule: Callable[[bool, bool], bool]) -> NumberSet:
    cuts, left, right = aligned(one, other)
    return simplified(NumberSet(cuts, tuple(map(rule, left, right))))


def simplified(one: NumberSet) -> NumberSet:
    """Leave out the cuts at which nothing changes."""
    cuts: list[RealNumber] = []
    inside = [one.inside[0]]
    for number, cut in enumerate(one.cuts):
        here, behind = one.inside[2 * number + 1 : 2 * number + 3]
        if here != behind or here != inside[-1]:
            cuts.append(cut)
            inside += [here, behind]
    return NumberSet(tuple(cuts), tuple(inside))


def equal_sets(one: NumberSet, other: NumberSet) -> bool:
    """Say whether two sets have the same numbers."""
    _, left, right = aligned(one, other)
    return left == right
