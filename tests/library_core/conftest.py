"""What the tests of the library are run against: the databases, the object stores, and EPUBCheck."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_database
from epubcheck_oracle import Oracle, epubcheck_at_work
from stores import STORES, Kept, lent_store

from library_core.adapters.database import Database


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with lent_database(request, tmp_path) as database:
        yield database


@pytest.fixture(params=STORES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    return lent_store(request, tmp_path, request.param)


@pytest.fixture(scope="session")
def epubcheck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    with epubcheck_at_work(tmp_path_factory.mktemp("epubcheck")) as oracle:
        yield oracle
