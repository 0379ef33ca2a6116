"""The embedded default under faults: one server process with its worker, SQLite and folders."""

import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from api.settings import Settings
from benchmarks.faults.clocks import skewed
from benchmarks.faults.faults import Fault, killed, orphaned, paused, restarted, start_again
from benchmarks.faults.full_disk import small_disk
from benchmarks.faults.places import Place, Played
from deploy.local.nodes import is_ready
from deploy.local.processes import LONGEST_STOP, Program, Running, free_ports, start

DATABASE: Final = "tetrad.sqlite3"


@contextlib.contextmanager
def embedded(folder: Path, lot: Random) -> Iterator[Place]:
    """Serve a data folder, on a disk of its own where that is allowed."""
    data = folder / "data"
    with contextlib.ExitStack() as undo:
        disk = undo.enter_context(small_disk(data))

        def run() -> Played:
            (port,) = free_ports(1)
            server = start(_server(data, port))
            undo.callback(_end, server)
            return Played(port=port, faults=tuple(_faults(server, data, disk, lot)), kept=[server])

        yield Place(
            name="embedded",
            settings=Settings(data=data),
            run=run,
            left_out=() if disk else ("a full disk: no disk may be mounted here",),
        )


def _server(data: Path, port: int) -> Program:
    return Program(
        name="server",
        command=[sys.executable, "-m", "benchmarks.server"],
        log=data.parent / "server.log",
        answers=lambda: is_ready(port),
        environment={
            "TETRAD_DATA": str(data),
            "TETRAD_PORT": str(port),
            "TETRAD_BUILT_IN": "no",
            "TETRAD_PREPARE": "no",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )


def _faults(server: Running, data: Path, disk: Fault | None, lot: Random) -> Iterator[Fault]:
    yield killed(server)
    yield killed(server, longest=0.2)
    yield orphaned(server)
    yield Fault(name="kill what serves", begin=lambda: _kill_serving(server), end=lambda: _follow(server))
    yield restarted(server)
    yield paused(server)
    yield skewed(server, lot)
    yield Fault(name="kill worker", begin=lambda: _kill_worker(server), end=lambda: None, longest=0.2)
    lock = _Lock(data / DATABASE)
    yield Fault(name="lock the database", begin=lock.take, end=lock.give_back)
    yield Fault(
        name="take the objects away",
        begin=lambda: _take_away(data / "objects"),
        end=lambda: _bring_back(data / "objects"),
    )
    if disk is not None:
        yield disk


def _take_away(folder: Path) -> None:
    """Let the folder be no folder, as a disk that has come off its mount."""
    folder.rename(folder.with_name("objects-away"))
    folder.touch()


def _bring_back(folder: Path) -> None:
    folder.unlink()
    folder.with_name("objects-away").rename(folder)


def _kill_worker(server: Running) -> None:
    for process in _below(server.pid):
        with contextlib.suppress(OSError):
            if b"\0worker\0" in Path(f"/proc/{process}/cmdline").read_bytes():
                os.kill(process, signal.SIGKILL)


def _kill_serving(server: Running) -> None:
    """Kill the process that answers requests; the first one has to end then, so that it is begun again."""
    for process in _below(server.pid):
        with contextlib.suppress(OSError):
            if b"\0worker\0" not in Path(f"/proc/{process}/cmdline").read_bytes():
                os.kill(process, signal.SIGKILL)


def _follow(server: Running) -> None:
    server.process.wait(LONGEST_STOP)
    start_again(server)


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, children.read_text().split()):
                yield child
                yield from _below(child)


def _end(server: Running) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGCONT)
    server.kill()


@dataclass(slots=True)
class _Lock:
    """Somebody else writing to the database for a while, such as a tool of the operator."""

    database: Path
    held: sqlite3.Connection | None = None

    def take(self) -> None:
        """Begin to write."""
        self.held = sqlite3.connect(self.database, isolation_level=None, timeout=10, check_same_thread=False)
        self.held.execute("BEGIN IMMEDIATE")

    def give_back(self) -> None:
        """Let others write."""
        if self.held is not None:
            self.held.execute("ROLLBACK")
            self.held.close()
            self.held = None
