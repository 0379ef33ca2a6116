"""The index follows the change feed of the library."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from library_core.editions import Edition, EditionKey
from library_core.feed import Change
from library_core.library import Library, LibraryStore
from library_core.people import SchoolKey
from search.index import Index
from search.records import Record, record_of

TEXTBOOK: Final = "textbook"
MOST_TEXTBOOKS: Final = 20
"""So many books are read into memory at once: one may be a million letters long."""

Progress = Callable[[int, int], None]
"""Told how many changes have been taken in, and how many there are."""


@dataclass(frozen=True, slots=True)
class _Portion:
    changes: Sequence[Change]
    records: Mapping[EditionKey, Record | None]


def catch_up(index: Index, store: LibraryStore, *, at_once: int = 500) -> int:
    """Take in all changes that the index has not seen; return their number. Quick when there are none."""
    return sum(_portions(index, store, at_once))


def take_portion(index: Index, store: LibraryStore, *, at_once: int = 500) -> int:
    """Take in the next changes, at most so many; return their number, 0 at the end of the feed."""
    return next(_portions(index, store, at_once), 0)


def fill(
    index: Index,
    store: LibraryStore,
    *,
    progress: Progress = lambda _done, _all: None,
    at_once: int = 5_000,
) -> int:
    """Take in the whole feed, telling how far it is; return the number of changes taken in."""
    total = store.read(lambda library: library.changes.last())
    count = 0
    for taken in _portions(index, store, at_once):
        count += taken
        progress(count, max(total, count))
    return count


def refresh(index: Index, store: LibraryStore, names: Collection[str], *, at_once: int = 500) -> None:
    """Put the present popularity of works, by full name, into their records; the feed goes on as it was.

    Raises IndexBusy.
    """
    for portion in _parted(sorted(names), at_once):
        after = index.sequence()
        records = store.read(partial(_published, names=portion))
        index.take_in(records, [], after=after, sequence=after)


def _portions(index: Index, store: LibraryStore, at_once: int) -> Iterator[int]:
    while True:
        after = index.sequence()
        portion = store.read(partial(_read, after=after, limit=at_once))
        if not portion.changes:
            return
        index.take_in(
            [record for record in portion.records.values() if record is not None],
            sorted(key for key, record in portion.records.items() if record is None),
            after=after,
            sequence=portion.changes[-1].sequence,
        )
        yield len(portion.changes)


def _read(library: Library, *, after: int, limit: int) -> _Portion:
    changes = library.changes.after(after, limit)
    by_school: dict[SchoolKey, set[EditionKey]] = {}
    for change in changes:
        by_school.setdefault(change.school, set()).add(EditionKey(change.key))
    found = (library.editions.find_all(school, keys).values() for school, keys in by_school.items())
    editions = {edition.key: edition for edition in chain.from_iterable(found)}
    taken = _with_few_textbooks(changes, editions)
    keys = {EditionKey(change.key) for change in taken}
    records = _records(library, [editions[key] for key in keys if key in editions])
    return _Portion(taken, {key: records.get(key) for key in keys})


def _with_few_textbooks(
    changes: Sequence[Change], editions: Mapping[EditionKey, Edition]
) -> Sequence[Change]:
    """Return the first of the changes, up to as many textbooks as are read at once."""
    textbooks: set[EditionKey] = set()
    for place, change in enumerate(changes):
        key = EditionKey(change.key)
        if key in editions and editions[key].work.kind == TEXTBOOK:
            textbooks.add(key)
        if len(textbooks) > MOST_TEXTBOOKS:
            return changes[:place]
    return changes


def _records(library: Library, editions: Sequence[Edition]) -> Mapping[EditionKey, Record | None]:
    published = [edition for edition in editions if edition.state == "published"]
    used = library.usage.of_works([edition.work.key for edition in published])
    return {
        edition.key: record_of(
            edition,
            passages=_passages(library, edition),
            popularity=used.get(edition.work.key, {}).get("assigned", 0),
        )
        for edition in published
    }


def _passages(library: Library, edition: Edition) -> str:
    """Return the text of a textbook, a line a paragraph; nothing for any other work."""
    book = library.textbooks.outline(edition.key) if edition.work.kind == TEXTBOOK else None
    if book is None:
        return ""
    passages = (library.textbooks.passages(edition.key, document.path) for document in book.documents)
    return "\n".join(passage.text for passage in chain.from_iterable(passages))


def _published(library: Library, *, names: Sequence[str]) -> Sequence[Record]:
    by_school: dict[SchoolKey, list[str]] = {}
    for name in names:
        by_school.setdefault(SchoolKey(name.partition("/")[0]), []).append(name)
    editions = [
        edition
        for school, own in by_school.items()
        for edition in library.editions.published(school, own).values()
    ]
    return [record for record in _records(library, editions).values() if record is not None]


def _parted(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]
