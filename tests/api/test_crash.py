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
        timeout=60,
        check=False,
    ).returncode


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "kept"), [("inside", 0), ("after", 1)])
def test_asking_again_after_a_crash_gives_one_result(moment: str, kept: int, world: World) -> None:
    student, page = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    before = {table: world.count(table) for table in ("submissions", "slot_grades")}

    status = hand_in_and_die(world, moment)
    after = {table: world.count(table) for table in before}
    again = student.post(f"{page}/1/check", {"answer.part": "1 kg", "idempotency": "crash"})

    assert status == -signal.SIGKILL
    assert {table: after[table] - before[table] for table in before} == dict.fromkeys(before, kept)
    assert again.status_code == 303
    assert world.count("submissions") == before["submissions"] + 1
    assert "осталось 2 попытки" in student.get(page).text.partition('id="task-2"')[0]
