"""What the work of one job is given: the application under the job's lease, and a line to whoever waits."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, Final, ParamSpec, TypeVar, cast

from api.bootstrap import Application, Unit
from library_core.jobs import Job, Lease, LeaseLost, Progress
from library_core.leases import hold
from variants.texts import Text

T = TypeVar("T")
P = ParamSpec("P")
Outcome = Mapping[str, Any]
"""What came of a job: plain JSON values."""

SECONDS_BETWEEN_LOOKS: Final = 0.5


class JobRefused(Exception):
    """The job can't be done, and trying again would not help: `said` tells the person why."""

    def __init__(self, said: Text, outcome: Outcome | None = None) -> None:
        self.said = said
        self.outcome = outcome or {}
        super().__init__(said.in_language("en"))


class JobStopped(Exception):
    """Somebody has cancelled the job."""


class WorkerLeaves(Exception):
    """The worker was told to end; somebody else goes on with the job."""


@dataclass(slots=True, kw_only=True)
class Signals:
    """What the worker's other threads tell the one that works on a job."""

    leaving: Event
    stopping: bool = False
    lost: bool = False
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One job being worked on. Writes through it and through its application need the lease still to hold."""

    job: Job
    lease: Lease
    application: Application
    signals: Signals
    submit: Callable[[Callable[[], object]], Future[object]]

    def progress(self, done: int, total: int) -> None:
        """Say how far the job is. Raises what `look` raises."""
        self.signals.progress = Progress(done=done, total=total)
        self.look()

    def look(self) -> None:
        """Look whether to go on. Raises JobStopped, LeaseLost and WorkerLeaves."""
        if self.signals.lost:
            raise LeaseLost(self.job.key)
        if self.signals.stopping:
            raise JobStopped
        if self.signals.leaving.is_set():
            raise WorkerLeaves

    def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one write transaction that holds the lease. Raises LeaseLost."""

        def write(unit: Unit) -> T:
            hold(unit.library.jobs, self.lease)
            return work(unit)

        return self.application.write(write)

    def calculate(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Calculate in another process, looking meanwhile whether to go on."""
        future = cast("Future[T]", self.submit(partial(function, *arguments, **named)))
        while not wait((future,), timeout=SECONDS_BETWEEN_LOOKS).done:
            try:
                self.look()
            except (JobStopped, LeaseLost, WorkerLeaves):
                future.cancel()
                raise
        return future.result()


def moment() -> int:
    """Return the present time in milliseconds UTC, to be shown."""
    return time.time_ns() // 1_000_000
