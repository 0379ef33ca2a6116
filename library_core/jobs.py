"""Jobs: long work that is kept in the database until it is done, so that no restart loses it.

A job is asked for in the transaction that needs it. Whoever works on it holds a lease and counts its beats
up; others who see the count stand still for too long take the job over. Each measures that by a stopwatch of
its own, so no clock is ever compared with another machine's.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NewType, Protocol

from library_core.people import PersonKey, SchoolKey
from variants.texts import Text

JobKey = NewType("JobKey", str)
LeaseKey = NewType("LeaseKey", str)
JobState = Literal["waiting", "running", "done", "refused", "parked", "cancelled"]

OPEN: Final[tuple[JobState, ...]] = ("waiting", "running")
MOST_TRIES: Final = 5
"""So often a job is begun before it is parked for somebody to look at."""
ANYWHERE: Final = ""
LONGEST_SUBJECT: Final = 64
"""Letters."""
SOMEBODY_WAITS: Final = 0
USUAL: Final = 1
LAST: Final = 2
"""Turns: what a person looks at a page for, other work, and what may take its time."""

GIVEN_UP: Final = Text(
    en="This was begun several times, and each time the program that worked on it died.",
    ru="Эту работу начинали несколько раз, и каждый раз выполнявшая её программа прерывалась.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done: `order` is what the `kind` needs to know, of plain JSON values.

    While a job of the same school, kind and `subject` is open, it is the same job; without a subject never.
    A `place` keeps a job to the workers of one place. Those of a lower `turn` go first; asked for again by
    somebody in more of a hurry, an open job gets the lower turn.
    """

    kind: str
    subject: str = ""
    order: Mapping[str, Any] = field(default_factory=dict)
    place: str = ANYWHERE
    turn: int = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is: `done` of `total` steps; no total: nobody can tell."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands. Times are milliseconds UTC, and only shown.

    `tries` counts how often it was begun and not ended; `said` is why it failed last. `outcome` is what came
    of it, plain JSON values. A job that is `stopping` is cancelled as soon as its worker looks.
    """

    key: JobKey
    wanted: Wanted
    school: SchoolKey
    person: PersonKey | None
    requested_at: int
    changed_at: int
    state: JobState = "waiting"
    tries: int = 0
    lease: LeaseKey | None = None
    beats: int = 0
    progress: Progress = Progress()
    said: Text = Text()
    outcome: Mapping[str, Any] = field(default_factory=dict)
    stopping: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being worked on."""
        return self.state in OPEN

    def ended(
        self, state: JobState, at: int, *, said: Text | None = None, outcome: Mapping[str, Any] | None = None
    ) -> "Job":
        """Return the job in another state, in nobody's hands."""
        return replace(
            self,
            state=state,
            lease=None,
            changed_at=at,
            stopping=False,
            said=Text() if said is None else said,
            outcome=outcome or {},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on a job, and to say what became of it."""

    job: JobKey
    key: LeaseKey


class LeaseLost(Exception):
    """Somebody else has taken the job over, or it is no more; nothing may be written for it."""


class JobMissing(Exception):
    """There is no such job of this person."""


class Jobs(Protocol):
    """Keeps jobs; every method is part of the transaction that it is called in."""

    def add(self, job: Job) -> Job:
        """Keep a new job and return it, or the open one of the same school, kind and subject.

        The open one gets the turn of whoever is more in a hurry.
        """
        ...

    def find(self, key: JobKey) -> Job | None:
        """Return a job."""
        ...

    def latest(self, school: SchoolKey, kind: str, subject: str) -> Job | None:
        """Return the last job that was asked for of this kind and subject."""
        ...

    def of_person(self, school: SchoolKey, person: PersonKey, limit: int) -> Sequence[Job]:
        """Return what the person asked for: open jobs first, then the newest."""
        ...

    def all(self, limit: int) -> Sequence[Job]:
        """Return jobs of all schools: open ones first, then the newest."""
        ...

    def waits(self, kinds: Collection[str], place: str) -> bool:
        """Tell whether there is a job that was never begun."""
        ...

    def fresh(self, kinds: Collection[str], place: str) -> Job | None:
        """Return the job to begin next among those never begun, for one who writes.

        What others are taking at this moment is passed over.
        """
        ...

    def begun(self, kinds: Collection[str], place: str) -> Sequence[Job]:
        """Return the open jobs that have been begun: the running, and those to be tried again."""
        ...

    def exchange(self, seen: Job, now: Job) -> bool:
        """Keep the job as it is now if it still stands as it was seen; tell whether it did."""
        ...

    def beat(self, lease: Lease, progress: Progress | None) -> bool:
        """Count the lease up and keep the progress; return whether the job is to stop. Raises LeaseLost."""
        ...

    def stop(self, key: JobKey) -> None:
        """Say that an open job is to stop."""
        ...

    def count(self) -> Mapping[tuple[str, JobState], int]:
        """Return how many jobs there are of each kind in each state."""
        ...

    def waits_since(self) -> int | None:
        """Return when the oldest of the jobs that were never begun was asked for; None if there is none."""
        ...

    def forget_ended(self, before: int) -> int:
        """Forget what ended before the moment; return how many. What is parked stays."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for a job and when (milliseconds UTC); no person: the program itself."""

    school: SchoolKey
    at: int
    person: PersonKey | None = None


def ask_for(jobs: Jobs, wanted: Wanted, asked: Asked, new_key: Callable[[], str]) -> Job:
    """Ask for a job, in the transaction that needs it; return it, or the open one of the same subject.

    Who asks again for what was just cancelled does not join it: it ends at once, and its worker writes
    nothing more.
    """
    job = Job(
        key=JobKey(new_key()),
        wanted=wanted,
        school=asked.school,
        person=asked.person,
        requested_at=asked.at,
        changed_at=asked.at,
    )
    open_one = jobs.add(job)
    while open_one.stopping:
        jobs.exchange(open_one, open_one.ended("cancelled", asked.at))
        open_one = jobs.add(job)
    return open_one


def find_own(jobs: Jobs, key: JobKey, asked: Asked) -> Job:
    """Return a job that the person asked for. Raises JobMissing."""
    job = jobs.find(key)
    if job is None or job.person is None or (job.school, job.person) != (asked.school, asked.person):
        raise JobMissing(key)
    return job


def cancel(jobs: Jobs, job: Job, at: int) -> None:
    """Cancel a job that waits; one that is worked on stops as soon as its worker looks."""
    if job.state == "waiting" and jobs.exchange(job, job.ended("cancelled", at)):
        return
    jobs.stop(job.key)


def repeat(jobs: Jobs, job: Job, at: int) -> bool:
    """Let a job that was parked, refused or cancelled begin anew; tell whether it does."""
    latest = jobs.latest(job.school, job.wanted.kind, job.wanted.subject) if job.wanted.subject else job
    if job.state not in ("parked", "refused", "cancelled") or latest is None or latest.key != job.key:
        return False
    return jobs.exchange(job, replace(job.ended("waiting", at), tries=0, progress=Progress()))
