"""Starting: the server from nothing to its first answer, the same a second time, and the checker."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.server import serving
from benchmarks.sizes import FULL, Sizes
from benchmarks.timings import timed

_ROW = {"id": 1, "kind": "quantity", "key": "2 m", "answer": "200 cm"}
_COMMANDS = {
    "tetrad serve": ("api.commands.main", "serve"),
    "./dev serve": ("api.commands.demonstration",),
}


def run(sizes: Sizes) -> Iterator[str]:
    """Yield seconds to the first answer; what publishes the built-in library runs at full size only."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"the application alone, empty data folder: {_start(Path(folder)):.2f} s"
        yield f"the same again: {_start(Path(folder)):.2f} s"
    for name, command in _COMMANDS.items() if sizes == FULL else ():
        with tempfile.TemporaryDirectory() as folder:
            first, second = (_start(Path(folder), *command) for _ in range(2))
            yield f"{name}, which publishes the library: {first:.2f} s; second start: {second:.2f} s"
    yield f"tetrad check, first row: {timed(_check_one_row)[0]:.2f} s"


def _start(data: Path, *command: str) -> float:
    def first_answer() -> None:
        started.enter_context(serving(data, *command))

    with contextlib.ExitStack() as started:
        return timed(first_answer)[0]


def _check_one_row() -> None:
    """Start `tetrad check`, and wait for one verdict."""
    subprocess.run(
        [sys.executable, "-m", "api.commands.main", "check"],
        input=json.dumps(_ROW).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
