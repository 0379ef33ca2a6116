"""Taking jobs, and giving them back: what a worker does with its hands.

Everything is one comparison and exchange of a row. A worker that slept through the end of its lease finds
its writes refused, so a job never has two hands at work whose writes both count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from library_core.jobs import GIVEN_UP, MOST_TRIES, Job, JobKey, Jobs, Lease, LeaseKey, LeaseLost
from variants.texts import Text

SILENCE: Final = 30.0
"""Seconds of silence after which a job is taken over from its worker."""
FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 300.0
"""Seconds between a failure and the next try: each pause is four times the one before, up to the longest."""


@dataclass(slots=True)
class Patience:
    """Remembers since when each job looks as it does, by the stopwatch of this process (seconds)."""

    silence: float = SILENCE
    first_pause: float = FIRST_PAUSE
    _since: dict[JobKey, tuple[object, float]] = field(default_factory=dict)

    def ripe(self, begun: Sequence[Job], now: float) -> Job | None:
        """Return a job that has stood still long enough to be begun again."""
        self._since = {job.key: self._seen(job, now) for job in begun}
        for job in begun:
            if now - self._since[job.key][1] >= self._pause(job):
                return job
        return None

    def _seen(self, job: Job, now: float) -> tuple[object, float]:
        look = (job.state, job.lease, job.beats, job.tries)
        known = self._since.get(job.key)
        return known if known is not None and known[0] == look else (look, now)

    def _pause(self, job: Job) -> float:
        if job.state == "running":
            return self.silence
        return min(LONGEST_PAUSE, self.first_pause * 4.0 ** (job.tries - 1))


def take(jobs: Jobs, seen: Job, lease: LeaseKey, at: int) -> Job | None:
    """Begin a job that was seen so; return it, or None if somebody else did, or it is to be begun no more."""
    if seen.stopping:
        jobs.exchange(seen, seen.ended("cancelled", at))
        return None
    if seen.tries >= MOST_TRIES:
        jobs.exchange(seen, seen.ended("parked", at, said=_last_words(seen)))
        return None
    taken = replace(seen, state="running", lease=lease, beats=0, tries=seen.tries + 1, changed_at=at)
    return taken if jobs.exchange(seen, taken) else None


def hold(jobs: Jobs, lease: Lease) -> None:
    """Hold the lease until the transaction ends. Raises LeaseLost."""
    jobs.beat(lease, None)


def finish(jobs: Jobs, lease: Lease, outcome: Mapping[str, Any], at: int) -> None:
    """Say that the job is done and what came of it. Raises LeaseLost."""
    _end(jobs, lease, lambda job: job.ended("done", at, outcome=outcome))


def refuse(jobs: Jobs, lease: Lease, why: tuple[Text, Mapping[str, Any]], at: int) -> None:
    """Say in words that the job can't be done, and trying again would not help. Raises LeaseLost."""
    said, outcome = why
    _end(jobs, lease, lambda job: job.ended("refused", at, said=said, outcome=outcome))


def stop(jobs: Jobs, lease: Lease, at: int) -> None:
    """Say that the job was stopped because somebody cancelled it. Raises LeaseLost."""
    _end(jobs, lease, lambda job: job.ended("cancelled", at))


def fail(jobs: Jobs, lease: Lease, said: Text, at: int) -> None:
    """Let the job be tried again after a pause, or park it if it was tried often enough. Raises LeaseLost."""

    def failed(job: Job) -> Job:
        return job.ended("waiting" if job.tries < MOST_TRIES else "parked", at, said=said)

    _end(jobs, lease, failed)


def wait_out(jobs: Jobs, lease: Lease, said: Text, at: int) -> None:
    """Let the job be tried again after a pause, however often: what it needs is away. Raises LeaseLost.

    The job is not to blame, and whoever would look at it when it is parked could do no more than repeat it.
    """
    _end(
        jobs,
        lease,
        lambda job: replace(job.ended("waiting", at, said=said), tries=min(job.tries, MOST_TRIES - 1)),
    )


def give_back(jobs: Jobs, lease: Lease, at: int) -> None:
    """Let somebody else go on: the worker leaves, and the job is not to blame. Raises LeaseLost."""
    _end(jobs, lease, lambda job: replace(job.ended("waiting", at, said=job.said), tries=job.tries - 1))


def _end(jobs: Jobs, lease: Lease, change: Callable[[Job], Job]) -> None:
    job = jobs.find(lease.job)
    if job is None or job.lease != lease.key:
        raise LeaseLost(lease.job)
    now = change(job)
    # Whoever cancels a job that fails at the same moment does not want it tried again.
    if job.stopping and now.state == "waiting":
        now = job.ended("cancelled", now.changed_at)
    if not jobs.exchange(job, now):
        raise LeaseLost(lease.job)


def _last_words(job: Job) -> Text:
    return GIVEN_UP if job.said == Text() else job.said
