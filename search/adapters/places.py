"""Where an index stands: a name that leads to a folder of its own, so that another takes its place at once.

A process that is killed leaves its folder beside, with nothing that leads to it; those are swept.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "aside-"
HOUR: Final = 3600
_LINK: Final = "place"


def create_at(place: Path, make: Callable[[Path], object]) -> None:
    """Make an index beside the place and let the place lead to it: several processes may try at once."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = _folder_beside(place)
    make(made)
    try:
        place.symlink_to(made.name)
    except FileExistsError:
        if place.exists():
            shutil.rmtree(made)
        else:
            _lead(place, made, made.name)


@contextmanager
def made_beside(place: Path) -> Iterator[Path]:
    """Lend an empty folder; at the end what has the place's name in it takes the place, at once.

    Left by an error, the block changes nothing.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place.parent)
    made = _folder_beside(place)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, made, ignore_errors=True)
        yield made
        before = _led_to(place)
        if place.is_dir() and not place.is_symlink():
            # Earlier versions kept the folder itself here; nothing can take its place in one step.
            before = _folder_beside(place)
            place.rename(before)
        _lead(place, made, f"{made.name}/{place.name}")
        undo.pop_all()
    if before is not None:
        shutil.rmtree(before, ignore_errors=True)


def _folder_beside(place: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=place.parent))


def _lead(place: Path, made: Path, target: str) -> None:
    """Let the place lead to the target, whatever it led to; the link is made in the folder `made`."""
    link = made / _LINK
    link.symlink_to(target)
    os.replace(link, place)


def _led_to(place: Path) -> Path | None:
    """Return the folder beside that the place leads into."""
    return place.parent / Path(os.readlink(place)).parts[0] if place.is_symlink() else None


def _sweep(folder: Path) -> None:
    """Remove what has been lying there for longer than anybody works on it, and nothing leads to."""
    used = {_led_to(place) for place in folder.iterdir()}
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if left not in used and time.time() - left.stat().st_mtime > HOUR:
                shutil.rmtree(left, ignore_errors=True)
