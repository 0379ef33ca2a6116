"""Begins again what has ended, as a manager of services does: after growing pauses while it keeps ending."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from deploy.local.processes import Running, start

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
LONG_ENOUGH: Final = 60.0
"""Seconds; what has run so long begins with the first pause again."""
_BETWEEN: Final = 0.5


@dataclass(slots=True, kw_only=True)
class _Kept:
    """A program, since when it runs, how often in a row it has ended, and when it is begun again, if so."""

    running: Running
    since: float
    ends: int = 0
    again: float | None = None


class Keeper:
    """Looks after programs whenever it is told to; `tell` hears of each that has ended."""

    def __init__(
        self,
        programs: Sequence[Running],
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept = [_Kept(running=one, since=clock()) for one in programs]
        self._tell = tell
        self._clock = clock

    def look(self) -> None:
        """Find out what has ended, and begin again that whose pause is over."""
        now = self._clock()
        for one in self._kept:
            if one.again is None and one.running.process.poll() is not None:
                self._note_end(one, now)
            elif one.again is not None and now >= one.again:
                one.running.process = start(one.running.program, wait=False).process
                one.since, one.again = now, None

    def _note_end(self, one: _Kept, now: float) -> None:
        one.ends = 1 if now - one.since >= LONG_ENOUGH else one.ends + 1
        pause = pause_after(one.ends)
        one.again = now + pause
        # What it had started may stand in the way of its next start.
        one.running.kill()
        name, status = one.running.program.name, one.running.process.returncode
        self._tell(f"{name} has ended with status {status}; it is begun again in {pause:g} s")


def pause_after(ends: int) -> float:
    """Return how many seconds to wait after so many ends in a row."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(ends - 1, 10)))


def keep_running(programs: Sequence[Running], tell: Callable[[str], None], until: threading.Event) -> None:
    """Look after programs until told that it is enough."""
    keeper = Keeper(programs, tell)
    while not until.wait(_BETWEEN):
        keeper.look()
