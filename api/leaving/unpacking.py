"""Unpacking an export into an empty installation: objects first, then all rows, or none of them."""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Never

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from api.auth.passwords import NO_PASSWORD
from api.backups.restoring import Filler, known_revision, require_empty_database
from api.backups.rows import AT_ONCE
from api.backups.writing import Tell
from api.leaving.packing import ABOUT, DATA, name_of, rows_name
from api.leaving.shapes import VERSION, RowUnreadable, is_exported, row_in
from api.migrations import DatabaseFilled, Putting, ReferencesBroken, fill
from api.refused import Refused
from api.sizes import size_in_words
from library_core.objects import ObjectKey, ObjectStore

_OBJECTS: Final = "objects/"
_OBJECT_NAME: Final = re.compile(r"objects/[0-9a-f]{2}/[0-9a-f]{64}")
LONGEST_LINE: Final = 64 << 20
"""Bytes of one row; the longest that are written hold the contents of a large textbook."""
_LARGEST_ABOUT: Final = 1 << 20
_ENCRYPTED: Final = 1
_PACKED_AS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where an export is taken in; `then` is done with the rows.

    No object is larger than `largest` bytes, and all that is read is no larger than `largest_together`.
    """

    engine: Engine
    objects: ObjectStore
    then: Putting
    largest: int
    largest_together: int


@dataclass(slots=True, kw_only=True)
class Taken:
    """The rows of each table that were taken in, and in which places a text had to be changed."""

    rows: dict[str, int] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)


class LineUnreadable(Exception):
    """A line of a file of rows can't be taken in; lines are counted from 1."""

    def __init__(self, file: str, line: int) -> None:
        self.file, self.line = file, line
        super().__init__(file, line)


def unpack(path: Path, to: Destination, tell: Tell) -> Taken:
    """Fill an empty installation with an export. Raises Refused."""
    require_empty_database(to.engine)
    taken = Taken()
    try:
        with zipfile.ZipFile(path) as archive:
            _require_readable(archive)
            _require_bounded(archive, to.largest_together)
            revision = known_revision(_about(archive))
            _unpack_objects(archive, to, tell)
            fill(to.engine, revision, lambda it: _unpack_rows(archive, it, taken, tell), to.then)
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.", f"Файла {path} нет.") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, UnicodeDecodeError) as error:
        raise Refused(
            f"{path} is no whole export of Tetrad: {error}. Nothing was taken in.",
            f"{path} — не полная выгрузка Тетради: {error}. Ничего не принято.",
        ) from None
    except OSError as error:
        raise Refused(
            f"{path} can't be read: {error.strerror}. Nothing was taken in.",
            f"Файл {path} не читается: {error.strerror}. Ничего не принято.",
        ) from error
    except LineUnreadable as error:
        raise Refused(
            f"Line {error.line} of {error.file} in {path} can't be read. Nothing was taken in.",
            f"Строка {error.line} файла {error.file} в {path} не читается. Ничего не принято.",
        ) from None
    except ReferencesBroken as error:
        raise Refused(
            f"{rows_name(error.table)} in {path} can't be read: it names rows that aren't in the export. "
            "Nothing was taken in.",
            f"Файл {rows_name(error.table)} в {path} не читается: в нём названы записи, которых в выгрузке "
            "нет. Ничего не принято.",
        ) from None
    except DatabaseFilled:
        require_empty_database(to.engine)
    return taken


def _require_readable(archive: zipfile.ZipFile) -> None:
    """Raise BadZipFile for an archive that `tetrad export` can't have written."""
    names = archive.namelist()
    if len(names) != len(set(names)):
        raise zipfile.BadZipFile("two files have one name")
    for entry in archive.infolist():
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKED_AS:
            raise zipfile.BadZipFile(f"{entry.filename} is encrypted, or packed in a way not known")


