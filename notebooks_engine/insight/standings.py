"""How all that a teacher has assigned stands: counts alone, in as many statements for all classes as one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptHead, AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.grading import SlotGrade
from notebooks_engine.repositories import Engine, Turnout

_NOBODY = Turnout(students=0, begun=0, repeated=False, graded={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An assignment: how many students have it, have begun it, and have closed all slots of what counts."""

    assignment: Assignment
    students: int
    begun: int
    finished: int


def list_standings(engine: Engine, teacher: Actor, of: ClassKey | None = None) -> tuple[Standing, ...]:
    """Return how the assignments of the teacher's classes stand, or those of one class, newest first."""
    listed = engine.assignments.list(teacher, of)
    turnouts = engine.attempts.turnouts(teacher, of)
    repeated = [key for key, turnout in turnouts.items() if turnout.repeated]
    finished = _finished_of_repeated(engine, teacher, repeated) if repeated else {}
    return tuple(
        _stand(assignment, turnouts.get(assignment.key, _NOBODY), finished.get(assignment.key))
        for assignment in listed
    )


def _stand(assignment: Assignment, turnout: Turnout, finished: int | None) -> Standing:
    closed = turnout.closed(len(assignment.slots), assignment.rules.tries)
    return Standing(
        assignment=assignment,
        students=turnout.students,
        begun=turnout.begun,
        finished=closed if finished is None else finished,
    )


def _finished_of_repeated(
    engine: Engine, teacher: Actor, keys: Collection[AssignmentKey]
) -> Mapping[AssignmentKey, int]:
    """Count them where some have several attempts: that with most points counts, the first of equals."""
    grades = engine.submissions.grades_of_all(teacher.school, keys)
    of_students: defaultdict[tuple[AssignmentKey, PersonKey], list[AttemptHead]] = defaultdict(list)
    for head in engine.attempts.list_of_all(teacher.school, keys):
        of_students[head.assignment.key, head.student].append(head)
    found: defaultdict[AssignmentKey, int] = defaultdict(int)
    for (key, _), heads in of_students.items():
        best = max(heads, key=lambda head: (_points(grades, head.key), -head.number))
        found[key] += _is_finished(best, grades.get(best.key, {}))
    return found


def _points(grades: Mapping[AttemptKey, Mapping[str, SlotGrade]], key: AttemptKey) -> Fraction:
    return sum((grade.points for grade in grades.get(key, {}).values() if grade.points), Fraction(0))


def _is_finished(head: AttemptHead, grades: Mapping[str, SlotGrade]) -> bool:
    tries = head.assignment.rules.tries
    closed = [grade for grade in grades.values() if not grade.pending and grade.is_closed(tries)]
    return len(closed) == len(head.assignment.slots)
