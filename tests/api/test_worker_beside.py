"""The worker beside a server is begun before the server forks, and is gone when the server is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.jobs.working import Beside


def test_the_first_worker_runs_before_the_server_may_fork(tmp_path: Path) -> None:
    beside = Beside({**os.environ, "TETRAD_DATA": str(tmp_path)})

    beside.begin()
    first = beside.process
    beside.end()

    assert first is not None
    assert first.poll() is not None
    assert beside.process is first


@pytest.mark.slow
def test_a_worker_whose_server_ended_while_it_began_ends_too(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        server.wait()
    command = [sys.executable, "-m", "api.commands.main", "worker", "--while-parent-runs", str(server.pid)]

    worker = subprocess.run(
        command, env={**os.environ, "TETRAD_DATA": str(tmp_path)}, timeout=240, check=False
    )

    assert worker.returncode == 0
