"""Hints at copying that a teacher has looked at and dismissed, with a note."""

from dataclasses import dataclass
from typing import Protocol

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A dismissed hint: whose answers fit whose keys, how many did at that time, and the teacher's note.

    It stands as long as no more answers agree; `made_at` is milliseconds UTC.
    """

    assignment: AssignmentKey
    attempt: AttemptKey
    source: AttemptKey
    agreements: int
    note: str
    teacher: PersonKey
    made_at: int


class Dismissals(Protocol):
    """Keeps dismissed hints."""

    def keep(self, dismissal: Dismissal, school: SchoolKey) -> None:
        """Keep a dismissal in place of a former one of the same two students."""
        ...

    def drop(self, assignment: AssignmentKey, attempt: AttemptKey, source: AttemptKey) -> None:
        """Forget a dismissal, so that the hint is shown again."""
        ...

    def of_assignment(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[Dismissal, ...]:
        """Return the dismissals of an assignment."""
        ...
