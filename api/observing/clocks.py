"""The clock of this process beside the database's: deadlines are judged by whichever node is asked.

A node that is far off takes no requests; one that is a little off says so in its log and its metrics.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from sqlalchemy import Connection, text

DOUBTFUL_SECONDS: Final = 2.0
"""What networks and NTP leave is less."""
BROKEN_SECONDS: Final = 60.0
"""Past this a node would take answers a minute too late, or refuse them a minute too early."""
_AGREES: Final = "ok"
_TOLD_AGAIN_SECONDS: Final = 600.0
_NOW: Final = text("SELECT extract(epoch FROM clock_timestamp())")
_LOG: Final = logging.getLogger("tetrad")


class Asked(Protocol):
    """A database that answers small questions beside all traffic."""

    @property
    def backend(self) -> str:
        """Its name."""
        ...

    def probe(self, work: Callable[[Connection], float]) -> float:
        """Run the work on a connection that nobody waits for."""
        ...


class Clock:
    """Compares `now` of this process with the database's; a file has no clock of its own."""

    def __init__(self, database: Asked, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._told = -_TOLD_AGAIN_SECONDS

    def ahead(self) -> float:
        """Return how many seconds this process is ahead of the database, at the least; negative: behind."""
        if self._database.backend != "postgresql":
            return 0.0
        return self._database.probe(self._compare)

    def ask(self) -> str:
        """Say whether both agree well enough to serve; warn in the log if they don't agree well."""
        ahead = self.ahead()
        if abs(ahead) < DOUBTFUL_SECONDS:
            return _AGREES
        side = "ahead of" if ahead > 0 else "behind"
        self._warn(f"{abs(ahead):.0f} s {side} the database's")
        return _AGREES if abs(ahead) < BROKEN_SECONDS else f"{abs(ahead):.0f} s {side} the database's"

    def _compare(self, connection: Connection) -> float:
        connection.execute(_NOW).scalar_one()  # A connection may have to be made first: that takes its time.
        before = self._now()
        there = float(connection.execute(_NOW).scalar_one())
        after = self._now()
        # The database looked at its clock at some moment between both.
        return after - there if after < there else max(before - there, 0.0)

    def _warn(self, how: str) -> None:
        with self._lock:
            due = time.monotonic() - self._told >= _TOLD_AGAIN_SECONDS
            if due:
                self._told = time.monotonic()
        if due:
            _LOG.warning("the clock of this machine is %s: let both follow the same NTP server", how)
