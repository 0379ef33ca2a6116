"""Which errors of the drivers mean that a transaction should be tried again, and which that nobody can now.

PostgreSQL's codes: https://www.postgresql.org/docs/15/errcodes-appendix.html; SQLite's: https://sqlite.org/rescode.html.
"""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from library_core.databases import DatabaseUnavailable

_CONFLICTS: Final = frozenset({"40001", "40P01"})
_UNIQUE: Final = "23505"
_AWAY: Final = frozenset({"53000", "53100", "53200", "53300", "55P03"})
_WAITED: Final = frozenset({"57014", "55P03"})
_READ_ONLY: Final = "25006"
_AWAY_CLASSES: Final = ("08", "57", "58")
_SQLITE_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
    }
)
_PRIMARY_CODE: Final = 0xFF


def is_conflict(error: BaseException) -> bool:
    """Tell whether the transaction ran into another one, so that running it again settles the matter."""
    return _state(error) in _CONFLICTS


def is_duplicate(error: BaseException) -> bool:
    """Tell whether a unique key stood there already: perhaps put by a transaction not seen from this one."""
    return _state(error) == _UNIQUE


def is_away(error: BaseException) -> bool:
    """Tell whether the database is away, too busy or out of room."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        code: int = getattr(error.orig, "sqlite_errorcode", 0)
        return code & _PRIMARY_CODE in _SQLITE_AWAY
    state = _state(error)
    # The driver finds out by itself that nobody answers, and that a value can't be sent.
    unanswered = not state and isinstance(error, OperationalError | InterfaceError)
    return error.connection_invalidated or unanswered or state in _AWAY or state.startswith(_AWAY_CLASSES)


def has_waited(error: BaseException) -> bool:
    """Tell whether the time for a statement or for a lock has run out: trying again takes as long again."""
    return _state(error) in _WAITED


def is_away_for_writing(error: BaseException) -> bool:
    """Tell whether nothing can be written now: also where the server only follows another one."""
    return is_away(error) or _state(error) == _READ_ONLY


def unavailable(error: SQLAlchemyError, *, unknown: bool = False) -> DatabaseUnavailable:
    """Return what to raise for an error that means an absence; it tells no address and no statement."""
    orig = error.orig if isinstance(error, DBAPIError) else error
    return DatabaseUnavailable(f"{type(orig).__name__} {_state(error)}".strip(), unknown=unknown)


def _state(error: BaseException) -> str:
    orig = error.orig if isinstance(error, DBAPIError) else None
    return getattr(orig, "sqlstate", None) or ""
