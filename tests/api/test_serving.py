"""The served program as a process: it starts, answers, stops when told to, and keeps everything."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import api

ROOT = str(Path(api.__file__).parents[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, process: "subprocess.Popen[str]") -> str:
    """Return a page, asking again until the server answers, four minutes at most, unless it has ended."""
    deadline = time.monotonic() + 240
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return str(response.read().decode())
        except urllib.error.URLError:
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
    port = free_port()
    with running(module, [*words, "--port", str(port)], data) as process:
        page = fetch(f"http://127.0.0.1:{port}/sign-in", process)
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=30)
    return page, printed, process.returncode


@pytest.mark.slow
def test_the_server_answers_and_stops_when_told_to(tmp_path: Path) -> None:
    page, printed, status = serve_once("api.commands.main", ["serve"], tmp_path / "data")

    assert '<form class="sheet" method="post" action="/sign-in">' in page
    assert re.search(r"Tetrad serves at http://127\.0\.0\.1:\d+/", printed)
    assert status == 0
    assert (tmp_path / "data/tetrad.sqlite3").is_file()
    assert (tmp_path / "data/secret").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_second_start_prints_no_passwords_and_keeps_everything(tmp_path: Path) -> None:
    data, password = tmp_path / "data", re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}")

    _, first, _ = serve_once("api.commands.demonstration", [], data)
    objects = sorted(path.name for path in (data / "objects").rglob("*") if path.is_file())
    _, second, _ = serve_once("api.commands.demonstration", [], data)

    assert len(password.findall(first)) == 34
    assert password.findall(second) == []
    assert objects
    assert sorted(path.name for path in (data / "objects").rglob("*") if path.is_file()) == objects
