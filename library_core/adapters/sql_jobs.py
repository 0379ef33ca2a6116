"""Jobs in an SQL table."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from library_core.adapters.job_tables import jobs
from library_core.jobs import (
    ANYWHERE,
    OPEN,
    Job,
    JobKey,
    JobState,
    Lease,
    LeaseKey,
    LeaseLost,
    Progress,
    Wanted,
)
from library_core.people import PersonKey, SchoolKey
from variants.texts import text_from_json, text_to_json

MOST_BEGUN: Final = 500
"""Begun jobs that are looked at together: there are about as many as there are workers."""
_FORGETTABLE: Final[tuple[JobState, ...]] = ("done", "refused", "cancelled")


class SqlJobs:
    """Implements `library_core.jobs.Jobs` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: Job) -> Job:
        """Keep a new job and return it, or the open one of the same school, kind and subject.

        The open one gets the turn of whoever is more in a hurry.
        """
        same = _only(job)
        known = None if same is None else self._one(select(jobs).where(jobs.c.only == same))
        if known is not None:
            return self._hurried(known, job.wanted.turn)
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(jobs).values(**_first(job), **_changing(job)))
        except IntegrityError:
            # Somebody asked for the same at the same moment.
            known = None if same is None else self._one(select(jobs).where(jobs.c.only == same))
            if known is None:
                raise
            return self._hurried(known, job.wanted.turn)
        return job

    def find(self, key: JobKey) -> Job | None:
        """Return a job."""
        return self._one(select(jobs).where(jobs.c.key == key))

    def latest(self, school: SchoolKey, kind: str, subject: str) -> Job | None:
        """Return the last job that was asked for of this kind and subject."""
        same = and_(jobs.c.school == school, jobs.c.kind == kind, jobs.c.subject == subject)
        return self._one(select(jobs).where(same).order_by(jobs.c.sequence.desc()).limit(1))

    def of_person(self, school: SchoolKey, person: PersonKey, limit: int) -> tuple[Job, ...]:
        """Return what the person asked for: open jobs first, then the newest."""
        own = and_(jobs.c.school == school, jobs.c.person == person)
        return self._several(_open_first(select(jobs).where(own)).limit(limit))

    def all(self, limit: int) -> tuple[Job, ...]:
        """Return jobs of all schools: open ones first, then the newest."""
        return self._several(_open_first(select(jobs)).limit(limit))

    def waits(self, kinds: Collection[str], place: str) -> bool:
        """Tell whether there is a job that was never begun."""
        return self._one(_fresh(kinds, place)) is not None

    def fresh(self, kinds: Collection[str], place: str) -> Job | None:
        """Return the job to begin next among those never begun, for one who writes.

        What others are taking at this moment is passed over.
        """
        return self._one(_fresh(kinds, place).with_for_update(skip_locked=True))

    def begun(self, kinds: Collection[str], place: str) -> tuple[Job, ...]:
        """Return the open jobs that have been begun: the running, and those to be tried again."""
        query = _for(kinds, place).where(jobs.c.state.in_(OPEN), jobs.c.tries > 0)
        return self._several(query.order_by(jobs.c.turn, jobs.c.sequence).limit(MOST_BEGUN))

    def exchange(self, seen: Job, now: Job) -> bool:
        """Keep the job as it is now if it still stands as it was seen; tell whether it did."""
        as_seen = and_(
            jobs.c.key == seen.key,
            jobs.c.state == seen.state,
            jobs.c.lease.is_not_distinct_from(seen.lease),
            jobs.c.beats == seen.beats,
            jobs.c.tries == seen.tries,
            jobs.c.stopping == seen.stopping,
        )
        return self._connection.execute(update(jobs).where(as_seen).values(**_changing(now))).rowcount == 1

    def beat(self, lease: Lease, progress: Progress | None) -> bool:
        """Count the lease up and keep the progress; return whether the job is to stop. Raises LeaseLost."""
        far = {} if progress is None else {"done": progress.done, "total": progress.total}
        held = and_(jobs.c.key == lease.job, jobs.c.lease == lease.key)
        counted = update(jobs).where(held).values(beats=jobs.c.beats + 1, **far).returning(jobs.c.stopping)
        stopping = self._connection.execute(counted).scalar_one_or_none()
        if stopping is None:
            raise LeaseLost(lease.job)
        return bool(stopping)

    def stop(self, key: JobKey) -> None:
        """Say that an open job is to stop."""
        still = and_(jobs.c.key == key, jobs.c.state.in_(OPEN))
        self._connection.execute(update(jobs).where(still).values(stopping=True))

    def count(self) -> Mapping[tuple[str, JobState], int]:
        """Return how many jobs there are of each kind in each state."""
        query = select(jobs.c.kind, jobs.c.state, func.count().label("number"))
        rows = self._connection.execute(query.group_by(jobs.c.kind, jobs.c.state))
        return {(row.kind, row.state): row.number for row in rows}

    def waits_since(self) -> int | None:
        """Return when the oldest of the jobs that were never begun was asked for; None if there is none."""
        query = select(func.min(jobs.c.requested_at)).where(jobs.c.state == "waiting", jobs.c.tries == 0)
        since: int | None = self._connection.execute(query).scalar_one()
        return since

    def forget_ended(self, before: int) -> int:
        """Forget what ended before the moment; return how many. What is parked stays."""
        old = and_(jobs.c.state.in_(_FORGETTABLE), jobs.c.changed_at < before)
        return self._connection.execute(delete(jobs).where(old)).rowcount

    def _hurried(self, job: Job, turn: int) -> Job:
        if turn >= job.wanted.turn:
            return job
        self._connection.execute(update(jobs).where(jobs.c.key == job.key).values(turn=turn))
        return replace(job, wanted=replace(job.wanted, turn=turn))

    def _one(self, query: "Select[Any]") -> Job | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _job(row)

    def _several(self, query: "Select[Any]") -> tuple[Job, ...]:
        return tuple(_job(row) for row in self._connection.execute(query))


