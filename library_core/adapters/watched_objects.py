"""Any store of objects with a clock beside it: who listens is told of every call."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from library_core.objects import ObjectKey, ObjectStore, Span, StoredObject
from library_core.watching import Told


@dataclass(frozen=True, slots=True)
class WatchedObjects:
    """Implements `library_core.objects.ObjectStore` over another one; of reading, the opening counts."""

    store: ObjectStore
    told: Told

    def put(self, source: BinaryIO) -> ObjectKey:
        """Store the bytes and return their key; the same bytes give the same key."""
        with self._timed("put"):
            return self.store.put(source)

    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them. Raises ObjectMissing."""
        with self._timed("open"):
            return self.store.open(key, span)

    def open_seekable(self, key: ObjectKey) -> BinaryIO:
        """Open the whole object so that it can be read at any place. Raises ObjectMissing."""
        with self._timed("open"):
            return self.store.open_seekable(key)

    def size(self, key: ObjectKey) -> int:
        """Return the number of bytes. Raises ObjectMissing."""
        with self._timed("size"):
            return self.store.size(key)

    def entries(self) -> Iterator[StoredObject]:
        """Go through all objects; how long that takes is up to whoever goes."""
        return self.store.entries()

    def delete(self, key: ObjectKey, *, unless_put_since: int) -> bool:
        """Delete the object, unless somebody put it at that time or later; return whether it was."""
        with self._timed("delete"):
            return self.store.delete(key, unless_put_since=unless_put_since)

    def clear_incoming(self) -> int:
        """Delete what writers that were killed left behind; return how many."""
        return self.store.clear_incoming()

    @contextmanager
    def _timed(self, asked: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.told("objects", asked, time.perf_counter() - begun)
