"""How far apart answers lie, in tolerances, and which keys of many lie farthest from each other.

The distance of two keys is |a - b| / max(tolerance(a), tolerance(b)), at most 1/r where the tolerance is the
share r of a key. So bounded it never grows less when two keys of a sorted row move apart, across zero too;
therefore neighbours decide how far apart a choice of keys lies, and taking each next key as early as possible
finds out whether so many can lie so far apart. Computed distances keep this order to the last bit.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, nextafter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variants.keys import Tolerance

Floats = NDArray[np.float64]

_NARROW: Final = 1e-3
_FEW: Final = 8
"""Looking for the next place one by one is quicker while there are so many times fewer of them to find."""
_ABOVE: Final = 1 + 1e-9
Below = Callable[[int], int]
"""Returns a whole number from 0 to its argument less one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """What a tolerance is: a share of the key, or a number in the key's unit; the larger of both holds."""

    relative: float = 0.0
    absolute: float = 0.0

    @property
    def farthest(self) -> float:
        """The largest distance that two keys can have."""
        return 1 / self.relative if self.relative else inf

    def distance(self, one: float, other: float) -> float:
        """Return how many tolerances lie between two keys; different ones are infinitely far without any."""
        low, high = (one, other) if one < other else (other, one)
        if low == high:
            return 0.0
        found = self._relative_distance(low, high) if self.relative else inf
        return min(found, (high - low) / self.absolute) if self.absolute else found

    def distances(self, low: Floats, high: Floats) -> Floats:
        """Return the distances of many pairs at once, the lower key of each first; equal to the last bit."""
        found = np.full(low.shape, inf)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if self.relative:
                shares = np.where(low > 0, 1 - low / high, np.where(high < 0, 1 - high / low, 1.0))
                found = shares / self.relative
            if self.absolute:
                found = np.minimum(found, (high - low) / self.absolute)
        return np.where(low == high, 0.0, found)

    def _relative_distance(self, low: float, high: float) -> float:
        if low > 0:
            return (1 - low / high) / self.relative
        if high < 0:
            return (1 - high / low) / self.relative
        return 1 / self.relative

    def beyond(self, low: float, distance: float) -> float:
        """Return about where the keys begin that lie so far above `low`."""
        place = low + distance * self.absolute
        if self.relative:
            share = 1 - distance * self.relative
            if low > 0:
                return max(place, low / share) if share > 0 else inf
            return max(place, low * share) if share >= 0 else inf
        return place

    def all_beyond(self, low: Floats, distance: float) -> Floats:
        """Return what `beyond` does for many keys at once."""
        place = low + distance * self.absolute
        if not self.relative:
            return place
        share = 1 - distance * self.relative
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            above = low / share if share > 0 else np.full(low.shape, inf)
            below = low * share if share >= 0 else np.full(low.shape, inf)
        return np.maximum(place, np.where(low > 0, above, below))

    def most(self, first: float, last: float, count: int) -> float:
        """Return a distance that `count` keys between these two can't exceed, if rounding is let alone."""
        gaps = count - 1
        bound = self.distance(first, last)
        if self.absolute:
            bound = min(bound, (last - first) / self.absolute / gaps)
        if self.relative and first * last > 0:
            ratio = min(abs(first), abs(last)) / max(abs(first), abs(last))
            bound = min(bound, (1 - ratio ** (1 / gaps)) / self.relative)
        return bound


def spacing_of(tolerance: Tolerance) -> Spacing:
    """Return what a tolerance is: of an interval, half of its width."""
    if tolerance.interval is not None:
        low, high = tolerance.interval
        return Spacing(absolute=(high - low) / 2)
    return Spacing(relative=float(tolerance.relative or 0), absolute=tolerance.absolute or 0.0)


def separation(keys: Iterable[float], spacing: Spacing) -> float:
    """Return the smallest distance of any two keys, infinite if there are fewer than two."""
    return _smallest(sorted(keys), spacing)


def widest(keys: Iterable[float], spacing: Spacing, count: int) -> float:
    """Return the largest smallest distance that `count` of these keys can have; 0 if they are too few."""
    return KeyScale(tuple(keys), spacing).widest(count)


def choose_apart(keys: Sequence[float], spacing: Spacing, count: int, below: Below) -> list[int]:
    """Return the indices of `count` keys whose smallest distance is the largest possible.

    Which of the best choices it is, is left to `below`. Where there are fewer different keys than wanted,
    none is chosen once more before all of them have been. Raises ValueError for more than there are.
    """
    return KeyScale(keys, spacing).choose(count, below)


class KeyScale:
    """Keys in their order, made ready for choosing again and again; distances found are remembered."""

    def __init__(self, keys: Sequence[float], spacing: Spacing) -> None:
        members: dict[float, list[int]] = defaultdict(list)
        for index, key in enumerate(keys):
            members[key].append(index)
        self.places = sorted(members)
        self.mirrored = [-key for key in reversed(self.places)]
        self.spacing = spacing
        self._members = members
        self._count = len(keys)
        self._found: dict[int, float] = {}

    def widest(self, count: int) -> float:
        """Return what `widest` does."""
        if count > len(self.places):
            return 0.0
        if count not in self._found:
            self._found[count] = _optimum(self.places, self.spacing, count)
        return self._found[count]

    def most_apart(self, distance: float) -> int:
        """Return how many keys can lie at least so far from each other."""
        return len(_earliest(self.places, self.spacing, distance, len(self.places))) if self.places else 0

    def choose(self, count: int, below: Below) -> list[int]:
        """Do what `choose_apart` does. Raises ValueError for more keys than there are."""
        if count > self._count:
            raise ValueError("there are not so many keys")
        if count > len(self.places):
            return _again_and_again(list(self._members.values()), count, below)
        chosen = _Between(self, self.widest(count), count, below).choose(count)
        return [_any_of(self._members[self.places[place]], below) for place in chosen]


