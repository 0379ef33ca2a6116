"""Send until acknowledged: what was cut off or put off is sent again as it was, under the same key."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass
from math import inf
from random import Random
from typing import Final

from benchmarks.faults.asking import Answer, CutOff, ask
from benchmarks.faults.ledger import Ledger
from benchmarks.load import Call

_SIGNS_OF_FAULTS: Final = ("Traceback (most recent", 'File "/', "sqlalchemy", "psycopg", "sqlite3.")
_PUT_OFF: Final = frozenset({429, 503})
LONGEST_PAUSE: Final = 0.6


class GaveUp(Exception):
    """The round is over, and nothing was acknowledged."""


@dataclass(slots=True, kw_only=True)
class Sender:
    """Where players send, and the ledger of what they are told.

    What is under way gets until `latest` by the monotonic clock.
    """

    port: int
    ledger: Ledger
    lot: Random
    goes_on: bool = True
    latest: float = inf

    def end_within(self, seconds: float) -> None:
        """Let nothing new begin, and what is under way end within so many seconds."""
        self.goes_on = False
        self.latest = time.monotonic() + seconds

    async def settle(self, call: Call, wanted: Collection[int] = (200, 303)) -> Answer:
        """Send until the answer is one of those wanted, and return it. Raises GaveUp."""
        while time.monotonic() < self.latest:
            answer = await self._once(call)
            if answer is not None and answer.status in wanted:
                return answer
            await self.pause()
        raise GaveUp(call.path)

    async def look(self, call: Call, *shown: str) -> None:
        """Read a page, and note it as untrue if it doesn't show all of this."""
        answer = await self.settle(call, (200,))
        for each in shown:
            if each not in answer.text:
                self.ledger.untrue.append(f"{call.path} does not show {each!r}, acknowledged before")

    async def pause(self, longest: float = LONGEST_PAUSE) -> None:
        """Wait a moment, as long as the lot says; in seconds."""
        await asyncio.sleep(self.lot.uniform(0.05, longest))

    async def _once(self, call: Call) -> Answer | None:
        """Return the answer, or None where the same is to be sent again."""
        try:
            answer = await ask(self.port, call)
        except CutOff as cut:
            self.ledger.refused[f"cut off ({cut})"] += 1
            return None
        self._require_words(call, answer)
        if answer.status in _PUT_OFF or (answer.status == 409 and "retry-after" in answer.fields):
            self.ledger.refused[str(answer.status)] += 1
            if "retry-after" not in answer.fields:
                self.ledger.untrue.append(f"{call.path}: {answer.status} without Retry-After")
            return None
        if answer.status in {500, 502, 504}:
            self.ledger.refused[str(answer.status)] += 1
            return None
        return answer

    def _require_words(self, call: Call, answer: Answer) -> None:
        """Note pages that are a fault of ours or show the insides of one."""
        if answer.status == 500:
            self.ledger.untrue.append(f"{call.path}: status 500")
        found = next((sign for sign in _SIGNS_OF_FAULTS if sign in answer.text), None)
        if found is not None:
            self.ledger.untrue.append(f"{call.path}: {answer.status} shows {found!r}")
