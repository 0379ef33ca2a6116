"""What only a folder can promise: no half object after a killed process, and its leftovers cleared."""

import os
import subprocess
import sys
import time
from pathlib import Path

from library_core.adapters.folder_objects import FolderObjects
from library_core.objects import put_bytes, read_object

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
