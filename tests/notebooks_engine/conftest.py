from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_worlds import World, build_world

from library_core.adapters.database import Database
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.adapters.tables import metadata


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'tetrad.sqlite'}")
    metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def world(database: Database) -> World:
    return build_world(SqlStore(database))
