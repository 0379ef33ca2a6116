"""How many have begun and done what a teacher has assigned, counted by the database for all of it at once."""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection, Select, case, func, select

from notebooks_engine.actors import Actor
from notebooks_engine.adapters.tables import assignments, attempts, class_teachers, slot_grades
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.repositories import ENDLESS, Turnout

_WAITING: Final = -1


def read_turnouts(
    connection: Connection, teacher: Actor, of: ClassKey | None
) -> dict[AssignmentKey, Turnout]:
    """Return how the assignments of the teacher's classes stand, or of one class, in two statements."""
    graded: defaultdict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    for row in connection.execute(_graded(teacher, of)):
        graded[row.assignment][row.graded, row.least] = row.attempts
    return {
        AssignmentKey(row.assignment): Turnout(
            students=row.students,
            begun=row.begun,
            repeated=row.last > 1,
            graded=graded[row.assignment],
        )
        for row in connection.execute(_begun(teacher, of))
    }


def _begun(teacher: Actor, of: ClassKey | None) -> "Select[Any]":
    active = case((attempts.c.active_at.is_not(None), attempts.c.student))
    query = select(
        attempts.c.assignment,
        func.count(attempts.c.student.distinct()).label("students"),
        func.count(active.distinct()).label("begun"),
        func.max(attempts.c.number).label("last"),
    )
    return _taught(query, teacher, of).group_by(attempts.c.assignment)


def _graded(teacher: Actor, of: ClassKey | None) -> "Select[Any]":
    tries = case((slot_grades.c.pending, _WAITING), (slot_grades.c.final, ENDLESS), else_=slot_grades.c.tries)
    query = select(attempts.c.assignment, func.count().label("graded"), func.min(tries).label("least")).join(
        slot_grades, slot_grades.c.attempt == attempts.c.key
    )
    each = _taught(query, teacher, of).group_by(attempts.c.assignment, attempts.c.key).subquery()
    return select(each, func.count().label("attempts")).group_by(*each.c)


def _taught(query: "Select[Any]", teacher: Actor, of: ClassKey | None) -> "Select[Any]":
    found = (
        query.join(assignments, assignments.c.key == attempts.c.assignment)
        .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
        .where(assignments.c.school == teacher.school, class_teachers.c.teacher == teacher.person)
    )
    return found if of is None else found.where(assignments.c.class_key == of)
