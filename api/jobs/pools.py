"""Pools of what was published without one: each is a job, so that nobody waits for it with a page.

Those that somebody wants to see, practise on or assign go before all others.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.attendance import Attendance, attendance
from api.bootstrap import Application, Unit
from api.jobs.kinds import Kind
from api.jobs.runs import JobRefused, Outcome, Run, moment
from api.task_pools import POOL_RECIPE, prove_published, supply_published_lab
from content.readers import LAB, TASK, files_of_lab
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import read_lab
from library_core.editions import Edition, EditionKey, State
from library_core.identities import new_key
from library_core.jobs import LAST, OPEN, SOMEBODY_WAITS, Asked, Job, JobState, Wanted, ask_for
from library_core.library import Library
from library_core.objects import ObjectStore, put_bytes, read_object
from library_core.people import LIBRARY, SchoolKey
from library_core.publishing import files_of
from variants.pools import PoolUnreadable, pool_from_bytes
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.texts import Text

POOL: Final = "pool"
_CATALOGUED: Final[tuple[State, ...]] = ("published",)
_COMING: Final = {(POOL, state) for state in OPEN}
_GIVEN_UP: Final[tuple[JobState, ...]] = ("parked", "refused")
_NO_EDITION: Final = Text(en="There is no such task any more.", ru="Такой задачи больше нет.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """How many of the tasks that somebody wants lack their pool; `stuck` ones were given up.

    `unattended` says that none has been begun for a while, and that no worker is there to begin one.
    """

    total: int
    lacking: int = 0
    stuck: int = 0
    unattended: bool = False

    @property
    def done(self) -> int:
        """How many have theirs."""
        return self.total - self.lacking


def want_pools(
    application: Application, school: SchoolKey, tasks: Iterable[EditionKey], now: int
) -> Preparation:
    """Put the pools that these tasks and labs lack before all others; return how far they are.

    Whoever asks again changes nothing, on whichever node. Raises EditionMissing.
    """
    wanted = tuple(dict.fromkeys(tasks))
    lacking = application.shelf.lacking(school, wanted)
    if not lacking:
        return Preparation(total=len(wanted))

    def look(unit: Unit) -> tuple[dict[EditionKey, Job | None], Attendance]:
        return {one.key: _latest(unit.library, one) for one in lacking}, attendance(unit)

    latest, there = application.read(look)
    late = [one for one in lacking if _is_late(latest[one.key])]
    if late:
        # Not waited for: where the database takes no writes, the page says so far what there is.
        application.write_soon(lambda unit: _hurry(unit.library, late, now))
    stuck = [job for job in latest.values() if job is not None and job.state in _GIVEN_UP]
    waiting = any(job is not None and job.state == "waiting" for job in latest.values())
    return Preparation(
        total=len(wanted),
        lacking=len(lacking),
        stuck=len(stuck),
        unattended=waiting and there.is_unattended(now),
    )


def count_coming(library: Library) -> int:
    """Return how many pools are waited for on the whole installation."""
    return sum(number for (kind, state), number in library.jobs.count().items() if (kind, state) in _COMING)


def make_lacking(run: Run, school: SchoolKey, tasks: Iterable[EditionKey]) -> None:
    """Make the pools that these tasks and labs lack, as a part of another job. Raises what `look` raises."""
    for edition in run.application.shelf.lacking(school, tasks):
        _make(run, edition)


def ask_for_pools(application: Application) -> int:
    """Ask for the pools that published tasks and labs of the library lack; return how many are asked for."""

    def ask(library: Library) -> int:
        asked = Asked(school=LIBRARY, at=moment())
        lacking = _unprepared(library)
        for edition in lacking:
            ask_for(library.jobs, Wanted(kind=POOL, subject=edition.key, turn=LAST), asked, new_key)
        return len(lacking)

    if not application.read(lambda unit: bool(_unprepared(unit.library))):
        return 0
    return application.write(lambda unit: ask(unit.library))


def unprepared(application: Application) -> tuple[Edition, ...]:
    """Return the published tasks and labs of the library that have no pool yet."""
    return application.read(lambda unit: _unprepared(unit.library))


def _unprepared(library: Library) -> tuple[Edition, ...]:
    published = library.editions.in_states(LIBRARY, _CATALOGUED)
    tasks = (edition for edition in published if edition.work.kind in (TASK, LAB))
    return tuple(one for one in tasks if library.derived.find(LIBRARY, one.key, POOL_RECIPE) is None)


def _latest(library: Library, edition: Edition) -> Job | None:
    return library.jobs.latest(edition.work.school, POOL, edition.key)


def _is_late(job: Job | None) -> bool:
    """Tell whether nobody has asked for the pool, or nobody who waits for it."""
    if job is None or not job.is_open:
        return job is None or job.state not in _GIVEN_UP
    return job.wanted.turn > SOMEBODY_WAITS


def _hurry(library: Library, lacking: Iterable[Edition], now: int) -> None:
    for edition in lacking:
        # The school of the work: whoever wants it, it is one job.
        asked = Asked(school=edition.work.school, at=now)
        ask_for(library.jobs, Wanted(kind=POOL, subject=edition.key, turn=SOMEBODY_WAITS), asked, new_key)


def _work(run: Run) -> Outcome:
    key, school = EditionKey(run.job.wanted.subject), run.job.school
    edition = run.application.press.library.read(lambda library: library.editions.find(school, key))
    if edition is None:
        raise JobRefused(_NO_EDITION)
    _make(run, edition)
    return {}


def _make(run: Run, edition: Edition) -> None:
    """Make the pool of an edition in a process beside, unless there is one that can be read."""
    library, objects = run.application.press.library, run.application.objects
    school, files = edition.work.school, _files(objects, edition)
    kept = library.read(lambda library: library.derived.find(school, edition.key, POOL_RECIPE))
    stored = None if kept is None else read_object(objects, kept)
    made = run.calculate(derive_lacking, edition.work.kind, files, stored)
    keys = {recipe: put_bytes(objects, content) for recipe, content in made.items()}

    def keep(library: Library) -> None:
        for recipe, each in keys.items():
            library.derived.keep(edition.key, recipe, each)

    if keys:
        library.write(keep)


def derive_lacking(kind: str, files: Mapping[str, bytes], stored: bytes | None) -> dict[str, bytes]:
    """Return what `derive` makes, or nothing if the pool that is stored can be read."""
    if stored is not None:
        with contextlib.suppress(PoolUnreadable):
            pool_from_bytes(_read_lab(files).apparatus if kind == LAB else _read_task(files), stored)
            return {}
    return derive(kind, files)


def derive(kind: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Prove the task or lab of these files; return what was made, by recipe."""
    if kind == LAB:
        return dict(supply_published_lab(_read_lab(files)))
    return dict(prove_published(_read_task(files)))


def _read_lab(files: Mapping[str, bytes]) -> Lab:
    return read_lab(files, tables=library_tables())


def _read_task(files: Mapping[str, bytes]) -> Task:
    ((document, content),) = files.items()
    return read_task(content.decode("utf-8-sig"), document=document, tables=library_tables())


def _files(objects: ObjectStore, edition: Edition) -> dict[str, bytes]:
    if edition.work.kind == LAB:
        return dict(files_of_lab(objects, edition.manifest))
    return dict(files_of(objects, edition))


POOLS: Final = Kind(title=Text(en="Variants of a task", ru="Варианты задачи"), work=_work)
