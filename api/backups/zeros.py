"""NUL in texts: SQLite keeps it and PostgreSQL can't, so a move carries it as U+FFFD and tells where.

Nothing typed or uploaded has one any more; what earlier versions took may.
https://www.postgresql.org/docs/current/datatype-character.html
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Table

from variants.texts import Language, Text

_ZERO: Final = "\0"
_INSTEAD: Final = "\ufffd"
_TOLD: Final = Text(
    en="PostgreSQL holds no character of code zero; U+FFFD stands for it now in {place}",
    ru="PostgreSQL не хранит символ с кодом нуль; теперь вместо него стоит U+FFFD в {place}",
)


def replace_zeros(table: Table, rows: list[dict[str, Any]]) -> list[str]:
    """Replace NUL in the texts of rows; return the columns and keys of those that had any.

    It is replaced in keys as well as in what names them, so that rows still fit together.
    """
    places = []
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and _ZERO in value:
                row[name] = value.replace(_ZERO, _INSTEAD)
                places.append((name, row))
    return [_place(table, name, row) for name, row in places]


def told_of(places: Iterable[str], language: Language) -> Iterator[str]:
    """Yield what an operator is told of each text that is no longer as it was."""
    for place in places:
        yield _TOLD.in_language(language).format(place=place)


def _place(table: Table, name: str, row: dict[str, Any]) -> str:
    key = ", ".join(str(row[column.name]) for column in table.primary_key.columns)
    return f"{table.name}.{name} ({key})"
