"""A search index in a folder, by Whoosh: good to some tens of thousands of editions.

Texts are reduced to stems before Whoosh sees them; filters are counted in sets of documents held in memory.
"""

import heapq
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, query
from whoosh.analysis import RegexTokenizer, SpaceSeparatedTokenizer
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from library_core.editions import EditionKey
from library_core.people import LIBRARY, SchoolKey
from library_core.wording import stem_of
from search.adapters.beginnings import BEGINNINGS
from search.adapters.places import create_at, made_beside
from search.adapters.record_json import record_from_json, record_to_json
from search.adapters.whoosh_searchers import Matches, Scores, Searchers, State
from search.index import IndexBusy
from search.queries import FILTERS, Filter, Found, Query, filter_values
from search.records import Record
from search.terms import terms_of
from search.wanted import read_wanted

LAYOUT: Final = "4"
"""Changes with the fields below; an index of another layout is made anew from the feed."""

FEED: Final = "feed"
LOCK_SECONDS: Final = 30.0
TITLE_WEIGHT: Final = 3.0
SORTED: Final = ("newest", "assigned")
APART: Final = "\x1f"
NOTHING: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Documents:
    """The numbers of all documents for each value of each filter, and by which number each is sorted."""

    state: State
    values: Mapping[str, Mapping[str, frozenset[int]]]
    orders: Mapping[str, Sequence[int]]

    def readable(self, school: SchoolKey) -> frozenset[int]:
        """Return the documents of a school and of the library."""
        schools = self.values["school"]
        return schools.get(school, NOTHING) | schools.get(LIBRARY, NOTHING)

    def within(
        self, fitting: frozenset[int], filters: Mapping[Filter, str], kinds: tuple[str, ...]
    ) -> frozenset[int]:
        """Return those of the documents that fit all filters; `kinds` hold while no kind is asked for."""
        if kinds and "kind" not in filters:
            fitting = fitting & NOTHING.union(*(self.values["kind"].get(kind, NOTHING) for kind in kinds))
        return fitting.intersection(
            *(self.values[name].get(value, NOTHING) for name, value in filters.items())
        )


class WhooshIndex:
    """Implements `search.index.Index` in a folder; waits for another writer `patience` seconds at most."""

    def __init__(self, folder: Path, *, patience: float = LOCK_SECONDS) -> None:
        self._folder = folder / LAYOUT
        self._patience = patience
        self._lock = threading.Lock()
        self._opened: index.FileIndex | None = None
        self._documents: Documents | None = None
        self._searchers = Searchers(self._folder)
        self._matches = Matches()

    def find(self, wanted: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        asked = read_wanted(wanted.words)
        with self._searchers.lend(self._searcher) as searcher:
            documents = self._all(searcher)
            fitting = documents.readable(wanted.school)
            scores: Scores = {}
            if asked:
                titles_only = wanted.titles_only
                scores = self._matches.find(searcher, documents.state, asked, titles_only=titles_only)
                fitting = fitting.intersection(scores)
            chosen = documents.within(fitting, wanted.filters, wanted.kinds)
            return Found(
                records=_page(searcher, wanted, _order(documents, scores, wanted), chosen),
                total=len(chosen),
                counts=_counts(documents, fitting, wanted) if wanted.counted else {},
            )

    def known(self, school: SchoolKey, forms: Collection[str]) -> Mapping[str, int]:
        """Return in how many records that the school may read each of the plain forms stands, if in any."""
        with self._searchers.lend(self._searcher) as searcher:
            readable = self._all(searcher).readable(school)
            terms = (form for form in forms if searcher.doc_frequency("forms", form))
            found = {
                form: len(readable.intersection(searcher.docs_for_query(query.Term("forms", form))))
                for form in terms
            }
        return {form: count for form, count in found.items() if count}

    def sequence(self) -> int:
        """Return the sequence of the last change that was taken in, or 0."""
        with self._searchers.lend(self._searcher) as searcher:
            position = searcher.document(key=FEED)
        return int(position["record"]) if position else 0

    def take_in(
        self, records: Sequence[Record], gone: Sequence[EditionKey], *, after: int, sequence: int
    ) -> None:
        """Keep the records and forget those gone, wholly or not at all."""
        with self._writer() as writer:
            if self.sequence() == after:
                for key in gone:
                    writer.delete_by_term("key", key)
                for record in records:
                    writer.update_document(**_document(record))
                writer.update_document(key=FEED, record=str(sequence))

    @contextmanager
    def made_anew(self) -> Iterator["WhooshIndex"]:
        """Lend an empty index to be fed; at the end of the block it takes this one's place."""
        with made_beside(self._folder) as folder:
            fresh = WhooshIndex(folder, patience=self._patience)
            yield fresh
            fresh._searchers.close()

    def _searcher(self) -> Searcher:
        return self._open().searcher()

    def _writer(self) -> SegmentWriter:
        try:
            return self._open().writer(timeout=self._patience)
        except index.LockError:
            raise IndexBusy from None

    def _all(self, searcher: Searcher) -> Documents:
        """Return what is known of all documents, kept while nothing changes."""
        state = _state(searcher)
        kept = self._documents
        if kept is None or kept.state != state:
            values = {name: _documents(searcher, name) for name in ("school", *FILTERS)}
            orders = {name: _column(searcher, name) for name in SORTED}
            kept = self._documents = Documents(state, values, orders)
        return kept

    def _open(self) -> index.FileIndex:
        with self._lock:
            if self._opened is None:
                if not index.exists_in(self._folder):
                    create_at(self._folder, _create)
                self._opened = index.open_dir(self._folder)
            return self._opened


def _create(folder: Path) -> None:
    index.create_in(folder, _schema()).close()


def _schema() -> fields.Schema:
    words = {"analyzer": SpaceSeparatedTokenizer(), "phrase": True}
    sorted_by = fields.NUMERIC(numtype=int, bits=64, signed=False, sortable=True)
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        school=fields.ID,
        title=fields.TEXT(field_boost=TITLE_WEIGHT, **words),
        words=fields.TEXT(**words),
        forms=_several(),
        title_forms=_several(),
        beginnings=_several(),
        title_beginnings=_several(),
        formulas=_several(),
        record=fields.STORED,
        **dict.fromkeys(SORTED, sorted_by),
        **{name: _several() for name in FILTERS},
    )


