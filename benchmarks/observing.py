"""What watching a request costs: its number, its clock, its metrics and its line in the log.

Processor time, not time on the wall; the log goes nowhere.
"""

import asyncio
import logging
import os
import time
from collections.abc import Iterator
from typing import Any, Final

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from api.observing.draining import Draining
from api.observing.logs import REQUESTS, JsonLines
from api.observing.watch import Watch
from api.web.observed_requests import ObservedRequests
from benchmarks.sizes import Sizes
from benchmarks.timings import percentile

_ROUNDS: Final = 7
_SCOPE: Final[dict[str, Any]] = {
    "type": "http",
    "http_version": "1.1",
    "method": "GET",
    "path": "/",
    "raw_path": b"/",
    "query_string": b"",
    "root_path": "",
    "scheme": "http",
    "headers": [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")],
}


def run(sizes: Sizes) -> Iterator[str]:
    """Measure a request that does nothing, watched and not, and each part of the watch."""
    app = Starlette(routes=[Route("/", _answer)])
    watched = ObservedRequests(app, watch=Watch(), draining=Draining(), behind_proxy=False)
    bare = _microseconds(app, sizes.requests)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        handler = logging.StreamHandler(nowhere)
        handler.setFormatter(JsonLines())
        logged = _with_log(handler, logging.INFO, watched, sizes.requests)
        silent = _with_log(handler, logging.ERROR, watched, sizes.requests)
    yield f"a request that does nothing takes {bare:.0f} µs of processor"
    yield f"watching adds {silent - bare:.0f} µs, and the line in the log {logged - silent:.0f} µs"


async def _answer(_: object) -> PlainTextResponse:
    return PlainTextResponse("ok")


def _with_log(handler: logging.Handler, level: int, app: ASGIApp, requests: int) -> float:
    before = REQUESTS.level, REQUESTS.propagate
    REQUESTS.addHandler(handler)
    REQUESTS.setLevel(level)
    REQUESTS.propagate = False
    try:
        return _microseconds(app, requests)
    finally:
        REQUESTS.removeHandler(handler)
        REQUESTS.setLevel(before[0])
        REQUESTS.propagate = before[1]


def _microseconds(app: ASGIApp, requests: int) -> float:
    """Return the median of several rounds, in microseconds of processor a request."""
    return percentile([asyncio.run(_round(app, requests)) for _ in range(_ROUNDS)], 0.5)


async def _round(app: ASGIApp, requests: int) -> float:
    begun = time.process_time()
    for _ in range(requests):
        await app({**_SCOPE}, _receive, _send)
    return (time.process_time() - begun) / requests * 1e6


async def _receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _send(_: Message) -> None:
    return
