"""Workers: what is asked for is done once, goes on after a death, stops when told, says why it failed."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from databases import DATABASES, lent_settings

from api.bootstrap import Application, open_application
from api.jobs.kinds import Kind
from api.jobs.runs import JobRefused, Outcome, Run
from api.jobs.worker import UNEXPECTED, Worker
from library_core.adapters.sql_jobs import SqlJobs
from library_core.databases import DatabaseUnavailable
from library_core.identities import new_key
from library_core.jobs import (
    LAST,
    MOST_TRIES,
    SOMEBODY_WAITS,
    USUAL,
    Asked,
    Job,
    Lease,
    Progress,
    Wanted,
    ask_for,
    cancel,
)
from library_core.leases import Patience
from library_core.objects import ObjectStoreFailed
from library_core.people import LIBRARY, School
from variants.texts import Text

ASKED = Asked(school=LIBRARY, at=1)
SAID = Text(en="no paper", ru="нет бумаги")
Work = Callable[[Run], Outcome]


@pytest.fixture(params=DATABASES)
def application(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Application]:
    with (
        lent_settings(request, tmp_path) as settings,
        contextlib.closing(open_application(settings)) as application,
    ):
        application.write(lambda unit: unit.people.add_school(School(key=LIBRARY, name="Tetrad")))
        yield application


def ask(application: Application, kind: str = "print", subject: str = "", turn: int = USUAL) -> Job:
    wanted = Wanted(kind=kind, subject=subject, turn=turn)
    return application.write(lambda unit: ask_for(unit.library.jobs, wanted, ASKED, new_key))


def worker(application: Application, work: Work, **more: object) -> Worker:
    kinds = {"print": Kind(title=Text(en="Printing"), work=work)}
    made = Worker(application=application, kinds=kinds, lanes=1, once=True, silence=1.2)
    return replace(made, **more)  # type: ignore[arg-type]


def now(application: Application, job: Job) -> Job:
    found = application.read(lambda unit: unit.library.jobs.find(job.key))
    assert found is not None
    return found


def test_what_comes_of_a_job_is_kept(application: Application) -> None:
    job = ask(application)

    worker(application, lambda run: {"pages": 3}).work()

    assert (now(application, job).state, now(application, job).outcome) == ("done", {"pages": 3})


def test_several_lanes_do_every_job_once(application: Application) -> None:
    jobs = [ask(application) for _ in range(20)]
    done: list[str] = []

    def work(run: Run) -> Outcome:
        done.append(run.job.key)
        return {}

    worker(application, work, lanes=4).work()

    assert sorted(done) == sorted(job.key for job in jobs)


def test_how_far_a_job_was_is_kept(application: Application) -> None:
    job = ask(application)

    def work(run: Run) -> Outcome:
        run.progress(2, 9)
        return {}

    worker(application, work).work()

    assert (now(application, job).progress.done, now(application, job).progress.total) == (2, 9)


def test_a_refusal_is_told_in_its_words(application: Application) -> None:
    job = ask(application)

    def work(run: Run) -> Outcome:
        raise JobRefused(SAID, {"sheet": "e"})

    worker(application, work).work()

    assert now(application, job).state == "refused"
    assert (now(application, job).said, now(application, job).outcome) == (SAID, {"sheet": "e"})


def test_a_fault_of_ours_is_tried_again_and_then_parked(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library_core.leases.Patience._pause", lambda *_: 0.0)
    job, tries = ask(application), []

    def work(run: Run) -> Outcome:
        tries.append(run.job.tries)
        raise ZeroDivisionError

    worker(application, work).work()

    assert tries == list(range(1, MOST_TRIES + 1))
    assert (now(application, job).state, now(application, job).said) == ("parked", UNEXPECTED)


def test_what_is_tried_again_while_somebody_waits_goes_before_what_was_never_begun(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library_core.leases.Patience._pause", lambda *_: 0.0)
    ask(application, subject="waited for", turn=SOMEBODY_WAITS)
    ask(application, subject="of no hurry", turn=LAST)
    begun: list[str] = []

    def work(run: Run) -> Outcome:
        begun.append(run.job.wanted.subject)
        if len(begun) == 1:
            raise DatabaseUnavailable("away")
        return {}

    worker(application, work).work()

    assert begun == ["waited for", "waited for", "of no hurry"]


def test_a_database_that_was_away_for_a_moment_is_no_reason_to_give_up(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library_core.leases.Patience._pause", lambda *_: 0.0)
    job, tries = ask(application), []

    def work(run: Run) -> Outcome:
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseUnavailable("away")
        return {}

    worker(application, work).work()

    assert (len(tries), now(application, job).state) == (2, "done")


def test_what_is_away_for_long_parks_no_job(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library_core.leases.Patience._pause", lambda *_: 0.0)
    job, tries = ask(application), []

    def work(run: Run) -> Outcome:
        tries.append(1)
        if len(tries) <= 2 * MOST_TRIES:
            raise ObjectStoreFailed("away")
        return {}

    worker(application, work).work()

    assert (len(tries), now(application, job).state) == (2 * MOST_TRIES + 1, "done")


def test_a_lane_and_the_beats_outlive_a_fault_of_ours(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, beats, beaten = [], [], threading.Event()
    look, beat = Patience.ripe, SqlJobs.beat

    def look_badly(patience: Patience, begun: Sequence[Job], at: float) -> Job | None:
        looks.append(1)
        return look(patience, begun, at) if len(looks) > 1 else (1 / 0)  # type: ignore[return-value]

    def beat_badly(jobs: SqlJobs, lease: Lease, progress: Progress | None) -> bool:
        if progress is not None:
            beats.append(1)
            if len(beats) == 1:
                raise ZeroDivisionError
            beaten.set()
        return beat(jobs, lease, progress)

    monkeypatch.setattr(Patience, "ripe", look_badly)
    monkeypatch.setattr(SqlJobs, "beat", beat_badly)
    job, working = ask(application), worker(application, lambda run: {"beaten": beaten.wait(60)}, once=False)
    thread = threading.Thread(target=working.work)
    thread.start()

    beaten.wait(60)
    working.leave()
    thread.join()

    assert (now(application, job).state, now(application, job).outcome) == ("done", {"beaten": True})


def test_a_job_that_is_cancelled_stops_at_its_next_look(application: Application) -> None:
    job, begun = ask(application), threading.Event()

    def work(run: Run) -> Outcome:
        begun.set()
        while True:
            run.look()
            time.sleep(0.01)

    working = threading.Thread(target=worker(application, work).work)
    working.start()
    begun.wait(60)
    application.write(lambda unit: cancel(unit.library.jobs, now(application, job), 2))
    working.join(60)

    assert now(application, job).state == "cancelled"


def test_a_worker_that_is_told_to_leave_gives_its_job_back(application: Application) -> None:
    job, begun = ask(application), threading.Event()

    def work(run: Run) -> Outcome:
        begun.set()
        while True:
            run.look()
            time.sleep(0.01)

    leaving = worker(application, work)
    working = threading.Thread(target=leaving.work)
    working.start()
    begun.wait(60)
    leaving.leave()
    working.join(60)

    assert (now(application, job).state, now(application, job).tries) == ("waiting", 0)


def test_a_worker_that_slept_through_its_lease_writes_nothing(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.jobs.worker.SECONDS_BETWEEN_BEATS", 60.0)
    job = ask(application)
    entered, go_on = threading.Event(), threading.Event()

    def oversleep(run: Run) -> Outcome:
        entered.set()
        go_on.wait(60)
        school = School(key=LIBRARY, name="overslept")
        run.application.press.library.write(lambda library: library.people.add_school(school))
        return {"by": "the sleeper"}

    sleeper = worker(application, oversleep, silence=600)
    sleeping = threading.Thread(target=sleeper.work)
    sleeping.start()
    entered.wait(60)
    worker(application, lambda run: {"by": "the other"}).work()
    go_on.set()
    sleeping.join(60)

    assert now(application, job).outcome == {"by": "the other"}


def test_a_lane_is_left_for_what_people_wait_for(application: Application) -> None:
    hours = Kind(title=Text(en="Binding"), work=_until_told, lasts_hours=True)
    moments = Kind(title=Text(en="Printing"), work=lambda run: {})
    for _ in range(3):
        ask(application, "bind")
    job = ask(application, "print")
    both = Worker(application=application, kinds={"bind": hours, "print": moments}, lanes=2)

    working = threading.Thread(target=both.work)
    working.start()
    deadline = time.monotonic() + 60
    while now(application, job).is_open and time.monotonic() < deadline:
        time.sleep(0.05)
    both.leave()
    working.join(60)

    assert now(application, job).state == "done"


def test_what_is_calculated_beside_comes_back(application: Application) -> None:
    job = ask(application)

    worker(application, lambda run: {"sum": run.calculate(sum, [1, 2, 3])}).work()

    assert now(application, job).outcome == {"sum": 6}


def _until_told(run: Run) -> Outcome:
    while True:
        run.look()
        time.sleep(0.01)
