from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_database
from engine_worlds import World, build_world

from library_core.adapters.database import Database
from notebooks_engine.adapters.sql_engine import SqlStore


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with lent_database(request, tmp_path) as database:
        yield database


@pytest.fixture
def world(database: Database) -> World:
    return build_world(SqlStore(database))
