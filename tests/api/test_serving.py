"""The served program as a process: it starts, answers, stops when told to, and keeps everything."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import api
from deploy.local.processes import free_ports

ROOT = str(Path(api.__file__).parents[1])
LONGEST_START = 900.0
"""Seconds; a first start publishes the whole library, however busy the machine is."""


def fetch(address: str, process: "subprocess.Popen[str]") -> str:
    """Return a page, asking again until the server answers, unless it ends or the longest start is over."""
    deadline = time.monotonic() + LONGEST_START
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as response:
                return str(response.read().decode())
        except OSError:
            if process.poll() is not None:
                pytest.fail(f"the server ended: {process.communicate()[0]}")
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def running(module: str, words: list[str], data: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run a module of ours; whatever happens, it doesn't outlive the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        env={**os.environ, "TETRAD_DATA": str(data), "PYTHONPATH": ROOT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def serve_once(module: str, words: list[str], data: Path) -> tuple[str, str, int]:
    """Start, ask for the sign-in page, stop; return the page, what was printed, and the exit status."""
    (port,) = free_ports(1)
    with running(module, [*words, "--port", str(port)], data) as process:
        page = fetch(f"http://127.0.0.1:{port}/sign-in", process)
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=120)
    return page, printed, process.returncode


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The data folder of the demonstration's first start, and what that printed."""
    data = tmp_path_factory.mktemp("served") / "data"
    return data, serve_once("api.commands.demonstration", [], data)[1]


@pytest.mark.slow
def test_the_server_answers_and_stops_when_told_to(first: tuple[Path, str]) -> None:
    data, _ = first

    page, printed, status = serve_once("api.commands.main", ["serve"], data)

    assert '<form class="sheet" method="post" action="/sign-in">' in page
    assert re.search(r"Tetrad serves at http://127\.0\.0\.1:\d+/", printed)
    assert status == 0
    assert (data / "tetrad.sqlite3").is_file()
    assert (data / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_second_start_prints_no_passwords_and_keeps_everything(first: tuple[Path, str]) -> None:
    (data, printed), password = first, re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}")

    objects = sorted(path.name for path in (data / "objects").rglob("*") if path.is_file())
    _, second, _ = serve_once("api.commands.demonstration", [], data)

    assert len(password.findall(printed)) == 34
    assert password.findall(second) == []
    assert objects
    assert sorted(path.name for path in (data / "objects").rglob("*") if path.is_file()) == objects
