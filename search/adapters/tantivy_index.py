"""A search index in a folder, by Tantivy: for libraries of hundreds of thousands of editions.

The works of the library and those of the school that asks are looked through apart: see `tantivy_documents`.
"""

import os
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from tantivy import Index as TantivyFolder
from tantivy import IndexWriter, Schema, Searcher, SearchResult
from tantivy import Query as Asked

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.adapters.places import create_at, made_beside
from search.adapters.tantivy_counts import Counter
from search.adapters.tantivy_documents import FEED, document_of, feed_document, schema
from search.adapters.tantivy_pages import Pages, kinds_of, stored
from search.adapters.tantivy_queries import Asking, askings, fitting
from search.index import IndexBusy
from search.queries import Found, Query
from search.records import Record

LAYOUT: Final = "tantivy-3"
"""Changes with the fields below; an index of another layout is made anew from the feed."""

META: Final = "meta.json"
"""Written last, so that a folder with it holds an index."""

OPENINGS: Final = 5
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
        self._schema = schema()
        self._lock = threading.Lock()
        self._opened: tuple[Path, State, TantivyFolder] | None = None
        self._counter = Counter()
        self._pages = Pages()

    def find(self, wanted: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        state, index = self._open()
        asked = askings(self._schema, index.searcher(), wanted)
        counted = self._counter.count(asked, wanted, state) if wanted.counted else None
        total, counts = counted or (_total(asked, wanted), {})
        records = self._pages.find(asked, wanted, state) if total else ()
        return Found(records=records, total=total, counts=counts)

    def known(self, school: SchoolKey, forms: Collection[str]) -> Mapping[str, int]:
        """Return in how many records that the school may read each of the plain forms stands, if in any."""
        asked = askings(self._schema, self._open()[1].searcher(), Query(school=school))
        found = {form: sum(_count(asking, form) for asking in asked) for form in forms}
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
                    writer.add_document(document_of(record, self._schema))
                writer.add_document(feed_document(sequence, self._schema))
                writer.commit()
        finally:
            writer.wait_merging_threads()

    @contextmanager
    def made_anew(self) -> Iterator["TantivyIndex"]:
        """Lend an empty index to be fed; at the end of the block it takes this one's place."""
        with made_beside(self._folder) as folder:
            yield TantivyIndex(folder, patience=self._patience)

    def _sequence(self, searcher: Searcher) -> int:
        result = searcher.search(Asked.term_query(self._schema, "key", FEED, "basic"), limit=1, count=False)
        if not result.hits:
            return 0
        return int(stored(searcher, result.hits[0][1]))

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
            for _ in range(OPENINGS - 1):
                # Another index may have taken the place of the one that was being opened.
                with suppress(OSError, ValueError):
                    return self._look()
            return self._look()

    def _look(self) -> tuple[State, TantivyFolder]:
        if not (self._folder / META).exists():
            create_at(self._folder, partial(_create, self._schema))
        folder, state = self._folder.resolve(), _state(self._folder)
        if self._opened is None or self._opened[0] != folder:
            self._opened = (folder, state, TantivyFolder.open(str(folder)))
        elif self._opened[1] != state:
            self._opened[2].reload()
            self._opened = (folder, state, self._opened[2])
        return self._opened[1:]


def _create(schema: Schema, folder: Path) -> None:
    TantivyFolder(schema, path=str(folder))


def _state(folder: Path) -> State:
    """Return what changes with every commit: the folder itself, and when its list of segments was written."""
    written = os.stat(folder / META)
    return os.stat(folder).st_ino, written.st_mtime_ns, written.st_ino


def _total(asked: Sequence[Asking], wanted: Query) -> int:
    queries = (fitting(asking, wanted, wanted.filters, kinds_of(wanted)) for asking in asked)
    return sum(
        _number(asking.searcher.search(query, limit=1)) for asking, query in zip(asked, queries, strict=True)
    )


def _count(asking: Asking, form: str) -> int:
    """Return in how many records the plain form stands; in none, as the dictionary tells at once, of most."""
    if not asking.searcher.doc_freq("forms", asking.scope + form):
        return 0
    return _number(asking.searcher.search(asking.term("forms", form), limit=1))


def _number(result: SearchResult) -> int:
    """Return how many were found in all."""
    # The count is there, though the types that come with the package do not tell.
    count: int = result.count  # type: ignore[attr-defined]
    return count
