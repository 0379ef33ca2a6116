"""`tetrad jobs` and `tetrad worker`: what an operator sees of long work, and does about it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_settings

from api.bootstrap import Application, open_application
from api.commands.main import main
from api.jobs.table import KINDS
from api.jobs.working import Beside
from api.settings import to_environment
from library_core.identities import new_key
from library_core.jobs import Asked, Job, Wanted, ask_for
from library_core.people import LIBRARY, School


@pytest.fixture(params=DATABASES)
def application(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    with (
        lent_settings(request, tmp_path) as settings,
        contextlib.closing(open_application(settings)) as application,
    ):
        for name, value in to_environment(settings).items():
            monkeypatch.setenv(name, value)
        application.write(lambda unit: unit.people.add_school(School(key=LIBRARY, name="Tetrad")))
        yield application


def ask(application: Application, kind: str = "narration", subject: str = "no-such-edition") -> Job:
    asked, wanted = Asked(school=LIBRARY, at=1), Wanted(kind=kind, subject=subject)
    return application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, new_key))


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["jobs", "list", "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_jobs_are_listed_with_what_became_of_them(
    application: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    job = ask(application)

    assert main(["worker", "--once", "--kinds", "narration"]) == 0

    (line,) = listed(capsys)
    assert (line["key"], line["state"]) == (job.key, "refused")
    assert line["said"] == "This edition has no text that could be spoken."
    assert main(["jobs", "list"]) == 0
    assert "refused" in capsys.readouterr().out


def test_a_job_is_cancelled_and_begun_again(
    application: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ask(application).key

    statuses = [main(["jobs", *words, key]) for words in (["cancel"], ["cancel"], ["retry"], ["retry"])]

    assert statuses == [0, 1, 0, 1]
    assert "nothing to cancel" in capsys.readouterr().err
    assert listed(capsys)[0]["state"] == "waiting"


def test_a_job_that_is_not_there_is_said_so(
    application: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["jobs", "cancel", "none"]) == 1

    assert "there is no job none" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--kinds", "knitting"], ["--lanes", "0"], ["--silence", "0.5"]])
def test_a_worker_is_told_what_it_can_be_told(application: Application, words: list[str]) -> None:
    assert main(["worker", "--once", *words]) == 2


def test_every_kind_has_a_name_in_both_languages() -> None:
    assert [name for name, kind in KINDS.items() if kind.title.languages != ("en", "ru")] == []
    assert max(map(len, KINDS)) <= 32


@pytest.mark.slow
def test_a_worker_ends_soon_after_it_is_told_to(application: Application) -> None:
    command = [sys.executable, "-m", "api.commands.main", "worker", "--kinds", "narration"]
    worker = subprocess.Popen(command)
    ask(application)
    until = time.monotonic() + 240
    while application.read(lambda unit: unit.library.jobs.waits(KINDS, "")) and time.monotonic() < until:
        time.sleep(0.1)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(240) == 0


@pytest.mark.slow
def test_a_worker_beside_the_server_that_is_killed_is_begun_again(tmp_path: Path) -> None:
    beside = Beside({**os.environ, "TETRAD_DATA": str(tmp_path)}, pause=0.1)
    beside.begin()
    first = waited(beside, None)

    first.kill()
    second = waited(beside, first)
    beside.end()

    assert second.pid != first.pid
    assert second.poll() is not None


def waited(beside: Beside, other_than: "subprocess.Popen[bytes] | None") -> "subprocess.Popen[bytes]":
    until = time.monotonic() + 240
    while time.monotonic() < until:
        if beside.process is not None and beside.process is not other_than:
            return beside.process
        time.sleep(0.05)
    raise AssertionError("no worker was begun")
