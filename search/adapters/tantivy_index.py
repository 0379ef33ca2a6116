"""A search index in a folder, by Tantivy: for libraries of hundreds of thousands of editions.

Tantivy is given plain forms and reduces them to stems itself, by the same rules as `library_core.wording` and
on all processors; what is looked for comes as stems already.
"""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tantivy import (
    DocAddress,
    Document,
    Filter,
    IndexWriter,
    Schema,
    SchemaBuilder,
    Searcher,
    SearchResult,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)
from tantivy import Index as TantivyFolder
from tantivy import Query as Asked

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.adapters.record_json import record_from_json, record_to_json
from search.adapters.tantivy_counts import GROUPS, Counter, joint_value
from search.adapters.tantivy_queries import beginnings_of, filtered, words_queries
from search.index import IndexBusy
from search.queries import FILTERS, Found, Query, filter_values
from search.records import Record
from search.terms import BETWEEN, terms_of
from search.wanted import Wanted, read_wanted

STEMS: Final = "stems"
LAYOUT: Final = "tantivy-2"
"""Changes with the fields below; an index of another layout is made anew from the feed."""

FEED: Final = "feed"
LOCK_SECONDS: Final = 30.0
LOCK_PAUSE: Final = 0.05
WRITER_BYTES: Final = 120_000_000
SMALL_WRITER_BYTES: Final = 20_000_000
SMALL_BATCH: Final = 200

State = tuple[int, int, int]


