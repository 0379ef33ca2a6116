"""A process killed in the middle of a submission leaves it wholly in or wholly out."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from school_worlds import World

import api

HERE = Path(__file__).parent


def hand_in_and_die(world: World, moment: str) -> int:
    north = world.north
    arguments = [
        str(world.application.settings.data),
        moment,
        north.school,
        north.people["student"],
        north.attempt,
    ]
    return subprocess.run(
        [sys.executable, str(HERE / "dying_hand_in.py"), *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(api.__file__).parents[1])},
        timeout=600,
        check=False,
    ).returncode


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "kept"), [("inside", 0), ("after", 1)])
def test_asking_again_after_a_crash_gives_one_result(moment: str, kept: int, world: World) -> None:
    student, page = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    before = world.count("submissions")
    assert "осталось 2 попытки" in _first_task(student.get(page).text)

    status = hand_in_and_die(world, moment)
    after = world.count("submissions")
    again = student.post(f"{page}/1/check", {"answer.part": "1 kg", "idempotency": "crash"})

    assert status == -signal.SIGKILL
    assert after - before == kept
    assert again.status_code == 303
    assert world.count("submissions") == before + 1
    assert "осталась 1 попытка" in _first_task(student.get(page).text)


def _first_task(page: str) -> str:
    return page.partition('id="task-2"')[0]
