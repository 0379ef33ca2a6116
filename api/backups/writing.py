"""Writing a backup: objects first, then the rows of one moment, then the objects that came meanwhile.

Objects never change, so those that were there before the moment fit its rows. What came later is younger than
the sweep takes: the last pass over the objects before the moment was short.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection

from api.backups.broken import BackupBroken, BackupCut
from api.backups.parts import (
    HEAD_LINES,
    LARGEST,
    LONGEST_LINE,
    MAGIC,
    PartsReader,
    PartsWriter,
    Place,
    begin_parts,
    open_parts,
)
from api.backups.records import (
    END,
    ERASED,
    HEAD,
    NEEDED,
    OBJECT,
    ROWS,
    SNAPSHOT,
    TABLE,
    ObjectRecord,
    Record,
    RecordsReader,
    RecordsWriter,
)
from api.backups.rows import describe, in_pieces, lines_of, rows_of, tables_of
from api.refused import Refused
from library_core.objects import ObjectDamaged, ObjectKey, ObjectMissing, ObjectStore
from library_core.sweeping import SHORTEST_GRACE

SHORT_PASS: Final = SHORTEST_GRACE / 1000 / 4
"""Seconds: after a pass over the objects that took no longer, nothing that came meanwhile can be swept."""
_PIECE: Final = LARGEST // 4

Tell = Callable[[str, int], object]
"""Told of `bytes` and `rows` that are inside now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is backed up. `read` runs a work on one moment of the database, however long it takes."""

    read: Callable[[Callable[[Connection], Any]], Any]
    needed: Callable[[Connection], Iterator[ObjectKey]]
    revision: Callable[[Connection], str | None]
    objects: ObjectStore
    secret: bytes
    erased: bytes
    head: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Inside:
    """What the file holds: digests of objects, those that could not be read, and rows by table."""

    objects: set[bytes] = field(default_factory=set)
    lost: set[bytes] = field(default_factory=set)
    needed: set[bytes] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)
    size: int = 0

    @property
    def lost_keys(self) -> list[str]:
        """The objects that rows name and that could not be read."""
        return sorted(digest.hex() for digest in (self.lost & self.needed) - self.objects)


def write_backup(path: Path, key: bytes | None, source: Source, tell: Tell) -> Inside:
    """Write a backup, or go on with one that was broken off. Raises Refused."""
    with _own(path) as file:
        inside = Inside()
        parts = _continue(file, key, inside, tell) if _size(file) else begin_parts(file, key)
        records = RecordsWriter(parts)
        if not inside.objects and parts.place.number == 0:
            records.tell(HEAD, source.head)
        _put_objects_there(records, source, inside, tell)
        source.read(lambda connection: _put_rows(records, connection, source, inside, tell))
        _put_objects(records, source, inside.needed, inside, tell)
        records.put(ERASED, source.erased)
        records.tell(END, {"rows": inside.rows, "objects": len(inside.objects), "lost": inside.lost_keys})
        file.flush()
        os.fsync(file.fileno())
        return inside


@contextlib.contextmanager
def _own(path: Path) -> Iterator[BinaryIO]:
    """Open the file for us alone, readable by its owner alone."""
    try:
        with open(path, "r+b", opener=_owners_alone) as file:
            os.fchmod(file.fileno(), 0o600)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
    except BlockingIOError:
        raise Refused(
            f"Another backup is being written to {path}; wait for its end.",
            f"В {path} уже пишется другая резервная копия; дождитесь её конца.",
        ) from None
    except OSError as error:
        raise Refused(
            f"{path} can't be written: {error.strerror}. What is in it stays good: when there is room, "
            "give the same command again, and it goes on from there.",
            f"Не удаётся писать в {path}: {error.strerror}. Записанное остаётся годным: когда появится "
            "место, "
            "дайте ту же команду ещё раз, и она продолжит с этого места.",
        ) from error


def _owners_alone(path: str, _flags: int) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _continue(file: BinaryIO, key: bytes | None, inside: Inside, tell: Tell) -> PartsWriter:
    """Take in the objects that stand whole in the file, and cut off what comes after them.

    Raises Refused for a file that was not broken off, but is finished or damaged.
    """
    beginning = file.read(len(MAGIC))
    file.seek(0)
    if not MAGIC.startswith(beginning):
        raise Refused(
            f"{file.name} is no backup; name a file that isn't there yet.",
            f"{file.name} — не резервная копия; укажите имя файла, которого ещё нет.",
        )
    if _size(file) < HEAD_LINES * LONGEST_LINE and not _has_head(file):
        file.truncate(0)
        return begin_parts(file, key)
    reader, seal = open_parts(file, key)
    try:
        place, finished = _take_in(reader, inside, tell)
    except BackupBroken as error:
        raise Refused(
            f"{file.name} is damaged, and nothing is written over it: name a file that isn't there yet. "
            f"{error}",
            f"Файл {file.name} повреждён, и поверх него ничего не пишется: укажите имя файла, которого ещё "
            f"нет. {error.text.ru}",
        ) from None
    if finished:
        raise Refused(
            f"{file.name} is a finished backup; name a file that isn't there yet.",
            f"{file.name} — законченная резервная копия; укажите имя файла, которого ещё нет.",
        )
    file.seek(place.offset)
    file.truncate()
    return PartsWriter(file, seal, place)


def _has_head(file: BinaryIO) -> bool:
    whole = all(file.readline(LONGEST_LINE).endswith(b"\n") for _ in range(HEAD_LINES))
    file.seek(0)
    return whole


def _take_in(reader: PartsReader, inside: Inside, tell: Tell) -> tuple[Place, bool]:
    """Return the place behind the last object before any rows, and whether the file is finished.

    Raises BackupBroken if it is damaged.
    """
    place, before_rows = reader.place, True
    with contextlib.suppress(BackupCut):
        for record in RecordsReader(reader):
            if record.kind == END:
                return place, True
            before_rows = before_rows and record.kind in {HEAD, OBJECT}
            if isinstance(record, ObjectRecord):
                record.drain()
            if before_rows:
                place = reader.place
                _note(record, inside, tell)
    return place, False


def _note(record: Record, inside: Inside, tell: Tell) -> None:
    if isinstance(record, ObjectRecord):
        inside.objects.add(bytes.fromhex(record.key))
        inside.size += record.size
        tell("bytes", record.size)


def _put_objects_there(records: RecordsWriter, source: Source, inside: Inside, tell: Tell) -> None:
    """Put in all objects, again and again until what comes meanwhile comes within a short pass."""
    while True:
        begun = time.monotonic()
        needed = source.read(lambda connection: _digests(source.needed(connection)))
        _put_objects(records, source, needed, inside, tell)
        if time.monotonic() - begun < SHORT_PASS:
            return


def _put_objects(
    records: RecordsWriter, source: Source, needed: set[bytes], inside: Inside, tell: Tell
) -> None:
    for digest in needed - inside.objects:
        key = ObjectKey(digest.hex())
        try:
            size = source.objects.size(key)
            with source.objects.open(key) as content:
                records.put_object(key, size, content)
        except (ObjectMissing, ObjectDamaged):
            # Lost before we came; a second pass or the snapshot may no longer need it.
            inside.lost.add(digest)
            continue
        inside.objects.add(digest)
        inside.size += size
        tell("bytes", size)


def _put_rows(
    records: RecordsWriter, connection: Connection, source: Source, inside: Inside, tell: Tell
) -> None:
    """Put in all rows of one moment, and what they refer to."""
    records.tell(SNAPSHOT, {"revision": source.revision(connection), "secret": source.secret.hex()})
    for table in tables_of(connection):
        records.tell(TABLE, describe(table))
        inside.rows[table.name] = 0
        for piece in in_pieces(lines_of(table, rows_of(connection, table)), _PIECE):
            records.put(ROWS, piece)
            count = piece.count(b"\n")
            inside.rows[table.name] += count
            tell("rows", count)
    inside.needed = _digests(source.needed(connection))
    records.put(NEEDED, b"".join(sorted(inside.needed)))


def _digests(keys: Iterator[ObjectKey]) -> set[bytes]:
    return {bytes.fromhex(key) for key in keys}
