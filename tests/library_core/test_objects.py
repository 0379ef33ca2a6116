"""The promises of the object store, tested against every implementation."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from library_core.adapters.folder_objects import FolderObjects
from library_core.objects import (
    ObjectDamaged,
    ObjectKey,
    ObjectMissing,
    ObjectStore,
    Span,
    put_bytes,
    read_object,
)

STORES: dict[str, Callable[[Path], ObjectStore]] = {"folder": FolderObjects}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return STORES[request.param](tmp_path)


def test_bytes_come_back_under_the_hash_of_them(store: ObjectStore) -> None:
    key = put_bytes(store, b"tetrad")

    assert key == hashlib.sha256(b"tetrad").hexdigest()
    assert read_object(store, key) == b"tetrad"


def test_the_same_bytes_give_the_same_key(store: ObjectStore) -> None:
    assert put_bytes(store, b"tetrad") == put_bytes(store, b"tetrad")


def test_nothing_is_an_object_too(store: ObjectStore) -> None:
    assert read_object(store, put_bytes(store, b"")) == b""


def test_more_bytes_than_fit_in_one_piece_come_back(store: ObjectStore) -> None:
    content = os.urandom(1 << 20) * 3

    assert read_object(store, put_bytes(store, content)) == content


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [(0, 3, b"tet"), (3, 3, b"rad"), (4, 100, b"ad"), (6, 1, b""), (100, 5, b""), (2, 0, b"")],
)
def test_a_span_of_the_bytes_is_read(store: ObjectStore, start: int, length: int, expected: bytes) -> None:
    key = put_bytes(store, b"tetrad")

    with store.open(key, Span(start=start, length=length)) as source:
        assert source.read() == expected


@pytest.mark.parametrize("key", ["0" * 64, "../../etc/passwd", "", "ab"])
def test_an_unknown_key_is_missing(store: ObjectStore, key: str) -> None:
    with pytest.raises(ObjectMissing):
        store.open(ObjectKey(key))


class BrokenOff(io.BytesIO):
    """A source that ends in an error after its first piece."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(3)
        if not piece:
            raise ConnectionResetError
        return piece


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    store = FolderObjects(tmp_path)

    with pytest.raises(ConnectionResetError):
        store.put(BrokenOff(b"tetrad"))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


PUT_AND_DIE = """
import io, os, pathlib, sys
from library_core.adapters.folder_objects import FolderObjects

class Death(io.BytesIO):
    def read(self, size=-1):
        return super().read(3) or os._exit(9)

FolderObjects(pathlib.Path(sys.argv[1])).put(Death(b"tetrad"))
"""


def test_a_process_killed_in_the_middle_of_a_write_leaves_no_half_object(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", PUT_AND_DIE, str(tmp_path)], check=False)

    assert killed.returncode == 9
    assert [path.parent.name for path in tmp_path.rglob("*") if path.is_file()] == ["incoming"]
    store = FolderObjects(tmp_path)
    assert read_object(store, put_bytes(store, b"tetrad")) == b"tetrad"


def test_damaged_bytes_are_noticed_and_mended_by_putting_them_again(tmp_path: Path) -> None:
    store = FolderObjects(tmp_path)
    key = put_bytes(store, b"tetrad")
    (tmp_path / key[:2] / key[2:]).write_bytes(b"tetraX")

    with pytest.raises(ObjectDamaged):
        read_object(store, key)

    put_bytes(store, b"tetrad")
    assert read_object(store, key) == b"tetrad"


def test_a_span_does_not_begin_before_the_object() -> None:
    with pytest.raises(ValueError, match="inside"):
        Span(start=-1, length=2)
