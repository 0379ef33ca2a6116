"""No program outlives the process that started it: a watcher beside it ends what is left, however it ended.

The watcher is this file as a program. It reads from a pipe whose other end no other process holds, so that
the pipe ends when its owner does, even by SIGKILL. It runs apart from the owner's terminal and process group.
"""

import contextlib
import functools
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_END: Final = 15.0
"""Seconds that a program has for ending in order."""
_BETWEEN: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tied:
    """A program by its number, the signal after which it ends in order, and whether it still runs."""

    pid: int
    ends_by: int
    runs: Callable[[], bool]


def tie(pid: int, ends_by: signal.Signals) -> None:
    """Have a program and its process group ended with this process: by its signal, and then by SIGKILL."""
    _tell(f"tie {pid} {ends_by.value}\n")


def untie(pid: int) -> None:
    """Forget a program that has ended."""
    _tell(f"untie {pid}\n")


def _tell(line: str) -> None:
    os.write(_pipe_to_watcher(), line.encode("ascii"))


@functools.cache
def _pipe_to_watcher() -> int:
    """Start the watcher of this process, and return the end of the pipe that is ours."""
    theirs, ours = os.pipe()
    watcher = subprocess.Popen(
        [sys.executable, "-I", "-S", __file__],
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    os.close(theirs)
    # It ends after us, so nobody will ever wait for it.
    watcher.returncode = 0
    return ours


def watch(lines: Iterable[str], longest_end: float = LONGEST_END) -> None:
    """Listen to what is tied and untied until nobody can say more, and end what is tied then."""
    tied = _listen(lines)
    # A number whose process has ended by itself may long be another's.
    left = [one for one in tied if one.runs()]
    for one in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, one.ends_by)
    deadline = time.monotonic() + longest_end
    while time.monotonic() < deadline and any(one.runs() for one in left):
        time.sleep(_BETWEEN)
    for one in left:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)


def _listen(lines: Iterable[str]) -> list[_Tied]:
    """Return what is tied when the lines end, the last first."""
    tied: dict[int, _Tied] = {}
    for line in lines:
        match line.split():
            case ["tie", pid, ends_by]:
                tied[int(pid)] = _Tied(pid=int(pid), ends_by=int(ends_by), runs=_life(int(pid)))
            case ["untie", pid]:
                tied.pop(int(pid), None)
    return [*reversed(tied.values())]


def _life(pid: int) -> Callable[[], bool]:
    """Return a question: whether the process that has this number now still runs."""
    if sys.platform != "linux":
        return lambda: _is_there(pid)
    try:
        descriptor = os.pidfd_open(pid)
    except OSError:
        return lambda: False
    return lambda: not select.select([descriptor], [], [], 0)[0]


def _is_there(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


if __name__ == "__main__":
    watch(sys.stdin)
