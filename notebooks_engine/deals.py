"""What was dealt together, to one class or several, and what each student has been shown: as a port."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import AssignmentKey, DealKey
from notebooks_engine.attempts import AttemptKey
from variants.dealing.dealers import Seen
from variants.dealing.separations import TaskSeparation


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtAttempt:
    """What one student got: by slot a task and what stands for its displayed givens."""

    key: AttemptKey
    assignment: AssignmentKey
    student: PersonKey
    number: int
    position: int
    active_at: int | None
    givens: Mapping[str, tuple[str, str]]


class Deals(Protocol):
    """Reads attempts across the assignments of a deal, and across all that a student has had."""

    def attempts(self, school: SchoolKey, deal: DealKey) -> tuple[DealtAttempt, ...]:
        """Return all attempts of a deal in the order in which they were dealt."""
        ...

    def count(self, school: SchoolKey, deal: DealKey) -> int:
        """Return how many attempts a deal has."""
        ...

    def shown(
        self, school: SchoolKey, students: Sequence[PersonKey], tasks: Collection[str]
    ) -> Mapping[PersonKey, Seen]:
        """Return which givens of these tasks students have had, in attempts and practice, latest first."""
        ...

    def keep_separation(self, deal: DealKey, separation: Sequence[TaskSeparation]) -> None:
        """Keep in all assignments of a deal how far apart it has kept the students."""
        ...

    def remove_attempts(self, keys: Sequence[AttemptKey]) -> None:
        """Remove those of these attempts in which nothing was begun."""
        ...
