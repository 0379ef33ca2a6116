"""In which order the members of one task are dealt: first those chosen for the plan, then the farthest ones.

Members that were dealt once are not dealt again before all others have been; the second round goes through
them in the order of the first, so that the same numbers are as far away in the register as can be.
"""

from collections import deque
from collections.abc import Collection, Hashable
from math import inf
from typing import Final

import numpy as np

from variants.dealing.chance import Chance
from variants.dealing.stocks import Codes, Groups, Stock
from variants.separation import Floats, Spacing

_GOLDEN: Final = (5**0.5 - 1) / 2
Shares = tuple[tuple[str, ...], tuple[Hashable, ...]]
"""Names of shared givens, and the values that a student has of them."""


class MemberSequence:
    """The members of one task during a deal. `planned` is how many of them the deal is going to take."""

    def __init__(self, stock: Stock, chance: Chance, planned: int) -> None:
        self.stock = stock
        self.uses = [0] * len(stock.distinct)
        self.round = 0
        self.left = len(stock.distinct)
        self._chance = chance
        self._taken: list[int] = []
        self._waiting = deque(self._plan(min(planned, len(stock.distinct))))
        self._order: Codes | None = None
        self._remoteness: _KeyRemoteness | _GroupRemoteness | None = None

    def take(self, seen: Collection[int] = (), shares: Shares | None = None) -> int | None:
        """Take the next place of this round that is not seen and has these shared values, if there is one."""
        allowed = None if shares is None else self._allowed(shares)
        for index, place in enumerate(self._waiting):
            if place not in seen and (allowed is None or place in allowed):
                del self._waiting[index]
                return self._use(place)
        farthest = self._farthest(seen, allowed)
        return None if farthest is None else self._use(farthest)

    def take_again(self, seen: Collection[int] = (), shares: Shares | None = None) -> int | None:
        """Take a place that was dealt in this round already, the one used least and longest ago."""
        allowed = None if shares is None else self._allowed(shares)
        good = [place for place in self._taken if place not in seen and (allowed is None or place in allowed)]
        return self._use(min(good, key=self.uses.__getitem__)) if good else None

    def has(self, seen: Collection[int], shares: Shares) -> bool:
        """Tell whether `take` would find one."""
        allowed = self._allowed(shares)
        return any(self.uses[place] == self.round and place not in seen for place in allowed)

    def has_unseen(self, seen: Collection[int], shares: Shares) -> bool:
        """Tell whether there is one that is not seen, dealt in this round or not."""
        return any(place not in seen for place in self._allowed(shares))

    def note(self, place: int) -> int:
        """Keep that this place was dealt, by whatever rule."""
        if place in self._waiting:
            self._waiting.remove(place)
        return self._use(place)

    def _use(self, place: int) -> int:
        fresh = self.uses[place] == self.round
        self.uses[place] += 1
        if not fresh:
            return place
        self.left -= 1
        self._taken.append(place)
        if self._remoteness is not None:
            self._remoteness.add(place)
        if self.left == 0:
            self._begin_again()
        return place

    def _begin_again(self) -> None:
        self.round = min(self.uses)
        self._waiting = deque(place for place in self._taken if self.uses[place] == self.round)
        self._taken = [place for place in self._taken if self.uses[place] != self.round]
        self.left = len(self._waiting)
        self._remoteness = None

    def _plan(self, count: int) -> list[int]:
        """Return the members chosen for the plan so that those who sit together lie far apart too."""
        if self.stock.scale is None or self.stock.keys is None:
            return [] if self.stock.groups is not None else self._chance.order(len(self.stock.distinct))
        keys = self.stock.keys.tolist()
        whole = count == len(self.stock.distinct)
        chosen = list(range(count)) if whole else self.stock.scale.choose(count, self._chance.below)
        chosen.sort(key=lambda place: (keys[place], place))
        # Multiples of the golden ratio, of which any few that follow each other are spread evenly.
        turns = (self._chance.below(1 << 20) / (1 << 20) + np.arange(count) * _GOLDEN) % 1
        ranks = np.argsort(np.argsort(turns, kind="stable"), kind="stable").tolist()
        return [chosen[rank] for rank in ranks]

    def _allowed(self, shares: Shares) -> frozenset[int]:
        names, values = shares
        return self.stock.by_shared(names).get(values, frozenset())

    def _farthest(self, seen: Collection[int], allowed: Collection[int] | None) -> int | None:
        """Return the place of this round that is least like all that were dealt in it."""
        if self.left == 0:
            return None
        if self._order is None:
            self._order = np.asarray(self._chance.order(len(self.uses)), dtype=np.int64)
        order = self._order
        open_places = order[np.asarray(self.uses, dtype=np.int64)[order] == self.round]
        if seen or allowed is not None:
            good = [place for place in open_places.tolist() if place not in seen]
            good = good if allowed is None else [place for place in good if place in allowed]
            open_places = np.asarray(good, dtype=np.int64)
        if not len(open_places):
            return None
        if self._remoteness is None:
            self._remoteness = _remoteness(self.stock, self._taken)
        return int(open_places[self._remoteness.best(open_places)])


