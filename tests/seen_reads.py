"""How often the database is asked, and for what."""

import contextlib
from collections.abc import Iterator

import sqlalchemy
from sqlalchemy import event


@contextlib.contextmanager
def reads() -> Iterator[list[str]]:
    """Yield what is read meanwhile; what is written beside it, as the last use of a session, is left out."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(sqlalchemy.Engine, "before_cursor_execute", note)
