"""Logs of sessions that were read lately, so that a reading costs the same whatever came before it.

Lines are only ever added to a log, each with a request of its own: a log that still has the last line known
of it begins with all that is known. A line that was undone, or a session made anew, is thus never trusted.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from notebooks_engine.lab_sessions import LabSession

_LINES_KEPT: Final = 30_000
Known = tuple[int, bytes]


@dataclass(slots=True)
class RecentLogs:
    """Sessions by key and secret, those used last; together they have no more lines than `most`."""

    most: int = _LINES_KEPT
    _sessions: OrderedDict[Known, LabSession] = field(default_factory=OrderedDict)
    _lines: int = 0
    _lock: Lock = field(default_factory=Lock)

    def recall(self, key: int, secret: bytes) -> LabSession | None:
        """Return the session as it was kept last."""
        with self._lock:
            session = self._sessions.get((key, secret))
            if session is not None:
                self._sessions.move_to_end((key, secret))
            return session

    def keep(self, session: LabSession) -> None:
        """Keep the session in place of what was known of it."""
        with self._lock:
            self._drop((session.key, session.secret))
            self._sessions[session.key, session.secret] = session
            self._lines += len(session.log)
            while self._lines > self.most:
                self._drop(next(iter(self._sessions)))

    def _drop(self, known: Known) -> None:
        session = self._sessions.pop(known, None)
        if session is not None:
            self._lines -= len(session.log)
