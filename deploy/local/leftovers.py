"""Folders of killed runs: whoever runs holds a lock on its own folder, and a later run removes the others."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PREFIX: Final = "tetrad-local-"
_HELD: Final = "held"
_ELSEWHERE: Final = "elsewhere"


@contextlib.contextmanager
def own_folder(place: Path | None = None) -> Iterator[Path]:
    """Lend a new folder in a place for as long as the block runs; what killed runs have left there goes."""
    remove_leftovers(place or Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place) as name:
        folder = Path(name)
        with (folder / _HELD).open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield folder


def note_elsewhere(folder: Path, other: Path) -> None:
    """Let another folder, which can't lie in a run's own, go with it if the run is killed."""
    (folder / _ELSEWHERE).write_text(str(other), encoding="utf-8")


def remove_leftovers(place: Path) -> None:
    """Remove our own folders that nobody holds any more."""
    for folder in place.glob(f"{PREFIX}*"):
        if folder.lstat().st_uid == os.getuid() and _is_abandoned(folder):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree((folder / _ELSEWHERE).read_text(encoding="utf-8"), ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """Tell whether nobody holds the lock; a folder without one is just being made."""
    with contextlib.suppress(FileNotFoundError, BlockingIOError), (folder / _HELD).open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
