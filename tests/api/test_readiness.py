"""A process says which dependency fails, in time, and without a secret; each is really broken here."""

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import sqlite_settings
from school_worlds import settings_of
from sqlalchemy import text

from api.bootstrap import Application, open_application
from api.migrations import downgrade
from api.observing.draining import Draining
from api.observing.readiness import DEADLINE_SECONDS, Readiness, is_able, is_ready, probes_of
from deploy.local.postgres import new_cluster, start_cluster


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    opened = open_application(sqlite_settings(tmp_path / "data"))
    yield opened
    opened.close()


def ask(application: Application) -> dict[str, str]:
    return dict(Readiness(probes_of(application), Draining()).ask())


def test_a_whole_installation_is_ready(application: Application) -> None:
    found = ask(application)

    assert is_ready(found)
    assert set(found.values()) == {"ok"}


def test_a_probe_is_no_use_of_what_it_asks(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    watched = open_application(
        sqlite_settings(tmp_path / "data"), lambda what, asked, _: told.append((what, asked))
    )
    told.clear()

    with contextlib.closing(watched):
        ask(watched)

    assert told == []


def test_a_schema_that_lacks_a_step_is_not_ready(application: Application) -> None:
    downgrade(application.database.engine, "0010_labs")

    found = ask(application)

    assert (found["database"], found["schema"]) == ("ok", "older than the program")
    assert not is_ready(found)


def test_a_schema_that_is_ahead_lets_old_nodes_go_on(application: Application) -> None:
    with application.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))

    found = ask(application)

    assert found["schema"] == "newer than the program"
    assert is_ready(found)


def test_a_database_that_is_gone_is_named(application: Application, tmp_path: Path) -> None:
    for file in (tmp_path / "data").glob("tetrad.sqlite3*"):
        file.unlink()
        file.mkdir()

    found = ask(application)

    assert found["database"].startswith("fails: ")
    assert not is_ready(found)


def test_a_data_folder_that_is_gone_is_named(application: Application, tmp_path: Path) -> None:
    shutil.move(tmp_path / "data", tmp_path / "elsewhere")

    found = ask(application)

    assert (found["objects"], found["index"]) == ("fails: FileNotFoundError",) * 2


def test_an_index_that_is_damaged_is_named(application: Application, tmp_path: Path) -> None:
    application.follow_changes()
    index = tmp_path / "data" / "search"
    shutil.rmtree(index)
    index.write_text("no folder", encoding="utf-8")
    damaged = replace(application, index=type(application.index)(index))  # type: ignore[call-arg]

    assert ask(damaged)["index"].startswith("fails: ")


def test_a_dependency_that_hangs_is_named_in_time_and_not_asked_again() -> None:
    over, asked = threading.Event(), []

    def hang() -> str:
        asked.append(1)
        over.wait(60)
        return "ok"

    readiness = Readiness({"database": hang, "objects": lambda: "ok"}, Draining())
    begun = time.monotonic()
    found = [readiness.ask() for _ in range(2)]
    over.set()

    assert time.monotonic() - begun < 2 * DEADLINE_SECONDS + 5
    assert [(one["database"], one["objects"]) for one in found] == [("no answer in 2 s", "ok")] * 2
    assert len(asked) == 1


def test_busy_readers_do_not_make_a_process_unready(application: Application) -> None:
    over = threading.Event()
    readers = [
        threading.Thread(target=lambda: application.read(lambda _: over.wait(60)))
        for _ in range(application.settings.threads)
    ]
    for reader in readers:
        reader.start()

    found = ask(application)
    over.set()
    for reader in readers:
        reader.join()

    assert is_ready(found)


def test_reads_that_wait_for_a_connection_are_counted(application: Application) -> None:
    over = threading.Event()
    readers = [
        threading.Thread(target=lambda: application.read(lambda _: over.wait(60)))
        for _ in range(application.settings.threads + 2)
    ]
    for reader in readers:
        reader.start()
    deadline = time.monotonic() + 50
    while application.database.waiting_reads != 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    waiting = application.database.waiting_reads
    over.set()
    for reader in readers:
        reader.join()

    assert (waiting, application.database.waiting_reads) == (2, 0)


@pytest.mark.slow
def test_a_postgresql_that_is_killed_is_named_until_it_is_back(tmp_path: Path) -> None:
    cluster = start_cluster(new_cluster({"fsync": "off"}))
    settings = replace(settings_of(tmp_path / "data"), database=cluster.new_database())
    with contextlib.closing(open_application(settings)) as application:
        whole = ask(application)
        cluster.kill()
        os.waitpid(cluster.pid, 0)
        begun = time.monotonic()
        away = ask(application)
        waited = time.monotonic() - begun
        back = start_cluster(cluster.folder, cluster.port)
        ask(application)
        again = ask(application)
    back.stop()

    assert (is_ready(whole), is_ready(away), is_ready(again)) == (True, False, True)
    assert waited < DEADLINE_SECONDS + 5
    assert "127.0.0.1" not in str(away)


@pytest.mark.parametrize(
    ("lacking", "able"),
    [
        ("objects", True),
        ("index", True),
        ("clock", True),
        ("database", False),
        ("secret", False),
        ("process", False),
    ],
)
def test_what_is_handed_in_needs_neither_objects_nor_index_nor_agreeing_clocks(
    lacking: str, able: bool
) -> None:
    found = dict.fromkeys(("database", "schema", "secret", "clock", "objects", "index", "process"), "ok")

    assert is_able({**found, lacking: "no answer in 2 s"}) is able
