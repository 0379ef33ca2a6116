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
from library_core.works import WorkKey
from search.index import Index
from search.records import Record, record_of

TEXTBOOK: Final = "textbook"
MOST_TEXTBOOKS: Final = 20
"""So many books are read into memory at once: one may be a million letters long."""

Popularity = Callable[[Library, Collection[WorkKey]], Mapping[WorkKey, int]]
Progress = Callable[[int, int], None]
"""Told how many changes have been taken in, and how many there are."""


@dataclass(frozen=True, slots=True)
class _Portion:
    changes: Sequence[Change]
    records: Mapping[EditionKey, Record | None]


def nobody_counts(_library: Library, _works: Collection[WorkKey]) -> Mapping[WorkKey, int]:
    """Return no popularity at all, where uses are not counted."""
    return {}


def catch_up(
    index: Index, store: LibraryStore, *, at_once: int = 500, popularity: Popularity = nobody_counts
) -> int:
    """Take in all changes that the index has not seen; return their number. Quick when there are none."""
    return sum(_portions(index, store, at_once, popularity))


def rebuild(
    index: Index,
    store: LibraryStore,
    *,
    popularity: Popularity = nobody_counts,
    progress: Progress = lambda _done, _all: None,
    at_once: int = 5_000,
) -> int:
    """Forget the index and make it anew; return the number of changes taken in."""
    total = store.read(lambda library: library.changes.last())
    index.clear()
    count = 0
    for taken in _portions(index, store, at_once, popularity):
        count += taken
        progress(count, max(total, count))
    return count


def refresh(index: Index, store: LibraryStore, works: Mapping[str, int]) -> None:
    """Put the popularity of works, by full name, into their records; whoever feeds the index goes first.

    Raises IndexBusy.
    """
    after = index.sequence()
    for names in _parted(sorted(works), 500):
        records = store.read(partial(_popular, works={name: works[name] for name in names}))
        index.take_in(records, [], after=after, sequence=after)


def _portions(index: Index, store: LibraryStore, at_once: int, popularity: Popularity) -> Iterator[int]:
    while True:
        after = index.sequence()
        portion = store.read(partial(_read, after=after, limit=at_once, popularity=popularity))
        if not portion.changes:
            return
        index.take_in(
            [record for record in portion.records.values() if record is not None],
            sorted(key for key, record in portion.records.items() if record is None),
            after=after,
            sequence=portion.changes[-1].sequence,
        )
        yield len(portion.changes)


def _read(library: Library, *, after: int, limit: int, popularity: Popularity) -> _Portion:
    changes = library.changes.after(after, limit)
    by_school: dict[SchoolKey, set[EditionKey]] = {}
    for change in changes:
        by_school.setdefault(change.school, set()).add(EditionKey(change.key))
    found = (library.editions.find_all(school, keys).values() for school, keys in by_school.items())
    editions = {edition.key: edition for edition in chain.from_iterable(found)}
    taken = _with_few_textbooks(changes, editions)
    keys = {EditionKey(change.key) for change in taken}
    records = _records(library, [editions[key] for key in keys if key in editions], popularity)
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


def _records(
    library: Library, editions: Sequence[Edition], popularity: Popularity
) -> Mapping[EditionKey, Record | None]:
    published = [edition for edition in editions if edition.state == "published"]
    popular = popularity(library, [edition.work.key for edition in published])
    return {
        edition.key: record_of(
            edition, passages=_passages(library, edition), popularity=popular.get(edition.work.key, 0)
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


def _popular(library: Library, *, works: Mapping[str, int]) -> Sequence[Record]:
    by_school: dict[SchoolKey, list[str]] = {}
    for name in works:
        by_school.setdefault(SchoolKey(name.partition("/")[0]), []).append(name)
    editions = (
        edition
        for school, names in by_school.items()
        for edition in library.editions.published(school, names).values()
    )
    records = (
        record_of(edition, passages=_passages(library, edition), popularity=works[edition.work.name])
        for edition in editions
    )
    return [record for record in records if record is not None]


def _parted(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]
