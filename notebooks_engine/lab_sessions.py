"""A session at a bench as it is kept: its secret, made once, and its log, to which lines are only added.

There is one for each slot of an attempt that holds a lab, and one for each practice run of a lab.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NewType, Protocol

from labs.sessions import Entry
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.practice import PracticeKey
from notebooks_engine.regrades import RegradeKey

SessionKey = NewType("SessionKey", int)
LONGEST_REQUEST: Final = 128
_DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBench:
    """The bench of one slot of an attempt."""

    attempt: AttemptKey
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeBench:
    """The bench of a practice run."""

    run: PracticeKey


BenchPlace = WorkBench | PracticeBench


@dataclass(frozen=True, slots=True, kw_only=True)
class LabSession:
    """A session with its log, first to last; `requests` are digests of their idempotency keys."""

    key: SessionKey
    person: PersonKey
    secret: bytes = field(repr=False)
    log: tuple[Entry, ...] = ()
    requests: tuple[bytes, ...] = ()

    def find_repeat(self, request: str) -> Entry | None:
        """Return what was logged for this very request before."""
        digest = digest_request(request)
        return next(
            (entry for entry, known in zip(self.log, self.requests, strict=True) if known == digest), None
        )

    def with_entry(self, entry: Entry, request: str) -> "LabSession":
        """Return the session with one more line of its log."""
        requests = (*self.requests, digest_request(request))
        return replace(self, log=(*self.log, entry), requests=requests)

    def until(self, moment: int) -> "LabSession":
        """Return the session as it stood at a moment (milliseconds UTC); a log never runs backwards."""
        count = sum(entry.logged_at <= moment for entry in self.log)
        return replace(self, log=self.log[:count], requests=self.requests[:count])


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchGate:
    """What decides whether more can be done at the bench of an attempt, and whether it is still the same.

    `rules` are those of the assignment, letter by letter as they are kept. `active_at` is when the student
    last did something in the attempt. `rekeyed` is the regrade that has put its keys in force, None while
    they are those dealt.
    """

    place: WorkBench
    assignment: Assignment
    rules: str
    active_at: int | None
    rekeyed: RegradeKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchStand:
    """The bench of an attempt at one moment: its gate, what was dealt, and its session if made."""

    gate: BenchGate
    frozen: FrozenSlot
    session: LabSession | None


def digest_request(request: str) -> bytes:
    """Return what is kept of an idempotency key, however long it is."""
    return hashlib.blake2b(request.encode(), digest_size=_DIGEST_BYTES).digest()


class LabSessions(Protocol):
    """Keeps sessions at the bench. A caller has made sure that the place is the actor's to open."""

    def open(self, person: Actor, place: BenchPlace, secret: bytes, now: int) -> LabSession:
        """Return the person's session at a place; the first call makes it, with this secret."""
        ...

    def find(self, school: SchoolKey, place: BenchPlace) -> LabSession | None:
        """Return the session at a place."""
        ...

    def stand(self, student: Actor, where: WorkBench) -> BenchStand | None:
        """Return the student's own bench of an attempt as it stands."""
        ...

    def append(self, session: LabSession, entry: Entry, request: str, gate: BenchGate | None = None) -> bool:
        """Add a line to the log as the session has it, and tell whether it did.

        Numbers and requests of a log stand once: where the log has grown meanwhile, or knows the request,
        where it doesn't end as the session has it, or the session is gone, nothing is added. Nor is it at the
        bench of an attempt, which the caller holds, where its gate is another by now or gone.
        """
        ...

    def of_assignment(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[tuple[AttemptKey, str], LabSession]:
        """Return the sessions of an assignment by attempt and slot."""
        ...

    def count_readings(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[tuple[AttemptKey, str], int]:
        """Return how many readings were taken, by attempt and slot, where there are any."""
        ...
