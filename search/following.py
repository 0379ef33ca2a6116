"""The index follows the change feed of the library."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from library_core.editions import Edition, EditionKey
from library_core.feed import Change
from library_core.library import Library, LibraryStore
from library_core.people import SchoolKey
from search.index import Index
from search.records import record_of


def catch_up(index: Index, store: LibraryStore, *, at_once: int = 500) -> int:
    """Take in all changes that the index has not seen; return their number. Quick when there are none."""
    count = 0
    while True:
        after = index.sequence()
        changes, editions = store.read(partial(_read, after=after, limit=at_once))
        if not changes:
            return count
        records = {edition.key: record_of(edition) for edition in editions}
        keys = {EditionKey(change.key) for change in changes}
        index.take_in(
            [record for record in records.values() if record is not None],
            sorted(key for key in keys if records.get(key) is None),
            after=after,
            sequence=changes[-1].sequence,
        )
        count += len(changes)


def rebuild(index: Index, store: LibraryStore) -> int:
    """Forget the index and make it anew; return the number of changes taken in."""
    index.clear()
    return catch_up(index, store)


def _read(library: Library, *, after: int, limit: int) -> tuple[Sequence[Change], Sequence[Edition]]:
    changes = library.changes.after(after, limit)
    by_school: dict[SchoolKey, set[EditionKey]] = {}
    for change in changes:
        by_school.setdefault(change.school, set()).add(EditionKey(change.key))
    found = (library.editions.find_all(school, keys).values() for school, keys in by_school.items())
    return changes, list(chain.from_iterable(found))
