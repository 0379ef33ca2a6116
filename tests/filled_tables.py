"""Rows in every table of a database, made from its own schema, and what they are now."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
)

ROWS: Final = 2
BEYOND_32_BITS: Final = 1 << 40

Row = Mapping[str, Any]
Rows = dict[str, list[Row]]


def tables_of(engine: Engine) -> MetaData:
    """Return the schema as it stands in the database, without the table of its revision."""
    metadata = MetaData()
    names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    with engine.connect() as connection:
        metadata.reflect(connection, only=names)
    return metadata


def fill_every_table(engine: Engine, metadata: MetaData, first: int = 1) -> None:
    """Put rows number `first`, … into every table; they name each other."""
    with engine.begin() as connection:
        made: dict[tuple[str, int], Row] = {}
        for table in metadata.sorted_tables:
            for number in range(first, first + ROWS):
                made[table.name, number] = _row(table, number, made)
            rows = [dict(made[table.name, number]) for number in range(first, first + ROWS)]
            connection.execute(insert(table), rows)


def all_rows(engine: Engine, metadata: MetaData) -> Rows:
    """Return what every table holds, in some order that stays the same."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                (dict(row) for row in connection.execute(select(table)).mappings()),
                key=lambda row: repr(sorted(row.items())),
            )
            for table in metadata.sorted_tables
        }


def lost_rows(before: Rows, after: Rows) -> Rows:
    """Return the rows gone from tables that still stand, compared by the columns that still stand."""
    lost: Rows = {}
    for name in before.keys() & after.keys():
        columns = _columns(before[name]) & _columns(after[name]) or _columns(before[name])
        kept = [_part(row, columns) for row in after[name]]
        missing = [row for row in before[name] if _part(row, columns) not in kept]
        if missing:
            lost[name] = missing
    return lost


def _columns(rows: list[Row]) -> set[str]:
    return set(rows[0]) if rows else set()


def _part(row: Row, columns: set[str]) -> Row:
    return {name: value for name, value in row.items() if name in columns}


def _row(table: Table, number: int, made: Mapping[tuple[str, int], Row]) -> dict[str, Any]:
    row = {column.name: _value(column, number) for column in table.columns}
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            for element in constraint.elements:
                row[element.parent.name] = made[element.column.table.name, number][element.column.name]
    return row


def _value(column: Column[Any], number: int) -> object:
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, Integer):
        return number + (BEYOND_32_BITS if column.type.__visit_name__ in {"BIGINT", "big_integer"} else 0)
    if isinstance(column.type, LargeBinary):
        return bytes((0, number, 255))
    length = getattr(column.type, "length", None) or 255
    return f"{number} ё {column.name} of {column.table.name}"[:length]
