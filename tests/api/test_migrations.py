"""The schema: the migrations make the very tables that the program speaks of, and can take them back."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select

from api.auth.tables import METADATA as AUTH
from api.migrations import FOLDER, downgrade, newest, upgrade
from library_core.adapters.database import open_engine
from library_core.adapters.reader_tables import usage
from library_core.adapters.sql_people import SqlPeople
from library_core.adapters.tables import metadata as library
from library_core.adapters.tables import schools
from library_core.adapters.upload_tables import uploads
from library_core.people import Credential, Person, PersonKey, Role, School, SchoolKey
from notebooks_engine.adapters.tables import metadata as engine_tables


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'tetrad.sqlite'}")
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    school, person = SchoolKey("school"), PersonKey("person")
    with engine.begin() as connection:
        people = SqlPeople(connection)
        people.add_school(School(key=school, name="School"))
        roles: frozenset[Role] = frozenset({"student", "teacher"})
        people.add(Person(key=person, school=school, display_name="A", roles=roles, language="ru"))
        people.add_credential(Credential(login="a", person=person, school=school, password_hash="h"))


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
    fill(engine)

    upgrade(engine)

    with engine.connect() as connection:
        assert connection.execute(select(schools.c.name)).scalars().all() == ["School"]


def test_a_filled_database_goes_down_to_nothing_and_up_again(engine: Engine) -> None:
    upgrade(engine)
    made = tables(engine)
    fill(engine)

    downgrade(engine, "base")

    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine) == made


def test_a_migration_that_fails_leaves_the_schema_as_it_was(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE trail (x INTEGER)")

    with pytest.raises(Exception, match="trail already exists"):
        upgrade(engine)

    assert tables(engine) == {"trail"}


def test_an_up_to_date_database_needs_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tetrad.sqlite'}"
    program = f"""
import sys
from api.migrations import upgrade
from library_core.adapters.database import open_engine
upgrade(open_engine({url!r}))
print("alembic" in sys.modules)
"""

    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in "12"
    ]

    assert [run.stdout.strip() for run in runs] == ["True", "False"]
