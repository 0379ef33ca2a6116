"""Objects in a folder: two levels, the first named by the first two digits of the key.

Bytes are written to a temporary file, brought to the disk, and only then given their name.
"""

import contextlib
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from library_core.objects import ObjectDamaged, ObjectKey, ObjectMissing, Span

PIECE: Final = 1 << 20
KEY: Final = re.compile(r"[0-9a-f]{64}")


class FolderObjects:
    """Implements `library_core.objects.ObjectStore` in a folder of one file system."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

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

    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them. Raises ObjectMissing."""
        try:
            file = io.FileIO(self._path(key))
        except FileNotFoundError:
            raise ObjectMissing(key) from None
        if span is None:
            return cast(BinaryIO, io.BufferedReader(_Checked(file, key)))
        file.seek(span.start)
        return cast(BinaryIO, io.BufferedReader(_Part(file, span.length)))

    def _path(self, key: ObjectKey) -> Path:
        if KEY.fullmatch(key) is None:
            raise ObjectMissing(key)
        return self._folder / key[:2] / key[2:]

    def _name(self, temporary: Path, key: ObjectKey) -> None:
        path = self._path(key)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _bring_to_disk(self._folder)
        temporary.replace(path)
        _bring_to_disk(path.parent)


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
