"""Parts: a file of a head in clear and sealed parts, one after another, of which the last one says so.

    tetrad-backup 1
    {"sealed": "aes-256-gcm", "salt": "…"}
    mark of both lines
    length (4 bytes, big end first), last (1 byte), the sealed part; and so on

A part is bound to the last 16 bytes of the part before it, so that parts of two runs can't be mixed.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from api.backups.broken import BackupBroken, BackupCut, KeyUnfit
from api.backups.seals import SALT, Seal, seal_of

MAGIC: Final = b"tetrad-backup 1\n"
LARGEST: Final = 1 << 20
"""Bytes of content in one part."""
_ROOM: Final = 64
LONGEST_LINE: Final = 1000
HEAD_LINES: Final = 3
_TAIL: Final = 16
_ENDS: Final = (
    "The backup ends in the middle: the file is truncated, or was never finished.",
    "Резервная копия обрывается: файл обрезан или не был дописан.",
)
_NO_LENGTH: Final = (
    "The backup is damaged: a part has no possible length.",
    "Резервная копия повреждена: у части невозможная длина.",
)
_HEAD_DAMAGED: Final = (
    "The head of the backup is damaged: take another copy of the file.",
    "Начало резервной копии повреждено: возьмите другую копию файла.",
)
_OTHER_KEY: Final = (
    "The key is not the one that the backup was encrypted with, or the head of the file is damaged.",
    "Резервная копия зашифрована другим ключом, или начало файла повреждено.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands in one part, and whether it is the last."""

    content: bytes
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the next part goes: its offset, its number, and the tail of what stands before it."""

    offset: int
    number: int
    tail: bytes

    def bound(self, *, last: bool) -> bytes:
        """Return what a part at this place is bound to."""
        return self.tail + self.number.to_bytes(8, "big") + bytes([last])

    def after(self, sealed: bytes) -> "Place":
        """Return the place behind a part."""
        return Place(offset=self.offset + 5 + len(sealed), number=self.number + 1, tail=sealed[-_TAIL:])


class PartsWriter:
    """Appends parts to a file that stands at a place."""

    def __init__(self, file: BinaryIO, seal: Seal, place: Place) -> None:
        self._file = file
        self._seal = seal
        self.place = place

    def write(self, content: bytes, *, last: bool = False) -> None:
        """Append one part of at most LARGEST bytes."""
        sealed = self._seal.close(content, self.place.bound(last=last))
        self._file.write(len(sealed).to_bytes(4, "big") + bytes([last]) + sealed)
        self.place = self.place.after(sealed)

    def cut(self, place: Place) -> None:
        """Take back what was written behind the place."""
        self._file.seek(place.offset)
        self._file.truncate()
        self.place = place


class PartsReader:
    """Reads the parts of a file in order; `place` is behind the one read last."""

    def __init__(self, file: BinaryIO, seal: Seal, place: Place) -> None:
        self._file = file
        self._seal = seal
        self.place = place

    def __iter__(self) -> Iterator[Part]:
        """Yield all parts to the last one. Raises BackupBroken."""
        last = False
        while not last:
            frame = _exactly(self._file, 5)
            size, last = int.from_bytes(frame[:4], "big"), frame[4] == 1
            if size > LARGEST + _ROOM or frame[4] > 1:
                raise BackupBroken(*_NO_LENGTH)
            sealed = self._file.read(size)
            content = self._open(sealed, size, last=last)
            self.place = self.place.after(sealed)
            yield Part(content=content, last=last)
        if self._file.read(1):
            raise BackupBroken(
                "Something stands behind the end of the backup: the file was changed.",
                "После конца резервной копии что-то есть: файл изменён.",
            )

    def _open(self, sealed: bytes, size: int, *, last: bool) -> bytes:
        """Return the content of a part. Raises BackupBroken; BackupCut where only its beginning is there."""
        try:
            content = self._seal.open(sealed, self.place.bound(last=last))
        except BackupBroken:
            if len(sealed) == size:
                raise
            raise BackupCut(*_ENDS) from None
        if len(sealed) < size:
            # It is whole: its length was damaged.
            raise BackupBroken(*_NO_LENGTH)
        return content


def begin_parts(file: BinaryIO, key: bytes | None) -> PartsWriter:
    """Write the head of a new file."""
    salt = secrets.token_bytes(SALT)
    seal = seal_of(key, salt)
    head = MAGIC + json.dumps({"sealed": seal.kind, "salt": salt.hex()}).encode() + b"\n"
    mark = seal.mark(head).encode() + b"\n"
    file.write(head + mark)
    return PartsWriter(file, seal, _first(head + mark))


def open_parts(file: BinaryIO, key: bytes | None) -> tuple[PartsReader, Seal]:
    """Read the head of a file. Raises BackupBroken, KeyUnfit."""
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupBroken(
            "The file is no backup of Tetrad, or one of a much later version.",
            "Этот файл — не резервная копия Тетради или копия гораздо более новой версии.",
        )
    described = file.readline(LONGEST_LINE)
    mark = file.readline(LONGEST_LINE)
    if not mark.endswith(b"\n"):
        raise BackupBroken(*_ENDS)
    kind, salt = _read_head(described)
    if kind != "none" and key is None:
        raise KeyUnfit(
            "The backup is encrypted; name its key with --key FILE or TETRAD_BACKUP_KEY_FILE.",
            "Резервная копия зашифрована: укажите ключ в --key ФАЙЛ или TETRAD_BACKUP_KEY_FILE.",
        )
    if kind == "none" and key is not None:
        raise KeyUnfit(
            "The backup is not encrypted, and a key was given: is it the file you mean? "
            "Leave out the key if it is.",
            "Резервная копия не зашифрована, а ключ указан: тот ли это файл? Если тот, уберите ключ.",
        )
    seal = seal_of(key, salt)
    if kind != seal.kind:
        raise BackupBroken(
            "The backup is sealed in a way that this version doesn't know.",
            "Резервная копия запечатана способом, которого эта версия не знает.",
        )
    if seal.mark(MAGIC + described).encode() != mark.strip():
        raise KeyUnfit(*(_OTHER_KEY if key else _HEAD_DAMAGED))
    return PartsReader(file, seal, _first(MAGIC + described + mark)), seal


def _read_head(line: bytes) -> tuple[str, bytes]:
    try:
        described = json.loads(line)
        return str(described["sealed"]), bytes.fromhex(described["salt"])
    except (ValueError, KeyError, TypeError):
        raise BackupBroken(*_HEAD_DAMAGED) from None


def _first(head: bytes) -> Place:
    return Place(offset=len(head), number=0, tail=hashlib.sha256(head).digest()[:_TAIL])


def _exactly(file: BinaryIO, size: int) -> bytes:
    found = file.read(size)
    if len(found) < size:
        raise BackupCut(*_ENDS)
    return found