class _KeyRemoteness:
    """How far each key lies from all those dealt; where all lie upon them, how seldom it was dealt."""

    def __init__(self, stock: Stock, keys: Floats, taken: list[int]) -> None:
        self._keys = keys
        self._codes = stock.key_codes
        self._spacing = stock.spacing
        self._uses = (
            np.bincount(self._codes[taken], minlength=len(keys)) if taken else np.zeros(len(keys), int)
        )
        self._nearest = _nearest(keys, np.sort(keys[taken]), stock.spacing)

    def add(self, place: int) -> None:
        key = self._keys[place]
        low, high = np.minimum(self._keys, key), np.maximum(self._keys, key)
        self._nearest = np.minimum(self._nearest, self._spacing.distances(low, high))
        self._uses[self._codes[place]] += 1

    def best(self, places: Codes) -> int:
        nearest = self._nearest[places]
        found = int(nearest.argmax())
        return found if nearest[found] > 0 else int(self._uses[self._codes[places]].argmin())


class _GroupRemoteness:
    """How seldom the words and answers of each member have been dealt."""

    def __init__(self, groups: Groups, taken: list[int]) -> None:
        self._groups = groups
        size = len(groups.both)
        self._uses = [np.zeros(size, np.int64) for _ in range(3)]
        for place in taken:
            self.add(place)

    def add(self, place: int) -> None:
        for uses, codes in zip(self._uses, self._codes(), strict=True):
            uses[codes[place]] += 1

    def best(self, places: Codes) -> int:
        both, words, answers = (
            uses[codes[places]] for uses, codes in zip(self._uses, self._codes(), strict=True)
        )
        most = int(words.max() + answers.max()) + 1
        return int((both * most + words + answers).argmin())

    def _codes(self) -> tuple[Codes, Codes, Codes]:
        return self._groups.both, self._groups.words, self._groups.answers


def _remoteness(stock: Stock, taken: list[int]) -> _KeyRemoteness | _GroupRemoteness:
    if stock.keys is not None:
        return _KeyRemoteness(stock, stock.keys, taken)
    zeros = np.zeros(len(stock.distinct), np.int64)
    return _GroupRemoteness(stock.groups or Groups(zeros, zeros, zeros), taken)


def _nearest(keys: Floats, taken: Floats, spacing: Spacing) -> Floats:
    """Return for each key its distance from the nearest of those taken, which are sorted."""
    if not len(taken):
        return np.full(keys.shape, inf)
    place = np.searchsorted(taken, keys)
    below, above = taken[np.maximum(place - 1, 0)], taken[np.minimum(place, len(taken) - 1)]
    return np.minimum(
        spacing.distances(np.minimum(below, keys), np.maximum(below, keys)),
        spacing.distances(np.minimum(above, keys), np.maximum(above, keys)),
    )
