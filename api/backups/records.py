"""Records: what the parts of a backup say, each of them in parts of its own.

The order is: head, objects, snapshot, tables with their rows, what the rows refer to, objects that came
meanwhile, who was erased, end. So rows are of one moment, and everything that they refer to is inside.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from api.backups.broken import BackupBroken
from api.backups.parts import LARGEST, Part, PartsReader, PartsWriter
from library_core.objects import ObjectDamaged, ObjectKey

HEAD: Final = b"H"
OBJECT: Final = b"O"
CONTINUED: Final = b"C"
SNAPSHOT: Final = b"S"
TABLE: Final = b"T"
ROWS: Final = b"R"
NEEDED: Final = b"N"
ERASED: Final = b"X"
END: Final = b"E"
PIECE: Final = LARGEST // 2
"""Bytes in one part of a record that is cut anywhere; a whole number of digests."""
DIGEST: Final = 32
_SIZE: Final = 8
_OBJECT_HEAD: Final = DIGEST + _SIZE

Described = Mapping[str, Any]


class RecordsWriter:
    """Writes records into parts."""

    def __init__(self, parts: PartsWriter) -> None:
        self._parts = parts

    def tell(self, kind: bytes, described: Described) -> None:
        """Write what can be told in JSON; an END is the last thing that a file holds."""
        self._parts.write(kind + json.dumps(described, ensure_ascii=False).encode(), last=kind == END)

    def put(self, kind: bytes, content: bytes) -> None:
        """Write bytes in as many parts as they take."""
        for start in range(0, len(content), PIECE):
            self._parts.write(kind + content[start : start + PIECE])

    def put_object(self, key: ObjectKey, size: int, content: BinaryIO) -> None:
        """Write an object of so many bytes, or, whatever is raised, nothing. Raises ObjectDamaged."""
        before = self._parts.place
        try:
            self._put_object(key, size, content)
        except BaseException:
            self._parts.cut(before)
            raise

    def _put_object(self, key: ObjectKey, size: int, content: BinaryIO) -> None:
        head = OBJECT + bytes.fromhex(key) + size.to_bytes(_SIZE, "big")
        piece = _full(content, min(size, LARGEST - len(head)))
        self._parts.write(head + piece)
        left = size - len(piece)
        while left and piece:
            piece = _full(content, min(left, LARGEST - 1))
            self._parts.write(CONTINUED + piece)
            left -= len(piece)
        # Read to its end: only there does the store tell that the bytes fit the key.
        if left or content.read(1):
            raise ObjectDamaged(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that a backup says."""

    kind: bytes
    content: bytes = b""

    def described(self) -> Described:
        """Return what is told in JSON. Raises BackupBroken."""
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise BackupBroken(
                "The backup is damaged: a description can't be read.",
                "Резервная копия повреждена: описание не читается.",
            )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRecord(Record):
    """An object; `source` is read before the next record, or passed over."""

    key: ObjectKey
    size: int
    source: BinaryIO

    def drain(self) -> None:
        """Read what nobody has read. Raises BackupBroken if the bytes don't fit the key."""
        while self.source.read(LARGEST):
            pass


class _Content(io.RawIOBase):
    """The bytes of one object, over as many parts as they take."""

    def __init__(self, first: bytes, size: int, parts: Iterator[Part], key: ObjectKey) -> None:
        self._piece, self._left = first, size
        self._parts, self._key = parts, key
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any buffer)
        if self._left == 0:
            self._compare()
            return 0
        if not self._piece:
            self._piece = self._next()
        taken = self._piece[: len(buffer)]
        buffer[: len(taken)] = taken
        self._piece = self._piece[len(taken) :]
        self._left -= len(taken)
        self._digest.update(taken)
        if self._left == 0:
            self._compare()
        return len(taken)

    def _next(self) -> bytes:
        part = next(self._parts, None)
        if part is None or part.content[:1] != CONTINUED or not 1 < len(part.content) <= self._left + 1:
            raise BackupBroken(
                f"The backup is damaged: the object {self._key} is not whole.",
                f"Резервная копия повреждена: объект {self._key} неполон.",
            )
        return part.content[1:]

    def _compare(self) -> None:
        if self._piece or self._digest.hexdigest() != self._key:
            raise BackupBroken(
                f"The backup is damaged: the bytes of the object {self._key} don't fit its name.",
                f"Резервная копия повреждена: байты объекта {self._key} не подходят к его имени.",
            )


class RecordsReader:
    """Reads the records of a file in order."""

    def __init__(self, parts: PartsReader) -> None:
        self._parts = iter(parts)

    def __iter__(self) -> Iterator[Record]:
        """Yield all records; each is whole only once the next one is asked for. Raises BackupBroken."""
        for part in self._parts:
            kind, content = part.content[:1], part.content[1:]
            if part.last != (kind == END):
                raise BackupBroken(
                    "The backup is damaged: it doesn't end where it says so.",
                    "Резервная копия повреждена: она кончается не там, где сказано.",
                )
            if kind != OBJECT:
                yield Record(kind=kind, content=content)
                continue
            if len(content) < _OBJECT_HEAD:
                raise BackupBroken(
                    "The backup is damaged: an object has no name.",
                    "Резервная копия повреждена: у объекта нет имени.",
                )
            key = ObjectKey(content[:DIGEST].hex())
            size = int.from_bytes(content[DIGEST:_OBJECT_HEAD], "big")
            source = _Content(content[_OBJECT_HEAD:], size, self._parts, key)
            buffered = cast(BinaryIO, io.BufferedReader(source, LARGEST))
            record = ObjectRecord(kind=kind, key=key, size=size, source=buffered)
            yield record
            record.drain()


def _full(source: BinaryIO, size: int) -> bytes:
    pieces = []
    while size and (piece := source.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
