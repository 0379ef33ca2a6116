"""Small statements that many requests run: on SQLite compiled once and given to the driver itself.

SQLAlchemy's way to such a statement takes ten times as long as SQLite takes for it. PostgreSQL gets them in
SQLAlchemy's way, which also knows when a connection is lost.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Engine, Insert, Select, TextClause
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, str | int | bytes | None]
_DIALECT: Final = sqlite.dialect()
# Its fields are the columns of whatever is asked.
_row_class: Final[Callable[..., Any]] = namedtuple


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A statement as SQLite is told it: its text, and the values of its places in their order."""

    text: str
    places: tuple[str, ...]
    constants: Mapping[str, Any]

    def put_to(self, connection: sqlite3.Connection, values: Values) -> sqlite3.Cursor:
        given = [values[name] if name in values else self.constants[name] for name in self.places]
        return connection.execute(self.text, given)


class SmallStatement:
    """A query, or what changes rows; values are as the driver has them, so that a truth may be 1 or 0."""

    def __init__(self, statement: Select[Any] | Insert | TextClause) -> None:
        self._statement = statement

    def ask_alone(self, engine: Engine, values: Values) -> Sequence[Any]:
        """Return the rows of a query, whose columns are attributes; alone it sees one moment by itself.

        Raises SQLAlchemyError.
        """
        if engine.dialect.name != "sqlite":
            with engine.connect() as connection, connection.begin():
                return connection.execute(self._statement, values).all()
        lent = engine.raw_connection()
        try:
            found = self._spoken.put_to(_driver_of(lent), values).fetchall()
        except sqlite3.Error as error:
            raise _told(error) from error
        finally:
            lent.close()
        return [self._row(row) for row in found]

    def run(self, connection: Connection, values: Values) -> int:
        """Run it in a transaction; return how many rows an insertion has added. Raises SQLAlchemyError."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        try:
            return self._spoken.put_to(_driver_of(connection.connection), values).rowcount
        except sqlite3.Error as error:
            raise _told(error) from error

    @cached_property
    def _spoken(self) -> _Spoken:
        compiled = self._statement.compile(dialect=_DIALECT)
        return _Spoken(
            text=str(compiled), places=tuple(compiled.positiontup or ()), constants=compiled.params
        )

    @cached_property
    def _row(self) -> Callable[[Sequence[Any]], Any]:
        names = self._statement.selected_columns.keys() if isinstance(self._statement, Select) else []
        made: Callable[[Sequence[Any]], Any] = _row_class("Row", names)._make
        return made


def _driver_of(lent: Any) -> sqlite3.Connection:  # noqa: ANN401 (the pool's own class)
    driver = lent.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a connection of SQLite")
    return driver


def _told(error: sqlite3.Error) -> Exception:
    """Return the error as SQLAlchemy tells it, without the values."""
    return DBAPIError.instance(None, None, error, sqlite3.Error, hide_parameters=True, dialect=_DIALECT)
