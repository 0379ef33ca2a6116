"""Kinds of requests offered side by side at rates of their own; what is refused is counted, not raised.

Who is sent away because too many came comes back when told to, as the page does by itself.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.load import Call, Connection, Refused, connections, exchange
from benchmarks.timings import percentile

CONNECTIONS: Final = 2000
"""Every student's browser keeps one."""
_OFTEN: Final = 8
"""How many times somebody comes back before the class gives up."""


@dataclass(slots=True, kw_only=True)
class Traffic:
    """What came of one kind of requests: seconds from when each was due to its whole answer.

    They contain the waiting of those who were `away`, sent away for a while.
    """

    timings: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    away: int = 0

    def describe(self, seconds: float) -> str:
        """Return the figures in words."""
        refused = ", ".join(f"{count} × {status}" for status, count in sorted(self.refused.items()))
        ends = f"sent away for a while: {self.away or 'none'}, errors: {refused or 'none'}"
        if not self.timings:
            return f"nothing answered; {ends}"
        shares = (0.5, 0.95, 0.99)
        p50, p95, p99 = (1000 * percentile(self.timings, share) for share in shares)
        rate = len(self.timings) / seconds
        return f"{rate:.0f} a second, p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, {ends}"

    def with_other(self, other: "Traffic") -> "Traffic":
        """Return both kinds together."""
        return Traffic(
            timings=self.timings + other.timings,
            refused=self.refused + other.refused,
            away=self.away + other.away,
        )


def play(
    port: int, offered: Mapping[str, Sequence[Call]], seconds: float, *, width: int = CONNECTIONS
) -> tuple[float, dict[str, Traffic]]:
    """Offer all calls of each kind at random moments within the seconds, whether or not answers keep up.

    Return how many seconds passed to the last answer, and what came of each kind.
    """
    chance = random.Random(1)
    due = [
        (chance.uniform(0.0, seconds), kind, call.to_bytes(port))
        for kind, calls in offered.items()
        for call in calls
    ]
    due.sort(key=lambda one: one[0])
    return asyncio.run(_play(port, due, min(width, max(1, len(due)))))


async def _play(
    port: int, due: Sequence[tuple[float, str, bytes]], width: int
) -> tuple[float, dict[str, Traffic]]:
    found: dict[str, Traffic] = {kind: Traffic() for _, kind, _ in due}
    async with connections(port, width) as free:
        started = time.perf_counter()

        async def one(moment: float, kind: str, request: bytes) -> None:
            if await _until_answered(port, free, request, found[kind]):
                found[kind].timings.append(time.perf_counter() - started - moment)

        running = set()
        for moment, kind, request in due:
            await asyncio.sleep(max(0.0, started + moment - time.perf_counter()))
            running.add(asyncio.create_task(one(moment, kind, request)))
        await asyncio.gather(*running)
        return time.perf_counter() - started, found


async def _until_answered(
    port: int, free: "asyncio.Queue[Connection]", request: bytes, traffic: Traffic
) -> bool:
    """Ask, and come back as often as told to; return whether there was an answer, and count what was not."""
    for _ in range(_OFTEN):
        refused = await _ask_once(port, free, request)
        if refused is None:
            return True
        if not refused.after:
            traffic.refused[refused.status] += 1
            return False
        traffic.away += 1
        await asyncio.sleep(refused.after)
    traffic.refused["came back too often"] += 1
    return False


async def _ask_once(port: int, free: "asyncio.Queue[Connection]", request: bytes) -> Refused | None:
    """Ask over a free connection; one that is cut off is replaced, and so is one closed in silence before."""
    connection = await free.get()
    try:
        if connection[0].at_eof():
            connection[1].close()
            connection = await asyncio.open_connection("127.0.0.1", port)
        await exchange(*connection, request)
    except Refused as refused:
        return refused
    except (OSError, asyncio.IncompleteReadError) as broken:
        connection[1].close()
        connection = await asyncio.open_connection("127.0.0.1", port)
        return Refused("cut off", 0.0, str(broken))
    finally:
        free.put_nowait(connection)
    return None
