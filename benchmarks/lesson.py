"""The first minute of a lesson and the minutes after: everybody opens, then all kinds of requests together.

`python -m benchmarks.lesson --nodes 2` plays it against PostgreSQL, SeaweedFS and HAProxy on this machine.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

from api.auth.sessions import csrf_token
from api.bootstrap import Application, open_application
from api.settings import Settings
from benchmarks.forms import right_answers
from benchmarks.installations import PLAYERS, Place, Usage, describe_usage, embedded, several, usage
from benchmarks.laboratory import Place as Bench
from benchmarks.laboratory import make_laboratory, reading_call, wishes_for
from benchmarks.load import Call
from benchmarks.looking import assignments_of, teacher_headers
from benchmarks.school import (
    PASSWORD,
    Desk,
    assign_to,
    desks_of,
    make_class,
    open_attempt,
    publish_notebook,
)
from benchmarks.sizes import FULL, TINY, Sizes
from benchmarks.traffic import Traffic, play
from library_core.identities import new_key

CITY: Final = 600_000
RATE: Final = 300
"""Mixed requests a second: the aim for one process on SQLite."""
RATE_OF_CHECKS: Final = 100
CLASS: Final = 30
"""Students of a class, whom one teacher watches."""
_AT_TASKS: Final = 2 * FULL.students
MIX: Final[Mapping[str, float]] = {
    "openings": 0.15,
    "drafts": 0.45,
    "checks": 0.15,
    "readings": 0.20,
    "watching": 0.05,
}
"""Shares of a lesson's requests: a student opens twice, saves drafts while typing, checks, measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is played: the desks of a class, benches of labs, sign-ins, and where teachers watch."""

    desks: Sequence[Desk]
    benches: Sequence[Bench]
    drafts: Sequence[Call]
    checks: Sequence[Call]
    sign_ins: Sequence[Call]
    watching: Sequence[Call]


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of the embedded default."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        lesson = prepare(Settings(data=data), sizes)
        with embedded(data) as place:
            yield from play_lesson(place, lesson, sizes, min(RATE, 3 * sizes.rate))


