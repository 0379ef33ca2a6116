"""A worker: some lanes, each with one job at a time, and a thread that keeps the leases of all of them.

It may be killed at any moment. Told to end, it gives its jobs back.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import active_children, get_context
from typing import Final

from api.attendance import SECONDS_BETWEEN_NOTES, note_at_work
from api.bootstrap import Application, Unit, under_lease
from api.jobs.kinds import Kind
from api.jobs.mortality import end_with_parent
from api.jobs.runs import JobRefused, JobStopped, Run, Signals, WorkerLeaves, moment
from library_core.databases import DatabaseClosed, DatabaseUnavailable
from library_core.identities import new_key
from library_core.jobs import Job, Jobs, Lease, LeaseKey, LeaseLost
from library_core.leases import SILENCE, Patience, fail, finish, give_back, refuse, stop, take, wait_out
from library_core.objects import ObjectStoreFailed
from variants.texts import Text

SECONDS_BETWEEN_LOOKS: Final = 1.0
"""How often an idle lane looks for a job."""
SECONDS_BETWEEN_BEATS: Final = 2.0
BEATS_IN_SILENCE: Final = 12
"""Beats that would have to fail one after another before a job is taken over from a worker that lives."""
UNEXPECTED: Final = Text(
    en="Something unexpected went wrong; the server's log says what.",
    ru="Произошла непредвиденная ошибка; подробности — в журнале сервера.",
)
AWAY: Final = Text(
    en="The database or the store of files did not answer.",
    ru="База данных или хранилище файлов не отвечали.",
)
_LOG: Final = logging.getLogger("tetrad.jobs")

Settle = Callable[[Jobs], None]


@dataclass(slots=True, kw_only=True)
class Worker:
    """Works off jobs of these kinds until it is told to leave, or (`once`) until none is open.

    `silence` is in seconds and the same for all workers of an installation.
    """

    application: Application
    kinds: Mapping[str, Kind]
    lanes: int = 2
    place: str = ""
    once: bool = False
    silence: float = SILENCE
    leaving: threading.Event = field(default_factory=threading.Event)
    _held: dict[LeaseKey, Run] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _processes: ProcessPoolExecutor | None = None

    def work(self) -> None:
        """Work until the end; return when all lanes are empty."""
        lanes = [
            threading.Thread(target=self._lane, args=(number,), name=f"lane {number}")
            for number in range(self.lanes)
        ]
        beating = threading.Thread(target=self._beat, name="beats", daemon=True)
        for thread in (beating, *lanes):
            thread.start()
        for thread in lanes:
            thread.join()
        self.leaving.set()
        beating.join()
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)
            # What is still being calculated was given back: nobody waits for it.
            for process in active_children():
                process.kill()

    def leave(self) -> None:
        """Begin nothing more, and give back what is being worked on."""
        self.leaving.set()

    def _lane(self, number: int) -> None:
        kinds = self._kinds_of(number)
        patience = Patience(silence=self.silence)
        while not self.leaving.is_set():
            try:
                job = self._next(kinds, patience)
                if job is not None:
                    self._work_on(job)
                elif self.once and not self._open(kinds):
                    return
                else:
                    self.leaving.wait(SECONDS_BETWEEN_LOOKS)
            except DatabaseUnavailable:
                self.leaving.wait(SECONDS_BETWEEN_LOOKS)
            except DatabaseClosed:
                return
            except Exception:
                if self.once:
                    raise
                # A lane that ended would be missed by nobody, and its jobs by somebody.
                _LOG.exception("looking for a job failed")
                self.leaving.wait(SECONDS_BETWEEN_LOOKS)

    def _kinds_of(self, number: int) -> Collection[str]:
        """One lane of several takes no work of hours, so that somebody is there for what people wait for."""
        if number == 0 and self.lanes > 1:
            return [name for name, kind in self.kinds.items() if not kind.lasts_hours]
        return list(self.kinds)

    def _next(self, kinds: Collection[str], patience: Patience) -> Job | None:
        def look(unit: Unit) -> tuple[bool, tuple[Job, ...]]:
            jobs = unit.library.jobs
            return jobs.waits(kinds, self.place), tuple(jobs.begun(kinds, self.place))

        waits, begun = self.application.read(look)
        ripe = patience.ripe(begun, time.monotonic())
        if not waits and ripe is None:
            return None

        def begin(jobs: Jobs) -> Job | None:
            there = [job for job in (jobs.fresh(kinds, self.place), ripe) if job is not None]
            seen = min(there, key=lambda job: job.wanted.turn, default=None)
            return None if seen is None else take(jobs, seen, LeaseKey(new_key()), moment())

        return self.application.write_jobs(begin)

    def _open(self, kinds: Collection[str]) -> bool:
        def look(unit: Unit) -> bool:
            jobs = unit.library.jobs
            return jobs.waits(kinds, self.place) or bool(jobs.begun(kinds, self.place))

        return self.application.read(look)

    def _work_on(self, job: Job) -> None:
        lease = Lease(job=job.key, key=job.lease or LeaseKey(""))
        run = Run(
            job=job,
            lease=lease,
            application=under_lease(self.application, lease),
            signals=Signals(leaving=self.leaving),
            submit=self._submit,
        )
        with self._holding(run):
            settle = attempt(self.kinds[job.wanted.kind], run)
            self._keep(run, settle)

    def _keep(self, run: Run, settle: Settle) -> None:
        """Write how it ended; a database that is away is asked until somebody else has surely taken over."""
        given_up = time.monotonic() + self.silence
        while True:
            try:
                self.application.write_jobs(lambda jobs: _settle(jobs, run, settle))
            except DatabaseUnavailable:
                if time.monotonic() > given_up:
                    return
                time.sleep(SECONDS_BETWEEN_LOOKS)
            except LeaseLost:
                _LOG.warning("job %s (%s) was taken over meanwhile", run.job.key, run.job.wanted.kind)
                return
            else:
                return

    @contextlib.contextmanager
    def _holding(self, run: Run) -> Iterator[None]:
        with self._lock:
            self._held[run.lease.key] = run
        try:
            yield
        finally:
            with self._lock:
                del self._held[run.lease.key]

    def _beat(self) -> None:
        noted = self._note_at_work(float("-inf"))
        while (
            not self.leaving.wait(min(SECONDS_BETWEEN_BEATS, self.silence / BEATS_IN_SILENCE)) or self._held
        ):
            noted = self._note_at_work(noted)
            with self._lock:
                held = tuple(self._held.values())
            for run in held:
                self._beat_for(run)
            if self.leaving.is_set():
                time.sleep(self.silence / BEATS_IN_SILENCE)

    def _note_at_work(self, noted: float) -> float:
        """Let others see now and then that there is a worker; return when that was."""
        now = time.monotonic()
        if now - noted < SECONDS_BETWEEN_NOTES:
            return noted
        with contextlib.suppress(DatabaseUnavailable, DatabaseClosed):
            self.application.database.write(lambda connection: note_at_work(connection, moment()))
        return now

    def _beat_for(self, run: Run) -> None:
        try:
            run.signals.stopping |= self.application.write_jobs(
                lambda jobs: jobs.beat(run.lease, run.signals.progress)
            )
        except LeaseLost:
            run.signals.lost = True
        except DatabaseUnavailable:
            _LOG.warning("the database did not take a beat of job %s", run.job.key)
        except DatabaseClosed:
            run.signals.lost = True
        except Exception:  # noqa: BLE001 - without beats, jobs of a worker that lives would be taken over
            _LOG.exception("a beat of job %s failed", run.job.key)

    def _submit(self, calculate: Callable[[], object]) -> "Future[object]":
        """Begin a calculation in a process beside; in new ones if one of the old has died."""
        with self._lock:
            if self._processes is not None:
                try:
                    return self._processes.submit(calculate)
                except BrokenExecutor:
                    _LOG.warning("a process that calculates has died")
            context = get_context("spawn")
            self._processes = ProcessPoolExecutor(self.lanes, context, initializer=end_with_parent)
            return self._processes.submit(calculate)


def attempt(kind: Kind, run: Run) -> Settle:
    """Do the work; return what there is to be written of how it ended."""
    try:
        outcome = kind.work(run)
    except JobRefused as refused:
        why = (refused.said, refused.outcome)
        return lambda jobs: refuse(jobs, run.lease, why, moment())
    except JobStopped:
        return lambda jobs: stop(jobs, run.lease, moment())
    except WorkerLeaves:
        return lambda jobs: give_back(jobs, run.lease, moment())
    except (LeaseLost, DatabaseClosed):
        return lambda jobs: None
    except (DatabaseUnavailable, ObjectStoreFailed):
        return lambda jobs: wait_out(jobs, run.lease, AWAY, moment())
    except Exception:  # noqa: BLE001 - the last catch: one job's fault must not end the worker
        _LOG.exception("job %s (%s) failed", run.job.key, run.job.wanted.kind)
        return lambda jobs: fail(jobs, run.lease, UNEXPECTED, moment())
    return lambda jobs: finish(jobs, run.lease, outcome, moment())


def _settle(jobs: Jobs, run: Run, settle: Settle) -> None:
    # Holds the row, so that no beat comes between looking at it and exchanging it.
    jobs.beat(run.lease, run.signals.progress)
    settle(jobs)
