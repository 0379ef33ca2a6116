"""What appeals need kept, as a port: every read takes a school or an actor and finds nothing beyond them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.appealing.appeals import (
    AcceptedAnswer,
    AcceptedKey,
    Appeal,
    AppealKey,
    WaitingAppeal,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.submissions import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtWork:
    """One student's work beside that of others: what was dealt, and what was handed in, first to last."""

    attempt: AttemptKey
    assignment: AssignmentKey
    student: PersonKey
    slots: tuple[FrozenSlot, ...]
    submissions: tuple[Submission, ...]

    def submissions_of(self, slot: str) -> tuple[Submission, ...]:
        """Return the submissions of one slot, first to last."""
        return tuple(one for one in self.submissions if one.slot == slot)


class Appeals(Protocol):
    """Keeps appeals, and the answers that were accepted because of them."""

    def add(self, appeal: Appeal, school: SchoolKey) -> None:
        """Keep a new appeal; an ask of a try has at most one."""
        ...

    def change(self, appeal: Appeal) -> None:
        """Keep the decision on an appeal, or that it waits again."""
        ...

    def remove(self, key: AppealKey) -> None:
        """Forget an appeal that was taken back."""
        ...

    def find(self, teacher: Actor, key: AppealKey) -> WaitingAppeal | None:
        """Return an appeal in a class of this teacher, decided or not."""
        ...

    def find_own(self, student: Actor, key: AppealKey) -> Appeal | None:
        """Return the student's own appeal."""
        ...

    def of_attempt(self, school: SchoolKey, attempt: AttemptKey) -> tuple[Appeal, ...]:
        """Return the appeals of an attempt, first to last."""
        ...

    def waiting(self, teacher: Actor) -> tuple[WaitingAppeal, ...]:
        """Return what waits in the teacher's classes, longest first; an ask marked by hand doesn't."""
        ...

    def accept(self, accepted: AcceptedAnswer, school: SchoolKey) -> None:
        """Keep an accepted answer with all that it changed."""
        ...

    def change_accepted(self, accepted: AcceptedAnswer) -> None:
        """Keep that an accepted answer has been undone."""
        ...

    def find_accepted(self, teacher: Actor, key: AcceptedKey) -> AcceptedAnswer | None:
        """Return an accepted answer of an assignment in a class of this teacher."""
        ...

    def accepted_for(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[AcceptedAnswer, ...]:
        """Return the accepted answers in force for an assignment, first to last.

        They were accepted in it, or in another one of the same deal by a teacher of its class.
        """
        ...

    def works(
        self,
        teacher: Actor,
        assignment: AssignmentKey,
        *,
        slots: Sequence[str] | None = None,
        alone: bool = False,
    ) -> tuple[DealtWork, ...]:
        """Return the work of everybody in an assignment and in the others of its deal, by place in the deal.

        Only classes of this teacher are looked at, and only submissions of these slots, where some are named.
        `alone` leaves the other assignments out.
        """
        ...
