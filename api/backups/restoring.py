"""Restoring a backup into an empty installation: objects one by one, rows in one transaction or not at all.

A restore that was broken off is begun again: objects that are there are passed over.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from api.backups.broken import BackupBroken
from api.backups.reading import Contents, Told, open_backup
from api.backups.records import Described, ObjectRecord
from api.backups.rows import row_of, tables_of
from api.backups.zeros import replace_zeros
from api.migrations import (
    DatabaseFilled,
    ReferencesBroken,
    fill,
    newest,
    require_empty,
    revision_of,
    revisions,
)
from api.refused import Refused
from library_core.objects import ObjectDamaged, ObjectMissing, ObjectStore

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a backup is restored to.

    `require_secret` raises Refused if its secret can't be kept here; `keep_erased` takes the list of who was
    erased, and erases them again.
    """

    engine: Engine
    objects: ObjectStore
    require_secret: Callable[[bytes], None]
    keep_secret: Callable[[bytes], None]
    keep_erased: Callable[[Connection, bytes], None]


@dataclass(slots=True, kw_only=True)
class Restored:
    """What was restored, and in which places a text had to be changed."""

    contents: Contents
    replaced: list[str] = field(default_factory=list)


def restore(path: Path, key: bytes | None, target: Target, told: Told) -> Restored:
    """Fill the target with what the backup holds. Raises Refused; then no row is there."""
    require_empty_database(target.engine)
    with open_backup(path, key) as reading:
        # Refused before anything is put, where the file can tell at its beginning.
        described = reading.objects_first(lambda record: _put(target.objects, record), told)
        secret = secret_in(described)
        target.require_secret(secret)
        restored = Restored(contents=reading.contents)

        def put(connection: Connection) -> None:
            filler = Filler(connection)
            reading.rest(lambda record: _put(target.objects, record), filler, told)
            filler.finish()
            restored.replaced = filler.replaced

        def then(connection: Connection) -> None:
            target.keep_erased(connection, reading.contents.erased)
            target.keep_secret(secret)

        try:
            fill(target.engine, known_revision(described), put, then)
        except DatabaseFilled as filled:
            raise _refused(filled) from None
        except (ReferencesBroken, IntegrityError, DataError, ProgrammingError):
            raise BackupBroken(
                "The backup is damaged: its rows don't fit together, or into their tables.",
                "Резервная копия повреждена: записи не подходят друг к другу или к своим таблицам.",
            ) from None
        return restored


def secret_in(described: Described) -> bytes:
    """Return the secret of the installation that was backed up. Raises BackupBroken."""
    try:
        return bytes.fromhex(described["secret"])
    except (KeyError, TypeError, ValueError):
        raise BackupBroken(
            "The backup is damaged: the secret of the installation can't be read.",
            "Резервная копия повреждена: секрет установки не читается.",
        ) from None


def known_revision(described: Described) -> str:
    """Return the revision of the schema that rows were written at. Raises Refused for one of the future."""
    revision = str(described.get("revision"))
    if revision not in revisions():
        raise Refused(
            f"The rows are of a later version of Tetrad (schema {revision}; this one knows up to "
            f"{newest()}). Install that version or a later one, and restore with it.",
            f"Записи сделаны более новой версией Тетради (схема {revision}, а эта знает до {newest()}). "
            "Установите ту версию или более новую и восстанавливайте ею.",
        )
    return revision


class Filler:
    """Puts rows into tables as they stand in the database; each table's rows after its name.

    `replaced` are the places of texts that the database can't hold as they were.
    """

    def __init__(self, connection: Connection) -> None:
        self.replaced: list[str] = []
        self._connection = connection
        self._tables = {table.name: table for table in tables_of(connection)}
        self._table: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, each after those that its rows name."""
        return tuple(self._tables.values())

    def take_table(self, described: Described) -> None:
        """Take the table that the next rows belong to. Raises BackupBroken."""
        table = self._tables.get(str(described.get("table")))
        names = [column.get("name") for column in described.get("columns", [])]
        if table is None or sorted(names) != sorted(column.name for column in table.columns):
            raise BackupBroken(
                f"The backup describes the table {described.get('table')} in a way not known.",
                f"Таблица {described.get('table')} описана в резервной копии неизвестным образом.",
            )
        self._names, self._table = names, table

    def take_rows(self, lines: list[bytes]) -> None:
        """Put rows in. Raises BackupBroken."""
        if self._table is None:
            raise BackupBroken(
                "The backup is damaged: there are rows of no table.",
                "Резервная копия повреждена: есть записи без таблицы.",
            )
        for start in range(0, len(lines), _AT_ONCE):
            some = lines[start : start + _AT_ONCE]
            self.put(self._table, [row_of(self._table, self._names, line) for line in some])

    def put(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Put rows into a table."""
        if self._connection.dialect.name == "postgresql":
            self.replaced += replace_zeros(table, rows)
        self._connection.execute(insert(table), rows)

    def finish(self) -> None:
        """Let what the database numbers by itself go on behind the highest number."""
        if self._connection.dialect.name != "postgresql":
            return
        for table in self._tables.values():
            for column in table.primary_key.columns:
                found = self._connection.execute(_SEQUENCE, {"of": _quoted(table), "column": column.name})
                sequence = found.scalar_one()
                if sequence is not None:
                    highest = select(func.max(column)).scalar_subquery()
                    self._connection.execute(
                        select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None)))
                    )


_SEQUENCE: Final = text("SELECT pg_get_serial_sequence(:of, :column)")


def _quoted(table: Table) -> str:
    return f'"{table.name}"'


def _put(objects: ObjectStore, record: ObjectRecord) -> None:
    """Put an object, unless it is there with the bytes that fit its key."""
    if not _is_whole(objects, record):
        objects.put(record.source)


def _is_whole(objects: ObjectStore, record: ObjectRecord) -> bool:
    try:
        if objects.size(record.key) != record.size:
            return False
        with objects.open(record.key) as there:
            return hashlib.file_digest(there, "sha256").hexdigest() == record.key  # type: ignore[arg-type]
    except (ObjectMissing, ObjectDamaged):
        return False


def require_empty_database(engine: Engine) -> None:
    """Raise Refused if there is anything in the database."""
    with engine.connect() as connection:
        if revision_of(connection) is None:
            return
        try:
            require_empty(connection)
        except DatabaseFilled as filled:
            raise _refused(filled) from None


def _refused(filled: DatabaseFilled) -> Refused:
    return Refused(
        f"There is something in the database already (rows of `{filled.table}`), and only an empty one "
        "can be filled: nothing is mixed or overwritten. Name a new data folder in TETRAD_DATA, or an "
        "empty database in TETRAD_DATABASE.",
        f"В базе уже что-то есть (записи в `{filled.table}`), а наполнить можно только пустую: ничего не "
        "смешивается и не затирается. "
        "Укажите новую папку в TETRAD_DATA или пустую базу в TETRAD_DATABASE.",
    )
