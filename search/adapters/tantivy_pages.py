"""Pages of what Tantivy finds: records from the library and of the school's own, merged, the best first."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from tantivy import DocAddress, Searcher

from search.adapters.record_json import record_from_json
from search.adapters.tantivy_queries import Asking, fitting, weighed
from search.queries import Query
from search.records import Record
from search.wanted import read_wanted

KEPT: Final = 256
FIRST: Final = 240
"""So many of the newest or most assigned are looked for at once: to find a few, all are looked at anyway."""

State = tuple[int, int, int]
Hit = tuple[float, Searcher, DocAddress]


class Pages:
    """Finds the records of pages; remembers the newest and most assigned until the index changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept: OrderedDict[tuple[object, ...], Sequence[Hit]] = OrderedDict()

    def find(self, asked: Sequence[Asking], wanted: Query, state: State) -> tuple[Record, ...]:
        """Return the records of the page of a query, in this state of the index."""
        last = wanted.page * wanted.size
        first = last - wanted.size
        if wanted.sort == "relevance" and read_wanted(wanted.words):
            # Pages before are passed over; of two searches, only merging them shows what those pages hold.
            passed = first if len(asked) == 1 else 0
            hits = [hit for asking in asked for hit in _best(asking, wanted, passed, last - passed)]
        else:
            passed = 0
            hits = [hit for asking in asked for hit in self._ordered(asking, wanted, last, state)]
        best = sorted(hits, key=lambda hit: -hit[0])[first - passed : last - passed]
        return tuple(record_from_json(stored(searcher, place)) for _, searcher, place in best)

    def _ordered(self, asking: Asking, wanted: Query, last: int, state: State) -> Sequence[Hit]:
        """Return at least the first `last` works by the order that is asked for, if there are so many."""
        order = "newest" if wanted.sort == "newest" else "assigned"
        filters = tuple(wanted.filters.items())
        key = (asking.school, wanted.words, wanted.titles_only, filters, wanted.kinds, order)
        with self._lock:
            if self._state != state:
                self._kept.clear()
                self._state = state
            kept = self._kept.get(key)
        if kept is not None and (len(kept) >= last or len(kept) < FIRST):
            return kept
        query = fitting(asking, wanted, wanted.filters, kinds_of(wanted))
        limit = max(2 * last, FIRST)
        result = asking.searcher.search(query, limit=limit, count=False, order_by_field=order)
        hits = [(worth, asking.searcher, place) for worth, place in result.hits]
        with self._lock:
            if self._state == state:
                self._kept[key] = hits
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return hits


def kinds_of(wanted: Query) -> tuple[str, ...]:
    """Return the kinds that hold, while no kind is asked for."""
    return () if wanted.kind else wanted.kinds


def stored(searcher: Searcher, place: DocAddress) -> str:
    """Return what is stored of a document."""
    kept: bytes = searcher.doc(place)["record"][0]
    return kept.decode()


def _best(asking: Asking, wanted: Query, offset: int, limit: int) -> list[Hit]:
    result = asking.searcher.search(weighed(asking, wanted), limit=limit, offset=offset, count=False)
    return [(worth, asking.searcher, place) for worth, place in result.hits]
