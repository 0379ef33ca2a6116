"""What an installation notes of itself in its database: short words by name."""

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.auth.tables import INSTALLATION

T = TypeVar("T")

_FIND: Final = select(INSTALLATION.c.value).where(INSTALLATION.c.name == bindparam("noted"))
_CHANGE: Final = (
    update(INSTALLATION).where(INSTALLATION.c.name == bindparam("noted")).values(value=bindparam("words"))
)


class Noting(Protocol):
    """The database that notes stand in, in transactions."""

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one moment of the database."""
        ...

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction, and return when it is on the disk."""
        ...


def find_note(connection: Connection, name: str) -> str | None:
    """Return what is noted under a name; None for nothing, or where the schema knows no notes yet."""
    if not inspect(connection).has_table(INSTALLATION.name):
        return None
    return connection.execute(_FIND, {"noted": name}).scalar_one_or_none()


def note_first(connection: Connection, name: str, value: str) -> str:
    """Note it unless something is noted already, by whichever node; return what is."""
    connection.execute(_insertion(connection), {"name": name, "value": value})
    return str(connection.execute(_FIND, {"noted": name}).scalar_one())


def note(connection: Connection, name: str, value: str) -> None:
    """Note it in place of what was noted before."""
    if not connection.execute(_CHANGE, {"noted": name, "words": value}).rowcount:
        connection.execute(_insertion(connection), {"name": name, "value": value})


def _insertion(connection: Connection) -> Any:  # noqa: ANN401 - each engine has a type of its own
    of_engine = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return of_engine(INSTALLATION).on_conflict_do_nothing(index_elements=["name"])
