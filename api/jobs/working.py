"""Having work done: by a worker of this process until nothing is left, or by one beside the server."""

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from api.bootstrap import Application
from api.jobs.place import place
from api.jobs.table import KINDS
from api.jobs.worker import Worker
from api.settings import Settings, to_environment
from library_core.jobs import Job, JobKey, JobState

SECONDS_BETWEEN_SHOWS: Final = 0.2
SECONDS_BEFORE_ANOTHER: Final = 5.0
LONGEST_LEAVING: Final = 15.0
"""Seconds."""
_LOG: Final = logging.getLogger("tetrad.jobs")


def show_nothing() -> None:
    """Show no progress."""


def work_off(
    application: Application,
    kinds: Collection[str] = tuple(KINDS),
    lanes: int = 1,
    show: Callable[[], object] = show_nothing,
) -> None:
    """Work until no job of these kinds is open, showing meanwhile how far it is; an interruption ends it."""
    chosen = {name: KINDS[name] for name in kinds}
    worker = Worker(
        application=application, kinds=chosen, lanes=lanes, place=place(application.settings), once=True
    )
    working = threading.Thread(target=worker.work, name="worker")
    working.start()
    try:
        while working.is_alive():
            show()
            working.join(SECONDS_BETWEEN_SHOWS)
        show()
    finally:
        worker.leave()
        working.join()


def find_job(application: Application, key: JobKey) -> Job | None:
    """Return a job as it stands."""
    return application.read(lambda unit: unit.library.jobs.find(key))


def count_in(application: Application, kind: str, states: Collection[JobState]) -> int:
    """Return how many jobs of a kind are in one of these states."""
    counted = application.read(lambda unit: unit.library.jobs.count())
    return sum(number for (name, state), number in counted.items() if name == kind and state in states)


@contextlib.contextmanager
def working(settings: Settings) -> Iterator[None]:
    """Have a worker beside as long as the block runs, unless there are to be workers elsewhere.

    It is a process of its own, so that nobody waits for a page because of it. It ends when its parent does,
    and another is begun when it ends by itself.
    """
    if not settings.worker:
        yield
        return
    beside = Beside({**os.environ, **to_environment(settings)})
    beside.begin()
    try:
        yield
    finally:
        beside.end()


class Beside:
    """A worker's process that is begun again whenever it has ended, until it is not wanted any more."""

    def __init__(self, environment: Mapping[str, str], pause: float = SECONDS_BEFORE_ANOTHER) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._environment = dict(environment)
        self._pause = pause
        self._unwanted = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._keep_going, name="worker beside", daemon=True)

    def begin(self) -> None:
        """Begin the worker; it runs on return.

        A server may fork thereafter. What is forked while a process is begun in another thread would keep a
        pipe open on which that thread then waits for ever.
        """
        self._begin_process()
        self._thread.start()

    def end(self) -> None:
        """Tell the worker to leave, and wait until it has; it is killed if it takes too long."""
        self._unwanted.set()
        with self._lock:
            if self.process is not None:
                self.process.terminate()
        self._thread.join(LONGEST_LEAVING)
        if self._thread.is_alive() and self.process is not None:
            self.process.kill()
        self._thread.join()

    def _keep_going(self) -> None:
        while self.process is not None and not self._unwanted.is_set():
            self.process.wait()
            if not self._unwanted.is_set():
                _LOG.warning("the worker beside the server has ended; another one is begun")
            if not self._unwanted.wait(self._pause):
                self._begin_process()

    def _begin_process(self) -> None:
        command = [
            sys.executable,
            "-m",
            "api.commands.main",
            "worker",
            "--while-parent-runs",
            str(os.getpid()),
        ]
        with self._lock:
            if not self._unwanted.is_set():
                self.process = subprocess.Popen(command, env=self._environment)
