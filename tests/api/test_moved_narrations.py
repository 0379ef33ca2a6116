"""Requests for narration of an earlier release go on as jobs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_engine
from filled_tables import fill_every_table, tables_of
from sqlalchemy import Engine, insert, select

from api.jobs.table import KINDS
from api.migrations import upgrade
from library_core.adapters.sql_jobs import SqlJobs
from library_core.jobs import Job
from library_core.people import SchoolKey


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of the earlier release, with an edition of which no narration was asked for."""
    with lent_engine(request, tmp_path) as engine:
        upgrade(engine, "0011_usage_by_day")
        made = tables_of(engine)
        fill_every_table(engine, made)
        with engine.begin() as connection:
            connection.execute(made.tables["narrations"].delete())
        yield engine


def keep_narration(engine: Engine, state: str) -> None:
    made = tables_of(engine)
    editions, narrations = made.tables["editions"], made.tables["narrations"]
    with engine.begin() as connection:
        edition = connection.execute(select(editions.c.key, editions.c.school)).first()
        assert edition is not None
        asked = {"edition": edition.key, "school": edition.school, "requested_by": "person"}
        progress = {"state": state, "done": 3, "total": 9, "reason": "", "requested_at": 5, "changed_at": 6}
        connection.execute(insert(narrations).values(asked | progress))


def moved(engine: Engine) -> Job | None:
    editions = tables_of(engine).tables["editions"]
    with engine.connect() as connection:
        found = (
            SqlJobs(connection).latest(SchoolKey(edition.school), "narration", edition.key)
            for edition in connection.execute(select(editions.c.key, editions.c.school)).all()
        )
        return next((job for job in found if job), None)


@pytest.mark.parametrize(
    ("before", "after"),
    [("waiting", "waiting"), ("speaking", "waiting"), ("done", "done"), ("failed", "cancelled")],
)
def test_a_narration_goes_on_where_it_was(engine: Engine, before: str, after: str) -> None:
    keep_narration(engine, before)

    upgrade(engine)

    job = moved(engine)
    assert job is not None
    assert (job.state, job.progress.done, job.progress.total) == (after, 3, 9)
    assert (job.person, job.requested_at, job.wanted.kind in KINDS) == ("person", 5, True)


def test_a_narration_that_waits_is_still_asked_for_once(engine: Engine) -> None:
    keep_narration(engine, "waiting")
    upgrade(engine)
    job = moved(engine)
    assert job is not None

    with engine.begin() as connection:
        again = SqlJobs(connection).add(job)

    assert again.key == job.key
