"""Engines of the two databases: SQLite in a file, PostgreSQL 15 or later through psycopg.

Both are durable: a commit returns when it has reached the disk. A reading transaction sees one moment and can
change nothing; writing transactions come out as if they had run one after another. What an error says never
repeats the values that were written.
"""

from typing import Any, Final, Literal

from sqlalchemy import URL, Engine, create_engine, event, make_url

BUSY_MILLISECONDS: Final = 15_000
WAIT_FOR_CONNECTION_SECONDS: Final = 30.0
CONNECT_SECONDS: Final = 5
OLDEST_POSTGRESQL: Final = 15
_POSTGRESQL_OPTIONS: Final = (
    "-c synchronous_commit=on"
    " -c statement_timeout=60s"
    f" -c lock_timeout={BUSY_MILLISECONDS}ms"
    " -c idle_in_transaction_session_timeout=120s"
)

Backend = Literal["sqlite", "postgresql"]


def backend_of(url: str) -> Backend:
    """Return which database a URL names. Raises ValueError for any other."""
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        return "sqlite"
    if name == "postgresql":
        return "postgresql"
    raise ValueError(f"{name} is neither sqlite nor postgresql")


def open_engine(url: str, *, size: int = 1, read_only: bool = False) -> Engine:
    """Return an engine of at most `size` connections."""
    if backend_of(url) == "sqlite":
        return _sqlite(url, size=size, read_only=read_only)
    return _postgresql(make_url(url), size=size, read_only=read_only)


def _sqlite(url: str, *, size: int, read_only: bool) -> Engine:
    """Return an engine whose writing transactions take the lock when they begin.

    So none of them fails half-way because somebody else wrote in between.
    """
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_FOR_CONNECTION_SECONDS,
        # Who only reads ends what they begin: to roll back once more takes a tenth of a small read.
        pool_reset_on_return=None if read_only else "rollback",
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    pragmas = [
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ]

    def set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401 (the driver's own class)
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begin_transaction(connection: Any) -> None:  # noqa: ANN401
        connection.execute(begin).close()

    event.listen(engine, "connect", set_up)
    # A listener to `begin` would make every statement of the engine ask for listeners, half as dear again.
    setattr(engine.dialect, "do_begin", begin_transaction)  # noqa: B010 (a method of this one dialect)
    return engine


def _postgresql(url: URL, *, size: int, read_only: bool) -> Engine:
    options = " ".join(part for part in (str(url.query.get("options", "")), _POSTGRESQL_OPTIONS) if part)
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="REPEATABLE READ" if read_only else "SERIALIZABLE",
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_FOR_CONNECTION_SECONDS,
        hide_parameters=True,
        connect_args={
            "options": options,
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "tetrad",
        },
    )

    def set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401 (the driver's own class)
        connection.read_only = True

    if read_only:
        # Once a connection: an option of the engine would be set and taken back for each transaction.
        event.listen(engine, "connect", set_up)
    return engine
