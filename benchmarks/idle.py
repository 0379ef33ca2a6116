"""What ten thousand students take who have signed in, opened their notebooks, and sit there.

Each keeps a connection open, as browsers do, as far as the limit of open files allows. No page holds one
longer: those that follow something ask again every few seconds.
"""

import asyncio
import contextlib
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.installations import APPLICATION, Place, Usage, embedded, usage
from benchmarks.lesson import CLASS
from benchmarks.load import Call, Connection, Refused, connections, exchange
from benchmarks.school import Desk, assign_to, desks_of, make_class, publish_notebook
from benchmarks.sizes import Sizes

_SLOTS: Final = 3
_AT_ONCE: Final = 100
"""Classes: a teacher can't assign to more with one form."""
_TOGETHER: Final = 16
"""Requests at a time: few enough that none is sent away."""
_OTHER_FILES: Final = 500
_MEGABYTE: Final = 1 << 20


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the memory of the embedded default before and after, and what became of the connections."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        desks = _sign_in(data, sizes.idle)
        with embedded(data) as place:
            yield from asyncio.run(_sit(place, desks, 4 * sizes.seconds))


def _sign_in(data: Path, count: int) -> Sequence[Desk]:
    """Make so many students with a notebook and a session each."""
    with contextlib.closing(open_application(Settings(data=data))) as application:
        edition = publish_notebook(application, _SLOTS)
        rooms = [make_class(application, CLASS) for _ in range(-(-count // CLASS))]
        for begin in range(0, len(rooms), _AT_ONCE):
            assign_to(application, rooms[begin : begin + _AT_ONCE], edition)
        return desks_of(application)[:count]


async def _sit(place: Place, desks: Sequence[Desk], silence: float) -> list[str]:
    """Return the figures of opening, of so many seconds of silence, and of asking once more."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _OTHER_FILES
    width = min(len(desks), allowed)
    notebooks = [Call(path=f"/assignments/{desk.attempt}", headers=desk.headers) for desk in desks]
    homes = [Call(path="/assignments", headers=desk.headers) for desk in desks]
    async with connections(place.port, 1) as first:
        await _ask(place.port, [await first.get()], notebooks[:_TOGETHER])
    empty = _application()
    async with connections(place.port, width) as free:
        held = [free.get_nowait() for _ in range(width)]
        connected = _application()
        opened = await _ask(place.port, held, notebooks)
        busy = _application()
        await asyncio.sleep(silence)
        idle = _application()
        again = await _ask(place.port, held, homes)
    return [
        f"{len(desks)} sessions over {width} connections: {_megabytes(empty)} MB with nobody there,"
        f" {_megabytes(connected)} when they had connected, {_megabytes(busy)} when each had opened a"
        f" notebook, {_megabytes(idle)} after {silence:.0f} s of silence:"
        f" {(idle.memory - empty.memory) / len(desks) / 1024:.0f} KB a session",
        f"the silence took {idle.seconds - busy.seconds:.1f} s of processor time",
        f"opening: {_told(opened)}; once more after the silence: {_told(again)}",
    ]


async def _ask(port: int, held: Sequence[Connection], calls: Sequence[Call]) -> Counter[str]:
    """Make the calls, each over the next connection, and return how many ended how."""
    ended: Counter[str] = Counter()
    several = asyncio.Semaphore(_TOGETHER)
    locks = [asyncio.Lock() for _ in held]

    async def one(number: int, call: Call) -> None:
        which = number % len(held)
        async with locks[which], several:
            if held[which][0].at_eof():
                ended["closed in the meantime and opened anew"] += 1
                async with connections(port, 1) as anew:
                    ended[await _end(await anew.get(), call.to_bytes(port))] += 1
            else:
                ended[await _end(held[which], call.to_bytes(port))] += 1

    await asyncio.gather(*(one(number, call) for number, call in enumerate(calls)))
    return ended


async def _end(connection: Connection, request: bytes) -> str:
    """Return how a request ended."""
    try:
        await exchange(*connection, request)
    except Refused as refused:
        return refused.status
    except (OSError, asyncio.IncompleteReadError):
        return "cut off"
    return "answered"


def _application() -> Usage:
    return usage().get(APPLICATION, Usage())


def _megabytes(one: Usage) -> int:
    return one.memory // _MEGABYTE


def _told(ended: Counter[str]) -> str:
    return ", ".join(f"{count} {how}" for how, count in sorted(ended.items()))