def jobs_alone(connection: Connection) -> SqlJobs:
    """Return the jobs in a transaction that has just begun and touches nothing else.

    All that workers do is one comparison and exchange of a row, or begins by holding it, so that it needs no
    serializable transaction: among many workers those of PostgreSQL take each other, and whoever asks for a
    job meanwhile, for conflicts that there are not.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    return SqlJobs(connection)


def _for(kinds: Collection[str], place: str) -> "Select[Any]":
    return select(jobs).where(jobs.c.kind.in_(sorted(kinds)), jobs.c.place.in_((ANYWHERE, place)))


def _fresh(kinds: Collection[str], place: str) -> "Select[Any]":
    query = _for(kinds, place).where(jobs.c.state == "waiting", jobs.c.tries == 0)
    return query.order_by(jobs.c.turn, jobs.c.sequence).limit(1)


def _open_first(query: "Select[Any]") -> "Select[Any]":
    return query.order_by(case((jobs.c.state.in_(OPEN), 0), else_=1), jobs.c.sequence.desc())


def _only(job: Job) -> str | None:
    wanted = job.wanted
    return f"{wanted.kind}/{job.school}/{wanted.subject}" if wanted.subject and job.is_open else None


def _first(job: Job) -> dict[str, Any]:
    """Return what never changes of a job."""
    wanted = job.wanted
    return {
        "key": job.key,
        "kind": wanted.kind,
        "school": job.school,
        "person": job.person,
        "subject": wanted.subject,
        "place": wanted.place,
        "turn": wanted.turn,
        "order": json.dumps(wanted.order, ensure_ascii=False),
        "requested_at": job.requested_at,
    }


def _changing(job: Job) -> dict[str, Any]:
    return {
        "only": _only(job),
        "state": job.state,
        "tries": job.tries,
        "lease": job.lease,
        "beats": job.beats,
        "done": job.progress.done,
        "total": job.progress.total,
        "said": json.dumps(text_to_json(job.said), ensure_ascii=False),
        "outcome": json.dumps(job.outcome, ensure_ascii=False),
        "stopping": job.stopping,
        "changed_at": job.changed_at,
    }


def _job(row: "Row[Any]") -> Job:
    return Job(
        key=JobKey(row.key),
        wanted=Wanted(
            kind=row.kind,
            subject=row.subject,
            order=json.loads(row.order),
            place=row.place,
            turn=row.turn,
        ),
        school=SchoolKey(row.school),
        person=None if row.person is None else PersonKey(row.person),
        requested_at=row.requested_at,
        changed_at=row.changed_at,
        state=row.state,
        tries=row.tries,
        lease=None if row.lease is None else LeaseKey(row.lease),
        beats=row.beats,
        progress=Progress(done=row.done, total=row.total),
        said=text_from_json(json.loads(row.said)),
        outcome=json.loads(row.outcome),
        stopping=row.stopping,
    )
