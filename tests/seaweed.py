"""A real SeaweedFS in a process of its own; test processes of one run share it, and the last one ends it."""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from shared_state import State, used_together

from deploy.local.processes import free_ports
from library_core.adapters.s3_client import S3Client, connect, make_bucket, our_errors
from library_core.adapters.s3_objects import S3Objects
from library_core.buckets import Bucket
from library_core.objects import ObjectStoreFailed, put_bytes

LONGEST_START: Final = 120.0
ACCESS: Final = "tetrad"
SECRET: Final = "one+two/three=six"
_ACTIONS: Final = ["Admin", "Read", "Write", "List", "Tagging"]


class SeaweedFailed(Exception):
    """SeaweedFS ended or did not answer; the message is what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seaweed:
    """Where it answers, and the process."""

    port: int
    pid: int

    def bucket(self) -> Bucket:
        """Return where the bucket of this process is: each bucket takes seven volumes of the disk."""
        return Bucket(
            endpoint=f"127.0.0.1:{self.port}",
            name=f"test-{os.getpid()}",
            access_key=ACCESS,
            secret_key=SECRET,
            secure=False,
        )

    def client(self) -> S3Client:
        """Return a client of the bucket, which is empty."""
        client = connect(self.bucket())
        make_bucket(client)
        with our_errors(client, ""):
            for found in client.minio.list_objects(client.bucket, recursive=True):
                client.minio.remove_object(client.bucket, found.object_name or "")
        return client

    def same(self) -> S3Client:
        """Return one more client of the bucket as it is."""
        return connect(self.bucket())

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)


@contextlib.contextmanager
def shared_seaweed(folder: Path) -> Iterator[Seaweed]:
    """Yield the store of this folder: started by who comes first, ended by who leaves last."""

    def begin() -> dict[str, Any]:
        started = start_seaweed(folder)
        return {"port": started.port, "programs": [started.pid]}

    with used_together(folder, begin, lambda state: _seaweed(state).kill()) as state:
        yield _seaweed(state)


def _seaweed(state: State) -> Seaweed:
    (pid,) = state["programs"]
    return Seaweed(port=state["port"], pid=pid)


@contextlib.contextmanager
def seaweed_of_this_run(factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    """Yield the one SeaweedFS that all test processes share."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with shared_seaweed(shared / "seaweed") as seaweed:
        yield seaweed


def start_seaweed(folder: Path, port: int | None = None) -> Seaweed:
    """Start SeaweedFS over the folder's data and wait until it takes a bucket."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    config = folder / "keys.json"
    keys = [{"accessKey": ACCESS, "secretKey": SECRET}]
    identity = {"name": "tetrad", "credentials": keys, "actions": _ACTIONS}
    config.write_text(json.dumps({"identities": [identity]}))
    printed = folder / "printed.txt"
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
    outputs = [(os.POSIX_SPAWN_OPEN, stream, str(printed), flags, 0o600) for stream in (1, 2)]
    weed = str(Path(sys.executable).parent / "weed")
    s3_port = port or free_ports(1)[0]
    # Not a Popen: whichever process leaves last ends it, not the one that started it.
    pid = os.posix_spawn(
        weed, [weed, *_arguments(folder, s3_port)], os.environ, file_actions=outputs, setsid=True
    )
    seaweed = Seaweed(port=s3_port, pid=pid)
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and os.waitpid(pid, os.WNOHANG)[0] == 0:
        with contextlib.suppress(ObjectStoreFailed):
            client = seaweed.same()
            make_bucket(client)
            # A bucket is made before the volumes of an earlier run are found again; bytes are not.
            put_bytes(S3Objects(client), b"ready")
            return seaweed
        time.sleep(0.2)
    raise SeaweedFailed(printed.read_text("utf-8", "replace"))


def _arguments(folder: Path, s3_port: int) -> list[str]:
    names = ("master.port", "volume.port", "filer.port")
    served = [*names, *(f"{name}.grpc" for name in names), "s3.port.grpc"]
    ports = [f"-{name}={port}" for name, port in zip(served, free_ports(len(served)), strict=True)]
    return [
        "server",
        f"-dir={folder / 'data'}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
        "-s3",
        f"-s3.port={s3_port}",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-s3.config={folder / 'keys.json'}",
        "-master.volumeSizeLimitMB=1024",
        "-volume.max=0",
        "-master.telemetry=false",
        "-master.electionTimeout=2s",
        *ports,
    ]
