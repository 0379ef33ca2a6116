"""The schema of the database, step by step; run from wherever the package is installed."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, StaticPool, create_engine, inspect, text

FOLDER: Final = Path(__file__).parent
_REVISION_TABLE: Final = "alembic_version"
_MIGRATING: Final = 0x7E74_7261_6400
"""The number of the lock that a process holds while it migrates: any that nobody else uses."""

_NUMBERED: Final = re.compile(r"\d{4}_\w+")

OF_ITSELF: Final = "installation"
"""The table of what an installation notes of itself when it is started: with it alone it is empty."""

Putting = Callable[[Connection], None]


class ReferencesBroken(Exception):
    """Rows of a table of a migrated database name others that are not there; nothing has been changed."""

    def __init__(self, revision: str, table: str) -> None:
        self.table = table
        super().__init__(revision, table)


class DatabaseFilled(Exception):
    """A table has rows already."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(table)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, wholly or not at all; several processes may try at once.

    Towards `head` a newer program's schema stays as it is: what an earlier one knows is still in it.
    """
    with _alone(engine) as connection:
        found = revision_of(connection)
        if revision == "head" and (found == newest() or _is_of_the_future(found)):
            return
        _run("upgrade", connection, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision (`base`: empty), wholly or not at all."""
    with _alone(engine) as connection:
        _run("downgrade", connection, revision)


def fill(engine: Engine, revision: str, put: Putting, then: Putting) -> None:
    """Make the schema of a revision in an empty database, let rows be put in, and bring both to the newest.

    Then `then` is done, on the newest schema. All of it or nothing is done. Raises DatabaseFilled.
    """
    with _alone(engine) as connection:
        if revision_of(connection) is not None:
            require_empty(connection)
            _run("downgrade", connection, "base")
        _run("upgrade", connection, revision)
        put(connection)
        _run("upgrade", connection, "head")
        then(connection)


def require_empty(connection: Connection) -> None:
    """Raise DatabaseFilled if any table of ours has a row, but for what a start notes."""
    for name in sorted(our_tables(connection) - {OF_ITSELF}):
        quoted = connection.dialect.identifier_preparer.quote(name)
        if connection.execute(text(f"SELECT 1 FROM {quoted} LIMIT 1")).first():
            raise DatabaseFilled(name)


@cache
def table_names(revision: str) -> frozenset[str]:
    """Return the names of our tables at a revision, as its migrations make them."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    upgrade(engine, revision)
    found = frozenset(inspect(engine).get_table_names()) - {_REVISION_TABLE}
    engine.dispose()
    return found


def our_tables(connection: Connection) -> frozenset[str]:
    """Return the names of the tables in a database that are ours; others may keep theirs beside them.

    Of a revision of the future all count as ours.
    """
    revision = revision_of(connection)
    there = frozenset(inspect(connection).get_table_names()) - {_REVISION_TABLE}
    if revision is None:
        return frozenset()
    return there & table_names(revision) if revision in revisions() else there


def foreign_tables(connection: Connection) -> tuple[str, ...]:
    """Return the names of the tables in a database that are not ours."""
    there = set(inspect(connection).get_table_names()) - {_REVISION_TABLE}
    return tuple(sorted(there - our_tables(connection)))


def revisions() -> tuple[str, ...]:
    """Return all revisions, the oldest first."""
    return tuple(sorted(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py")))


def _alone(engine: Engine) -> AbstractContextManager[Connection]:
    """Begin a transaction that nobody else migrates beside."""
    return _alone_in_sqlite(engine) if engine.dialect.name == "sqlite" else _alone_in_postgresql(engine)


@contextmanager
def _alone_in_sqlite(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction, which takes the lock; a table that others name may be made anew in it."""
    with engine.connect() as connection:
        # Only outside of transactions: https://sqlite.org/lang_altertable.html#otheralter
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF").close()
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON").close()


@contextmanager
def _alone_in_postgresql(engine: Engine) -> Iterator[Connection]:
    # What another process has done meanwhile is seen after the lock, not as it was before.
    level = engine.execution_options(isolation_level="READ COMMITTED")
    with level.begin() as connection:
        for timeout in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {timeout} = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        # Whoever reads a table that is to be changed does not queue up behind us for long.
        connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
        yield connection


def newest() -> str:
    """Return the newest revision: a script is called as its revision, and they are numbered."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database stands at; None: it has no schema yet."""
    if not inspect(connection).has_table(_REVISION_TABLE):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _is_of_the_future(revision: str | None) -> bool:
    """Tell whether a newer program has migrated; what others call their revisions is no such thing."""
    return revision is not None and bool(_NUMBERED.fullmatch(revision)) and revision > newest()


def _run(direction: Literal["upgrade", "downgrade"], connection: Connection, revision: str) -> None:
    # Alembic takes half a second to import, and at most starts there is nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    run = command.upgrade if direction == "upgrade" else command.downgrade
    run(config, revision)
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ReferencesBroken(revision, broken[0])
