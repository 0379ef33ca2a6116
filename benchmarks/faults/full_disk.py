"""Small disks in memory that can be filled to the last byte, where this user may mount one."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.faults.faults import Fault

_SIZE: Final = "256m"
_PIECE: Final = 1 << 12
_BALLAST: Final = "ballast"


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Fault | None]:
    """Mount a disk at a new folder; yield how it gets full, or None where nothing may be mounted."""
    folder.mkdir(parents=True)
    mount = shutil.which("mount", path="/usr/bin:/bin:/usr/sbin:/sbin")
    command = [str(mount), "-t", "tmpfs", "-o", f"size={_SIZE},mode=700", "none", str(folder)]
    mounted = (
        mount is not None and not subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
    )
    full = Fault(name="fill the disk", begin=lambda: _fill(folder), end=lambda: _empty(folder), longest=3.0)
    try:
        yield full if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def room_for_cluster(place: Path) -> Iterator[Fault | None]:
    """Put the data of a cluster that has not been started on a small disk, as `small_disk` does."""
    data, made = place / "data", place / "made"
    owner = data.stat()
    data.rename(made)
    with small_disk(data) as full:
        shutil.copytree(made, data, dirs_exist_ok=True)
        shutil.rmtree(made)
        for each in (data, *data.rglob("*")):
            os.chown(each, owner.st_uid, owner.st_gid)
        yield full


def _fill(folder: Path) -> None:
    """Write until nothing has room, not even a page of a database."""
    with contextlib.suppress(OSError), (folder / _BALLAST).open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(_PIECE))


def _empty(folder: Path) -> None:
    (folder / _BALLAST).unlink(missing_ok=True)
