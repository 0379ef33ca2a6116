"""Objects in a folder: two levels, the first named by the first two digits of the key.

Bytes are written to a temporary file, brought to the disk, and only then given their name. Whoever gives or
takes a name holds a lock of the operating system, so that no sweep deletes what is being put meanwhile.
"""

import contextlib
import fcntl
import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from library_core.adapters.folder_errors import StoredFile, our_errors
from library_core.objects import ObjectDamaged, ObjectKey, ObjectMissing, Span, StoredObject

PIECE: Final = 1 << 20
KEY: Final = re.compile(r"[0-9a-f]{64}")
INCOMING_KEPT_SECONDS: Final = 24 * 3600
"""How long a temporary file may lie unchanged before it is what a killed process left."""


class FolderObjects:
    """Implements `library_core.objects.ObjectStore` in a folder of one file system.

    Where this can't be read or written, ObjectStoreFailed is raised.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

    @our_errors()
    def put(self, source: BinaryIO) -> ObjectKey:
        """Store the bytes and return their key; the same bytes give the same key."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        with _temporary_file(self._incoming) as (target, path):
            digest = hashlib.sha256()
            while piece := source.read(PIECE):
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
            key = ObjectKey(digest.hexdigest())
            self._name(path, key)
        return key

    @our_errors()
    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them. Raises ObjectMissing."""
        try:
            file = StoredFile(self._path(key))
        except FileNotFoundError:
            raise ObjectMissing(key) from None
        if span is None:
            return cast(BinaryIO, io.BufferedReader(_Checked(file, key)))
        file.seek(span.start)
        return cast(BinaryIO, io.BufferedReader(_Part(file, span.length)))

    @our_errors()
    def open_seekable(self, key: ObjectKey) -> BinaryIO:
        """Open the whole object so that it can be read at any place. Raises ObjectMissing."""
        try:
            return io.BufferedReader(StoredFile(self._path(key)))
        except FileNotFoundError:
            raise ObjectMissing(key) from None

    @our_errors()
    def size(self, key: ObjectKey) -> int:
        """Return the number of bytes. Raises ObjectMissing."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            raise ObjectMissing(key) from None

    def entries(self) -> Iterator[StoredObject]:
        """Go through all objects; those deleted meanwhile are left out."""
        for path in self._paths():
            key = ObjectKey(path.parent.name + path.name)
            with our_errors(), contextlib.suppress(FileNotFoundError):
                found = path.stat()
                if KEY.fullmatch(key):
                    yield StoredObject(key=key, size=found.st_size, put_at=_milliseconds(found))

    @our_errors()
    def delete(self, key: ObjectKey, *, unless_put_since: int) -> bool:
        """Delete the object, unless somebody put it at that time or later; return whether it was."""
        try:
            path = self._path(key)
            with self._lock(fcntl.LOCK_EX):
                if _milliseconds(path.stat()) >= unless_put_since:
                    return False
                path.unlink()
        except (FileNotFoundError, ObjectMissing):
            return False
        _bring_to_disk(path.parent)
        return True

    def clear_incoming(self) -> int:
        """Delete the temporary files of processes that were killed while they wrote; return how many."""
        cleared = 0
        for path in self._incoming.glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - INCOMING_KEPT_SECONDS:
                    path.unlink()
                    cleared += 1
        return cleared

    @contextlib.contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)

    def _paths(self) -> Iterator[Path]:
        for shelf in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            with our_errors():
                there = sorted(shelf.iterdir())
            yield from there

    def _path(self, key: ObjectKey) -> Path:
        if KEY.fullmatch(key) is None:
            raise ObjectMissing(key)
        return self._folder / key[:2] / key[2:]

    def _name(self, temporary: Path, key: ObjectKey) -> None:
        path = self._path(key)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _bring_to_disk(self._folder)
        with self._lock(fcntl.LOCK_SH):
            # The clock a file system stamps with lags some milliseconds behind the one that sweepers ask.
            now = time.time_ns()
            os.utime(temporary, ns=(now, now))
            temporary.replace(path)
        _bring_to_disk(path.parent)


def _milliseconds(found: os.stat_result) -> int:
    return found.st_mtime_ns // 1_000_000


@contextlib.contextmanager
def _temporary_file(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    descriptor, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def _bring_to_disk(folder: Path) -> None:
    """A new name in a folder survives a power cut only after the folder itself was written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Checked(io.RawIOBase):
    """Hashes what is read, and compares at the end."""

    def __init__(self, file: io.FileIO, key: ObjectKey) -> None:
        self._file = file
        self._key = key
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        view = memoryview(buffer)
        count = self._file.readinto(view)
        if count:
            self._digest.update(view[:count])
        elif self._digest.hexdigest() != self._key:
            raise ObjectDamaged(self._key)
        return count or 0

    def close(self) -> None:
        self._file.close()
        super().close()


class _Part(io.RawIOBase):
    """Ends after a number of bytes."""

    def __init__(self, file: io.FileIO, length: int) -> None:
        self._file = file
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        count = self._file.readinto(memoryview(buffer)[: self._left]) or 0
        self._left -= count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()
