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

from whoosh import fields, index, query, sorting, writing
from whoosh.analysis import SpaceSeparatedTokenizer

from library_core.editions import EditionKey
from library_core.people import LIBRARY
from search.adapters.record_json import record_from_json, record_to_json
from search.queries import FILTERS, Filter, Found, Query
from search.records import Record
from search.wording import Word, words_of
from variants.texts import Text

LAYOUT: Final = "1"
"""Changes with the fields below; an index of another layout is made anew from the feed."""

FEED: Final = "feed"
LOCK_SECONDS: Final = 30.0
TITLE_WEIGHT: Final = 3.0
SHORTEST_BEGINNING: Final = 2
SEVERAL: Final[tuple[Filter, ...]] = ("grade", "language")


class WhooshIndex:
    """Implements `search.index.Index` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / LAYOUT
        self._lock = threading.Lock()
        self._opened: index.FileIndex | None = None

    def find(self, wanted: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        words = list(words_of(wanted.words))
        with self._open().searcher() as searcher:
            results = searcher.search(
                _query(wanted, words, wanted.filters),
                limit=wanted.page * wanted.size,
                sortedby=None if words else "order",
                groupedby=_facets(FILTERS),
            )
            counts = {name: _counts(results, name) for name in FILTERS}
            for name in wanted.filters:
                others = {key: value for key, value in wanted.filters.items() if key != name}
                wider = searcher.search(_query(wanted, words, others), limit=1, groupedby=_facets([name]))
                counts[name] = _counts(wider, name)
            page = list(results)[(wanted.page - 1) * wanted.size :]
            records = tuple(record_from_json(json.loads(hit["record"])) for hit in page)
            return Found(records=records, total=len(results), counts=counts)

    def sequence(self) -> int:
        """Return the sequence of the last change that was taken in, or 0."""
        with self._open().searcher() as searcher:
            position = searcher.document(key=FEED)
        return int(position["record"]) if position else 0

    def take_in(
        self, records: Sequence[Record], gone: Sequence[EditionKey], *, after: int, sequence: int
    ) -> None:
        """Keep the records and forget those gone, wholly or not at all."""
        with self._open().writer(timeout=LOCK_SECONDS) as writer:
            if self.sequence() == after:
                for key in gone:
                    writer.delete_by_term("key", key)
                for record in records:
                    writer.update_document(**_document(record))
                writer.update_document(key=FEED, record=str(sequence))

    def clear(self) -> None:
        """Forget everything, so that the feed is followed from its beginning."""
        self._open().writer(timeout=LOCK_SECONDS).commit(mergetype=writing.CLEAR)

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
    one, several = {"sortable": True}, {"sortable": False}
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        school=fields.ID,
        title=fields.TEXT(field_boost=TITLE_WEIGHT, **words),
        words=fields.TEXT(**words),
        forms=fields.KEYWORD,
        order=fields.ID(sortable=True),
        record=fields.STORED,
        **{name: fields.KEYWORD(**(several if name in SEVERAL else one)) for name in FILTERS},
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


def _query(wanted: Query, words: Sequence[Word], filters: Mapping[Filter, str]) -> query.Query:
    scope = query.Or([query.Term("school", wanted.school), query.Term("school", LIBRARY)])
    required = [scope, *(query.Term(name, value) for name, value in filters.items())]
    if not words:
        return query.ConstantScoreQuery(query.And(required))
    texts = [query.Or([query.Term("title", word.stem), query.Term("words", word.stem)]) for word in words]
    if len(words[-1].form) >= SHORTEST_BEGINNING:
        texts[-1] = query.Or([*texts[-1].subqueries, query.Prefix("forms", words[-1].form)])
    return query.Require(query.And(texts), query.And(required))


def _facets(names: Iterable[Filter]) -> sorting.Facets:
    facets = sorting.Facets()
    for name in names:
        facet = sorting.FieldFacet(name, allow_overlap=name in SEVERAL, maptype=sorting.Count)
        facets.add_facet(name, facet)
    return facets


def _counts(results: Any, name: Filter) -> Mapping[str, int]:  # noqa: ANN401 (Whoosh's results)
    return {value: count for value, count in sorted(results.groups(name).items()) if value}


def _all(text: Text) -> str:
    return " ".join(text.in_language(language) for language in text.languages)


def _join(words: Iterable[str]) -> str:
    return " ".join(words)
