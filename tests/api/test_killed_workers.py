"""Workers are killed at random moments: every job is done, nothing of it is done twice, none is stuck."""

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import lent_settings

from api.bootstrap import Application, open_application
from api.settings import to_environment
from library_core.identities import new_key
from library_core.jobs import Asked, Wanted, ask_for
from library_core.people import LIBRARY, School

HERE = Path(__file__).parent
KILLS = int(os.environ.get("KILLED_WORKERS", "2"))
JOBS = 25 * KILLS
FEW = 30
STEPS = 5
LONGEST = 400.0


@pytest.fixture(params=["sqlite", "postgresql"])
def application(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Application]:
    with (
        lent_settings(request, tmp_path / "data") as settings,
        contextlib.closing(open_application(settings)) as application,
    ):
        application.write(lambda unit: unit.people.add_school(School(key=LIBRARY, name="Tetrad")))
        yield application


def start(application: Application, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a worker, and return when it works."""
    command = [sys.executable, str(HERE / "killed_worker.py"), str(folder / "steps")]
    paths = {"PYTHONPATH": str(HERE.parents[1])}
    environment = {**os.environ, **to_environment(application.settings), **paths}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"ready\n"
    return process


def ask(application: Application, jobs: int) -> None:
    asked = Asked(school=LIBRARY, at=1)
    for number in range(jobs):
        wanted = Wanted(kind="build", subject=f"job-{number}")
        application.write(lambda unit, wanted=wanted: ask_for(unit.library.jobs, wanted, asked, new_key))  # type: ignore[misc]


def states(application: Application) -> dict[str, int]:
    counted = application.read(lambda unit: unit.library.jobs.count())
    return {state: number for (_, state), number in counted.items()}


@pytest.mark.slow
def test_every_job_is_done_once_whichever_worker_is_killed(application: Application, tmp_path: Path) -> None:
    chance = random.Random(7)
    workers = [start(application, tmp_path), start(application, tmp_path)]
    ask(application, JOBS)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.1, 1.0))
        killed = chance.randrange(2)
        workers[killed].kill()
        workers[killed].wait()
        workers[killed] = start(application, tmp_path)
    until = time.monotonic() + LONGEST
    while states(application) != {"done": JOBS} and time.monotonic() < until:
        time.sleep(0.2)
    for worker in workers:
        worker.kill()
        worker.wait()
    steps = (tmp_path / "steps").read_text("utf-8").split()

    assert states(application) == {"done": JOBS}
    assert len(set(steps)) == JOBS * STEPS
    assert len(application.read(lambda unit: unit.people.list_schools())) == JOBS * STEPS + 1


@pytest.mark.slow
def test_a_worker_that_never_comes_back_leaves_nothing_undone(
    application: Application, tmp_path: Path
) -> None:
    gone, stays = start(application, tmp_path), start(application, tmp_path)
    ask(application, FEW)
    until = time.monotonic() + LONGEST
    while "done" not in states(application) and time.monotonic() < until:
        time.sleep(0.05)

    gone.kill()
    gone.wait()

    while states(application) != {"done": FEW} and time.monotonic() < until:
        time.sleep(0.2)
    stays.kill()
    stays.wait()
    assert states(application) == {"done": FEW}
