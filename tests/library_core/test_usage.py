"""Uses of works are counted by school and day, in passing."""

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from databases import sqlite_url
from press_of_toys import OURS, THEIRS, card, open_press

from library_core.adapters.database import Database
from library_core.adapters.engines import open_engine
from library_core.adapters.sql_library import sql_library
from library_core.adapters.tables import metadata
from library_core.library import Act, Library
from library_core.publishing import Press, upload_draft
from library_core.usage import Use, day_of
from library_core.works import WorkKey


@pytest.fixture
def opened(database: Database, tmp_path: Path) -> tuple[Press, Database]:
    return open_press(database, tmp_path), database


@pytest.fixture
def work(opened: tuple[Press, Database]) -> WorkKey:
    return upload_draft(opened[0], card("one"), Act(school=OURS, at=1)).work.key


def test_uses_add_up_over_schools_and_days(opened: tuple[Press, Database], work: WorkKey) -> None:
    press, _ = opened

    def use(library: Library) -> None:
        for school, day in ((OURS, 5), (OURS, 5), (THEIRS, 5), (OURS, 7)):
            library.usage.count(work, school, "opened", day)
        library.usage.count(work, OURS, "completed", 7)

    press.library.write(use)

    found = press.library.read(lambda library: library.usage.of_works([work, WorkKey("unknown")]))
    days = press.library.read(lambda library: library.usage.per_day(work, 6))

    assert found == {work: {"opened": 4, "completed": 1}}
    assert days == (Use(day=7, what="completed", times=1), Use(day=7, what="opened", times=1))


def test_what_was_used_lately_is_told_with_all_its_uses(
    opened: tuple[Press, Database], work: WorkKey
) -> None:
    press, _ = opened
    old = upload_draft(press, card("two"), Act(school=OURS, at=1)).work.key

    def use(library: Library) -> None:
        for used, day in ((work, 3), (work, 8), (old, 3)):
            library.usage.count(used, THEIRS, "assigned", day)
        library.usage.count(old, OURS, "opened", 9)

    press.library.write(use)

    changed = press.library.read(lambda library: library.usage.changed_since(8, "assigned"))

    assert changed == {f"{OURS}/one": 2}


def test_a_use_is_counted_without_waiting(opened: tuple[Press, Database], work: WorkKey) -> None:
    press, database = opened
    for _ in range(20):
        database.write_soon(lambda connection: sql_library(connection).usage.count(work, OURS, "opened", 1))
    press.library.write(lambda library: library.usage.count(work, OURS, "opened", 1))

    while database.waiting_writes:
        time.sleep(0.01)
    assert press.library.read(lambda library: library.usage.of_works([work])) == {work: {"opened": 21}}


def test_a_write_that_nobody_waits_for_is_logged_when_it_fails(
    opened: tuple[Press, Database], caplog: pytest.LogCaptureFixture
) -> None:
    _, database = opened

    database.write_soon(
        lambda connection: sql_library(connection).usage.count(WorkKey("no"), OURS, "opened", 1)
    )
    database.close()

    assert "nobody waits for" in caplog.text


def test_a_day_begins_at_midnight_of_the_place() -> None:
    before_midnight = int(datetime(2026, 3, 1, 20, 59, tzinfo=UTC).timestamp() * 1000)
    moscow = ZoneInfo("Europe/Moscow")

    assert day_of(before_midnight + 60_000, moscow) == day_of(before_midnight, moscow) + 1
    assert day_of(0, UTC) == 0


def test_what_was_used_lately_is_looked_up_by_day(tmp_path: Path) -> None:
    statement = "SELECT work FROM usage WHERE what = 'assigned' AND day >= 8"
    engine = open_engine(sqlite_url(tmp_path))
    metadata.create_all(engine)

    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()

    engine.dispose()
    assert "USING COVERING INDEX ix_usage_day_what_work" in plan[0].detail
