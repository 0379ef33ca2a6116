"""The metrics of one process, as Prometheus reads them. Names and labels are in docs/operating.md.

Labels are few and known beforehand: templates of routes, never addresses; kinds, never people.
"""

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.registry import Collector

_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_CHECK_SECONDS: Final = (0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 2.0)
_WAIT_SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0)


class Instruments:
    """Counters and histograms of a process; `registry` also asks those that count only when they are read."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry(auto_describe=True)
        self.requests = Histogram(
            "tetrad_request_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ["route", "method", "status"],
            buckets=_REQUEST_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "tetrad_requests_in_flight", "Requests that are being answered.", registry=self.registry
        )
        self.threads_wanted = Gauge(
            "tetrad_requests_waiting", "Requests that wait for a thread.", registry=self.registry
        )
        self.shed = Counter(
            "tetrad_requests_shed",
            "Requests sent away: 503, too busy or without its data; 429, too many tries.",
            ["status"],
            registry=self.registry,
        )
        self.checks = Histogram(
            "tetrad_check_seconds",
            "Time of a check, by kind of answer and what it came to.",
            ["kind", "outcome"],
            buckets=_CHECK_SECONDS,
            registry=self.registry,
        )
        self.dependencies = Histogram(
            "tetrad_dependency_seconds",
            "Time of a transaction or of a call of the object store, waiting included.",
            ["dependency", "asked"],
            buckets=_WAIT_SECONDS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)

    def add(self, collector: Collector) -> None:
        """Let something be asked whenever the metrics are read."""
        self.registry.register(collector)
