"""What the tests of the library are run against: the object stores, and EPUBCheck."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from epubcheck_oracle import Oracle, epubcheck_at_work
from seaweed import Seaweed
from stores import STORES, Kept, folder_store, s3_store, seaweed_of_this_run


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    yield from seaweed_of_this_run(tmp_path_factory)


@pytest.fixture(params=STORES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "folder":
        return folder_store(tmp_path)
    return s3_store(request.getfixturevalue("seaweed"))


@pytest.fixture(scope="session")
def epubcheck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    with epubcheck_at_work(tmp_path_factory.mktemp("epubcheck")) as oracle:
        yield oracle
