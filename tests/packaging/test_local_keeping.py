"""The programs of a local installation are begun again when they end, after pauses that grow."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deploy.local.keeping import LONG_ENOUGH, LONGEST_PAUSE, Keeper, keep_running, pause_after
from deploy.local.processes import Program, Running, start


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is moved."""

    now: float = 0.0
    said: list[str] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    sleeper = Program(
        name="sleeper", command=["sleep", "300"], log=tmp_path / "sleeper.log", answers=lambda: True
    )
    running = start(sleeper)
    yield running
    running.kill()


def test_pauses_grow_and_stay_bounded() -> None:
    pauses = [pause_after(ends) for ends in range(1, 10_000)]

    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert all(one <= next_one for one, next_one in itertools.pairwise(pauses))
    assert pauses[-1] == LONGEST_PAUSE


def test_what_was_killed_is_begun_again_after_its_pause(program: Running) -> None:
    clock = Clock()
    keeper = Keeper([program], clock.said.append, clock)
    program.kill()
    first = program.pid

    keeper.look()
    clock.now = 0.9
    keeper.look()
    before = program.pid
    clock.now = 1.0
    keeper.look()

    assert (before, program.process.poll()) == (first, None)
    assert program.pid != first
    assert clock.said == ["sleeper has ended with status -9; it is begun again in 1 s"]


def test_what_keeps_ending_waits_longer_until_it_has_run_for_a_while(program: Running) -> None:
    clock = Clock()
    keeper = Keeper([program], clock.said.append, clock)

    for ran in (0.0, 0.0, LONG_ENOUGH):
        clock.now += ran
        program.kill()
        keeper.look()
        clock.now += LONGEST_PAUSE
        keeper.look()

    assert [line.rpartition(" in ")[2] for line in clock.said] == ["1 s", "2 s", "1 s"]


def test_what_runs_is_left_alone_until_it_is_enough(program: Running) -> None:
    first, said, enough = program.pid, list[str](), threading.Event()
    threading.Timer(0.7, enough.set).start()

    keep_running([program], said.append, enough)

    assert (program.pid, said) == (first, [])


def test_what_has_ended_is_begun_again_by_itself(program: Running) -> None:
    first, said, enough = program.pid, list[str](), threading.Event()
    keeping = threading.Thread(target=keep_running, args=([program], said.append, enough))
    program.kill()
    keeping.start()
    until = time.monotonic() + 120

    while program.pid == first and time.monotonic() < until:
        time.sleep(0.05)

    enough.set()
    keeping.join()
    assert program.pid != first
