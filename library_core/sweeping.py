"""Sweeping: objects that nothing leads to are deleted once they have lain long enough.

Whoever makes rows of an object puts it right before, and so makes it young; the store deletes nothing that
was put after the limit. So what is being published meanwhile stays, however old its bytes are.
"""

from collections.abc import Iterator
from typing import Final

from library_core.library import LibraryStore
from library_core.objects import ObjectStore, StoredObject

SHORTEST_GRACE: Final = 3600 * 1000
"""Milliseconds: longer than any publishing takes between putting its objects and writing its rows."""


class GraceTooShort(Exception):
    """Objects of what is being published now could be taken for forgotten ones."""


def sweep_objects(
    objects: ObjectStore, library: LibraryStore, *, put_before: int, dry_run: bool = False
) -> Iterator[StoredObject]:
    """Delete what nothing leads to and nobody put since `put_before` (milliseconds UTC); yield each.

    With `dry_run` nothing is deleted, and what would be is told.
    """
    # Listed before references are read: what is put afterwards is not among the old ones.
    old = [entry for entry in objects.entries() if entry.put_at < put_before]
    referenced = library.read(lambda unit: {reference.object for reference in unit.references.all()})
    for entry in old:
        if entry.key in referenced:
            continue
        if dry_run or objects.delete(entry.key, unless_put_since=put_before):
            yield entry


def limit_of(now: int, grace: int) -> int:
    """Return the moment before which forgotten objects were put last. Raises GraceTooShort."""
    if grace < SHORTEST_GRACE:
        raise GraceTooShort
    return now - grace
