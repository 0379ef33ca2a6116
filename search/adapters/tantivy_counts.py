"""Counts of filters by Tantivy: the values of several filters are one joint value, counted in one pass.

A joint value says all that a record has in its group of filters, so a pass over what a query finds gives the
counts of the whole group, also of filters of the group that are set.
"""

import json
import threading
from collections import Counter as Tally
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from tantivy import Query as Asked
from tantivy import Schema, Searcher

from search.adapters.tantivy_queries import filtered, words_queries
from search.queries import FILTERS, Filter, Query
from search.wanted import read_wanted

GROUPS: Final[Mapping[str, tuple[Filter, ...]]] = {
    "form": ("kind", "language", "licence", "duration", "audio"),
    "topic": ("subject", "section", "grade"),
    "source": ("publisher",),
}
MOST_JOINT: Final = 20_000
"""So many joint values of a group are counted, the most frequent ones; Tantivy allows 65,000 in all."""

KEPT: Final = 512
# What finds little is counted again in no time.
WORTH_KEEPING: Final = 2_000

State = tuple[int, int, int]
Buckets = Mapping[str, int]
Values = Mapping[Filter, tuple[str, ...]]
Counts = Mapping[Filter, Mapping[str, int]]


def joint_value(group: str, values: Values) -> str:
    """Return the one value that stands for the values of all filters of the group."""
    return _joint(tuple(values[name] for name in GROUPS[group]))


class Counter:
    """Counts what each value of each filter would leave, and remembers it until the index changes."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Buckets] = OrderedDict()

    def forget(self) -> None:
        """Forget all counts."""
        with self._lock:
            self._kept.clear()

    def count(self, searcher: Searcher, wanted: Query, found: tuple[State, int]) -> Counts:
        """Return the counts of a query, of which the index in this state found so many in all."""
        counts: dict[Filter, Mapping[str, int]] = {}
        free = [group for group in GROUPS if not _own_filters(group, wanted)]
        for groups in filter(None, (free, *([group] for group in GROUPS if group not in free))):
            buckets = self._buckets(searcher, wanted, groups, found)
            for group in groups:
                counts |= _apart(group, buckets[group], wanted)
        return {name: counts[name] for name in FILTERS}

    def _buckets(
        self, searcher: Searcher, wanted: Query, groups: Sequence[str], found: tuple[State, int]
    ) -> Mapping[str, Buckets]:
        """Return how many records have each joint value, whatever filters of these groups are set."""
        state, total = found
        inside = {name for group in groups for name in GROUPS[group]}
        outside = {name: value for name, value in wanted.filters.items() if name not in inside}
        kinds = () if "kind" in inside or "kind" in outside else wanted.kinds
        key = (state, wanted.school, wanted.words, wanted.titles_only, kinds, tuple(outside.items()))
        with self._lock:
            kept = {group: self._kept[(*key, group)] for group in groups if (*key, group) in self._kept}
        if len(kept) == len(groups):
            return kept
        asked = read_wanted(wanted.words)
        words = words_queries(self._schema, asked, titles_only=wanted.titles_only, weighed=False)
        counted = _aggregate(searcher, filtered(self._schema, words, wanted, outside, kinds), groups)
        if total >= WORTH_KEEPING or any(sum(counted[group].values()) >= WORTH_KEEPING for group in groups):
            self._keep({(*key, group): counted[group] for group in groups})
        return counted

    def _keep(self, counted: Mapping[tuple[object, ...], Buckets]) -> None:
        with self._lock:
            self._kept.update(counted)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _own_filters(group: str, wanted: Query) -> Mapping[Filter, frozenset[str]]:
    """Return which values the set filters of the group allow."""
    allowed = {name: frozenset({value}) for name, value in wanted.filters.items() if name in GROUPS[group]}
    if wanted.kinds and "kind" in GROUPS[group]:
        allowed.setdefault("kind", frozenset(wanted.kinds))
    return allowed


def _aggregate(searcher: Searcher, query: Asked, groups: Sequence[str]) -> Mapping[str, Buckets]:
    asked = {group: {"terms": {"field": group, "size": MOST_JOINT}} for group in groups}
    answer = searcher.aggregate(query, asked)
    return {
        group: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer[group]["buckets"]}
        for group in groups
    }


def _apart(group: str, buckets: Buckets, wanted: Query) -> dict[Filter, Mapping[str, int]]:
    """Return the counts of each filter of the group, with the others of the group as they are set."""
    names = GROUPS[group]
    allowed = _own_filters(group, wanted)
    tallies: dict[Filter, Tally[str]] = {name: Tally() for name in names}
    for joint, count in buckets.items():
        values = _values(joint)
        refused = [
            name
            for name, several in zip(names, values, strict=True)
            if name in allowed and allowed[name].isdisjoint(several)
        ]
        for name, several in zip(names, values, strict=True):
            if not refused or refused == [name]:
                for value in several:
                    tallies[name][value] += count
    return dict(tallies)


@lru_cache(maxsize=20_000)
def _joint(values: tuple[tuple[str, ...], ...]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=20_000)
def _values(joint: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(several) for several in json.loads(joint))
