"""A search index in a folder, by Whoosh: good to about 100,000 editions.

Texts are reduced to stems before Whoosh sees them; its own query language is never given what people type.
"""

import json
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from library_core.editions import EditionKey
from library_core.people import LIBRARY
from library_core.wording import Word, words_of
from search.adapters.record_json import record_from_json, record_to_json
from search.index import IndexBusy
from search.queries import FILTERS, Filter, Found, Query
from search.records import Record
from variants.texts import Text

LAYOUT: Final = "1"
"""Changes with the fields below; an index of another layout is made anew from the feed."""

FEED: Final = "feed"
LOCK_SECONDS: Final = 30.0
TITLE_WEIGHT: Final = 3.0
SHORTEST_BEGINNING: Final = 2
COUNTED: Final = ("school", *FILTERS)
NOTHING: Final[frozenset[int]] = frozenset()

State = tuple[object, ...]
Values = Mapping[str, Mapping[str, frozenset[int]]]


class WhooshIndex:
    """Implements `search.index.Index` in a folder; waits for another writer `patience` seconds at most."""

    def __init__(self, folder: Path, *, patience: float = LOCK_SECONDS) -> None:
        self._folder = folder / LAYOUT
        self._patience = patience
        self._lock = threading.Lock()
        self._opened: index.FileIndex | None = None
        self._counted: tuple[State, Values] | None = None

    def find(self, wanted: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        words = list(words_of(wanted.words))
        with self._open().searcher() as searcher:
            values = self._values(searcher)
            readable = values["school"].get(wanted.school, NOTHING) | values["school"].get(LIBRARY, NOTHING)
            fitting = readable.intersection(searcher.docs_for_query(_words_query(words)))
            chosen = _within(fitting, values, wanted.filters)
            return Found(
                records=_page(searcher, wanted, words, chosen),
                total=len(chosen),
                counts={name: _counts(fitting, values, wanted.filters, name) for name in FILTERS},
            )

    def sequence(self) -> int:
        """Return the sequence of the last change that was taken in, or 0."""
        with self._open().searcher() as searcher:
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

    def clear(self) -> None:
        """Forget everything, so that the feed is followed from its beginning; a damaged index goes too."""
        with self._lock:
            self._opened = None
            if self._folder.exists():
                aside = Path(tempfile.mkdtemp(dir=self._folder.parent))
                self._folder.rename(aside)
                shutil.rmtree(aside)

    def _writer(self) -> SegmentWriter:
        try:
            return self._open().writer(timeout=self._patience)
        except index.LockError:
            raise IndexBusy from None

    def _values(self, searcher: Searcher) -> Values:
        """Return the numbers of all documents for each value of each filter, kept while nothing changes."""
        state = _state(searcher)
        counted = self._counted
        if counted is None or counted[0] != state:
            counted = self._counted = (state, {name: _documents(searcher, name) for name in COUNTED})
        return counted[1]

    def _open(self) -> index.FileIndex:
        with self._lock:
            if self._opened is None:
                if not index.exists_in(self._folder):
                    _create(self._folder)
                self._opened = index.open_dir(self._folder)
            return self._opened


def _create(folder: Path) -> None:
    """Make an empty index beside the place, then put it there: several processes may try at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    index.create_in(made, _schema()).close()
    try:
        made.rename(folder)
    except OSError:
        shutil.rmtree(made)
        if not index.exists_in(folder):
            raise


def _schema() -> fields.Schema:
    words = {"analyzer": SpaceSeparatedTokenizer(), "phrase": False}
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        school=fields.ID,
        title=fields.TEXT(field_boost=TITLE_WEIGHT, **words),
        words=fields.TEXT(**words),
        forms=fields.KEYWORD,
        order=fields.ID(sortable=True),
        record=fields.STORED,
        **{name: fields.KEYWORD for name in FILTERS},
    )


def _document(record: Record) -> dict[str, Any]:
    title = list(words_of(_all(record.title)))
    names = " ".join((record.name, record.section, record.subject, *record.skills))
    words = list(words_of(f"{_all(record.words)} {names}"))
    return {
        "key": record.key,
        "school": record.school,
        "title": _join(word.stem for word in title),
        "words": _join(word.stem for word in words),
        "forms": _join(sorted({word.form for word in (*title, *words)})),
        "order": f"{record.subject} {record.section} {_all(record.title)}".lower(),
        "record": json.dumps(record_to_json(record), ensure_ascii=False),
        "kind": record.kind,
        "subject": record.subject,
        "section": record.section,
        "grade": _join(str(grade) for grade in record.grades),
        "language": _join(record.languages),
    }


def _state(searcher: Searcher) -> State:
    """Return what changes with every commit, also when the index is made anew."""
    segments = (leaf.segment() for leaf, _ in searcher.reader().leaf_readers())
    return searcher.reader().generation(), *(segment and segment.segment_id() for segment in segments)


def _page(
    searcher: Searcher, wanted: Query, words: Sequence[Word], chosen: frozenset[int]
) -> tuple[Record, ...]:
    # Whoosh takes an empty filter for none.
    if not chosen:
        return ()
    limit = wanted.page * wanted.size
    # Whoosh's optimised search fails on some conjunctions (`assert a_id != b_id`).
    results = searcher.search(
        _words_query(words),
        filter=set(chosen),
        limit=limit,
        sortedby=None if words else "order",
        optimize=False,
    )
    return tuple(record_from_json(json.loads(hit["record"])) for hit in results[limit - wanted.size : limit])


def _words_query(words: Sequence[Word]) -> query.Query:
    """Ask for all words; the last may still be typed, so the beginning of a word will do."""
    if not words:
        return query.Every("school")
    texts = [query.Or([query.Term("title", word.stem), query.Term("words", word.stem)]) for word in words]
    if len(words[-1].form) >= SHORTEST_BEGINNING:
        texts[-1] = query.Or([*texts[-1].subqueries, query.Prefix("forms", words[-1].form)])
    return query.And(texts)


def _documents(searcher: Searcher, name: str) -> Mapping[str, frozenset[int]]:
    values = (value.decode() for value in searcher.reader().lexicon(name))
    return {value: frozenset(searcher.docs_for_query(query.Term(name, value))) for value in values}


def _within(fitting: frozenset[int], values: Values, filters: Mapping[Filter, str]) -> frozenset[int]:
    return fitting.intersection(*(values[name].get(value, NOTHING) for name, value in filters.items()))


def _counts(
    fitting: frozenset[int], values: Values, filters: Mapping[Filter, str], name: Filter
) -> Mapping[str, int]:
    others = {other: value for other, value in filters.items() if other != name}
    left = _within(fitting, values, others)
    counted = {value: len(left & documents) for value, documents in values[name].items()}
    return {value: count for value, count in counted.items() if count}


def _all(text: Text) -> str:
    return " ".join(text.in_language(language) for language in text.languages)


def _join(words: Iterable[str]) -> str:
    return " ".join(words)
