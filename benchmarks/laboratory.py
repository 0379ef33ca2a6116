"""A school whose classes work at the built-in labs, each student at a bench of their own with a session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from random import Random
from typing import Final

from api.bootstrap import Application, Unit
from api.task_pools import POOL_RECIPE, prove
from api.web.visits import present
from benchmarks.labs import reading_by_lot
from benchmarks.load import Call
from benchmarks.school import SCHOOL, Desk, assign_to, desks_of, make_class, occasion
from content.loader import built_in, find_documents, publish_documents
from content.readers import LAB, readers
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.running.taking import take
from labs.sessions import Entry, Refused, Wish
from labs.supplying import lab_pool
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.library import Act
from notebooks_engine.benching.opening import OpenBench, open_bench_of
from notebooks_engine.lab_sessions import LabSession, WorkBench
from variants.pools import pool_to_bytes

SLOT: Final = "1"
_POOL: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A student at their bench."""

    desk: Desk
    opened: OpenBench

    @property
    def path(self) -> str:
        """Where the page of the bench is."""
        return f"/assignments/{self.desk.attempt}/labs/{SLOT}"


def make_laboratory(application: Application, students: int) -> tuple[Place, ...]:
    """Publish the built-in labs, give each to a class, and open every bench; labs take turns."""
    make_class(application, 0)
    editions = _publish_labs(application)
    for number, edition in enumerate(editions):
        size = (students + len(editions) - 1 - number) // len(editions)
        if size:
            assign_to(application, [make_class(application, size)], edition)
    places = [_sit_down(application, desk) for desk in desks_of(application)]
    by_lab = [[place for place in places if place.opened.frozen.edition == one] for one in editions]
    return tuple(place for place in chain.from_iterable(zip_longest(*by_lab)) if place is not None)


def fill_log(application: Application, place: Place, readings: int, lot: Random) -> Place:
    """Keep readings in the session of a bench as if they had been taken one by one."""

    def keep(unit: Unit) -> LabSession:
        session = place.opened.session
        for wish in wishes_for(place, readings, lot):
            entry, request = take(place.opened.bench, session.log, wish, present()), new_key()
            unit.engine.lab_sessions.append(session, entry, request)
            session = session.with_entry(entry, request)
        return session

    session = application.write(keep)
    return replace(place, opened=replace(place.opened, session=session))


def wishes_for(place: Place, count: int, lot: Random) -> Iterator[Wish]:
    """Yield wishes that can be granted in any order; in a process all are for the same moment.

    There are fewer where the quota ends.
    """
    lab, log = place.opened.lab, place.opened.log
    step = round(lab.process.longest / 10, 1) if lab.process else 0.0
    at = round((log[-1].wish.at if log else 0.0) + step, 1)
    for _ in range(10 * count):
        wish = reading_by_lot(lab, lot, at)
        entry = _granted(place, log, wish)
        if entry is None:
            continue
        log = (*log, entry)
        count -= 1
        yield wish
        if not count:
            return


def reading_call(place: Place, wish: Wish) -> Call:
    """Return the request that the script of the bench page sends for a reading."""
    headers = {**place.desk.headers, "Accept": "application/json", "X-CSRF-Token": place.desk.token}
    settings = {
        name: list(value) if isinstance(value, tuple) else value for name, value in wish.settings.items()
    }
    body = {
        "settings": settings,
        "at": wish.at,
        "instrument": wish.instrument,
        "span": wish.span,
        "spans": {wish.instrument: wish.span} if wish.span else {},
        "request": new_key(),
    }
    return Call(path=f"{place.path}/readings", headers=headers, json=body)


def _granted(place: Place, log: Sequence[Entry], wish: Wish) -> Entry | None:
    try:
        return take(place.opened.bench, log, wish, present())
    except Refused:
        return None


def _publish_labs(application: Application) -> list[EditionKey]:
    """Publish the labs for this school with small pools, unproven."""
    press = replace(application.press, readers=readers(library_tables(), prove, _only_pool))
    documents = [one for one in find_documents(built_in()) if one.upload.kind == LAB]
    outcomes = publish_documents(press, documents, Act(school=SCHOOL, at=present()))
    return [outcome.edition.key for outcome in outcomes if outcome.edition is not None]


def _only_pool(lab: Lab) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(lab_pool(lab, size=_POOL))}


def _sit_down(application: Application, desk: Desk) -> Place:
    where = WorkBench(attempt=desk.attempt, slot=SLOT)
    labs = application.shelf.labs(SCHOOL)
    return Place(desk=desk, opened=open_bench_of(application.engine, desk.student, where, labs, occasion()))
