"""Objects: bytes in a store, named by the hash of the bytes, so that they never change."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NewType, Protocol

ObjectKey = NewType("ObjectKey", str)
"""SHA-256 of the bytes, as 64 lower-case hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of an object: `length` bytes from `start`, counted from 0; what lies past the end is cut off."""

    start: int
    length: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.length < 0:
            raise ValueError("a span begins and ends inside of its object")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """An object as the store lists it: `size` in bytes; `put_at`, milliseconds UTC, when it was last put."""

    key: ObjectKey
    size: int
    put_at: int


class ObjectMissing(Exception):
    """No object has this key."""


class ObjectDamaged(Exception):
    """The bytes kept under the key are not those that were put there; the operator has to restore them."""


class ObjectStoreFailed(Exception):
    """The store doesn't answer, or refuses; what it was asked has to be asked again later."""


class ObjectStore(Protocol):
    """Keeps bytes under a key made of their hash; the bytes under a key never change.

    Every method raises ObjectStoreFailed if the store can't be asked within its limits of time.
    """

    def put(self, source: BinaryIO) -> ObjectKey:
        """Store the bytes and return their key; the same bytes give the same key.

        After the return the bytes survive a power cut; before it nobody sees any of them. Putting bytes
        that are there already makes them young again, so that no sweep takes them for forgotten.
        """
        ...

    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them, to be read once from begin to end. Raises ObjectMissing.

        Reading a whole object to its end raises ObjectDamaged if the bytes no longer fit the key.
        """
        ...

    def open_seekable(self, key: ObjectKey) -> BinaryIO:
        """Open the whole object so that it can be read at any place, as archives are. Raises ObjectMissing.

        The bytes are not compared with the key: what is read here has its own sums or bounds.
        """
        ...

    def size(self, key: ObjectKey) -> int:
        """Return the number of bytes. Raises ObjectMissing."""
        ...

    def entries(self) -> Iterator[StoredObject]:
        """Go through all objects, in no particular order, while others may put and delete."""
        ...

    def delete(self, key: ObjectKey, *, unless_put_since: int) -> bool:
        """Delete the object, unless somebody put it at that time (milliseconds UTC) or later.

        Returns whether it was deleted; one that is not there was not. For the sweep alone.
        """
        ...

    def clear_incoming(self) -> int:
        """Delete what writers that were killed left behind a day ago or earlier; return how many."""
        ...


def put_bytes(store: ObjectStore, content: bytes) -> ObjectKey:
    """Store bytes that are in memory, and return their key."""
    return store.put(io.BytesIO(content))


def read_object(store: ObjectStore, key: ObjectKey) -> bytes:
    """Return all bytes of an object. Raises ObjectMissing and ObjectDamaged."""
    with store.open(key) as source:
        return source.read()
