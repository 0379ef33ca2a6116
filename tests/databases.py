"""Every database for one test, with the present schema: SQLite in a file, and PostgreSQL."""

import contextlib
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine

from api.migrations import upgrade
from api.settings import Settings
from deploy.local.postgres import Cluster
from library_core.adapters.database import Database
from library_core.adapters.engines import open_engine

DATABASES: Final = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))
_FILE: Final = "tetrad.sqlite"


def sqlite_url(folder: Path) -> str:
    """Return where the database of a test is in a file."""
    return f"sqlite:///{folder / _FILE}"


@contextlib.contextmanager
def postgresql_url(cluster: Cluster) -> Iterator[str]:
    """Lend a database of the cluster that holds the empty tables of the present schema."""
    url = cluster.new_database(_migrated(cluster))
    yield url
    cluster.drop(url)


@contextlib.contextmanager
def lent_database(
    request: pytest.FixtureRequest, folder: Path, backend: str | None = None
) -> Iterator[Database]:
    """Lend the database named, or else the one that a fixture's parameter names, with empty tables."""
    with contextlib.ExitStack() as kept:
        if (backend or request.param) == "sqlite":
            url = sqlite_url(folder)
            (folder / _FILE).write_bytes(_migrated_file())
        else:
            url = kept.enter_context(postgresql_url(request.getfixturevalue("cluster")))
        yield kept.enter_context(contextlib.closing(Database(url)))


@contextlib.contextmanager
def lent_engine(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    """Lend the database that a fixture's parameter names, without any schema."""
    cluster: Cluster | None = None if request.param == "sqlite" else request.getfixturevalue("cluster")
    url = cluster.new_database() if cluster else sqlite_url(folder)
    engine = open_engine(url)
    yield engine
    engine.dispose()
    if cluster:
        cluster.drop(url)


@contextlib.contextmanager
def lent_settings(request: pytest.FixtureRequest, data: Path) -> Iterator[Settings]:
    """Lend the settings of an installation with the database that a fixture's parameter names."""
    if request.param == "sqlite":
        yield sqlite_settings(data)
    else:
        with postgresql_url(request.getfixturevalue("cluster")) as url:
            yield Settings(data=data, database=url)


def sqlite_settings(data: Path) -> Settings:
    """Return the settings of an installation whose file holds the empty tables of the present schema."""
    settings = Settings(data=data)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.database_file.write_bytes(_migrated_file())
    return settings


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(sqlite_url(Path(folder)))
        upgrade(engine)
        engine.dispose()
        return (Path(folder) / _FILE).read_bytes()


@cache
def _migrated(cluster: Cluster) -> str:
    url = cluster.new_database()
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url.rsplit("/", 1)[1]
