"""What only a folder can promise: no half object after a killed process, and its leftovers cleared."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.folder_parts import FolderParts
from library_core.objects import ObjectKey, ObjectStore, ObjectStoreFailed, Span, put_bytes, read_object
from library_core.uploads import PartStore, UploadKey

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
    assert list(store.entries()) == []
    assert read_object(store, put_bytes(store, b"tetrad")) == b"tetrad"


def test_what_a_killed_process_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    store = FolderObjects(tmp_path)
    put_bytes(store, b"tetrad")
    left, coming = tmp_path / "incoming" / "left", tmp_path / "incoming" / "coming"
    left.write_bytes(b"tet")
    coming.write_bytes(b"tet")
    yesterday = time.time() - 25 * 3600
    os.utime(left, (yesterday, yesterday))

    assert store.clear_incoming() == 1
    assert [path.name for path in (tmp_path / "incoming").iterdir()] == ["coming"]
    assert len(list(store.entries())) == 1


def test_a_folder_that_can_not_be_written_is_a_store_that_fails(tmp_path: Path) -> None:
    folder = tmp_path / "objects"
    folder.touch()

    with pytest.raises(ObjectStoreFailed) as caught:
        put_bytes(FolderObjects(folder), b"tetrad")
    with pytest.raises(ObjectStoreFailed):
        FolderParts(folder).keep(UploadKey("one"), 0, b"tetrad")

    assert str(tmp_path) not in str(caught.value)


def unreadable(place: Path) -> None:
    """Put something there that can be opened, and whose first byte the system can't read."""
    place.parent.mkdir(parents=True)
    place.symlink_to("/proc/self/mem")


@pytest.mark.parametrize("size", [-1, 10])
@pytest.mark.parametrize(
    "opened",
    [
        lambda store, key: store.open(key),
        lambda store, key: store.open(key, Span(start=0, length=10)),
        lambda store, key: store.open_seekable(key),
    ],
    ids=["whole", "span", "seekable"],
)
def test_a_disk_that_fails_while_an_object_is_read_is_a_store_that_fails(
    opened: Callable[[ObjectStore, ObjectKey], BinaryIO], size: int, tmp_path: Path
) -> None:
    key = ObjectKey("ab" * 32)
    unreadable(tmp_path / key[:2] / key[2:])

    with opened(FolderObjects(tmp_path), key) as source, pytest.raises(ObjectStoreFailed) as caught:
        source.read(size)

    assert str(caught.value) == "Input/output error"


def test_a_disk_that_fails_while_a_part_is_read_is_a_store_that_fails(tmp_path: Path) -> None:
    unreadable(tmp_path / "one" / "0")
    parts: PartStore = FolderParts(tmp_path)

    with parts.open(UploadKey("one"), 0) as part, pytest.raises(ObjectStoreFailed):
        part.read()


def test_a_shelf_that_can_not_be_listed_is_a_store_that_fails(tmp_path: Path) -> None:
    (tmp_path / "ab").touch()

    with pytest.raises(ObjectStoreFailed):
        list(FolderObjects(tmp_path).entries())
