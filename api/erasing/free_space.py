"""The free space of a database still holds the words of rows that are gone, until its files are rewritten.

SQLite is rewritten whole. PostgreSQL's VACUUM frees a row and leaves its bytes until others are written over
them; VACUUM FULL writes a table anew, and nobody reads or writes the table meanwhile.
"""

import time
from contextlib import closing
from sqlite3 import OperationalError as SqliteHindered
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from api.bootstrap import open_database
from api.erasing.erasing import NAMELESS, OWN
from api.refused import Refused
from api.settings import Settings

READERS: Final = 60.0
"""Seconds for which whoever reads the database at the moment is waited for."""
SMALL: Final = 64 << 20
"""Bytes of a table of PostgreSQL that is rewritten in about a second, so that nobody waits for long."""
TOUCHED: Final = (*(table for table, _ in OWN), *NAMELESS, "regrades", "repeats", "pg_statistic")
"""Tables in which erasing takes out or changes rows; the last has samples of their values."""
_PAUSE: Final = 0.2
_OLDER: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < :since"
)


def clear_free_space(settings: Settings, *, all_of_it: bool) -> None:
    """Rewrite what erasing has left holes in; of PostgreSQL large tables only with `all_of_it`.

    Raises Refused if somebody reads or writes it all the time, or if large tables were left.
    """
    with closing(open_database(settings)) as database:
        if database.backend == "postgresql":
            left = _rewrite_tables(database.engine, SMALL if not all_of_it else None)
        else:
            left = () if _rewrite_file(database.engine) else (str(settings.database_file),)
    if left:
        names = ", ".join(left)
        raise Refused(
            f"The rows are erased, but the free space of the database still holds their words: {names}. "
            "Somebody was using it all the time, such as a backup, or there is no room to rewrite it, or "
            "it is large and nobody could work while it is rewritten. When nobody works, give "
            "`tetrad erase --rewrite`.",
            f"Записи стёрты, но в свободном месте базы ещё остались их слова: {names}. Кто-то всё время с "
            "ней работал, например резервное копирование, или не хватило места, чтобы переписать, или данных "
            "много и, пока они переписываются, никто не смог бы работать. Когда никто не работает, дайте "
            "команду `tetrad erase --rewrite`.",
        )


def _rewrite_file(engine: Engine) -> bool:
    """Rewrite the file of SQLite and empty its log; tell whether nobody hindered it."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(READERS * 1000)}")
        try:
            cursor.execute("VACUUM")
            # The first column of what it answers: https://sqlite.org/pragma.html#pragma_wal_checkpoint
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except SqliteHindered:
            return False
        return not busy


def _rewrite_tables(engine: Engine, largest: int | None) -> tuple[str, ...]:
    """Rewrite the tables of PostgreSQL that are no larger, free the others' rows; return what was left."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        if not _older_readers_gone(connection):
            return TOUCHED
        return tuple(table for table in TOUCHED if not _rewritten(connection, table, largest))


def _older_readers_gone(connection: Connection) -> bool:
    """Wait for those who still see the rows: what they see is copied; tell whether they have gone."""
    since: Any = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    until = time.monotonic() + READERS
    while connection.execute(_OLDER, {"since": since}).scalar_one():
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE)
    return True


def _rewritten(connection: Connection, table: str, largest: int | None) -> bool:
    """Rewrite a table, with what is known of its values; tell whether it was done."""
    size = connection.execute(text("SELECT pg_total_relation_size(:table)"), {"table": table}).scalar_one()
    whole = largest is None or size <= largest
    try:
        connection.exec_driver_sql(f"VACUUM ({'FULL, ' if whole else ''}ANALYZE) {table}")
    except OperationalError:
        # Nobody let it have the table within the time that the engine waits for locks.
        return False
    return whole
