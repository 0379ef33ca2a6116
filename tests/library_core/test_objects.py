"""The promises of the object store, tested against every implementation."""

import hashlib
import io
import os
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from stores import Kept

from library_core.objects import (
    ObjectDamaged,
    ObjectKey,
    ObjectMissing,
    ObjectStore,
    Span,
    put_bytes,
    read_object,
)

LARGE = (16 << 20) + 7
"""More bytes than any of the stores takes in one piece."""
LATER = 1 << 50
"""A time, in milliseconds, that nobody sees."""


@pytest.fixture
def store(kept: Kept) -> ObjectStore:
    return kept.store


def test_bytes_come_back_under_the_hash_of_them(store: ObjectStore) -> None:
    key = put_bytes(store, b"tetrad")

    assert key == hashlib.sha256(b"tetrad").hexdigest()
    assert read_object(store, key) == b"tetrad"
    assert store.size(key) == 6


def test_the_same_bytes_give_the_same_key_and_are_kept_once(kept: Kept) -> None:
    assert put_bytes(kept.store, b"tetrad") == put_bytes(kept.store, b"tetrad")
    assert len(kept.names()) == 1


def test_nothing_is_an_object_too(store: ObjectStore) -> None:
    key = put_bytes(store, b"")

    assert read_object(store, key) == b""
    with store.open_seekable(key) as source:
        assert source.read() == b""


@pytest.mark.parametrize("size", [LARGE, 16 << 20, 32 << 20])
def test_more_bytes_than_fit_in_one_piece_come_back(store: ObjectStore, size: int) -> None:
    content = os.urandom(size)

    key = put_bytes(store, content)

    assert key == hashlib.sha256(content).hexdigest()
    assert read_object(store, key) == content


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (0, 3, b"tet"),
        (3, 3, b"rad"),
        (0, 6, b"tetrad"),
        (5, 1, b"d"),
        (4, 100, b"ad"),
        (6, 1, b""),
        (100, 5, b""),
        (2, 0, b""),
    ],
)
def test_a_span_of_the_bytes_is_read(store: ObjectStore, start: int, length: int, expected: bytes) -> None:
    key = put_bytes(store, b"tetrad")

    with store.open(key, Span(start=start, length=length)) as source:
        assert source.read() == expected


@pytest.mark.parametrize("key", ["0" * 64, "../../etc/passwd", "", "ab", "incoming", "A" * 64])
def test_an_unknown_key_is_missing(store: ObjectStore, key: str) -> None:
    for ask in (store.open, store.open_seekable, store.size):
        with pytest.raises(ObjectMissing):
            ask(ObjectKey(key))
    with pytest.raises(ObjectMissing):
        store.open(ObjectKey(key), Span(start=0, length=0))
    assert not store.delete(ObjectKey(key), unless_put_since=LATER)


def test_an_archive_is_read_at_any_place(store: ObjectStore) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        for number in range(20):
            writing.writestr(f"{number}.bin", bytes([number]) * 200_000)

    source = store.open_seekable(put_bytes(store, archive.getvalue()))
    with source, zipfile.ZipFile(source) as reading:
        assert reading.testzip() is None
        assert reading.read("7.bin") == b"\x07" * 200_000


def test_a_seekable_object_knows_its_places(store: ObjectStore) -> None:
    with store.open_seekable(put_bytes(store, b"tetrad")) as source:
        assert (source.seek(-2, io.SEEK_END), source.read(), source.tell()) == (4, b"ad", 6)
        assert (source.seek(1), source.read(2), source.seek(1, io.SEEK_CUR), source.read()) == (
            1,
            b"et",
            4,
            b"ad",
        )
        assert (source.seek(50), source.read()) == (50, b"")


class BrokenOff(io.BytesIO):
    """A source that ends in an error after so many bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(os.urandom(size))

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(min(size or 1, 1 << 20))
        if not piece:
            raise ConnectionResetError
        return piece


@pytest.mark.parametrize("size", [3, LARGE, 2 * LARGE])
def test_a_source_that_breaks_off_leaves_nothing(kept: Kept, size: int) -> None:
    with pytest.raises(ConnectionResetError):
        kept.store.put(BrokenOff(size))

    assert kept.names() == []
    assert list(kept.store.entries()) == []


def test_nobody_sees_what_is_still_coming(store: ObjectStore) -> None:
    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert list(store.entries()) == []
            return super().read(min(size or 1, 4 << 20))

    assert store.size(store.put(Watched(os.urandom(LARGE)))) == LARGE


@pytest.mark.parametrize("size", [1000, LARGE])
def test_two_who_put_the_same_at_once_both_find_it(kept: Kept, size: int) -> None:
    content, together = os.urandom(size), threading.Barrier(4)

    def put() -> ObjectKey:
        together.wait()
        return put_bytes(kept.store, content)

    with ThreadPoolExecutor(4) as writers:
        keys = {future.result() for future in [writers.submit(put) for _ in range(4)]}

    assert read_object(kept.store, keys.pop()) == content
    assert (len(keys), len(kept.names())) == (0, 1)


@pytest.mark.parametrize("damaged", [b"tetraX", b"tetra", b"tetrads", b""])
def test_damaged_bytes_are_noticed_and_mended_by_putting_them_again(kept: Kept, damaged: bytes) -> None:
    key = put_bytes(kept.store, b"tetrad")
    kept.damage(key, damaged)

    with pytest.raises(ObjectDamaged):
        read_object(kept.store, key)

    put_bytes(kept.store, b"tetrad")
    assert read_object(kept.store, key) == b"tetrad"


def test_all_objects_are_listed_with_size_and_time(store: ObjectStore) -> None:
    before = time.time() * 1000
    keys = {put_bytes(store, bytes(size)): size for size in (0, 1, 500)}

    found = list(store.entries())

    assert {each.key: each.size for each in found} == keys
    assert all(before - 1000 <= each.put_at <= before + 60_000 for each in found)


def test_an_object_is_deleted_unless_it_was_put_lately(store: ObjectStore) -> None:
    key = put_bytes(store, b"tetrad")

    assert not store.delete(key, unless_put_since=int(time.time() * 1000) - 60_000)
    assert read_object(store, key) == b"tetrad"

    assert store.delete(key, unless_put_since=LATER)
    assert not store.delete(key, unless_put_since=LATER)
    assert list(store.entries()) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [10, LARGE])
def test_putting_again_makes_an_object_young(store: ObjectStore, size: int) -> None:
    content = os.urandom(size)
    put_bytes(store, content)
    time.sleep(2.1)
    again = int(time.time() * 1000)

    key = put_bytes(store, content)

    assert not store.delete(key, unless_put_since=again)
    assert [each.put_at >= again - 1000 for each in store.entries()] == [True]


@pytest.mark.parametrize("rounds", [15])
def test_what_was_put_stays_however_eagerly_others_delete(store: ObjectStore, rounds: int) -> None:
    """A deletion that takes the time of its asking as the limit never takes what is put after that."""
    key = put_bytes(store, b"contested")
    ended = threading.Event()

    def sweep() -> None:
        while not ended.is_set():
            # The clock of a store may tell whole seconds.
            store.delete(key, unless_put_since=int(time.time() * 1000) - 2000)

    with ThreadPoolExecutor(2) as others:
        for _ in range(2):
            others.submit(sweep)
        for _ in range(rounds):
            put_bytes(store, b"contested")
            assert read_object(store, key) == b"contested"
        ended.set()


def test_a_span_does_not_begin_before_the_object() -> None:
    with pytest.raises(ValueError, match="inside"):
        Span(start=-1, length=2)
