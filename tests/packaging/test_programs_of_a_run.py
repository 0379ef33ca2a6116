"""Programs that the processes of a test run share serve the last of them, and nobody longer."""

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

TESTS: Final = Path(__file__).parents[1]
USER: Final = """
import subprocess, sys
from pathlib import Path
from shared_state import used_together

folder = Path(sys.argv[1])

def begin():
    (folder / "left").mkdir()
    program = subprocess.Popen(["sleep", "300"], start_new_session=True, stdout=subprocess.DEVNULL)
    program.returncode = 0
    return {"programs": [program.pid], "folders": [str(folder / "left")]}

def end(state):
    (folder / "ended").touch()

with used_together(folder / "shared", begin, end) as state:
    print(state["programs"][0], flush=True)
    sys.stdin.readline()
"""

User = subprocess.Popen[str]


@pytest.fixture
def users(tmp_path: Path) -> Iterator[tuple[User, User]]:
    """Two processes that share a program."""
    command = [sys.executable, "-c", USER, str(tmp_path)]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    with contextlib.ExitStack() as kept:
        yield (begin(kept, command, paths), begin(kept, command, paths))


def begin(kept: contextlib.ExitStack, command: list[str], paths: dict[str, str]) -> User:
    """Start a process that ends with the test."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    user = kept.enter_context(subprocess.Popen(command, text=True, env=paths, **pipes))  # type: ignore[call-overload]
    kept.callback(user.kill)
    return user  # type: ignore[no-any-return]


def program_of(user: User) -> int:
    """Wait until a process uses the program, and return the number of it."""
    assert user.stdout is not None
    return int(user.stdout.readline())


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() if sys.platform == "linux" else _answers(pid)


def _answers(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def ends(pid: int) -> bool:
    """Wait a while for the end of a program."""
    until = time.monotonic() + 60
    while time.monotonic() < until and runs(pid):
        time.sleep(0.05)
    return not runs(pid)


def leave(user: User) -> None:
    assert user.stdin is not None
    user.stdin.close()
    user.wait(60)


@pytest.mark.slow
def test_a_program_outlives_who_started_it_and_ends_with_the_last_user(
    users: tuple[User, User], tmp_path: Path
) -> None:
    first, last = users
    program = program_of(first)
    assert program_of(last) == program

    leave(first)
    assert runs(program)
    assert not (tmp_path / "ended").exists()
    leave(last)

    assert (tmp_path / "ended").exists()
    assert ends(program)


@pytest.mark.slow
def test_a_program_ends_and_its_folder_goes_with_users_that_were_killed(
    users: tuple[User, User], tmp_path: Path
) -> None:
    program = {program_of(user) for user in users}.pop()

    users[0].send_signal(signal.SIGKILL)
    users[0].wait(60)
    assert runs(program)
    users[1].send_signal(signal.SIGKILL)

    assert ends(program)
    until = time.monotonic() + 60
    while (tmp_path / "left").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not (tmp_path / "left").exists()
    assert not (tmp_path / "ended").exists()
