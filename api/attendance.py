"""Whether anybody works off jobs: workers note when they were last at it, whichever of them it was.

The times are of several machines and only told to people.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from api.bootstrap import Unit
from api.installation import find_note, note

SECONDS_BETWEEN_NOTES: Final = 10.0
LONGEST_ABSENCE: Final = 30_000
"""Milliseconds: more than a worker needs that is begun anew."""
_NAME: Final = "worker at work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """When a worker was last at work, if ever, and since when the oldest unbegun job waits, if one does."""

    seen: int | None
    waits_since: int | None

    def is_unattended(self, now: int) -> bool:
        """Tell whether jobs have been waiting for a while and nobody is there to begin them."""
        return _is_past(self.waits_since, now) and (self.seen is None or _is_past(self.seen, now))


def note_at_work(connection: Connection, now: int) -> None:
    """Note that a worker is there."""
    note(connection, _NAME, str(now))


def attendance(unit: Unit) -> Attendance:
    """Return how it stands."""
    seen = find_note(unit.connection, _NAME)
    return Attendance(seen=int(seen) if seen else None, waits_since=unit.library.jobs.waits_since())


def _is_past(moment: int | None, now: int) -> bool:
    return moment is not None and now - moment > LONGEST_ABSENCE