def _require_bounded(archive: zipfile.ZipFile, largest: int) -> None:
    """Raise Refused if what is to be read is larger together; no more is read of a file than it says."""
    together = 0
    for entry in archive.infolist():
        together += entry.file_size if entry.filename.startswith((_OBJECTS, DATA)) else 0
        if together > largest:
            raise Refused(
                f"{entry.filename} can't be read: with it the files of the export come to more than "
                f"{size_in_words(largest, 'en')} unpacked. If the export is yours, name a larger size in "
                "TETRAD_LARGEST_IMPORT. Nothing was taken in.",
                f"{entry.filename} не читается: с ним файлы выгрузки в распакованном виде больше, чем "
                f"{size_in_words(largest, 'ru')}. Если выгрузка ваша, укажите больший размер в "
                "TETRAD_LARGEST_IMPORT. Ничего не принято.",
            )


def _about(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        with archive.open(ABOUT) as file:
            about = json.loads(file.read(_LARGEST_ABOUT))
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict):
        about = {}
    if about.get("format") != "tetrad-export" or about.get("version") != VERSION:
        raise Refused(
            f"{ABOUT} can't be read: the archive is no export of Tetrad that this version knows. "
            "Nothing was taken in.",
            f"{ABOUT} не читается: этот архив — не выгрузка Тетради, какую знает эта версия. "
            "Ничего не принято.",
        )
    return dict(about)


def _unpack_objects(archive: zipfile.ZipFile, to: Destination, tell: Tell) -> None:
    for entry in archive.infolist():
        if not entry.filename.startswith(_OBJECTS):
            continue
        if entry.file_size > to.largest or not _OBJECT_NAME.fullmatch(entry.filename):
            raise Refused(
                f"{entry.filename} can't be read: an object has a name by its sum, and {to.largest} bytes "
                "at most (TETRAD_LARGEST_UPLOAD). Nothing was taken in.",
                f"{entry.filename} не читается: объект назван по своей сумме, и байтов в нём не больше "
                f"{to.largest} (TETRAD_LARGEST_UPLOAD). Ничего не принято.",
            )
        with archive.open(entry) as source:
            key = to.objects.put(source)  # type: ignore[arg-type]
        if name_of(ObjectKey(key)) != entry.filename:
            raise Refused(
                f"{entry.filename} in the export holds other bytes than its name says.",
                f"В выгрузке у {entry.filename} не те байты, о которых говорит имя.",
            )
        tell("bytes", entry.file_size)


def _unpack_rows(archive: zipfile.ZipFile, connection: Connection, taken: Taken, tell: Tell) -> None:
    filler = Filler(connection)
    absent = {"credentials": {"password_hash": NO_PASSWORD}}
    for table in filler.tables:
        if not is_exported(table):
            continue
        taken.rows[table.name] = 0
        for rows in _some(_rows(archive, table, absent.get(table.name, {}))):
            _put(filler, connection, table, rows, taken.rows[table.name])
            taken.rows[table.name] += len(rows)
            tell("rows", len(rows))
    filler.finish()
    taken.replaced = filler.replaced


def _put(
    filler: Filler, connection: Connection, table: Table, rows: list[dict[str, Any]], before: int
) -> None:
    """Put rows into a table that has so many `before`. Raises LineUnreadable for the one it can't take."""
    try:
        with connection.begin_nested():
            filler.put(table, rows)
    except (IntegrityError, DataError, ProgrammingError):
        if len(rows) == 1:
            raise LineUnreadable(rows_name(table.name), before + 1) from None
        for number, row in enumerate(rows):
            _put(filler, connection, table, [row], before + number)


def _rows(archive: zipfile.ZipFile, table: Table, absent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name = rows_name(table.name)
    with archive.open(name) as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE + 1):
            number += 1
            try:
                if len(line) > LONGEST_LINE:
                    raise RowUnreadable(table.name)
                row = row_in(table, json.loads(line.decode(), parse_constant=_no_number), absent)
            except (RowUnreadable, ValueError, RecursionError):
                raise LineUnreadable(name, number) from None
            yield row


def _no_number(name: str) -> Never:
    raise ValueError(name)


def _some(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) >= AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