def prepare(settings: Settings, sizes: Sizes) -> Lesson:
    """Fill an installation with a school whose classes are about to begin."""
    with contextlib.closing(open_application(settings)) as application:
        benches = make_laboratory(application, max(2, sizes.students // 4))
        measuring = {bench.desk.attempt for bench in benches}
        rooms = [make_class(application, min(CLASS, sizes.students)) for _ in range(_classes(sizes))]
        assign_to(application, rooms, publish_notebook(application, sizes.slots))
        desks = [desk for desk in desks_of(application) if desk.attempt not in measuring]
        return Lesson(
            desks=desks,
            benches=benches,
            drafts=list(_drafts(application, desks)),
            checks=list(_checks(application, desks, sizes)),
            sign_ins=_sign_ins(application, desks[: sizes.students // 5 + 1]),
            watching=list(_watching(application)),
        )


def play_lesson(place: Place, lesson: Lesson, sizes: Sizes, rate: float) -> Iterator[str]:
    """Yield the figures of a synchronised start, of the lesson after it, and of sign-ins alone."""
    openings = [_opening(desk) for desk in lesson.desks]
    play(place.port, {"warming up": openings[:100]}, sizes.seconds / 5)
    yield from _played(place, {"openings": openings}, sizes.seconds, f"{len(openings)} students open")
    calls = mixed(lesson, int(rate * sizes.seconds))
    yield from _played(place, calls, sizes.seconds, f"{rate:.0f} mixed requests a second")
    yield from _played(place, {"sign-ins": lesson.sign_ins}, sizes.seconds, "sign-ins alone")


def _played(place: Place, offered: Mapping[str, Sequence[Call]], seconds: float, said: str) -> Iterator[str]:
    before = usage()
    passed, found = play(place.port, offered, seconds)
    after = usage()
    together = reduce(Traffic.with_other, found.values())
    begun = f"{place.name}: {said} within {seconds:.0f} s"
    yield f"{begun}: answered in {passed:.1f} s: {together.describe(passed)}"
    if len(found) > 1:
        for kind, each in found.items():
            yield f"{begun}: {kind}: {each.describe(passed)}"
    requests = len(together.timings)
    for line in describe_usage(before, after, requests, passed):
        yield f"{begun}: {line}"
    yield f"{begun}: {_for_a_city(before, after, requests)}"


def _for_a_city(before: Mapping[str, Usage], after: Mapping[str, Usage], requests: int) -> str:
    """Return how many cores a city takes that sends one such request a student within a minute."""
    taken = sum(
        now.seconds - before.get(role, Usage()).seconds for role, now in after.items() if role != PLAYERS
    )
    each = taken / max(1, requests)
    return (
        f"{1000 * each:.2f} ms of processor time a request together; one such request of each of {CITY}"
        f" students within a minute: {each * CITY / 60.0:.0f} cores kept busy"
    )


def mixed(lesson: Lesson, count: int) -> dict[str, Sequence[Call]]:
    """Return so many requests of a lesson, by kind."""
    lot = Random(1)
    readings = (
        reading_call(bench, wish) for bench in cycle(lesson.benches) for wish in wishes_for(bench, 1, lot)
    )
    sources: dict[str, Iterator[Call]] = {
        "openings": map(_opening, cycle(lesson.desks)),
        "drafts": cycle(lesson.drafts),
        "checks": iter(lesson.checks),
        "readings": readings,
        "watching": cycle(lesson.watching),
    }
    return {kind: list(islice(sources[kind], max(1, int(share * count)))) for kind, share in MIX.items()}


def _opening(desk: Desk) -> Call:
    return Call(path=f"/assignments/{desk.attempt}", headers=desk.headers)


def _drafts(application: Application, desks: Sequence[Desk]) -> Iterator[Call]:
    """Yield what the desks write in their last slot: the first one is finished by a check."""
    for desk in desks:
        slot = open_attempt(application, desk).slots[-1]
        yield Call(
            path=f"/assignments/{desk.attempt}/{slot.name}/draft",
            headers={**desk.headers, "Accept": "application/json"},
            form=[("csrf", desk.token), *right_answers(slot.variant)],
        )


def _checks(application: Application, desks: Sequence[Desk], sizes: Sizes) -> Iterator[Call]:
    """Yield right answers of the desks to their first slot, as many as a lesson of the largest rate takes."""
    for desk in desks[: int(RATE_OF_CHECKS * sizes.seconds) + 1]:
        slot = open_attempt(application, desk).slots[0]
        yield Call(
            path=f"/assignments/{desk.attempt}/{slot.name}/check",
            headers={**desk.headers, "HX-Request": "true"},
            form=[("csrf", desk.token), ("idempotency", new_key()), *right_answers(slot.variant)],
        )


def _sign_ins(application: Application, desks: Sequence[Desk]) -> list[Call]:
    """Return how the students of these desks sign in."""
    token = csrf_token("", application.secret)
    return [
        Call(
            path="/sign-in",
            headers={},
            form=[("csrf", token), ("login", desk.student.person), ("password", PASSWORD)],
        )
        for desk in desks
    ]


def _classes(sizes: Sizes) -> int:
    """Twice as many students as other benchmarks have: a lesson is for a school of two thousand."""
    return max(1, 2 * sizes.students // CLASS)


def _watching(application: Application) -> Iterator[Call]:
    """Yield how the page of a teacher asks for each class at work, as it does every few seconds."""
    headers = {**teacher_headers(application), "HX-Request": "true"}
    for assignment in assignments_of(application):
        yield Call(path=f"/assigned/{assignment.key}", headers=headers)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play a lesson against several nodes and print the figures; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lesson", description=__doc__)
    parser.add_argument("--nodes", type=int, choices=(1, 2, 3), default=1, help="nodes of the application")
    parser.add_argument("--rate", type=int, default=RATE, help=f"mixed requests a second (default {RATE})")
    parser.add_argument("--students", type=int, help=f"how many work at tasks, about (default {_AT_TASKS})")
    parser.add_argument("--tiny", action="store_true", help="only see that it runs")
    asked = parser.parse_args(arguments)
    sizes = TINY if asked.tiny else FULL
    if asked.students:
        sizes = replace(sizes, students=max(1, asked.students // 2))
    with tempfile.TemporaryDirectory() as folder, several(Path(folder), asked.nodes) as place:
        for line in play_lesson(place, prepare(place.settings, sizes), sizes, asked.rate):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
