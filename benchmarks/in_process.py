"""Requests asked of the application in this very process, one at a time: what each takes of a processor.

There is no socket and nobody beside it, so that the figures don't move with what else the machine does. What
the processes of a database take meanwhile is counted apart.
"""

import asyncio
import contextlib
import gc
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from starlette.types import ASGIApp, Message

from api.app import create_app
from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.load import Call

_WARMING: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An installation that is asked, and what tells the seconds its database's processes have taken."""

    settings: Settings
    beside: Callable[[], float] = lambda: 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Processor milliseconds of requests of one kind: of this process, and on average beside it."""

    median: float
    mean: float
    beside: float

    @property
    def whole(self) -> float:
        """The usual request with what its database does for one."""
        return self.median + self.beside

    def describe(self) -> str:
        """Return the figures in words."""
        beside = f", {self.beside:.2f} of the database's processes" if self.beside else ""
        return f"{self.median:.2f} ms (mean {self.mean:.2f}){beside}"


def processor_milliseconds(side: Side, offered: Mapping[str, Sequence[Call]]) -> Mapping[str, Taken]:
    """Return by kind what a request takes; a quarter of each is for warming up.

    Raises ValueError if a request is not answered with 200 or 303.
    """
    return side_by_side([side], offered)[0]


def side_by_side(
    sides: Sequence[Side], offered: Mapping[str, Sequence[Call]]
) -> Sequence[Mapping[str, Taken]]:
    """Return the same of several installations, which get each request in turn: so all have the same weather.

    Raises ValueError if a request is not answered with 200 or 303.
    """
    apps = [create_app(open_application(side.settings)) for side in sides]
    gc.collect()
    gc.freeze()
    try:
        return asyncio.run(_measure(list(zip(apps, sides, strict=True)), offered))
    finally:
        gc.unfreeze()


async def _measure(
    asked: Sequence[tuple[ASGIApp, Side]], offered: Mapping[str, Sequence[Call]]
) -> Sequence[Mapping[str, Taken]]:
    found: list[dict[str, Taken]] = [{} for _ in asked]
    order = list(range(len(asked)))
    async with contextlib.AsyncExitStack() as living:
        for app, _ in asked:
            await living.enter_async_context(_living(app))
        for kind, calls in offered.items():
            taken: list[list[tuple[float, float]]] = [[] for _ in asked]
            for call in calls:
                # Whoever comes second finds more in the processor's caches.
                order.reverse()
                for which in order:
                    taken[which].append(await _one(*asked[which], call))
            for which, each in enumerate(taken):
                found[which][kind] = _describe(each[int(len(each) * _WARMING) :])
    return found


def _describe(taken: Sequence[tuple[float, float]]) -> Taken:
    own = sorted(here for here, _ in taken)
    beside = sum(there for _, there in taken) / len(taken)
    return Taken(median=own[len(own) // 2], mean=sum(own) / len(own), beside=beside)


async def _one(app: ASGIApp, side: Side, call: Call) -> tuple[float, float]:
    """Return the milliseconds of one request, here and beside."""
    there, begun = side.beside(), time.process_time()
    status = await ask(app, call)
    taken = time.process_time() - begun
    if status not in {HTTPStatus.OK, HTTPStatus.SEE_OTHER}:
        raise ValueError(f"{status} to {call.path}")
    return 1000 * taken, 1000 * (side.beside() - there)


async def ask(app: ASGIApp, call: Call) -> int:
    """Ask as a browser would, and return the status of the answer."""
    request = call.to_bytes(8000)
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, path, _ = first.decode().split(" ")
    fields = [line.split(b": ", 1) for line in lines]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 1),
        "headers": [(name.lower(), value) for name, value in fields],
    }
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


@contextlib.asynccontextmanager
async def _living(app: ASGIApp) -> AsyncIterator[None]:
    """Let an application begin as a server would, and end, which closes everything."""
    told: asyncio.Queue[Message] = asyncio.Queue()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}}
    running = asyncio.ensure_future(app(scope, told.get, heard.put))
    await told.put({"type": "lifespan.startup"})
    await heard.get()
    try:
        yield
    finally:
        await told.put({"type": "lifespan.shutdown"})
        await running
