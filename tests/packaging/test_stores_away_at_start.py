"""What starts while its stores are away ends and says why; begun again, it serves once they are back."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.commands.main import main
from deploy.local.keeping import keep_running
from deploy.local.nodes import is_ready
from deploy.local.postgres import Cluster, new_cluster, server
from deploy.local.processes import Program, free_ports, start

LONGEST = 600.0
"""Seconds, on a crowded machine."""


@pytest.fixture
def postgres() -> Iterator[Program]:
    """A server that has not been started."""
    folder, (port,) = new_cluster({"fsync": "off"}), free_ports(1)
    yield server(folder, port)
    shutil.rmtree(folder)


def node(folder: Path, postgres: Program, port: int) -> Program:
    database = Cluster(folder=folder, port=int(postgres.environment["PGPORT"]), pid=0).url("postgres")
    return Program(
        name="node",
        command=[sys.executable, "-m", "api.commands.main", "--language", "en", "serve"],
        log=folder / "node.log",
        answers=lambda: is_ready(port),
        environment={
            "TETRAD_DATA": str(folder / "data"),
            "TETRAD_DATABASE": database,
            "TETRAD_PORT": str(port),
            "TETRAD_BUILT_IN": "no",
            "TETRAD_WORKER": "no",
            "PYTHONPATH": ":".join(sys.path),
        },
    )


@pytest.mark.parametrize("words", [["serve"], ["worker", "--once"]])
def test_without_its_database_a_program_ends_and_says_so(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody, port = free_ports(2)
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path))
    monkeypatch.setenv("TETRAD_PORT", str(port))
    monkeypatch.setenv("TETRAD_DATABASE", f"postgresql://tetrad@127.0.0.1:{nobody}/tetrad")

    status = main(["--language", "en", *words])

    assert status == 1
    assert "The database can't be used" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("words", [["serve"], ["worker", "--once"]])
def test_without_its_store_of_objects_a_program_ends_and_says_so(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody, port = free_ports(2)
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path))
    monkeypatch.setenv("TETRAD_PORT", str(port))
    monkeypatch.setenv("TETRAD_OBJECTS", f"s3://tetrad:secretword@127.0.0.1:{nobody}/tetrad?secure=no")

    status = main(["--language", "en", *words])

    assert status == 1
    assert "The store of objects that TETRAD_OBJECTS names can't be used" in capsys.readouterr().err


@pytest.mark.slow
def test_a_node_begun_before_its_database_serves_when_that_is_there(
    tmp_path: Path, postgres: Program
) -> None:
    (port,) = free_ports(1)
    running, enough, said = start(node(tmp_path, postgres, port), wait=False), threading.Event(), list[str]()
    keeping = threading.Thread(target=keep_running, args=([running], said.append, enough))
    keeping.start()
    wait_until(lambda: bool(said))

    database = start(postgres)
    wait_until(lambda: is_ready(port))

    enough.set()
    keeping.join()
    running.stop()
    database.stop()
    assert said[0] == "node has ended with status 1; it is begun again in 1 s"
    assert "The database can't be used" in (tmp_path / "node.log").read_text("utf-8")


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not true() and time.monotonic() < until:
        time.sleep(0.1)
    assert true()
