"""A backup and a restore are killed at moments of chance; given again, they come to their end."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from backed_up import Installation, installation, tetrad
from school_worlds import Schools, copy_data

from library_core.objects import put_bytes

pytestmark = pytest.mark.slow

KILLS = 2
OBJECTS = 40
SIZE = 1 << 20


@pytest.fixture
def filled(schools: Schools, tmp_path: Path) -> Installation:
    """Both schools, with a few films that take a while to copy."""
    application = copy_data(schools[0], tmp_path / "filled")
    chance = random.Random(7)
    keys = [put_bytes(application.objects, chance.randbytes(SIZE)) for _ in range(OBJECTS)]
    edition = str(schools[1].edition)
    with application.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO derived VALUES (?, ?, ?)",
            [(edition, f"film-{number}", key) for number, key in enumerate(keys)],
        )
    application.close()
    return installation(tmp_path / "filled")


def run_for(place: Installation, seconds: float, *words: object) -> bool:
    """Run a command for so long at most; tell whether it came to an end before it was killed."""
    environment = {**os.environ, "TETRAD_DATA": str(place.settings.data)}
    command = [sys.executable, "-m", "api.commands.main", *map(str, words)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return False
    return True


def insist(place: Installation, whole: float, chance: random.Random, *words: object) -> Iterator[None]:
    """Kill a command at moments of chance, yield after each time, and let it come to its end at last."""
    for _ in range(KILLS):
        if run_for(place, chance.uniform(whole / 4, whole), *words):
            return
        yield
    assert run_for(place, 300, *words)


@pytest.mark.parametrize("seed", [1])
def test_what_was_killed_goes_on_and_nothing_is_lost(filled: Installation, tmp_path: Path, seed: int) -> None:
    chance, killed, empty = random.Random(seed), tmp_path / "killed", installation(tmp_path / "empty")
    begun, before = time.monotonic(), filled.rows()
    assert run_for(filled, 300, "backup", tmp_path / "whole")
    whole = time.monotonic() - begun

    for _ in insist(filled, whole, chance, "backup", killed):
        assert not killed.exists() or killed.stat().st_mode & 0o777 == 0o600
    assert run_for(filled, 300, "backup", killed, "--verify")
    for _ in insist(empty, whole, chance, "restore", killed):
        assert not any(empty.rows().values()) or empty.rows() == before

    assert empty.rows() == before
    assert empty.objects().keys() == filled.needed()


def test_a_backup_goes_on_behind_the_last_whole_object(
    filled: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.use(monkeypatch)
    assert tetrad("backup", tmp_path / "whole") == 0
    content = (tmp_path / "whole").read_bytes()
    half = len(content) // 2
    (tmp_path / "half").write_bytes(content[:half])

    assert tetrad("backup", tmp_path / "half") == 0

    assert (tmp_path / "half").read_bytes()[: half - 2 * SIZE] == content[: half - 2 * SIZE]
    assert tetrad("backup", tmp_path / "half", "--verify") == 0
    shutil.rmtree(filled.settings.data)
    assert tetrad("restore", tmp_path / "half") == 0
