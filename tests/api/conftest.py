from collections.abc import Iterator
from pathlib import Path

import pytest
from school_worlds import Schools, World, copy_data, make_schools
from starlette.testclient import TestClient

from api.app import create_app


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Schools:
    """A data folder with two schools, made once and copied by whoever changes anything."""
    folder = tmp_path_factory.mktemp("schools")
    return (folder, *make_schools(folder))


@pytest.fixture
def world(schools: Schools, tmp_path: Path) -> Iterator[World]:
    """A world of the test's own."""
    yield from _open(schools, tmp_path)


@pytest.fixture(scope="module")
def shared_world(schools: Schools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that the tests of a module share, where they leave it as it is."""
    yield from _open(schools, tmp_path_factory.mktemp("shared"))


def _open(schools: Schools, folder: Path) -> Iterator[World]:
    made, north, south, edition = schools
    application = copy_data(made, folder / "data")
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        yield World(application=application, client=client, north=north, south=south, library_edition=edition)
