"""A small HTTP client over loopback: connections kept alive, requests offered at a rate or flat out."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.timings import describe

_CONNECTIONS: Final = 32

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request: what is asked for, by whom, with which form, or with which JSON of a script."""

    path: str
    headers: Mapping[str, str]
    form: Sequence[tuple[str, str]] | None = None
    json: Mapping[str, Any] | None = None

    def to_bytes(self, port: int) -> bytes:
        """Return the request as it is sent."""
        kind, body = self._body()
        lines = [
            f"{'POST' if kind else 'GET'} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Accept-Encoding: gzip",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        if kind:
            lines += [
                f"Origin: http://127.0.0.1:{port}",
                f"Content-Type: {kind}",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _body(self) -> tuple[str, bytes]:
        if self.json is not None:
            return "application/json", json.dumps(self.json).encode()
        if self.form is not None:
            return "application/x-www-form-urlencoded", urlencode(self.form).encode()
        return "", b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of a load: seconds from when each request was due to its whole answer; `size` in bytes.

    `away` are those that were asked to come again later; they are in nothing else.
    """

    timings: tuple[float, ...]
    seconds: float
    size: float
    away: int = 0

    def describe(self) -> str:
        """Return the figures in words."""
        rate = len(self.timings) / self.seconds
        return (
            f"{describe(self.timings)}, {rate:.0f} a second"
            f" ({len(self.timings)} requests of {self.size / 1024:.1f} KB)"
            f"{f', {self.away} sent away' if self.away else ''}"
        )


class Refused(Exception):
    """The server answered with another status than expected; `after` seconds it asks one to come again."""

    def __init__(self, status: str, after: float, told: str) -> None:
        super().__init__(f"{status}: {told}")
        self.status = status
        self.after = after


def offer(port: int, calls: Sequence[Call], rate: float, seconds: float) -> Load:
    """Offer the calls at random moments, `rate` a second on average, whether or not answers keep up.

    Raises Refused for an answer that is neither one nor asks to come again.
    """
    chance = random.Random(1)
    moments, moment = [], 0.0
    for _ in calls:
        moment += chance.expovariate(rate)
        moments.append(moment)
    due = [at for at in moments if at <= seconds] or moments[:1]
    return asyncio.run(_run(port, calls[: len(due)], due))


def flat_out(port: int, calls: Sequence[Call], seconds: float) -> Load:
    """Make the calls over all connections, each as soon as the one before is answered."""
    return asyncio.run(_run(port, calls, None, seconds))


async def _run(
    port: int, calls: Sequence[Call], due: Sequence[float] | None, seconds: float = float("inf")
) -> Load:
    requests = [call.to_bytes(port) for call in calls]
    async with connections(port) as free:
        started = time.perf_counter()
        timings: list[float] = []
        sizes: list[int] = []
        away: list[Refused] = []

        async def one(request: bytes, moment: float) -> None:
            connection = await free.get()
            begun = moment if due is not None else time.perf_counter()
            try:
                sizes.append(await exchange(*connection, request))
                timings.append(time.perf_counter() - begun)
            except Refused as refused:
                if not refused.after:
                    raise
                away.append(refused)
            free.put_nowait(connection)

        running: set[asyncio.Task[None]] = set()
        for number, request in enumerate(requests):
            if due is not None:
                await asyncio.sleep(max(0.0, started + due[number] - time.perf_counter()))
            elif len(running) >= _CONNECTIONS:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                [task.result() for task in done]
            if time.perf_counter() - started > seconds:
                break
            moment = started + due[number] if due is not None else 0.0
            running.add(asyncio.create_task(one(request, moment)))
        await asyncio.gather(*running)
        return _load(timings, sizes, away, time.perf_counter() - started)


def _load(timings: Sequence[float], sizes: Sequence[int], away: Sequence[Refused], seconds: float) -> Load:
    if not timings and away:
        raise away[0]
    size = sum(sizes) / len(sizes)
    return Load(timings=tuple(timings), seconds=seconds, size=size, away=len(away))


@asynccontextmanager
async def connections(port: int, width: int = _CONNECTIONS) -> AsyncIterator["asyncio.Queue[Connection]"]:
    """Open so many connections, kept alive, and yield those that are free."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(width)]
    for connection in opened:
        free.put_nowait(connection)
    try:
        yield free
    finally:
        for _, writer in opened:
            writer.close()
            await writer.wait_closed()


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """Send a request and return the size of its answer. Raises Refused."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status, *lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    body = await reader.readexactly(int(fields.get("content-length", 0)))
    number = status.split(" ")[1]
    if number not in {"200", "303"}:
        after = float(fields.get("retry-after", 0))
        raise Refused(number, after, f"{body[:200]!r} to {request[:120]!r}")
    return len(head) + len(body)
