"""Verifying: every object is read and compared with its key, and every reference followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from library_core.library import LibraryStore
from library_core.objects import ObjectDamaged, ObjectKey, ObjectMissing, ObjectStore

_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """An object that was looked at: its bytes, what is wrong with it if anything, and what leads to it."""

    key: ObjectKey
    size: int
    problem: Literal["", "damaged", "missing"] = ""
    holders: tuple[str, ...] = ()


def verify_objects(objects: ObjectStore, library: LibraryStore) -> Iterator[Verified]:
    """Yield every object that is there, read whole; then those that rows lead to and nobody has.

    Objects that are deleted meanwhile are left out. Memory holds the damaged and the referenced keys alone.
    """
    damaged: list[tuple[ObjectKey, int]] = []
    for entry in objects.entries():
        try:
            fits = _is_whole(objects, entry.key)
        except ObjectMissing:
            continue
        if fits:
            yield Verified(key=entry.key, size=entry.size)
        else:
            damaged.append((entry.key, entry.size))
    for key, size in damaged:
        yield Verified(key=key, size=size, problem="damaged", holders=_holders(library, key))
    for key in _missing(objects, library):
        yield Verified(key=key, size=0, problem="missing", holders=_holders(library, key))


def _is_whole(objects: ObjectStore, key: ObjectKey) -> bool:
    try:
        with objects.open(key) as source:
            while source.read(_PIECE):
                pass
    except ObjectDamaged:
        return False
    return True


def _missing(objects: ObjectStore, library: LibraryStore) -> Iterator[ObjectKey]:
    referenced = library.read(lambda unit: {reference.object for reference in unit.references.all()})
    for key in sorted(referenced):
        try:
            objects.size(key)
        except ObjectMissing:
            yield key


def _holders(library: LibraryStore, key: ObjectKey) -> tuple[str, ...]:
    return library.read(
        lambda unit: tuple(reference.holder for reference in unit.references.all() if reference.object == key)
    )
