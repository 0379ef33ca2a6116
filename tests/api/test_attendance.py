"""Work that nobody does is told to whoever looks after the server."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from school_worlds import settings_of

from api.attendance import LONGEST_ABSENCE, Attendance, attendance, note_at_work
from api.bootstrap import Application, open_application
from api.commands.doctor import diagnose
from api.jobs.runs import moment
from api.jobs.worker import Worker
from api.observing.sources import Sources
from library_core.identities import new_key
from library_core.jobs import Asked, Wanted, ask_for
from library_core.people import School, SchoolKey

LONG_AGO = 1
NOW = 10 * LONGEST_ABSENCE


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    with contextlib.closing(open_application(settings_of(tmp_path / "data"))) as application:
        yield application


def ask(application: Application) -> None:
    """Ask for a job, long ago, that there is no worker for."""
    school = School(key=SchoolKey("north"), name="North")
    application.write(lambda unit: unit.people.add_school(school))
    wanted, asked = Wanted(kind="nothing"), Asked(school=school.key, at=LONG_AGO)
    application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, new_key))


def workers(application: Application) -> str:
    """Return the level of what the doctor says of workers."""
    given = {"TETRAD_DATA": str(application.settings.data)}
    (found,) = (one for one in diagnose(given) if one.name == "workers")
    return found.level


def counted(application: Application) -> bytes:
    registry = CollectorRegistry()
    registry.register(Sources(application))
    return generate_latest(registry)


@pytest.mark.parametrize(
    ("seen", "waits_since", "unattended"),
    [
        (None, None, False),
        (None, NOW, False),
        (None, LONG_AGO, True),
        (LONG_AGO, LONG_AGO, True),
        (NOW - LONGEST_ABSENCE, LONG_AGO, False),
        (LONG_AGO, None, False),
    ],
)
def test_jobs_are_unattended_where_they_wait_and_nobody_was_there_for_long(
    seen: int | None, waits_since: int | None, unattended: bool
) -> None:
    assert Attendance(seen=seen, waits_since=waits_since).is_unattended(NOW) is unattended


def test_the_doctor_tells_of_jobs_that_nobody_does(application: Application) -> None:
    nothing_to_do = workers(application)
    ask(application)
    nobody = workers(application)
    application.database.write(lambda connection: note_at_work(connection, moment()))

    assert (nothing_to_do, nobody, workers(application)) == ("ok", "warn", "ok")


def test_the_metrics_tell_for_how_long_nobody_has_been_there(application: Application) -> None:
    before = counted(application)
    ask(application)
    application.database.write(lambda connection: note_at_work(connection, LONG_AGO))

    assert b"\ntetrad_worker_absent_seconds" not in before
    assert b"\ntetrad_jobs_unbegun_seconds" not in before
    assert b"\ntetrad_worker_absent_seconds" in counted(application)
    assert b"\ntetrad_jobs_unbegun_seconds" in counted(application)


def test_a_worker_that_has_nothing_to_do_is_seen(application: Application) -> None:
    Worker(application=application, kinds={}, once=True).work()

    seen = application.read(attendance).seen

    assert seen is not None
    assert moment() - seen < LONGEST_ABSENCE
