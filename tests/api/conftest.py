"""Schools for the tests of pages: in a SQLite file, with `TETRAD_TEST_ENGINES=postgresql` in PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import postgresql_url
from school_worlds import Schools, World, copy_data, make_schools
from schools_moved import move_rows, moved_copy
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import Application, open_application
from deploy.local.postgres import Cluster


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Schools:
    """A data folder with two schools, made once and copied by whoever changes anything."""
    folder = tmp_path_factory.mktemp("schools")
    return (folder, *make_schools(folder))


@pytest.fixture(scope="session")
def schools_moved(schools: Schools, cluster: Cluster) -> Iterator[str]:
    """A database of the cluster that holds the rows of both schools, to be copied by whoever needs them."""
    with postgresql_url(cluster) as url:
        move_rows(schools[0] / "data", url)
        yield url


@pytest.fixture
def world(request: pytest.FixtureRequest, schools: Schools, tmp_path: Path) -> Iterator[World]:
    """A world of the test's own."""
    yield from _open(request, schools, tmp_path)


@pytest.fixture(scope="module")
def shared_world(
    request: pytest.FixtureRequest, schools: Schools, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A world that the tests of a module share, where they leave it as it is."""
    yield from _open(request, schools, tmp_path_factory.mktemp("shared"))


def _open(request: pytest.FixtureRequest, schools: Schools, folder: Path) -> Iterator[World]:
    made, north, south, edition = schools
    application = _copy(request, made, folder / "data")
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        yield World(application=application, client=client, north=north, south=south, library_edition=edition)


def _copy(request: pytest.FixtureRequest, made: Path, to: Path) -> Application:
    if os.environ.get("TETRAD_TEST_ENGINES", "embedded") == "embedded":
        return copy_data(made, to)
    cluster, moved = (request.getfixturevalue(name) for name in ("cluster", "schools_moved"))
    return open_application(moved_copy(made, to, cluster, moved))
