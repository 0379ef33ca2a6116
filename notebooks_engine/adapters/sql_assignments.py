"""Assignments in SQL tables."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from notebooks_engine.actors import Actor
from notebooks_engine.adapters.rows import assignment_from_row, assignment_to_row
from notebooks_engine.adapters.sql_lab_sessions import forget_sessions
from notebooks_engine.adapters.sql_regrades import forget_regrades
from notebooks_engine.adapters.tables import (
    assignments,
    attempts,
    class_teachers,
    drafts,
    marks,
    slot_grades,
    submissions,
)
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.classes import ClassKey

# Built once: each look at a class at work finds its assignment.
_TAUGHT: Final = (
    select(assignments)
    .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
    .where(assignments.c.school == bindparam("school"), class_teachers.c.teacher == bindparam("teacher"))
)
_FOUND: Final = _TAUGHT.where(assignments.c.key == bindparam("assignment"))


class SqlAssignments:
    """Implements `notebooks_engine.repositories.Assignments` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, assignment: Assignment) -> None:
        """Keep a new assignment."""
        self._connection.execute(insert(assignments).values(assignment_to_row(assignment)))

    def change(self, assignment: Assignment) -> None:
        """Keep new rules, due date and closing of an assignment."""
        row = assignment_to_row(assignment)
        changed = {name: row[name] for name in ("rules", "due_at", "closed_at")}
        self._connection.execute(
            update(assignments).where(assignments.c.key == assignment.key).values(changed)
        )

    def remove(self, key: AssignmentKey) -> None:
        """Remove an assignment with its attempts; the caller has made sure that nobody has begun."""
        own = select(attempts.c.key).where(attempts.c.assignment == key)
        forget_regrades(self._connection, key)
        forget_sessions(self._connection, own)
        for table in (drafts, slot_grades, marks, submissions):
            self._connection.execute(delete(table).where(table.c.attempt.in_(own)))
        self._connection.execute(delete(attempts).where(attempts.c.assignment == key))
        self._connection.execute(delete(assignments).where(assignments.c.key == key))

    def find(self, teacher: Actor, key: AssignmentKey) -> Assignment | None:
        """Return an assignment of a class of this teacher."""
        asked = {"assignment": key, "school": teacher.school, "teacher": teacher.person}
        row = self._connection.execute(_FOUND, asked).one_or_none()
        return None if row is None else assignment_from_row(row)

    def list(self, teacher: Actor, of: ClassKey | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of the teacher's classes, or of one of them, newest first."""
        query = _TAUGHT.order_by(assignments.c.created_at.desc(), assignments.c.key)
        if of is not None:
            query = query.where(assignments.c.class_key == of)
        asked = {"school": teacher.school, "teacher": teacher.person}
        return tuple(map(assignment_from_row, self._connection.execute(query, asked)))
