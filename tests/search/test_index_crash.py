"""A follower that is killed while it feeds the index leaves it as it was, and free for the next one."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from dying_follower import ROUNDS
from test_index import INCLINE, INDEXES, SALTS, names

from search.index import Index

HERE = Path(__file__).parent


def feed_to_death(how: str, folder: Path) -> Index:
    index = INDEXES[how](folder)
    index.take_in([INCLINE], [], after=0, sequence=1)
    command = [sys.executable, str(HERE / "dying_follower.py"), how, str(folder)]
    done = subprocess.run(command, cwd=HERE.parents[1], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    return index


@pytest.mark.slow
@pytest.mark.parametrize("how", ROUNDS)
def test_what_was_not_committed_was_never_there(how: str, tmp_path: Path) -> None:
    index = feed_to_death(how, tmp_path)

    assert (index.sequence(), names(index)) == (1, ["incline"])
    assert names(INDEXES[how](tmp_path)) == ["incline"]


@pytest.mark.slow
@pytest.mark.parametrize("how", ROUNDS)
def test_the_next_follower_takes_over(how: str, tmp_path: Path) -> None:
    index = feed_to_death(how, tmp_path)

    index.take_in([replace(SALTS, name="library/next")], [INCLINE.key], after=1, sequence=2)

    assert (index.sequence(), names(index)) == (2, ["next"])
