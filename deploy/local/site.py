"""The whole installation on one machine: database, object store, nodes, workers and the proxy before them."""

import contextlib
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local.haproxy import proxy
from deploy.local.nodes import Site, node, worker
from deploy.local.postgres import Cluster, new_cluster, server
from deploy.local.processes import Program, Running, free_ports, start, wait_for
from deploy.local.seaweed import Seaweed, start_seaweed

DATABASE: Final = "tetrad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """What runs; each part can be killed and started again."""

    site: Site
    cluster: Cluster
    postgres: Running
    seaweed: Seaweed
    nodes: Sequence[Running]
    workers: Sequence[Running]
    proxy: Running

    @property
    def address(self) -> str:
        """Where browsers find the pages."""
        return f"http://127.0.0.1:{self.site.port}"

    @property
    def all(self) -> tuple[Running, ...]:
        """All processes, in the order in which they were started."""
        return (self.postgres, *reversed(self.seaweed.all), *self.nodes, *self.workers, self.proxy)


@contextlib.contextmanager
def local(
    folder: Path,
    *,
    nodes: int = 3,
    workers: int = 1,
    built_in: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Local]:
    """Run the installation in a folder of its own as long as the block does. Raises ProcessFailed.

    With `built_in` its library holds what comes with the program. `tell` hears what is being started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port, *ports = free_ports(nodes + 2)
    with contextlib.ExitStack() as undo:
        tell("PostgreSQL")
        place = new_cluster({})
        undo.callback(shutil.rmtree, place, ignore_errors=True)
        postgres = _start(undo, server(place, ports.pop()))
        cluster = Cluster(folder=place, port=int(postgres.program.environment["PGPORT"]), pid=postgres.pid)
        cluster.execute(f"CREATE DATABASE {DATABASE}")
        tell("SeaweedFS: three masters, three volume servers, a filer and its S3 gateway")
        seaweed = start_seaweed(folder / "seaweed")
        for one in reversed(seaweed.all):
            undo.callback(one.kill)
        site = Site(
            folder=folder, database=cluster.url(DATABASE), bucket=seaweed.bucket, port=port, built_in=built_in
        )
        tell("nodes and workers: the first node makes the schema and publishes what is built in")
        programs = [node(site, f"node-{at + 1}", own) for at, own in enumerate(ports)]
        first = _start_all(undo, programs[:1])
        later = _start_all(
            undo, [*programs[1:], *(worker(site, f"worker-{at + 1}") for at in range(workers))]
        )
        running, working = [*first, *later[: nodes - 1]], later[nodes - 1 :]
        tell("HAProxy")
        front = _start(undo, proxy(folder / "haproxy", port, ports))
        yield Local(
            site=site,
            cluster=cluster,
            postgres=postgres,
            seaweed=seaweed,
            nodes=running,
            workers=working,
            proxy=front,
        )


def _start_all(undo: contextlib.ExitStack, programs: Sequence[Program]) -> list[Running]:
    """Start programs beside one another; all of them are told to stop before the first is waited for."""
    started = [start(program, wait=False) for program in programs]
    for one in started:
        undo.callback(one.stop)
    undo.callback(_tell_to_stop, started)
    for one in started:
        wait_for(one)
    return started


def _tell_to_stop(running: Sequence[Running]) -> None:
    for one in running:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGTERM)


def _start(undo: contextlib.ExitStack, program: Program) -> Running:
    running = start(program)
    undo.callback(running.stop)
    return running
