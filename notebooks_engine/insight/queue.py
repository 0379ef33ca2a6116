"""The queue of what needs a person: answers that the machine left undecided, like beside like."""

from collections.abc import Sequence
from dataclasses import dataclass

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.repositories import Engine, PendingSlot
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One undecided answer; `verdict.score` is the suggested share, `submitted_at` milliseconds UTC."""

    assignment: AssignmentKey
    assignment_title: Text
    attempt: AttemptKey
    student: PersonKey
    slot: str
    ask: str
    try_number: int
    answer: Answer
    verdict: Verdict
    submitted_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What stands before and after an answer in the queue, and its place counted from 1 (0: not in it)."""

    before: Waiting | None
    after: Waiting | None
    place: int


def list_waiting(engine: Engine, teacher: Actor, of: AssignmentKey | None = None) -> tuple[Waiting, ...]:
    """Return what waits for this teacher, in one assignment or all: by assignment, slot, ask, then time."""
    pending = engine.submissions.pending(teacher, of)
    rows = [waiting for one in pending for waiting in _split(one)]
    places = {one.assignment: place for place, one in reversed(list(enumerate(pending)))}
    return tuple(sorted(rows, key=lambda row: (places[row.assignment], row.slot, row.ask, row.submitted_at)))


def find_neighbours(queue: Sequence[Waiting], attempt: AttemptKey, slot: str, ask: str) -> Neighbours:
    """Return the neighbours of an answer; after one that has left the queue comes the first that waits."""
    for place, row in enumerate(queue):
        if (row.attempt, row.slot, row.ask) == (attempt, slot, ask):
            before = queue[place - 1] if place else None
            after = queue[place + 1] if place + 1 < len(queue) else None
            return Neighbours(before=before, after=after, place=place + 1)
    return Neighbours(before=None, after=queue[0] if queue else None, place=0)


def _split(pending: PendingSlot) -> list[Waiting]:
    submission = pending.submission
    return [
        Waiting(
            assignment=pending.assignment,
            assignment_title=pending.assignment_title,
            attempt=submission.attempt,
            student=pending.student,
            slot=submission.slot,
            ask=ask,
            try_number=submission.try_number,
            answer=submission.answers.get(ask),
            verdict=verdict,
            submitted_at=submission.submitted_at,
        )
        for ask, verdict in submission.verdicts.items()
        if verdict.outcome == "undecided" and ask not in pending.marked_asks
    ]
