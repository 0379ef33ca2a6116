"""Several nodes on PostgreSQL and SeaweedFS behind HAProxy, reached over wires, under faults."""

import contextlib
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from api.settings import read_settings
from benchmarks.faults.clocks import skewed
from benchmarks.faults.faults import Fault, killed, orphaned, paused, restarted, start_unawaited
from benchmarks.faults.full_disk import room_for_cluster
from benchmarks.faults.places import Place, Played
from benchmarks.faults.wire import Way, Wire, wire
from deploy.local.haproxy import proxy
from deploy.local.nodes import Site, node, worker
from deploy.local.postgres import Cluster, new_cluster, server
from deploy.local.processes import Program, Running, free_ports, start
from deploy.local.seaweed import Seaweed, start_seaweed
from deploy.local.site import DATABASE

NODES: Final = 2
_WAYS_OF_DATABASE: Final[tuple[Way, ...]] = ("slow", "cut", "cut after")
_WAYS_OF_OBJECTS: Final[tuple[Way, ...]] = ("slow", "cut", "truncated", "broken")
_COMMIT: Final = b"COMMIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stores:
    """What nodes stand on, and the wires that lead there."""

    postgres: Running
    seaweed: Seaweed
    to_database: Wire
    to_objects: Wire
    site: Site
    disk: Fault | None


@contextlib.contextmanager
def cluster(folder: Path, lot: Random) -> Iterator[Place]:
    """Run the stores as long as the block does; nodes, worker and proxy once the stores are filled."""
    with contextlib.ExitStack() as undo:
        stores = _stores(undo, folder)
        shared = {**stores.site.environment(), "TETRAD_DATA": str(folder / "audit")}

        def run() -> Played:
            ports = free_ports(NODES)
            nodes = [_begin(undo, node(stores.site, f"node-{at}", port)) for at, port in enumerate(ports, 1)]
            working = _begin(undo, worker(stores.site, "worker-1"))
            front = _begin(undo, proxy(folder / "haproxy", stores.site.port, ports))
            return Played(
                port=stores.site.port,
                faults=tuple(_faults(stores, nodes, working, front, lot)),
                kept=[*nodes, working],
            )

        yield Place(
            name="cluster",
            settings=read_settings(shared),
            run=run,
            left_out=() if stores.disk else ("a full disk: no disk may be mounted here",),
        )


def _stores(undo: contextlib.ExitStack, folder: Path) -> _Stores:
    port, database_port = free_ports(2)
    place = new_cluster({})
    undo.callback(shutil.rmtree, place, ignore_errors=True)
    undo.callback(shutil.copy, place / "printed.txt", folder / "postgresql.log")
    disk = undo.enter_context(room_for_cluster(place))
    postgres = _begin(undo, server(place, database_port))
    Cluster(folder=place, port=database_port, pid=postgres.pid).execute(f"CREATE DATABASE {DATABASE}")
    seaweed = start_seaweed(folder / "seaweed")
    for one in seaweed.all:
        undo.callback(_end, one)
    to_database = undo.enter_context(wire(database_port, _COMMIT))
    to_objects = undo.enter_context(wire(int(seaweed.bucket.endpoint.rpartition(":")[2])))
    site = Site(
        folder=folder,
        database=Cluster(folder=place, port=to_database.port, pid=postgres.pid).url(DATABASE),
        bucket=replace(seaweed.bucket, endpoint=f"127.0.0.1:{to_objects.port}"),
        port=port,
        built_in=False,
    )
    return _Stores(
        postgres=postgres,
        seaweed=seaweed,
        to_database=to_database,
        to_objects=to_objects,
        site=site,
        disk=disk,
    )


def _faults(
    stores: _Stores, nodes: Sequence[Running], working: Running, front: Running, lot: Random
) -> Iterator[Fault]:
    for one in nodes:
        yield killed(one, again=start_unawaited)
    yield orphaned(nodes[0], start_unawaited)
    yield restarted(nodes[0])
    yield paused(nodes[-1])
    yield skewed(nodes[-1], lot, start_unawaited)
    yield killed(working, again=start_unawaited)
    yield killed(front, longest=1.0)
    yield killed(stores.postgres, longest=6.0)
    yield restarted(stores.postgres)
    yield paused(stores.postgres)
    yield killed(stores.seaweed.filer)
    yield killed(stores.seaweed.gateway)
    yield killed(stores.seaweed.volumes[0])
    yield killed(stores.seaweed.masters[0])
    for way in _WAYS_OF_DATABASE:
        yield _turned(stores.to_database, way, "the wire to the database")
    for way in _WAYS_OF_OBJECTS:
        yield _turned(stores.to_objects, way, "the wire to the objects")
    if stores.disk is not None:
        yield stores.disk


def _turned(one: Wire, way: Way, name: str) -> Fault:
    return Fault(
        name=f"{name}: {way}", begin=lambda: one.turn(way), end=lambda: one.turn("whole"), longest=6.0
    )


def _begin(undo: contextlib.ExitStack, program: Program) -> Running:
    running = start(program)
    undo.callback(_end, running)
    return running


def _end(running: Running) -> None:
    running.process.send_signal(signal.SIGCONT)
    running.kill()
