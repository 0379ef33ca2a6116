"""One student's work as the teacher sees it: what was given, typed, understood and marked, try by try."""

from collections.abc import Collection
from dataclasses import dataclass

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.grading import SlotGrade, grade_slot
from notebooks_engine.marks import Mark
from notebooks_engine.refusals import missing_work
from notebooks_engine.regrades import RegradedSlot
from notebooks_engine.repositories import Engine
from notebooks_engine.showing import ShownVariant
from notebooks_engine.solutions import show_slot
from notebooks_engine.submissions import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWork:
    """One slot: the variant solved, all submissions, marks and regrades in force, first to last."""

    name: str
    task: str
    variant: ShownVariant
    draft: Draft | None
    submissions: tuple[Submission, ...]
    marks: tuple[Mark, ...]
    grade: SlotGrade
    regraded: tuple[RegradedSlot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentWork:
    """A student's attempt, whole."""

    attempt: AttemptKey
    student: PersonKey
    assignment: Assignment
    active_at: int | None
    slots: tuple[SlotWork, ...]

    def slot(self, name: str) -> SlotWork | None:
        """Return the slot of this name."""
        return next((slot for slot in self.slots if slot.name == name), None)


def look_at_work(
    engine: Engine, teacher: Actor, key: AttemptKey, *, slots: Collection[str] | None = None
) -> StudentWork:
    """Return the work of a student of this teacher's class, with keys and solutions. Raises Missing.

    Where slots are named, the others are left out.
    """
    opened = engine.attempts.open_taught(teacher, key)
    if opened is None:
        raise missing_work()
    looked_at = tuple(
        SlotWork(
            name=frozen.name,
            task=frozen.task,
            variant=show_slot(frozen, solved=True),
            draft=opened.drafts.get(frozen.name),
            submissions=opened.submissions_of(frozen.name),
            marks=opened.marks_of(frozen.name),
            grade=grade_slot(frozen, opened.submissions_of(frozen.name), opened.marks_of(frozen.name)),
            regraded=opened.regraded_of(frozen.name),
        )
        for frozen in opened.attempt.slots
        if slots is None or frozen.name in slots
    )
    return StudentWork(
        attempt=key,
        student=opened.attempt.student,
        assignment=opened.assignment,
        active_at=opened.attempt.active_at,
        slots=looked_at,
    )
