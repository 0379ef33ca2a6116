"""Submissions and the grades that follow from them in SQL tables."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, insert, select

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.replacing import replacing
from notebooks_engine.adapters.rows import (
    grade_from_row,
    grade_to_row,
    submission_from_row,
    submission_to_row,
)
from notebooks_engine.adapters.sql_regrades import rejudgements_of
from notebooks_engine.adapters.tables import (
    assignments,
    attempts,
    class_teachers,
    marks,
    slot_grades,
    submissions,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.grading import SlotGrade
from notebooks_engine.in_force import submissions_in_force
from notebooks_engine.repositories import PendingSlot
from notebooks_engine.submissions import Submission
from variants.texts import text_from_json

# Built once: every check adds one.
_ADDITION: Final = insert(submissions)


class SqlSubmissions:
    """Implements `notebooks_engine.repositories.Submissions` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, submission: Submission) -> None:
        """Keep a new submission; try numbers of a slot and idempotency keys of an attempt stand once."""
        self._connection.execute(_ADDITION, submission_to_row(submission))

    def keep_grade(self, attempt: AttemptKey, grade: SlotGrade, now: int) -> None:
        """Keep the grade of a slot in place of the former one."""
        row = {"attempt": attempt, **grade_to_row(grade), "graded_at": now}
        self._connection.execute(replacing(slot_grades, self._connection.dialect.name), row)

    def grades_of(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of an assignment by attempt and slot; a slot never touched has none."""
        return self._grades(_grades_of(), {"assignment": assignment, "school": school})

    def grades_of_all(
        self, school: SchoolKey, of: Collection[AssignmentKey]
    ) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of several assignments by attempt and slot."""
        return self._grades(_grades().where(attempts.c.assignment.in_(of), attempts.c.school == school))

    def grades_of_student(self, student: Actor) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of all the student's own attempts."""
        return self._grades(
            _grades().where(attempts.c.student == student.person, attempts.c.school == student.school)
        )

    def pending(self, teacher: Actor, of: AssignmentKey | None) -> tuple[PendingSlot, ...]:
        """Return the slots that wait for a person in the teacher's classes, by assignment, slot and time."""
        # Not `IS TRUE`: SQLite, told no numbers of rows, would go through all that waits anywhere.
        query = (
            select(
                submissions,
                assignments.c.key.label("assignment_key"),
                assignments.c.title.label("assignment_title"),
                attempts.c.student,
            )
            .join_from(slot_grades, attempts, attempts.c.key == slot_grades.c.attempt)
            .join(assignments, assignments.c.key == attempts.c.assignment)
            .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
            .join(submissions, _is_last_of_grade())
            .where(slot_grades.c.pending.is_not(False), assignments.c.school == teacher.school)
            .where(class_teachers.c.teacher == teacher.person)
            .order_by(assignments.c.created_at, assignments.c.key, submissions.c.slot)
            .order_by(submissions.c.submitted_at, submissions.c.key)
        )
        if of is not None:
            query = query.where(assignments.c.key == of)
        rows = self._connection.execute(query).all()
        marked = self._marked_asks(tuple({row.attempt for row in rows}))
        rejudged = rejudgements_of(self._connection, [row.key for row in rows])
        judged = submissions_in_force(map(submission_from_row, rows), rejudged)
        return tuple(
            PendingSlot(
                assignment=AssignmentKey(row.assignment_key),
                assignment_title=text_from_json(json.loads(row.assignment_title)),
                student=PersonKey(row.student),
                submission=submission,
                marked_asks=frozenset(marked[row.attempt, row.slot, row.try_number]),
            )
            for row, submission in zip(rows, judged, strict=True)
        )

    def _marked_asks(self, of: tuple[str, ...]) -> Mapping[tuple[str, str, int], set[str]]:
        marked: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
        query = select(marks).where(marks.c.attempt.in_(of), marks.c.undone_at.is_(None))
        for row in self._connection.execute(query):
            marked[row.attempt, row.slot, row.try_number].add(row.ask)
        return marked

    def _grades(
        self, query: "Select[Any]", asked: Mapping[str, str] | None = None
    ) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        grades: defaultdict[AttemptKey, dict[str, SlotGrade]] = defaultdict(dict)
        for row in self._connection.execute(query, asked):
            grades[AttemptKey(row.attempt)][row.slot] = grade_from_row(row)
        return grades


def _grades() -> "Select[Any]":
    return select(slot_grades).join(attempts, attempts.c.key == slot_grades.c.attempt)


@cache
def _grades_of() -> "Select[Any]":
    """Return the query of an assignment's grades, built once: each look at a class asks it."""
    return _grades().where(
        attempts.c.assignment == bindparam("assignment"), attempts.c.school == bindparam("school")
    )


def _is_last_of_grade() -> ColumnElement[bool]:
    return and_(
        submissions.c.attempt == slot_grades.c.attempt,
        submissions.c.slot == slot_grades.c.slot,
        submissions.c.try_number == slot_grades.c.tries,
    )
