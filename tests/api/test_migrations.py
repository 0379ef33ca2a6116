"""The schema: the migrations make the very tables that the program speaks of, and can take them back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import DATABASES, lent_engine, sqlite_url
from filled_tables import ROWS, Rows, all_rows, fill_every_table, lost_rows, tables_of
from sqlalchemy import Engine, inspect, text

from api.auth.tables import METADATA as AUTH
from api.migrations import FOLDER, ReferencesBroken, downgrade, newest, revision_of, upgrade
from deploy.local.postgres import Cluster
from library_core.adapters.engines import open_engine
from library_core.adapters.reader_tables import usage
from library_core.adapters.tables import metadata as library
from library_core.adapters.upload_tables import uploads
from notebooks_engine.adapters.tables import metadata as engine_tables

REVISIONS = sorted(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[str]:
    url = cluster.new_database()
    yield url
    cluster.drop(url)


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any schema."""
    with lent_engine(request, tmp_path) as engine:
        yield engine


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_the_tables_that_the_program_speaks_of(engine: Engine) -> None:
    upgrade(engine)

    assert {usage.metadata, uploads.metadata} == {library}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [library, engine_tables, AUTH]) == []  # type: ignore[arg-type]


def test_the_migrations_are_one_chain() -> None:
    scripts = ScriptDirectory(str(FOLDER))

    assert scripts.get_bases() == ["0001_library"]
    assert scripts.get_heads() == [newest()]
    assert not [script for script in scripts.walk_revisions() if script.is_merge_point]


def test_upgrading_again_keeps_what_is_there(engine: Engine) -> None:
    upgrade(engine)
    made = tables_of(engine)
    fill_every_table(engine, made)
    before = all_rows(engine, made)

    upgrade(engine)

    assert all_rows(engine, made) == before


def _stand_at(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_the_schema_of_a_newer_program_stays_as_it_is(engine: Engine) -> None:
    upgrade(engine)
    _stand_at(engine, "9999_of_tomorrow")

    upgrade(engine)

    with engine.connect() as connection:
        assert revision_of(connection) == "9999_of_tomorrow"


def test_what_another_program_calls_its_revision_is_no_newer_schema(engine: Engine) -> None:
    upgrade(engine)
    _stand_at(engine, "ae1027a6acf")

    with pytest.raises(Exception, match="ae1027a6acf"):
        upgrade(engine)


def test_a_filled_database_goes_down_to_nothing_and_up_again(engine: Engine) -> None:
    upgrade(engine)
    made = tables(engine)
    fill_every_table(engine, tables_of(engine))

    downgrade(engine, "base")

    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine) == made


@pytest.mark.slow
def test_an_upgrade_from_any_earlier_schema_keeps_every_row(engine: Engine) -> None:
    before: Rows = {}
    for number, revision in enumerate(REVISIONS):
        upgrade(engine, revision)

        made = tables_of(engine)
        assert (revision, lost_rows(before, all_rows(engine, made))) == (revision, {})
        fill_every_table(engine, made, first=1 + ROWS * number)
        before = all_rows(engine, made)


def test_rows_that_name_nobody_stop_a_migration(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path))
    upgrade(engine, REVISIONS[-2])
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF").close()
        connection.exec_driver_sql("INSERT INTO person_roles VALUES ('nobody', 'teacher')")
        connection.commit()
        driver.execute("PRAGMA foreign_keys = ON").close()

    with pytest.raises(ReferencesBroken):
        upgrade(engine)

    with engine.connect() as connection:
        assert revision_of(connection) == REVISIONS[-2]
    engine.dispose()


@pytest.mark.slow
def test_a_step_back_keeps_every_row_that_the_earlier_schema_knows(engine: Engine) -> None:
    upgrade(engine)
    made = tables_of(engine)
    fill_every_table(engine, made)

    for revision in reversed(REVISIONS[:-1]):
        before = all_rows(engine, made)
        downgrade(engine, revision)
        made = tables_of(engine)

        assert (revision, lost_rows(before, all_rows(engine, made))) == (revision, {})


def test_a_migration_that_fails_leaves_the_schema_as_it_was(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE trail (x INTEGER)")

    with pytest.raises(Exception, match=r"trail.* already exists"):
        upgrade(engine)

    assert tables(engine) == {"trail"}


@pytest.mark.slow
def test_postgresql_leaves_room_beside_rows_that_change(postgresql: str) -> None:
    engine = open_engine(postgresql)
    query = text("SELECT relname FROM pg_class WHERE reloptions::text LIKE '%fillfactor%' ORDER BY relname")

    def with_room() -> list[str]:
        with engine.connect() as connection:
            return list(connection.execute(query).scalars())

    upgrade(engine)
    after = with_room()
    downgrade(engine, "0012_jobs")
    before = with_room()

    engine.dispose()
    assert (before, after) == ([], ["attempts", "drafts", "repeats", "sessions", "slot_grades"])


UPGRADE = """
import sys
from api.migrations import upgrade
from library_core.adapters.engines import open_engine
print("ready", flush=True)
sys.stdin.readline()
upgrade(open_engine(sys.argv[1]))
"""


@pytest.mark.slow
def test_two_processes_may_upgrade_at_once(engine: Engine) -> None:
    command = [sys.executable, "-c", UPGRADE, engine.url.render_as_string(hide_password=False)]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=path)
        for _ in "12"
    ]
    said = [process.stdout.readline() for process in running if process.stdout]

    for process in running:
        assert process.stdin is not None
        process.stdin.close()

    assert (said, [process.wait(60) for process in running]) == (["ready\n"] * 2, [0, 0])
    for process in running:
        assert process.stdout is not None
        process.stdout.close()
    with engine.connect() as connection:
        assert revision_of(connection) == newest()


def test_an_up_to_date_database_needs_no_alembic(tmp_path: Path) -> None:
    program = f"""
import sys
from api.migrations import upgrade
from library_core.adapters.engines import open_engine
upgrade(open_engine({sqlite_url(tmp_path)!r}))
print("alembic" in sys.modules)
"""

    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in "12"
    ]

    assert [run.stdout.strip() for run in runs] == ["True", "False"]
