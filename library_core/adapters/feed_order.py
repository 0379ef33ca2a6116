"""The order of changes to the catalogue: they become visible in the order of their numbers and stamps.

PostgreSQL gives a number before it commits. Who follows must never see a number before a smaller one, so
transactions that change the catalogue come one after another, as in SQLite all that write do.
"""

import time
from typing import Final

from sqlalchemy import Connection, func, select, text

_FEED: Final = 0x7E74_7261_6401
"""The number of the lock that a transaction holds after it changed the catalogue."""
_NOW: Final = text("SELECT extract(epoch FROM clock_timestamp())")
_SECOND: Final = 1000
"""Milliseconds: harvesters ask in whole seconds."""


def take_turn(connection: Connection) -> None:
    """Let nobody else change the catalogue until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_FEED)))


def stamp(connection: Connection) -> int:
    """Return a stamp for a change, in milliseconds UTC, once it is this transaction's turn.

    It is the second after this one, so that a second that somebody has asked for gets no more changes.
    """
    take_turn(connection)
    return (_now(connection) // _SECOND + 1) * _SECOND


def settle(connection: Connection) -> int:
    """Wait, in a transaction that writes, until changes under way are visible; return the moment of asking.

    Who begins to read after it sees every change that was stamped up to that moment.
    """
    asked = _now(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock_shared(_FEED)))
    return asked


def _now(connection: Connection) -> int:
    """Return the time of the database's own clock, which all nodes share."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(_NOW).scalar_one() * 1000)
    return time.time_ns() // 1_000_000
