"""Programs that run beside us on loopback: each with a log of its own, ended by its process id."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from deploy.local.outliving import tie, untie

LONGEST_START: Final = 600.0
LONGEST_STOP: Final = 60.0


class ProcessFailed(Exception):
    """A program ended, or did not answer in time; the message holds what it printed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What is run: a command with its environment and the file that it prints to.

    `answers` tells whether it serves yet. `user` is the number of another user to run as; `ends_by` is the
    signal after which it ends in order.
    """

    name: str
    command: Sequence[str]
    log: Path
    answers: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: int | None = None
    ends_by: signal.Signals = signal.SIGTERM


@dataclass(slots=True, kw_only=True)
class Running:
    """A program and its process; a killed one can be started again."""

    program: Program
    process: "subprocess.Popen[bytes]"

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self.process.pid

    def kill(self) -> None:
        """End it as a power cut would, and everything that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(LONGEST_STOP)
        untie(self.process.pid)

    def stop(self) -> None:
        """End it in order, or else as `kill` does."""
        self.process.send_signal(self.program.ends_by)
        try:
            self.process.wait(LONGEST_STOP)
            untie(self.process.pid)
        except subprocess.TimeoutExpired:
            self.kill()

    def start_again(self) -> None:
        """Start the program anew, and wait until it answers. Raises ProcessFailed."""
        self.process = start(self.program).process


def start(program: Program, *, wait: bool = True, outlives: bool = False) -> Running:
    """Start a program, and wait until it answers. Raises ProcessFailed.

    It ends with this process, however that ends, unless it `outlives` it.
    """
    with program.log.open("ab") as printed:
        process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            env={**os.environ, **program.environment},
            cwd=program.log.parent,
            user=program.user,
            start_new_session=True,
        )
    if not outlives:
        tie(process.pid, program.ends_by)
    running = Running(program=program, process=process)
    if wait:
        wait_for(running)
    return running


def wait_for(running: Running) -> None:
    """Wait until a program answers. Raises ProcessFailed."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and running.process.poll() is None:
        if running.program.answers():
            return
        time.sleep(0.05)
    running.kill()
    printed = running.program.log.read_text("utf-8", "replace")
    raise ProcessFailed(f"{running.program.name} does not answer:\n{printed[-4000:]}")


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses, taken together so that all differ."""
    with contextlib.ExitStack() as taken:
        sockets = [taken.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def accepts(port: int) -> Callable[[], bool]:
    """Return a question: whether anybody listens on this port."""

    def ask() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    return ask
