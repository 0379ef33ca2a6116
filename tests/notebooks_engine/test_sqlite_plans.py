"""SQLite, told nothing of how many rows there are, still begins with the few, not with everybody's."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from engine_worlds import World, build_world
from sqlalchemy import event

from library_core.adapters.database import Database
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.adapters.tables import metadata


@pytest.fixture
def file_world(tmp_path: Path) -> Iterator[World]:
    with contextlib.closing(Database(f"sqlite:///{tmp_path / 'tetrad.sqlite3'}")) as database:
        metadata.create_all(database.engine)
        yield build_world(SqlStore(database))


@contextlib.contextmanager
def planned() -> Iterator[list[str]]:
    """Yield the steps of the plans of all that is read meanwhile."""
    steps: list[str] = []

    def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:  # noqa: ANN401
        asking = cursor.connection.cursor()
        steps.extend(row[3] for row in asking.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(sqlalchemy.Engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(sqlalchemy.Engine, "before_cursor_execute", explain)


def test_what_waits_for_a_mark_is_looked_for_in_the_teachers_own_classes(file_world: World) -> None:
    with planned() as steps:
        file_world.store.read(lambda engine: engine.submissions.pending(file_world.teacher, None))

    assert any("ix_class_teachers_teacher (teacher=?)" in step for step in steps)
    assert not any("pending" in step for step in steps)


def test_appeals_of_an_attempt_are_found_by_the_attempt(file_world: World) -> None:
    file_world.assign()
    attempt, school = file_world.attempt(file_world.students[0]), file_world.teacher.school

    with planned() as steps:
        file_world.store.read(lambda engine: engine.appeals.of_attempt(school, attempt))

    assert any(step.startswith("SEARCH appeals") and "(attempt=?" in step for step in steps)


def test_how_all_stands_is_counted_in_the_teachers_own_classes(file_world: World) -> None:
    file_world.assign()

    with planned() as steps:
        file_world.store.read(lambda engine: engine.attempts.turnouts(file_world.teacher))
        file_world.store.read(lambda engine: engine.classes.count_members(file_world.teacher))

    assert sum("ix_class_teachers_teacher (teacher=?)" in step for step in steps) == 3
    assert not any(step.startswith("SCAN") and "anon" not in step for step in steps)


def test_heads_and_grades_of_assignments_are_found_by_them(file_world: World) -> None:
    keys = [file_world.assign().key, file_world.assign().key]
    school = file_world.teacher.school

    with planned() as steps:
        file_world.store.read(lambda engine: engine.attempts.list_of_all(school, keys))
        file_world.store.read(lambda engine: engine.submissions.grades_of_all(school, keys))

    assert not any(step.startswith("SCAN") for step in steps)
