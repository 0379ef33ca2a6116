"""Objects: bytes in a store, named by the hash of the bytes, so that they never change."""

import io
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


class ObjectMissing(Exception):
    """No object has this key."""


class ObjectDamaged(Exception):
    """The bytes kept under the key are not those that were put there; the operator has to restore them."""


class ObjectStore(Protocol):
    """Keeps bytes under a key made of their hash; the bytes under a key never change."""

    def put(self, source: BinaryIO) -> ObjectKey:
        """Store the bytes and return their key; the same bytes give the same key.

        After the return the bytes survive a power cut; before it nobody sees any of them.
        """
        ...

    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them. Raises ObjectMissing.

        Reading a whole object to its end raises ObjectDamaged if the bytes no longer fit the key.
        """
        ...


def put_bytes(store: ObjectStore, content: bytes) -> ObjectKey:
    """Store bytes that are in memory, and return their key."""
    return store.put(io.BytesIO(content))


def read_object(store: ObjectStore, key: ObjectKey) -> bytes:
    """Return all bytes of an object. Raises ObjectMissing and ObjectDamaged."""
    with store.open(key) as source:
        return source.read()
