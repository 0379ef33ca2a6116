"""The real server in a process of its own; test processes of one run share it, and the last one ends it."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from api.bootstrap import open_application
from api.settings import Settings
from api.task_pools import POOL_RECIPE, prove_later
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from library_core.library import Act
from library_core.people import LIBRARY
from variants.pools import build_pool, pool_to_bytes
from variants.templates.task import Task

LONGEST_START: Final = 300.0


class ServerFailed(Exception):
    """The server ended or did not answer; the message is what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the server answers, and the data folder that it serves."""

    address: str
    data: Path


@contextmanager
def shared_server(folder: Path) -> Iterator[Server]:
    """Yield the server of this folder: started by who comes first, ended by who leaves last."""
    folder.mkdir(parents=True, exist_ok=True)
    with _state(folder) as state:
        if not state.get("users"):
            state["port"], state["pid"] = _start(folder)
        state["users"] = state.get("users", 0) + 1
        server = Server(address=f"http://127.0.0.1:{state['port']}", data=folder / "data")
    try:
        yield server
    finally:
        with _state(folder) as state:
            state["users"] -= 1
            if not state["users"]:
                os.kill(state["pid"], signal.SIGTERM)


@contextmanager
def _state(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what the processes know of their server; nobody else changes it meanwhile."""
    with (folder / "server.json").open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        state: dict[str, Any] = json.loads(kept.read() or "{}")
        yield state
        kept.seek(0)
        kept.truncate()
        kept.write(json.dumps(state))


def _start(folder: Path) -> tuple[int, int]:
    port = _free_port()
    _publish(folder / "data")
    printed = folder / "printed.txt"
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
    outputs = [(os.POSIX_SPAWN_OPEN, stream, str(printed), flags, 0o600) for stream in (1, 2)]
    # Not a Popen: whichever process leaves last ends the server, not the one that started it.
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "api.commands.main", "serve", "--port", str(port)],
        {**os.environ, "TETRAD_DATA": str(folder / "data"), "TETRAD_PREPARE": "no"},
        file_actions=outputs,
    )
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and os.waitpid(pid, os.WNOHANG)[0] == 0:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5):
                return port, pid
        except urllib.error.URLError:
            time.sleep(0.2)
    raise ServerFailed(printed.read_text("utf-8"))


def _publish(data: Path) -> None:
    """Publish the built-in library with small pools: that its tasks can be proven is tested elsewhere."""
    with contextlib.closing(open_application(Settings(data=data))) as application:
        press = replace(application.press, readers=readers(library_tables(), _small_pool, prove_later))
        act = Act(school=LIBRARY, at=present())
        outcomes = list(publish_documents(press, find_documents(built_in()), act))
    if any(outcome.problems for outcome in outcomes):
        raise ServerFailed("a document of the built-in library is refused")


def _small_pool(task: Task) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(build_pool(task, size=300))}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
