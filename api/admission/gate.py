"""A gate before the threads: so many requests are worked on at once, others wait in lines or are sent away.

Who would wait longer than there is patience for is sent away at once, by what requests have taken lately and
by who stands before; who has waited so long all the same is sent away then. Nothing but the event loop is
asked for that.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from api.admission.turns import Turn

MOST_WAITING: Final = 4000
_LEAST_AWAY: Final = 4
_MOST_AWAY: Final = 30
_SIGN_IN: Final = 12
"""How many times longer than for an opening somebody waits to sign in."""
_LATELY: Final = 0.05
"""The weight of the last request in what requests take lately: the first ones warm up, and count little."""
_MOST_TAKEN: Final = 1.0
"""Seconds that one request counts for at most: a large import is not the pace of a lesson."""


class Overloaded(Exception):
    """There are too many requests for this one to be worked on; `seconds` later is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The gates of a process: passwords take long to hash, so who signs in stands in a line of its own."""

    pages: "Gate"
    passwords: "Gate"


def make_gates(*, threads: int, hashing_threads: int, patience: float) -> Gates:
    """Return gates before so many threads; an opening waits `patience` seconds at most, a sign-in longer."""
    signing_in = {turn: _SIGN_IN * patience for turn in Turn}
    return Gates(
        pages=Gate(threads, patience_of_turns(patience)), passwords=Gate(hashing_threads, signing_in)
    )


def patience_of_turns(seconds: float) -> Mapping[Turn, float]:
    """Return how long each turn waits at most, where an opening waits so many seconds.

    Work begun waits no longer than openings: as it stands before them, they lose hope first all the same, and
    a line in which one stands for long is served no faster than a short one.
    """
    return {Turn.BEGUN: seconds, Turn.OPENING: seconds, Turn.LOOKING: seconds / 2}


def stay_away(expected: float) -> int:
    """Return after how many seconds to try again: when it is likely to be quieter, and not all at once."""
    least = min(max(expected, _LEAST_AWAY), _MOST_AWAY / 2)
    return round(random.uniform(least, 2 * least))


class Gate:
    """Lets as many in as there are `places`; belongs to one event loop."""

    def __init__(
        self, places: int, patience: Mapping[Turn, float], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._places = places
        self._patience = patience
        self._clock = clock
        self._busy = 0
        self._pace = 0.0
        self._lines: dict[Turn, deque[asyncio.Future[None]]] = {turn: deque() for turn in Turn}

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._lines.values()))

    def expected_wait(self, turn: Turn) -> float:
        """Return the seconds that somebody who came now would wait, as things went lately."""
        if self._busy < self._places:
            return 0.0
        before = sum(len(line) for other, line in self._lines.items() if other <= turn)
        return (before + 1) * self._pace / self._places

    def _is_full(self, turn: Turn) -> bool:
        """Whether there is no room in this line and those before it: who stands behind takes none."""
        return sum(len(line) for other, line in self._lines.items() if other <= turn) >= MOST_WAITING

    def require_hope(self, turn: Turn) -> None:
        """Raise Overloaded for whom it is not worth waiting."""
        expected = self.expected_wait(turn)
        if expected > self._patience[turn] or self._is_full(turn):
            raise Overloaded(stay_away(expected))

    @asynccontextmanager
    async def place(self, turn: Turn) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises Overloaded."""
        await self._enter(turn)
        begun = self._clock()
        try:
            yield
        finally:
            taken = min(self._clock() - begun, _MOST_TAKEN)
            self._pace = (1 - _LATELY) * self._pace + _LATELY * taken
            self._leave()

    async def _enter(self, turn: Turn) -> None:
        if self._busy < self._places:
            self._busy += 1
            return
        self.require_hope(turn)
        line = self._lines[turn]
        waiter = asyncio.get_running_loop().create_future()
        line.append(waiter)
        try:
            await asyncio.wait({waiter}, timeout=self._patience[turn])
        except asyncio.CancelledError:
            self._give_up(waiter, line)
            raise
        if not waiter.done():
            self._give_up(waiter, line)
            raise Overloaded(stay_away(self.expected_wait(turn)))

    def _give_up(self, waiter: "asyncio.Future[None]", line: "deque[asyncio.Future[None]]") -> None:
        if waiter.done():
            self._leave()
        else:
            line.remove(waiter)

    def _leave(self) -> None:
        """Hand the place to the first of the first line, if anybody waits."""
        first = next((line for _, line in sorted(self._lines.items()) if line), None)
        if first is None:
            self._busy -= 1
        else:
            first.popleft().set_result(None)
