"""Insertions that both databases know, each in a dialect of its own, built once and asked again and again."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def replacing(table: Table, dialect: str) -> Insert:
    """Return the insertion of a whole row in place of the former one with the same primary key."""
    inserted = INSERTS[dialect](table)
    of = [column.name for column in table.primary_key]
    given = {column.name: inserted.excluded[column.name] for column in table.c if column.name not in of}
    replaced: Insert = inserted.on_conflict_do_update(index_elements=of, set_=given)
    return replaced
