"""How rows look in an export: objects with named fields; what is kept as JSON or packed is plain JSON there.

Fields are the columns of the tables; docs/export.md says what each of them means.
"""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table

from notebooks_engine.attempts import slots_from_json, slots_to_json

VERSION: Final = 1
LEFT_OUT: Final = frozenset(
    {"sessions", "sign_in_failures", "repeats", "jobs", "uploads", "upload_parts", "installation"}
)
"""Tables of what is under way on this server, or of this server itself, and means nothing elsewhere."""
SECRETS: Final = frozenset({("credentials", "password_hash")})
"""Columns that stay here: everybody is given a new password where the export is taken in."""
PACKED: Final = frozenset({("attempts", "slots"), ("practice_runs", "frozen"), ("rekeyed_slots", "frozen")})
"""Variants as they were dealt: a list of JSON values, packed."""
_JSON: Final[Mapping[str, tuple[str, ...]]] = {
    "accepted_answers": ("basis",),
    "assignments": ("title", "slots", "rules", "separation"),
    "drafts": ("answers",),
    "editions": ("title", "grades", "languages", "skills", "manifest", "uses", "metadata"),
    "lab_entries": ("entry",),
    "practice_runs": ("answers", "verdicts"),
    "regrades": ("changes",),
    "rejudgements": ("verdicts", "kept"),
    "submissions": ("answers", "verdicts"),
    "textbooks": ("book",),
}
_LARGEST: Final = 1 << 63
_KINDS: Final[Mapping[str, Callable[[object], bool]]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int and -_LARGEST <= value < _LARGEST,
    "null": lambda value: value is None,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}
"""What the types of a schema mean of a value that was read."""
JSON: Final = frozenset((table, name) for table, names in _JSON.items() for name in names)


class RowUnreadable(Exception):
    """A row of an export is not as this version writes it."""


def is_exported(table: Table) -> bool:
    """Tell whether a table goes with who leaves."""
    return table.name not in LEFT_OUT


def row_out(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its fields as JSON values."""
    return {
        column.name: _value_out(table.name, column, row[column.name])
        for column in table.columns
        if (table.name, column.name) not in SECRETS
    }


def row_in(table: Table, row: object, absent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the columns; `absent` holds those of SECRETS. Raises RowUnreadable."""
    columns = {column.name: column for column in table.columns if (table.name, column.name) not in SECRETS}
    if not isinstance(row, dict) or row.keys() != columns.keys():
        raise RowUnreadable(table.name)
    for name, value in row.items():
        if not any(_KINDS[kind](value) for kind in _types(table.name, columns[name])):
            raise RowUnreadable(f"{table.name}.{name}")
    try:
        return {**absent, **{name: _value_in(table.name, columns[name], it) for name, it in row.items()}}
    # Variants are nested values of any shape: whatever doesn't fit is found where it is looked for.
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RowUnreadable(table.name) from error


def schema_of(tables: tuple[Table, ...]) -> dict[str, Any]:
    """Return a JSON Schema (2020-12) of the rows, by the names of their tables."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {table.name: _schema_of_row(table) for table in tables if is_exported(table)},
    }


def _schema_of_row(table: Table) -> dict[str, Any]:
    columns = [column for column in table.columns if (table.name, column.name) not in SECRETS]
    return {
        "type": "object",
        "properties": {column.name: {"type": _types(table.name, column)} for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _types(table: str, column: Column[Any]) -> list[str]:
    if (table, column.name) in PACKED:
        types = ["array"]
    elif (table, column.name) in JSON:
        types = ["object", "array"]
    elif isinstance(column.type, Boolean):
        types = ["boolean"]
    else:
        types = ["integer"] if isinstance(column.type, Integer) else ["string"]
    return [*types, "null"] if column.nullable else types


def _value_out(table: str, column: Column[Any], value: Any) -> Any:  # noqa: ANN401 (any JSON)
    if value is None:
        return None
    if (table, column.name) in PACKED:
        return slots_to_json(value)
    if (table, column.name) in JSON:
        return json.loads(value)
    return base64.b64encode(value).decode() if isinstance(column.type, LargeBinary) else value


def _value_in(table: str, column: Column[Any], value: Any) -> Any:  # noqa: ANN401 (any JSON)
    if value is None:
        return None
    if (table, column.name) in PACKED:
        return slots_from_json(value)
    if (table, column.name) in JSON:
        return _whole(_text(value))
    if isinstance(value, str) and not isinstance(column.type, LargeBinary):
        return _whole(value)
    return base64.b64decode(value, validate=True) if isinstance(column.type, LargeBinary) else value


def _whole(words: str) -> str:
    """Return a text that can be written down. Raises ValueError for half a character (a lone surrogate)."""
    words.encode()
    return words


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
