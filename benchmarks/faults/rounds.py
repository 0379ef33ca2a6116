"""One round: a lesson is played while faults come and go; then everything acknowledged is looked for."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, Final

from api.bootstrap import open_application
from benchmarks.faults.audit_library import audit_library
from benchmarks.faults.audit_work import audit_work
from benchmarks.faults.classroom import Classroom, prepare
from benchmarks.faults.faults import play_faults, schedule
from benchmarks.faults.ledger import Kind, Ledger
from benchmarks.faults.places import Place
from benchmarks.faults.sending import GaveUp, Sender
from benchmarks.faults.staff import mark, publish, watch
from benchmarks.faults.students import draft, hand_in, measure
from benchmarks.load import Call

_AFTER: Final = 180.0
"""Seconds that players wait for an acknowledgement after the last fault."""
_BETWEEN: Final = 10
"""Things acknowledged between two faults, if players have so much to do."""
_LONGEST_WORK: Final = 30.0
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How many take part, and the seconds of faults and quiet between them; mending takes what it takes."""

    seed: int
    seconds: float
    students: int
    benches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a round: the faults that there were, what was acknowledged, what was lost or untrue."""

    faults: Sequence[str]
    acknowledged: Mapping[Kind, int]
    lost: Sequence[str]


def play_round(place: Place, played: Round, tell: Callable[[str], None]) -> Outcome:
    """Play, and return what was lost, doubled or untrue. Raises ProcessFailed if a program does not start."""
    lot = Random(played.seed)
    classroom = prepare(place.settings, students=played.students, benches=played.benches)
    running = place.run()
    for one in place.left_out:
        tell(f"left out: {one}")
    sender = Sender(port=running.port, ledger=Ledger(), lot=Random(lot.random()))

    async def breaking() -> list[str]:
        planned = schedule(running.faults, Random(lot.random()), played.seconds)
        work = partial(_let_work, sender.ledger)
        try:
            return await asyncio.to_thread(play_faults, planned, running.kept, work, tell)
        finally:
            sender.end_within(_AFTER)

    async def everything() -> tuple[Sequence[str], Sequence[str]]:
        broken, *ended = await asyncio.gather(breaking(), *_players(sender, classroom, lot))
        await _look_at_the_end(sender, classroom)
        return broken, [one for one in ended if one]

    # In a thread of its own: a browser that other tests left open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as alone:
        broken, given_up = alone.submit(lambda: asyncio.run(everything())).result()
    tell(sender.ledger.describe())
    with contextlib.closing(open_application(place.settings)) as application:
        found = [
            *(f"never acknowledged: {path}" for path in given_up),
            *sender.ledger.untrue,
            *audit_library(application, sender.ledger),
            *audit_work(application, classroom, sender.ledger),
        ]
    acknowledged = Counter(entry.kind for entry in sender.ledger.entries)
    return Outcome(faults=broken, acknowledged=acknowledged, lost=found)


def _let_work(ledger: Ledger) -> None:
    """Wait until something new has been acknowledged: where starting is slow, all time would go into it."""
    enough, deadline = len(ledger.entries) + _BETWEEN, time.monotonic() + _LONGEST_WORK
    while len(ledger.entries) < enough and time.monotonic() < deadline:
        time.sleep(0.05)


def _players(sender: Sender, classroom: Classroom, lot: Random) -> Iterator[Coroutine[Any, Any, str]]:
    for seat in classroom.seats:
        yield _until_given_up(hand_in(sender, seat))
        yield _until_given_up(draft(sender, seat))
    for bench in classroom.benches:
        yield _until_given_up(measure(sender, bench, Random(lot.random())))
    yield _until_given_up(mark(sender, classroom.teacher, classroom.seats))
    yield _until_given_up(watch(sender, classroom.teacher, classroom.pages))
    yield _until_given_up(publish(sender, classroom.publisher, Random(lot.random())))


async def _until_given_up(player: Coroutine[Any, Any, None]) -> str:
    try:
        await player
    except GaveUp as given_up:
        return str(given_up)
    return ""


async def _look_at_the_end(sender: Sender, classroom: Classroom) -> None:
    """Open each notebook once more: the last draft and the last answer stand in it."""
    last = {**sender.ledger.latest("draft"), **sender.ledger.latest("submission")}
    sender.end_within(_AFTER)
    for seat in classroom.seats:
        said = [entry.said for place, entry in last.items() if place[0] == seat.desk.attempt]
        page = Call(path=f"/assignments/{seat.desk.attempt}", headers=seat.desk.headers)
        with contextlib.suppress(GaveUp):
            await sender.look(page, *said)
