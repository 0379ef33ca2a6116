"""Counts of filters by Tantivy: one pass over what a query finds counts the joint values of all groups.

So many joint values add up to how many records a query finds, which then need not be counted apart.
"""

import threading
from collections import Counter as Tally
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

from tantivy import Query as Asked
from tantivy import Searcher

from search.adapters.tantivy_joints import GROUPS, values_of
from search.adapters.tantivy_queries import Asking, fitting
from search.queries import FILTERS, Filter, Query

MOST_JOINT: Final = 20_000
"""So many joint values of a group are counted, the most frequent ones; Tantivy allows 65,000 in all."""

KEPT: Final = 512
# What finds little is counted again in no time.
WORTH_KEEPING: Final = 2_000

State = tuple[int, int, int]
Buckets = Mapping[str, int]
Counts = Mapping[Filter, Mapping[str, int]]


class Counter:
    """Counts what each value of each filter would leave, and remembers it until the index changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Buckets] = OrderedDict()

    def count(self, asked: Sequence[Asking], wanted: Query, state: State) -> tuple[int, Counts]:
        """Return how many records a query finds in this state of the index, and the counts of all filters."""
        totals = []
        tallies: dict[Filter, Tally[str]] = {name: Tally() for name in FILTERS}
        free = [group for group in GROUPS if not _own_filters(group, wanted)]
        bound = [[group] for group in GROUPS if group not in free]
        for asking in asked:
            buckets: dict[str, Buckets] = {}
            for groups in filter(None, (free, *bound)):
                buckets |= self._buckets(asking, wanted, groups, state)
            # Every record has one joint value of each group; only the most frequent ones are counted.
            totals.append(max(_apart(group, buckets[group], wanted, tallies) for group in GROUPS))
        return sum(totals), {name: dict(tally) for name, tally in tallies.items()}

    def _buckets(
        self, asking: Asking, wanted: Query, groups: Sequence[str], state: State
    ) -> Mapping[str, Buckets]:
        """Return how many records have each joint value, whatever filters of these groups are set."""
        inside = {name for group in groups for name in GROUPS[group]}
        outside = {name: value for name, value in wanted.filters.items() if name not in inside}
        kinds = () if "kind" in inside or "kind" in outside else wanted.kinds
        key = (state, asking.school, wanted.words, wanted.titles_only, kinds, tuple(outside.items()))
        with self._lock:
            kept = {group: self._kept[(*key, group)] for group in groups if (*key, group) in self._kept}
        if len(kept) == len(groups):
            return kept
        counted = _aggregate(asking.searcher, fitting(asking, wanted, outside, kinds), groups)
        if any(sum(buckets.values()) >= WORTH_KEEPING for buckets in counted.values()):
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


def _apart(group: str, buckets: Buckets, wanted: Query, tallies: Mapping[Filter, Tally[str]]) -> int:
    """Add the counts of each filter of the group, the others being as they are; return how many fit all."""
    names = GROUPS[group]
    allowed = _own_filters(group, wanted)
    fitting_all = 0
    for joint, count in buckets.items():
        values = values_of(joint)
        refused = [
            name
            for name, several in zip(names, values, strict=True)
            if name in allowed and allowed[name].isdisjoint(several)
        ]
        fitting_all += 0 if refused else count
        for name, several in zip(names, values, strict=True):
            if not refused or refused == [name]:
                for value in several:
                    tallies[name][value] += count
    return fitting_all
