"""A real PostgreSQL for tests: a cluster that the processes of a run share; the last one ends it."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from shared_state import State, used_together

from deploy.local.postgres import Cluster, new_cluster, start_cluster

# Tests don't survive a power cut: what is written may stay in memory. Durable clusters leave this out.
_HASTY: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@contextlib.contextmanager
def shared_cluster(folder: Path) -> Iterator[Cluster]:
    """Yield the cluster of this run: started by who comes first, ended by who leaves last."""
    with used_together(folder, _begin, lambda state: _cluster(state).stop()) as state:
        yield _cluster(state)


def _begin() -> dict[str, Any]:
    cluster = start_cluster(new_cluster(_HASTY))
    ends_by = signal.SIGINT.value
    return {
        "port": cluster.port,
        "programs": [cluster.pid],
        "folders": [str(cluster.folder)],
        "ends_by": ends_by,
    }


def _cluster(state: State) -> Cluster:
    (folder,), (pid,) = state["folders"], state["programs"]
    return Cluster(folder=Path(folder), port=state["port"], pid=pid)


@contextlib.contextmanager
def cluster_of_this_run(factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Yield the one cluster that all test processes share."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with shared_cluster(shared / "postgres") as cluster:
        yield cluster
