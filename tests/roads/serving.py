"""The real server in a process of its own; test processes of one run share it, and the last one ends it."""

import contextlib
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from shared_state import State, used_together

from api.bootstrap import open_application
from api.object_settings import write_bucket
from api.settings import Settings, read_settings
from api.task_pools import POOL_RECIPE, supply_published_lab
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from deploy.local.postgres import Cluster
from deploy.local.processes import free_ports
from library_core.adapters.s3_client import connect, make_bucket
from library_core.buckets import Bucket
from library_core.library import Act
from library_core.people import LIBRARY
from variants.pools import build_pool, pool_to_bytes
from variants.templates.task import Task

LONGEST_START: Final = 300.0
LONGEST_STOP: Final = 60.0


class ServerFailed(Exception):
    """The server ended or did not answer; the message is what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the server answers, and with what settings."""

    address: str
    settings: Settings

    @property
    def data(self) -> Path:
        """The data folder that it serves."""
        return self.settings.data


Engines = Callable[[], Mapping[str, str]]
"""Makes a place for rows and one for objects, and returns the settings that name both."""


def embedded() -> Mapping[str, str]:
    """Keep rows and objects in the data folder."""
    return {}


@contextmanager
def shared_server(folder: Path, engines: Engines = embedded) -> Iterator[Server]:
    """Yield the server of this folder: started by who comes first, ended by who leaves last."""

    def begin() -> dict[str, Any]:
        environment = {"TETRAD_DATA": str(folder / "data"), "TETRAD_PREPARE": "no", **engines()}
        port, pid = _start(folder, environment)
        return {"environment": environment, "port": port, "programs": [pid]}

    with used_together(folder, begin, _end) as state:
        settings = read_settings(state["environment"])
        yield Server(address=f"http://127.0.0.1:{state['port']}", settings=settings)


def large_engines(cluster: Cluster, bucket: Bucket) -> Engines:
    """Keep rows in a database of the cluster and objects in the bucket, and search through Tantivy."""

    def begin() -> Mapping[str, str]:
        make_bucket(connect(bucket))
        return {
            "TETRAD_DATABASE": cluster.new_database(),
            "TETRAD_OBJECTS": write_bucket(bucket),
            "TETRAD_SEARCH": "tantivy",
        }

    return begin


def _end(state: State) -> None:
    """End the server before its stores; one that takes too long is left to the end of the run."""
    (pid,) = state["programs"]
    deadline = time.monotonic() + LONGEST_STOP
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        while time.monotonic() < deadline:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            os.kill(pid, 0)
            time.sleep(0.1)


def _start(folder: Path, environment: Mapping[str, str]) -> tuple[int, int]:
    (port,) = free_ports(1)
    _publish(read_settings(environment))
    printed = folder / "printed.txt"
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
    outputs = [(os.POSIX_SPAWN_OPEN, stream, str(printed), flags, 0o600) for stream in (1, 2)]
    # Not a Popen: whichever process leaves last ends the server, not the one that started it.
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "api.commands.main", "serve", "--port", str(port)],
        {**os.environ, **environment},
        file_actions=outputs,
        setsid=True,
    )
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and os.waitpid(pid, os.WNOHANG)[0] == 0:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5):
                return port, pid
        except OSError:
            time.sleep(0.2)
    raise ServerFailed(printed.read_text("utf-8"))


def _publish(settings: Settings) -> None:
    """Publish the built-in library with small pools: that its tasks can be proven is tested elsewhere."""
    with contextlib.closing(open_application(settings)) as application:
        press = replace(
            application.press, readers=readers(library_tables(), _small_pool, supply_published_lab)
        )
        act = Act(school=LIBRARY, at=present())
        outcomes = list(publish_documents(press, find_documents(built_in()), act))
    if any(outcome.problems for outcome in outcomes):
        raise ServerFailed("a document of the built-in library is refused")


def _small_pool(task: Task) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(build_pool(task, size=300))}
