"""Quotas: how many bytes a school may keep in the library, and how many it keeps.

An object counts once for a school, however many of its editions hold it; uploads under way count with their
whole size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from library_core.objects import ObjectKey, ObjectMissing, ObjectStore
from library_core.people import SchoolKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a school may keep and what it keeps, in bytes; `editions` counts each of its objects once."""

    limit: int
    editions: int
    under_way: int

    @property
    def used(self) -> int:
        """Bytes that are taken."""
        return self.editions + self.under_way


class QuotaExceeded(Exception):
    """The school has no room for so many bytes more; the operator can give it more room."""

    def __init__(self, room: Room, wanted: int) -> None:
        self.room = room
        self.wanted = wanted
        super().__init__(f"{room.used} of {room.limit} bytes are taken, {wanted} more are wanted")


class Quotas(Protocol):
    """Keeps the limits that the operator set, and counts what editions hold."""

    def limit(self, school: SchoolKey) -> int | None:
        """Return the school's own limit in bytes, or None if it has the usual one."""
        ...

    def set_limit(self, school: SchoolKey, limit: int | None) -> None:
        """Give the school a limit of its own, or the usual one again."""
        ...

    def most_held(self, school: SchoolKey) -> int:
        """Return the bytes of all its editions together: objects that several hold are counted again."""
        ...

    def objects(self, school: SchoolKey) -> Iterable[ObjectKey]:
        """Return every object that the school's editions hold, once."""
        ...


def bytes_held(quotas: Quotas, objects: ObjectStore, school: SchoolKey) -> int:
    """Return the bytes of the school's objects, each counted once: asks the store for every one of them."""
    return sum(_size(objects, key) for key in quotas.objects(school))


def require_room(room: Room, wanted: int) -> None:
    """Raise QuotaExceeded unless so many bytes more fit."""
    if room.used + wanted > room.limit:
        raise QuotaExceeded(room, wanted)


def _size(objects: ObjectStore, key: ObjectKey) -> int:
    try:
        return objects.size(key)
    except ObjectMissing:
        return 0