def _several() -> fields.KEYWORD:
    """Return a field of several values that may hold spaces."""
    return fields.KEYWORD(analyzer=RegexTokenizer(f"[^{APART}]+"))


def _document(record: Record) -> dict[str, Any]:
    terms = terms_of(record)
    title_forms = set(terms.title)
    forms = title_forms.union(terms.words)
    return {
        "key": record.key,
        "school": record.school,
        "title": " ".join(map(stem_of, terms.title)),
        "words": " ".join(map(stem_of, terms.words)),
        "forms": APART.join(forms),
        "title_forms": APART.join(title_forms),
        "beginnings": _beginnings(forms),
        "title_beginnings": _beginnings(title_forms),
        "formulas": APART.join(terms.formulas),
        "newest": terms.newest,
        "assigned": terms.assigned,
        "record": record_to_json(record),
        **{name: APART.join(values) for name, values in filter_values(record).items()},
    }


def _state(searcher: Searcher) -> State:
    """Return what changes with every commit, also when the index is made anew."""
    segments = (leaf.segment() for leaf, _ in searcher.reader().leaf_readers())
    return searcher.reader().generation(), *(segment and segment.segment_id() for segment in segments)


def _beginnings(forms: Collection[str]) -> str:
    beginnings = " ".join(map(BEGINNINGS.__getitem__, forms)).split()
    return APART.join(set(beginnings))


def _order(documents: Documents, scores: Scores, wanted: Query) -> Mapping[int, float] | Sequence[int]:
    """Return by what documents are sorted, the highest first."""
    if scores and wanted.sort == "relevance":
        return scores
    return documents.orders["newest" if wanted.sort == "newest" else "assigned"]


def _page(
    searcher: Searcher, wanted: Query, order: Mapping[int, float] | Sequence[int], chosen: Collection[int]
) -> tuple[Record, ...]:
    limit = wanted.page * wanted.size
    best = heapq.nlargest(limit, chosen, key=lambda number: (order[number], -number))
    kept = (searcher.stored_fields(number)["record"] for number in best[limit - wanted.size :])
    return tuple(map(record_from_json, kept))


def _documents(searcher: Searcher, name: str) -> Mapping[str, frozenset[int]]:
    values = (value.decode() for value in searcher.reader().lexicon(name))
    return {value: frozenset(searcher.docs_for_query(query.Term(name, value))) for value in values}


def _column(searcher: Searcher, name: str) -> Sequence[int]:
    reader = searcher.reader()
    return list(reader.column_reader(name)) if reader.doc_count_all() else ()


def _counts(
    documents: Documents, fitting: frozenset[int], wanted: Query
) -> Mapping[Filter, Mapping[str, int]]:
    """Return what each value of each filter would leave; filters that are not set share one counting."""
    filters = wanted.filters
    chosen = documents.within(fitting, filters, wanted.kinds)
    counts: dict[Filter, Mapping[str, int]] = {}
    for name in FILTERS:
        left = chosen
        if name in filters or name == "kind":
            others = {other: value for other, value in filters.items() if other != name}
            left = documents.within(fitting, others, () if name == "kind" else wanted.kinds)
        counted = {value: len(left & numbers) for value, numbers in documents.values[name].items()}
        counts[name] = {value: count for value, count in counted.items() if count}
    return counts