class TantivyIndex:
    """Implements `search.index.Index` in a folder; waits for another writer `patience` seconds at most."""

    def __init__(self, folder: Path, *, patience: float = LOCK_SECONDS) -> None:
        self._folder = folder / LAYOUT
        self._patience = patience
        self._schema = _schema()
        self._lock = threading.Lock()
        self._opened: tuple[State, TantivyFolder] | None = None
        self._counter = Counter(self._schema)

    def find(self, wanted: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        asked = read_wanted(wanted.words)
        state, index = self._open()
        searcher = index.searcher()
        total, records = self._page(searcher, asked, wanted)
        counts = self._counter.count(searcher, wanted, (state, total)) if wanted.counted else {}
        return Found(records=records, total=total, counts=counts)

    def known(self, school: SchoolKey, forms: Collection[str]) -> Mapping[str, int]:
        """Return in how many records that the school may read each of the plain forms stands, if in any."""
        searcher = self._open()[1].searcher()
        found: dict[str, int] = {}
        for form in forms:
            if searcher.doc_freq("forms", form):
                term = Asked.term_query(self._schema, "forms", form, "basic")
                query = filtered(self._schema, [term], Query(school=school), {})
                found[form] = _count(searcher, query)
        return {form: count for form, count in found.items() if count}

    def sequence(self) -> int:
        """Return the sequence of the last change that was taken in, or 0."""
        return self._sequence(self._open()[1].searcher())

    def take_in(
        self, records: Sequence[Record], gone: Sequence[EditionKey], *, after: int, sequence: int
    ) -> None:
        """Keep the records and forget those gone, wholly or not at all."""
        index = self._open()[1]
        writer = self._writer(index, len(records))
        try:
            index.reload()
            searcher = index.searcher()
            if self._sequence(searcher) == after:
                # A deletion is looked for in every segment, so what is not there is not deleted.
                replaced = [record.key for record in records if searcher.doc_freq("key", record.key)]
                for key in (*gone, *replaced, FEED):
                    writer.delete_documents_by_term("key", key)
                for record in records:
                    writer.add_document(Document.from_dict(_document(record), self._schema))
                writer.add_document(
                    Document.from_dict({"key": FEED, "record": str(sequence).encode()}, self._schema)
                )
                writer.commit()
        finally:
            writer.wait_merging_threads()

    def clear(self) -> None:
        """Forget everything, so that the feed is followed from its beginning; a damaged index goes too."""
        with self._lock:
            self._opened = None
            self._counter.forget()
            if self._folder.exists():
                aside = Path(tempfile.mkdtemp(dir=self._folder.parent))
                self._folder.rename(aside)
                shutil.rmtree(aside)

    def _page(
        self, searcher: Searcher, asked: Sequence[Wanted], wanted: Query
    ) -> tuple[int, tuple[Record, ...]]:
        by_words = bool(asked) and wanted.sort == "relevance"
        words = words_queries(self._schema, asked, titles_only=wanted.titles_only, weighed=by_words)
        query = filtered(self._schema, words, wanted, wanted.filters)
        order = None if by_words else "newest" if wanted.sort == "newest" else "assigned"
        start = (wanted.page - 1) * wanted.size
        result = searcher.search(query, limit=wanted.size, offset=start, order_by_field=order)
        kept = (_kept(searcher, place) for _, place in result.hits)
        return total_of(result), tuple(map(record_from_json, kept))

    def _sequence(self, searcher: Searcher) -> int:
        result = searcher.search(Asked.term_query(self._schema, "key", FEED, "basic"), limit=1, count=False)
        if not result.hits:
            return 0
        return int(_kept(searcher, result.hits[0][1]))

    def _writer(self, index: TantivyFolder, size: int) -> IndexWriter:
        """Return the one writer. Raises IndexBusy once somebody else has been writing for too long."""
        small = size <= SMALL_BATCH
        last = time.monotonic() + self._patience
        while True:
            try:
                return index.writer(SMALL_WRITER_BYTES if small else WRITER_BYTES, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() > last:
                    raise IndexBusy from None
            time.sleep(LOCK_PAUSE)

    def _open(self) -> tuple[State, TantivyFolder]:
        """Return the index as it is now, whichever process changed or replaced it."""
        with self._lock:
            if not (self._folder / "meta.json").exists():
                _create(self._folder, self._schema)
            state = _state(self._folder)
            if self._opened is None or self._opened[0][0] != state[0]:
                opened = TantivyFolder.open(str(self._folder))
                opened.register_tokenizer(STEMS, _analyzer())
                self._opened = (state, opened)
            elif self._opened[0] != state:
                self._opened[1].reload()
                self._opened = (state, self._opened[1])
            return self._opened


def _create(folder: Path, schema: Schema) -> None:
    """Make an empty index beside the place, then put it there: several processes may try at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    TantivyFolder(schema, path=str(made))
    try:
        made.rename(folder)
    except OSError:
        shutil.rmtree(made)
        if not (folder / "meta.json").exists():
            raise


def _state(folder: Path) -> State:
    """Return what changes with every commit: the folder itself, and when its list of segments was written."""
    written = os.stat(folder / "meta.json")
    return os.stat(folder).st_ino, written.st_mtime_ns, written.st_ino


def _count(searcher: Searcher, query: Asked) -> int:
    return total_of(searcher.search(query, limit=1))


def total_of(result: SearchResult) -> int:
    """Return how many were found in all."""
    # The count is there, though the types that come with the package do not tell.
    count: int = result.count  # type: ignore[attr-defined]
    return count


def _kept(searcher: Searcher, place: DocAddress) -> str:
    """Return what is stored of a document."""
    stored: bytes = searcher.doc(place)["record"][0]
    return stored.decode()


def _schema() -> Schema:
    builder = SchemaBuilder()
    # A number as key would be no help: deleting by a numeric term silently does nothing.
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("school", tokenizer_name="raw", index_option="basic")
    for name in ("title", "words"):
        builder.add_text_field(name, tokenizer_name=STEMS, index_option="position")
    for name in ("forms", "title_forms", "beginnings", "title_beginnings", "formulas"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in GROUPS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("newest", "assigned"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _analyzer() -> TextAnalyzer:
    """Return what makes stems of plain forms: each stemmer leaves words of the other's letters alone."""
    words = TextAnalyzerBuilder(Tokenizer.whitespace())
    return words.filter(Filter.stemmer("russian")).filter(Filter.stemmer("english")).build()


def _document(record: Record) -> dict[str, Any]:
    terms = terms_of(record)
    title_forms = set(terms.title)
    forms = title_forms.union(terms.words)
    values = filter_values(record)
    return {
        "key": record.key,
        "school": record.school,
        "title": " ".join(terms.title),
        "words": " ".join((*terms.title, BETWEEN, *terms.words)),
        "forms": " ".join(forms),
        "title_forms": " ".join(title_forms),
        "beginnings": " ".join(map(beginnings_of, forms)),
        "title_beginnings": " ".join(map(beginnings_of, title_forms)),
        "formulas": " ".join(terms.formulas),
        "newest": terms.newest,
        "assigned": terms.assigned,
        "record": record_to_json(record).encode(),
        **{name: list(several) for name, several in values.items() if several},
        **{group: joint_value(group, values) for group in GROUPS},
    }
