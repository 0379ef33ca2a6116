"""Uploads arrive in parts, in any order, as often as wanted, within limits; nobody touches another's."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from databases import lent_database
from hypothesis import given, settings
from hypothesis import strategies as st
from press_of_toys import AUTHOR, OURS, REVIEWER, card, open_press, our_act
from seaweed import Seaweed
from stores import STORES

from library_core.adapters.database import Database
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.folder_parts import FolderParts
from library_core.adapters.s3_objects import S3Objects
from library_core.adapters.s3_parts import S3Parts
from library_core.editions import EditionKey
from library_core.objects import ObjectKey, ObjectStore, read_object
from library_core.publishing import publish
from library_core.quotas import QuotaExceeded
from library_core.uploading import (
    MOST_AT_ONCE,
    Dock,
    PartRefused,
    SentPart,
    TooManyUploads,
    UploadTooLarge,
    abandon_upload,
    begin_upload,
    expire_uploads,
    find_upload,
    finish_upload,
    mark_taken,
    missing_parts,
    plain_name,
    receive_part,
    room_of,
    take_upload,
)
from library_core.uploads import (
    PART_SIZE,
    FileUpload,
    PartLost,
    PartsMissing,
    PartStore,
    UploadKey,
    UploadMissing,
)

ENGINES = (("sqlite", "folder"), pytest.param(("postgresql", "s3"), marks=pytest.mark.slow))
CONTENT = b"tetrad" * (PART_SIZE // 3)
"""Two parts."""


@pytest.fixture(params=STORES)
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> PartStore:
    if request.param == "folder":
        return FolderParts(tmp_path / "parts")
    seaweed: Seaweed = request.getfixturevalue("seaweed")
    return S3Parts(seaweed.client())


@pytest.fixture(params=ENGINES)
def dock(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Dock]:
    backend, kept_in = request.param
    objects: ObjectStore = FolderObjects(tmp_path / "objects")
    parts: PartStore = FolderParts(tmp_path / "parts")
    if kept_in == "s3":
        seaweed: Seaweed = request.getfixturevalue("seaweed")
        client = seaweed.client()
        objects, parts = S3Objects(client), S3Parts(client)
    with lent_database(request, tmp_path, backend) as database:
        press = open_press(database, tmp_path)
        yield Dock(
            library=press.library,
            objects=objects,
            parts=parts,
            new_key=press.new_key,
            largest=100 << 20,
            quota=200 << 20,
        )


def part(number: int, content: bytes = CONTENT) -> SentPart:
    piece = content[number * PART_SIZE : (number + 1) * PART_SIZE]
    return SentPart(number=number, content=piece, digest=hashlib.sha256(piece).hexdigest())


def begin(dock: Dock, size: int = len(CONTENT)) -> UploadKey:
    return begin_upload(dock, "book.epub", size, our_act()).key


def missing(dock: Dock, key: UploadKey) -> tuple[int, ...]:
    return dock.library.read(lambda library: missing_parts(library, find_upload(library, key, our_act())))


def test_parts_are_kept_opened_and_forgotten(parts: PartStore) -> None:
    key = UploadKey("one-upload_1")
    parts.keep(key, 0, b"first")
    parts.keep(key, 10, b"")
    parts.keep(key, 0, b"again")

    with parts.open(key, 0) as source:
        assert source.read() == b"again"
    assert list(parts.uploads()) == [key]
    parts.forget(key)
    parts.forget(key)
    assert list(parts.uploads()) == []
    with pytest.raises(PartLost):
        parts.open(key, 0)


@pytest.mark.parametrize("key", ["../objects", "", "a/b", ".", "x" * 65])
def test_no_key_leads_out_of_the_place_of_parts(parts: PartStore, key: str) -> None:
    with pytest.raises(UploadMissing):
        parts.keep(UploadKey(key), 0, b"")
    with pytest.raises(UploadMissing):
        parts.forget(UploadKey(key))


def test_parts_in_any_order_become_one_object(dock: Dock) -> None:
    key = begin(dock)

    assert missing(dock, key) == (0, 1)
    assert receive_part(dock, key, part(1), our_act(5)).received == len(CONTENT) - PART_SIZE
    assert missing(dock, key) == (0,)
    receive_part(dock, key, part(0), our_act())
    finished = finish_upload(dock, key, our_act())

    assert (finished.state, finished.received) == ("complete", len(CONTENT))
    assert finished.object is not None
    assert read_object(dock.objects, finished.object) == CONTENT
    assert list(dock.parts.uploads()) == []


def test_repeats_change_nothing(dock: Dock) -> None:
    key = begin(dock)
    for number in (0, 0, 1, 1):
        receive_part(dock, key, part(number), our_act())

    finished = finish_upload(dock, key, our_act())

    assert finish_upload(dock, key, our_act()) == finished
    assert receive_part(dock, key, part(0), our_act()) == finished
    assert missing(dock, key) == ()


def test_an_empty_file_is_a_file(dock: Dock) -> None:
    key = begin(dock, 0)
    receive_part(dock, key, part(0, b""), our_act())

    assert finish_upload(dock, key, our_act()).object == hashlib.sha256(b"").hexdigest()


def test_what_has_not_come_is_named(dock: Dock) -> None:
    key = begin(dock)
    receive_part(dock, key, part(0), our_act())

    with pytest.raises(PartsMissing) as caught:
        finish_upload(dock, key, our_act())

    assert caught.value.numbers == (1,)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(part(0), digest="0" * 64),
        replace(part(0), content=part(0).content[:-1] + b"X"),
        replace(part(0), content=b"short"),
        replace(part(1), number=0),
        replace(part(1), number=2),
        replace(part(0), number=-1),
        replace(part(0), digest="é"),
    ],
)
def test_bytes_that_are_not_the_part_are_refused(dock: Dock, wrong: SentPart) -> None:
    key = begin(dock)

    with pytest.raises(PartRefused):
        receive_part(dock, key, wrong, our_act())

    assert missing(dock, key) == (0, 1)
    assert list(dock.parts.uploads()) == []


def test_a_part_damaged_on_our_side_is_asked_for_again(dock: Dock) -> None:
    key = begin(dock)
    receive_part(dock, key, part(0), our_act())
    receive_part(dock, key, part(1), our_act())
    dock.parts.keep(key, 1, b"damaged")

    with pytest.raises(PartLost):
        finish_upload(dock, key, our_act())

    assert missing(dock, key) == (1,)
    receive_part(dock, key, part(1), our_act())
    assert finish_upload(dock, key, our_act()).state == "complete"


class FinishedElsewhere:
    """Parts that somebody else puts together just before they are opened."""

    def __init__(self, dock: Dock) -> None:
        self._dock = dock

    def open(self, upload: UploadKey, number: int) -> BinaryIO:
        finish_upload(self._dock, upload, our_act())
        return self._dock.parts.open(upload, number)


def test_a_file_put_together_by_two_at_once_is_complete_for_both(dock: Dock) -> None:
    key = begin(dock)
    receive_part(dock, key, part(0), our_act())
    receive_part(dock, key, part(1), our_act())

    finished = finish_upload(replace(dock, parts=cast(PartStore, FinishedElsewhere(dock))), key, our_act())

    assert (finished.state, finished.received) == ("complete", len(CONTENT))
    assert read_object(dock.objects, finished.object or ObjectKey("")) == CONTENT


def test_a_file_too_large_is_refused_before_its_bytes(dock: Dock) -> None:
    for size in ((100 << 20) + 1, -1):
        with pytest.raises(UploadTooLarge):
            begin(dock, size)


def test_a_quota_is_refused_before_the_bytes_with_its_numbers(dock: Dock) -> None:
    begin(dock, 100 << 20)
    begin(dock, 90 << 20)

    with pytest.raises(QuotaExceeded) as caught:
        begin(dock, 11 << 20)

    assert (caught.value.room.used, caught.value.room.limit) == (190 << 20, 200 << 20)
    assert caught.value.wanted == 11 << 20


def test_a_quota_taken_away_meanwhile_is_refused_at_the_end(dock: Dock) -> None:
    key = begin(dock, 3)
    receive_part(dock, key, part(0, b"abc"), our_act())
    dock.library.write(lambda library: library.quotas.set_limit(OURS, 2))

    with pytest.raises(QuotaExceeded):
        finish_upload(dock, key, our_act())

    dock.library.write(lambda library: library.quotas.set_limit(OURS, None))
    assert finish_upload(dock, key, our_act()).state == "complete"


def test_an_object_of_several_editions_counts_once(database: Database, tmp_path: Path) -> None:
    press = open_press(database, tmp_path)
    dock = Dock(
        library=press.library,
        objects=press.objects,
        parts=FolderParts(tmp_path / "parts"),
        new_key=press.new_key,
        largest=1000,
        quota=100,
    )
    for name in ("one", "two", "three"):
        publish(press, card(name, "w" * 30), our_act())

    assert room_of(dock, OURS).used == 30
    assert begin_upload(dock, "a", 70, our_act()).size == 70
    with pytest.raises(QuotaExceeded) as caught:
        begin_upload(dock, "b", 1, our_act())
    assert (caught.value.room.editions, caught.value.room.under_way) == (30, 70)


def test_nobody_has_more_than_so_many_under_way(dock: Dock) -> None:
    keys = [begin(dock, 1) for _ in range(MOST_AT_ONCE)]

    with pytest.raises(TooManyUploads):
        begin(dock, 1)

    abandon_upload(dock, keys[0], our_act())
    assert begin(dock, 1)


def test_nobody_touches_anothers_upload(dock: Dock) -> None:
    key, other = begin(dock), our_act(person=REVIEWER)

    for ask in (
        lambda: receive_part(dock, key, part(0), other),
        lambda: finish_upload(dock, key, other),
        lambda: abandon_upload(dock, key, other),
        lambda: dock.library.write(lambda library: take_upload(library, key, other)),
    ):
        with pytest.raises(UploadMissing):
            ask()


def test_an_abandoned_upload_leaves_nothing(dock: Dock) -> None:
    key = begin(dock)
    receive_part(dock, key, part(0), our_act())

    abandon_upload(dock, key, our_act())

    assert list(dock.parts.uploads()) == []
    assert room_of(dock, OURS).used == 0
    with pytest.raises(UploadMissing):
        finish_upload(dock, key, our_act())


def test_forgotten_uploads_and_parts_of_none_expire(dock: Dock) -> None:
    old, young = begin(dock), begin(dock)
    receive_part(dock, old, part(0), our_act(10))
    receive_part(dock, young, part(0), our_act(50))
    dock.parts.keep(UploadKey("of-nobody"), 0, b"left by a crash")

    assert expire_uploads(dock, at=100, kept=60) == 1

    assert list(dock.parts.uploads()) == [young]
    assert missing(dock, young) == (1,)


def test_a_taken_upload_does_not_count_twice_nor_expire_while_it_is_read(dock: Dock) -> None:
    key = begin(dock, 3)
    with pytest.raises(PartsMissing):
        dock.library.write(lambda library: take_upload(library, key, our_act()))
    receive_part(dock, key, part(0, b"abc"), our_act())
    finish_upload(dock, key, our_act())

    dock.library.write(lambda library: take_upload(library, key, our_act(90)))
    assert (expire_uploads(dock, at=100, kept=60), room_of(dock, OURS).used) == (0, 3)
    dock.library.write(lambda library: mark_taken(library, key, EditionKey("made"), our_act(95)))
    assert room_of(dock, OURS).used == 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("учебник.epub", "учебник.epub"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Books\\physics.epub", "physics.epub"),
        ("evil\u202egpj.epub", "evilgpj.epub"),
        ("a\x00b\nc", "abc"),
        ("..", "file"),
        ("", "file"),
        ("x" * 500 + ".epub", "x" * 195 + ".epub"),
    ],
)
def test_a_name_is_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.integers(0, 1 << 40))
@settings(max_examples=200)
def test_parts_cover_the_file_without_gaps(size: int) -> None:
    upload = FileUpload(
        key=UploadKey("k"), school=OURS, person=AUTHOR, name="n", size=size, created_at=0, changed_at=0
    )

    assert (upload.parts - 1) * PART_SIZE + upload.size_of(upload.parts - 1) == size
    assert 0 <= upload.size_of(upload.parts - 1) <= PART_SIZE
