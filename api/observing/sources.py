"""What is counted only when somebody reads the metrics: queues, caches, sessions, jobs.

A new source is a function of the application and a line in `SOURCES`.
"""

import time
from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from api.attendance import attendance
from api.bootstrap import Application
from api.observing.clocks import Clock

Source = Callable[[Application], Iterator[Metric]]

COUNTED_AGAIN_SECONDS: Final = 15.0
"""How long what the database counts stands: several may scrape, and a city has many sessions."""


def queues(application: Application) -> Iterator[Metric]:
    """Tell of writes and reads that wait in this process."""
    database = application.database
    yield GaugeMetricFamily(
        "tetrad_writes_waiting", "Writes that wait for their turn.", value=database.waiting_writes
    )
    yield GaugeMetricFamily(
        "tetrad_reads_waiting", "Reads that wait for a connection.", value=database.waiting_reads
    )


def pools(application: Application) -> Iterator[Metric]:
    """Tell where the pools of tasks and labs came from: memory, the store, or were lacking yet."""
    seen = application.shelf.pool_counts()
    metric = CounterMetricFamily(
        "tetrad_pool_reads",
        "Pools of tasks and labs that were needed, by where they came from.",
        labels=["from"],
    )
    for place, count in seen.items():
        metric.add_metric([place], count)
    yield metric


def sessions(application: Application) -> Iterator[Metric]:
    """Tell how many are signed in, on the whole installation."""
    count = application.read(lambda unit: unit.sessions.count(time.time_ns() // 1_000_000))
    yield GaugeMetricFamily("tetrad_sessions", "Sessions that are not over.", value=count)


def jobs(application: Application) -> Iterator[Metric]:
    """Tell how many jobs of each kind are in each state, on the whole installation."""
    metric = GaugeMetricFamily("tetrad_jobs", "Jobs, by kind and state.", labels=["kind", "state"])
    for (kind, state), number in application.read(lambda unit: unit.library.jobs.count()).items():
        metric.add_metric([kind, state], number)
    yield metric


def clocks(application: Application) -> Iterator[Metric]:
    """Tell how far the clock of this machine is off."""
    yield GaugeMetricFamily(
        "tetrad_clock_ahead_seconds",
        "Seconds that this machine's clock is ahead of the database's.",
        value=Clock(application.database).ahead(),
    )


def workers(application: Application) -> Iterator[Metric]:
    """Tell for how long no worker has been seen, and for how long a job has been waiting for one."""
    there, now = application.read(attendance), time.time_ns() // 1_000_000
    for name, about, since in (
        (
            "tetrad_worker_absent_seconds",
            "Seconds since a worker was seen at work; absent: never.",
            there.seen,
        ),
        (
            "tetrad_jobs_unbegun_seconds",
            "How long the oldest unbegun job waits; absent: none.",
            there.waits_since,
        ),
    ):
        if since is not None:
            yield GaugeMetricFamily(name, about, value=max(now - since, 0) / 1000)


COUNTED_HERE: Final[tuple[Source, ...]] = (queues, pools)
"""What costs nothing to ask."""
COUNTED_BY_THE_DATABASE: Final[tuple[Source, ...]] = (sessions, jobs, workers, clocks)


class Sources(Collector):
    """Asks the sources of one application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._counted: tuple[Metric, ...] = ()
        self._until = 0.0

    def collect(self) -> Iterator[Metric]:
        """Return what the sources tell now; the database is asked every few seconds at most."""
        for source in COUNTED_HERE:
            yield from source(self._application)
        if time.monotonic() >= self._until:
            self._counted = tuple(
                metric for source in COUNTED_BY_THE_DATABASE for metric in source(self._application)
            )
            self._until = time.monotonic() + COUNTED_AGAIN_SECONDS
        yield from self._counted

    def describe(self) -> Iterator[Metric]:
        """Return nothing: what is counted is not asked when this is registered."""
        return iter(())
