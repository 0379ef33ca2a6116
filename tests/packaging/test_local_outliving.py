"""What a killed process had started ends with it, in order if it can; what may outlive it does."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from deploy.local.outliving import watch

STARTING: Final = """
import sys, time
from pathlib import Path
from deploy.local.processes import Program, start

def program(name, script):
    return Program(name=name, command=["sh", "-c", script], log=Path(f"{name}.log"), answers=lambda: True)

print(start(program("alone", "sleep 300")).pid)
print(start(program("parent", "sleep 300 & wait")).pid)
print(start(program("orderly", "trap 'echo in order; exit' TERM; sleep 300 & wait")).pid)
print(start(program("outliving", "sleep 300"), outlives=True).pid, flush=True)
time.sleep(300)
"""


def members(group: int) -> list[int]:
    """Return the processes of a group that run."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, owner, state in rows if int(owner) == group and not state.startswith("Z")]


def gone(groups: list[int]) -> bool:
    """Wait a while until nothing of these groups runs any more."""
    until = time.monotonic() + 60
    while time.monotonic() < until and any(map(members, groups)):
        time.sleep(0.1)
    return not any(map(members, groups))


@contextlib.contextmanager
def sleeper(script: str = "echo; exec sleep 300") -> Iterator["subprocess.Popen[bytes]"]:
    """Run a script in a group of its own, once it has said that it is ready."""
    ready, says = os.pipe()
    process = subprocess.Popen(["sh", "-c", script], stdout=says, start_new_session=True)
    os.close(says)
    os.read(ready, 1)
    os.close(ready)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_nothing_that_was_started_outlives_a_killed_process_unless_it_may(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", STARTING],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    *tied, free = [int(owner.stdout.readline()) for _ in range(4)]
    assert all(map(members, [*tied, free]))

    owner.kill()
    owner.communicate()

    assert gone(tied)
    assert members(free)
    os.killpg(free, signal.SIGKILL)
    assert (tmp_path / "orderly.log").read_text() == "in order\n"


def test_what_does_not_end_in_order_is_killed() -> None:
    with sleeper("trap '' TERM; echo; sleep 300 & wait; sleep 300") as deaf:
        watch([f"tie {deaf.pid} {signal.SIGTERM.value}\n"], longest_end=0.2)

        assert deaf.wait(60) == -signal.SIGKILL
        assert gone([deaf.pid])


@pytest.mark.parametrize("last", ["untie {pid}\n", "untie {pid}"])
def test_what_was_untied_is_left_alone(last: str) -> None:
    with sleeper() as kept:
        watch([f"tie {kept.pid} 15\n", last.format(pid=kept.pid)], longest_end=0.1)

        assert kept.poll() is None


def test_a_number_whose_process_has_ended_is_left_alone() -> None:
    with sleeper("sleep 300 & echo; exit") as first:
        first.wait()
        assert members(first.pid)

        watch([f"tie {first.pid} 15\n"], longest_end=0.1)

        assert members(first.pid)
