"""Rows as JSON lines that any engine can take: a list of the columns' values; bytes stand in base64."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, MetaData, Table, select

from api.backups.broken import BackupBroken
from api.migrations import our_tables

AT_ONCE: Final = 200


def tables_of(connection: Connection) -> tuple[Table, ...]:
    """Return our tables as they stand in the database, each after those that its rows name."""
    metadata, names = MetaData(), our_tables(connection)
    metadata.reflect(connection, only=sorted(names))
    return tuple(table for table in metadata.sorted_tables if table.name in names)


def describe(table: Table) -> dict[str, Any]:
    """Return name and columns of a table, in the order in which values stand."""
    columns = [{"name": column.name, "kind": _kind(column)} for column in table.columns]
    return {"table": table.name, "columns": columns}


def rows_of(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table by their key, a few at a time in memory."""
    query = select(table).order_by(*table.primary_key.columns)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def lines_of(table: Table, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a line for each row."""
    binary = [isinstance(column.type, LargeBinary) for column in table.columns]
    for row in rows:
        values = [
            base64.b64encode(value).decode() if is_bytes and value is not None else value
            for value, is_bytes in zip(row, binary, strict=True)
        ]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(table: Table, names: Sequence[str], line: bytes) -> dict[str, Any]:
    """Return the values of a line by the names of their columns. Raises BackupBroken."""
    try:
        values = json.loads(line)
        return {name: _read(table.columns[name], value) for name, value in zip(names, values, strict=True)}
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BackupBroken(
            f"The backup is damaged: a row of `{table.name}` can't be read.",
            f"Резервная копия повреждена: запись в `{table.name}` не читается.",
        ) from None


class Lines:
    """Puts the lines of one table together again, however they were cut."""

    def __init__(self) -> None:
        self._rest = b""

    def add(self, piece: bytes) -> list[bytes]:
        """Return the lines that are whole with this piece."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        return lines

    def finish(self) -> None:
        """Raise BackupBroken if half a line is left."""
        if self._rest:
            raise BackupBroken(
                "The backup is damaged: a table ends in the middle of a row.",
                "Резервная копия повреждена: таблица обрывается посреди записи.",
            )


def in_pieces(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Join lines to pieces of at least this many bytes, but the last."""
    waiting: list[bytes] = []
    held = 0
    for line in lines:
        waiting.append(line)
        held += len(line)
        if held >= size:
            yield b"".join(waiting)
            waiting, held = [], 0
    if waiting:
        yield b"".join(waiting)


def _read(column: Column[Any], value: object) -> object:
    if isinstance(column.type, LargeBinary) and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    return value


def _kind(column: Column[Any]) -> str:
    if isinstance(column.type, LargeBinary):
        return "bytes"
    if isinstance(column.type, Boolean):
        return "truth"
    return "integer" if isinstance(column.type, Integer) else "text"
