"""Packing an export: a ZIP archive of rows as JSON lines, the objects, and textbooks as EPUB packages."""

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from sqlalchemy import Connection, Table

from api.backups.rows import rows_of, tables_of
from api.backups.writing import Tell
from api.bootstrap import Application
from api.exporting import exported_edition
from api.leaving.shapes import VERSION, is_exported, row_out, schema_of
from api.migrations import revision_of
from library_core.editions import EditionKey
from library_core.formats.epub_writing.exporting import write_package_again
from library_core.objects import ObjectKey
from library_core.people import SchoolKey

ABOUT: Final = "about.json"
SCHEMA: Final = "schema.json"
DATA: Final = "data/"
_PIECE: Final = 1 << 20


def pack(application: Application, path: Path, about: Mapping[str, Any], tell: Tell) -> dict[str, int]:
    """Write an export, wholly or not at all; return the rows of each table. Raises ObjectMissing, OSError."""
    unfinished = path.with_name(path.name + ".unfinished")
    handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                counts = _pack_everything(application, archive, about, tell)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        # It holds personal data, and where the disk is full it takes the room of others.
        unfinished.unlink(missing_ok=True)
        raise
    return counts


def name_of(key: ObjectKey) -> str:
    """Return where an object stands in the archive."""
    return f"objects/{key[:2]}/{key}"


def rows_name(table: str) -> str:
    """Return where the rows of a table stand in the archive."""
    return f"{DATA}{table}.jsonl"


def _pack_everything(
    application: Application, archive: zipfile.ZipFile, about: Mapping[str, Any], tell: Tell
) -> dict[str, int]:
    counts, needed, books = application.database.read_at_length(
        lambda connection: _pack_rows(application, connection, archive, about, tell)
    )
    for key in sorted(needed):
        _pack_object(application, archive, key, tell)
    for school, edition in books:
        exported = exported_edition(application, school, edition)
        with archive.open(f"textbooks/{edition}.epub", "w", force_zip64=True) as target:
            write_package_again(exported, application.objects, cast(BinaryIO, target))
    return counts


_Packed = tuple[dict[str, int], set[ObjectKey], list[tuple[SchoolKey, EditionKey]]]


def _pack_rows(
    application: Application,
    connection: Connection,
    archive: zipfile.ZipFile,
    about: Mapping[str, Any],
    tell: Tell,
) -> _Packed:
    """Write the rows of one moment; return how many, what they refer to, and the textbooks among them."""
    tables = tables_of(connection)
    described = {"format": "tetrad-export", "version": VERSION, "revision": revision_of(connection), **about}
    archive.writestr(ABOUT, json.dumps(described, ensure_ascii=False, indent=1))
    archive.writestr(SCHEMA, json.dumps(schema_of(tables), indent=1))
    counts = {
        table.name: _pack_table(connection, archive, table, tell) for table in tables if is_exported(table)
    }
    needed = set(application.needed_objects(connection))
    return counts, needed, list(_books(connection, tables))


def _pack_table(connection: Connection, archive: zipfile.ZipFile, table: Table, tell: Tell) -> int:
    count = 0
    with archive.open(rows_name(table.name), "w", force_zip64=True) as target:
        for row in rows_of(connection, table):
            fields = row_out(table, dict(zip(table.columns.keys(), row, strict=True)))
            target.write(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
            count += 1
            tell("rows", 1)
    return count


def _pack_object(application: Application, archive: zipfile.ZipFile, key: ObjectKey, tell: Tell) -> None:
    entry = zipfile.ZipInfo(name_of(key))
    with application.objects.open(key) as source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            target.write(piece)
            tell("bytes", len(piece))


def _books(connection: Connection, tables: tuple[Table, ...]) -> Iterator[tuple[SchoolKey, EditionKey]]:
    books = {row[0] for row in rows_of(connection, _table(tables, "textbooks"))}
    editions = _table(tables, "editions")
    for row in rows_of(connection, editions):
        fields = dict(zip(editions.columns.keys(), row, strict=True))
        if fields["key"] in books:
            yield SchoolKey(fields["school"]), EditionKey(fields["key"])


def _table(tables: tuple[Table, ...], name: str) -> Table:
    return next(table for table in tables if table.name == name)