def close_pairs(counts: Mapping[float, int], spacing: Spacing, limit: float) -> int:
    """Count the pairs of keys closer than `limit` tolerances; `counts` says how often each key stands."""
    places = sorted(counts)
    upto = [0, *accumulate(counts[key] for key in places)]
    pairs = 0
    for index, key in enumerate(places):
        own = counts[key]
        end = _next(places, spacing, index, limit)
        pairs += own * (own - 1) // 2 + own * (upto[end] - upto[index + 1])
    return pairs


def _smallest(ordered: Sequence[float], spacing: Spacing) -> float:
    return min((spacing.distance(low, high) for low, high in pairwise(ordered)), default=inf)


def _next(places: Sequence[float], spacing: Spacing, index: int, distance: float) -> int:
    """Return the first place behind this one that lies so far from it, or how many places there are."""
    low = places[index]
    found = bisect_left(places, spacing.beyond(low, distance), index + 1)
    # The place was computed by another formula than the distance, which alone decides.
    while found - 1 > index and spacing.distance(low, places[found - 1]) >= distance:
        found -= 1
    while found < len(places) and spacing.distance(low, places[found]) < distance:
        found += 1
    return found


def _all_next(places: Floats, spacing: Spacing, distance: float) -> list[int]:
    """Return for every place what `_next` does."""
    count = len(places)
    own = np.arange(count)
    found = np.maximum(np.searchsorted(places, spacing.all_beyond(places, distance)), own + 1)
    while True:
        before = np.maximum(found - 1, own)
        early = (before > own) & (spacing.distances(places, places[before]) >= distance)
        here = np.minimum(found, count - 1)
        late = (found < count) & (spacing.distances(places, places[here]) < distance)
        if not early.any() and not late.any():
            following: list[int] = found.tolist()
            return following
        found = found - early + late


def _following(
    places: Sequence[float], spacing: Spacing, distance: float, count: int
) -> Callable[[int], int]:
    """Return `_next` as a function of the place; it is about to be asked for `count` places or so."""
    if count * _FEW > len(places):
        return _all_next(np.asarray(places), spacing, distance).__getitem__
    return lambda index: _next(places, spacing, index, distance)


def _earliest(places: Sequence[float], spacing: Spacing, distance: float, count: int) -> list[int]:
    """Return at most `count` places from the first on, each as early as the distance allows."""
    following = _following(places, spacing, distance, count)
    chosen = [0]
    while len(chosen) < count:
        found = following(chosen[-1])
        if found == len(places):
            break
        chosen.append(found)
    return chosen


def _optimum(places: Sequence[float], spacing: Spacing, count: int) -> float:
    """Return the largest smallest distance of `count` of these different, sorted keys."""
    if count < 2:
        return inf
    if count == len(places):
        return _smallest(places, spacing)
    low, high = 0.0, spacing.most(places[0], places[-1], count) * _ABOVE
    if high == inf:
        return inf
    while True:
        middle = (low + high) / 2
        if not low < middle < high or high - low <= _NARROW * high:
            middle = nextafter(low, inf)
        chosen = _earliest(places, spacing, middle, count)
        if len(chosen) == count:
            low = _smallest([places[index] for index in chosen], spacing)
            high = max(high, low)
        elif middle == nextafter(low, inf):
            return low
        else:
            high = middle


class _Between:
    """Chooses places at least so far apart, from the middle outwards so that all have their share of room."""

    def __init__(self, scale: KeyScale, distance: float, count: int, below: Below) -> None:
        end = len(scale.places) - 1
        mirrored = _following(scale.mirrored, scale.spacing, distance, count)
        self._next = _following(scale.places, scale.spacing, distance, count)
        self._before: Callable[[int], int] = lambda index: end - mirrored(end - index)
        self._end = end
        self._below = below

    def choose(self, count: int) -> list[int]:
        """Return so many places in their order."""
        return self._fill(0, self._end, count)

    def _fill(self, first: int, last: int, count: int) -> list[int]:
        """Return so many places from `first` to `last`; the caller knows that they fit in."""
        if count == 0:
            return []
        before = (count - 1) // 2
        after = count - 1 - before
        lowest = _walk(self._next, first, before)
        highest = _walk(self._before, last, after)
        middle = lowest + self._below(highest - lowest + 1)
        left = self._fill(first, self._before(middle), before)
        return [*left, middle, *self._fill(self._next(middle), last, after)]


def _walk(following: Callable[[int], int], index: int, steps: int) -> int:
    for _ in range(steps):
        index = following(index)
    return index


def _any_of(members: Sequence[int], below: Below) -> int:
    return members[below(len(members))] if len(members) > 1 else members[0]


def _again_and_again(groups: list[list[int]], count: int, below: Below) -> list[int]:
    """Take one of every group again and again, in an order left to chance, until there are enough."""
    chosen: list[int] = []
    waiting = [list(group) for group in groups]
    while len(chosen) < count:
        waiting = [group for group in waiting if group]
        turn = list(waiting)
        while turn and len(chosen) < count:
            group = turn.pop(below(len(turn)))
            chosen.append(group.pop(below(len(group))))
    return chosen
