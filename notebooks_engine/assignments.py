"""An assignment: a notebook edition given to a class, with dates and rules, and variants dealt to everybody.

Assigning does all the work: each student's attempt is dealt and frozen in one write, and never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NewType

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.pinning import PinnedSlot
from variants.dealing.separations import TaskSeparation
from variants.texts import Text

AssignmentKey = NewType("AssignmentKey", str)
DealKey = NewType("DealKey", str)
Solutions = Literal["after_due", "after_answer", "never"]
LateRule = Literal["accept", "mark", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How many checks each slot allows, when worked solutions show, and what happens after the due date."""

    tries: int = 3
    solutions: Solutions = "after_due"
    late: LateRule = "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A notebook edition given to a class; times are milliseconds UTC, None where there is none.

    Assignments of parallel classes that were dealt together share `deal`, its secret, how many students it
    was `planned` for, and the `separation` it has achieved so far.
    """

    key: AssignmentKey
    school: SchoolKey
    class_key: ClassKey
    teacher: PersonKey
    edition: EditionKey
    title: Text
    slots: tuple[PinnedSlot, ...]
    rules: Rules
    due_at: int | None
    closed_at: int | None
    created_at: int
    secret: bytes = field(repr=False)
    deal: DealKey
    planned: int
    separation: tuple[TaskSeparation, ...] = ()

    def slot(self, name: str) -> PinnedSlot | None:
        """Return the slot of this name."""
        return next((slot for slot in self.slots if slot.name == name), None)

    def is_late(self, now: int) -> bool:
        """Tell whether what is handed in now comes after the due date."""
        return self.due_at is not None and now > self.due_at

    def takes_answers(self, now: int) -> bool:
        """Tell whether answers are checked now: not closed, and not refused for being late."""
        return self.closed_at is None and not (self.rules.late == "refuse" and self.is_late(now))

    def closed(self, now: int) -> "Assignment":
        """Return the assignment, taking no more answers."""
        return self if self.closed_at is not None else replace(self, closed_at=now)

    def reopened(self) -> "Assignment":
        """Return the assignment, taking answers again."""
        return replace(self, closed_at=None)


def dealt_tasks(slots: Sequence[PinnedSlot]) -> dict[str, EditionKey]:
    """Return the editions of all tasks by name, each once."""
    return {task.name: task.edition for slot in slots for task in slot.tasks}
