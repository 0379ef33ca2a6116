"""Attempts and drafts in SQL tables; one statement opens an attempt, another what stands in it."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, delete, func, insert, select, update

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.attempt_contents import contents_query, has_contents
from notebooks_engine.adapters.replacing import replacing
from notebooks_engine.adapters.rows import assignment_from_row, mark_from_row, submission_from_row, write_json
from notebooks_engine.adapters.rows_of_regrades import regraded_slot_from_row, rejudgement_from_row
from notebooks_engine.adapters.sql_lab_sessions import sessions_of
from notebooks_engine.adapters.sql_regrades import last_rekeyed
from notebooks_engine.adapters.tables import assignments, attempts, class_teachers, drafts, slot_grades
from notebooks_engine.adapters.turnouts import read_turnouts
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import (
    Attempt,
    AttemptHead,
    AttemptKey,
    Draft,
    FrozenSlot,
    freeze_slots,
    thaw_slot,
    thaw_slots,
)
from notebooks_engine.classes import ClassKey
from notebooks_engine.in_force import slots_in_force, submissions_in_force
from notebooks_engine.repositories import DraftedSlot, OpenedAttempt, Turnout

_HEAD = (
    attempts.c.key.label("attempt_key"),
    attempts.c.student.label("attempt_student"),
    attempts.c.position.label("attempt_position"),
    attempts.c.active_at.label("attempt_active_at"),
    attempts.c.number.label("attempt_number"),
)
_WHOLE = (
    *_HEAD,
    attempts.c.slots.label("attempt_slots"),
    has_contents(attempts.c.key).label("attempt_begun"),
)
_OF_ASSIGNMENT: Final = (
    attempts.c.assignment == bindparam("assignment"),
    attempts.c.school == bindparam("school"),
)
# Built once: each look at a class asks them,
_HEADS_OF: Final = (
    select(*_HEAD, assignments)
    .join(assignments, assignments.c.key == attempts.c.assignment)
    .where(*_OF_ASSIGNMENT)
    .order_by(attempts.c.position)
)
_DRAFTED_OF: Final = (
    select(drafts.c.attempt, drafts.c.slot)
    .join(attempts, attempts.c.key == drafts.c.attempt)
    .where(*_OF_ASSIGNMENT)
)
# and each draft and each check these.
_TOUCH: Final = (
    update(attempts).where(attempts.c.key == bindparam("attempt")).values(active_at=bindparam("now"))
)
_HOLD: Final = select(attempts.c.key).where(attempts.c.key == bindparam("attempt")).with_for_update()
_DROP: Final = delete(drafts).where(
    drafts.c.attempt == bindparam("of"), drafts.c.slot == bindparam("in_slot")
)


class SqlAttempts:
    """Implements `notebooks_engine.repositories.Attempts` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, added: Sequence[Attempt]) -> None:
        """Keep new attempts; each number of a student stands once in an assignment."""
        rows = [
            {
                "key": attempt.key,
                "school": attempt.school,
                "assignment": attempt.assignment,
                "student": attempt.student,
                "position": attempt.position,
                "active_at": attempt.active_at,
                "slots": freeze_slots(attempt.slots),
                "number": attempt.number,
            }
            for attempt in added
        ]
        if rows:
            self._connection.execute(insert(attempts), rows)

    def open_own(self, student: Actor, key: AttemptKey) -> OpenedAttempt | None:
        """Return the student's own attempt with all that stands in it."""
        return self._open(_own_query(), _own_parameters(student, key))

    def find_slot(self, student: Actor, key: AttemptKey, slot: str) -> FrozenSlot | None:
        """Return what was dealt in one slot of the student's own attempt."""
        parameters = {**_own_parameters(student, key), "slot": slot}
        row = self._connection.execute(_frozen_query(), parameters).one_or_none()
        if row is None:
            return None
        return thaw_slot(row.rekeyed or row.slots, slot)

    def open_taught(self, teacher: Actor, key: AttemptKey) -> OpenedAttempt | None:
        """Return an attempt of an assignment of this teacher's class, with all that stands in it."""
        query = (
            select(*_WHOLE, assignments)
            .join(assignments, assignments.c.key == attempts.c.assignment)
            .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
            .where(attempts.c.key == key, attempts.c.school == teacher.school)
            .where(class_teachers.c.teacher == teacher.person)
        )
        return self._open(query, {})

    def list_own(self, student: Actor) -> tuple[AttemptHead, ...]:
        """Return the heads of all the student's attempts, newest assignment and last attempt first."""
        query = _heads().where(*_own(student)).order_by(assignments.c.created_at.desc(), assignments.c.key)
        query = query.order_by(attempts.c.number.desc())
        return tuple(map(_read_head, self._connection.execute(query)))

    def list_of(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[AttemptHead, ...]:
        """Return the heads of all attempts of an assignment in the order of the deal."""
        rows = self._connection.execute(_HEADS_OF, {"assignment": assignment, "school": school}).all()
        # All rows carry the same assignment: it is read once.
        whole = assignment_from_row(rows[0]) if rows else None
        return tuple(_read_head(row, whole) for row in rows)

    def list_of_all(self, school: SchoolKey, of: Collection[AssignmentKey]) -> tuple[AttemptHead, ...]:
        """Return the heads of all attempts of several assignments, each in the order of its deal."""
        query = _heads().where(attempts.c.assignment.in_(of), attempts.c.school == school)
        query = query.order_by(attempts.c.assignment, attempts.c.position)
        return tuple(map(_read_head, self._connection.execute(query)))

    def turnouts(self, teacher: Actor, of: ClassKey | None = None) -> Mapping[AssignmentKey, Turnout]:
        """Return how what was dealt in the teacher's classes stands, or in one of them."""
        return read_turnouts(self._connection, teacher, of)

    def count_begun(self, school: SchoolKey, assignment: AssignmentKey) -> int:
        """Return how many students have saved or handed in anything."""
        query = select(func.count()).where(
            attempts.c.assignment == assignment,
            attempts.c.school == school,
            attempts.c.active_at.is_not(None),
        )
        return self._connection.execute(query).scalar_one()

    def touch(self, key: AttemptKey, now: int) -> None:
        """Keep when the student last did something; it also holds the attempt as `hold` does."""
        self._connection.execute(_TOUCH, {"attempt": key, "now": now})

    def alone(self) -> None:
        """Say that the transaction, which has just begun, holds one attempt next and writes in it alone.

        Serializable transactions of PostgreSQL that only have a page of an index in common take that for a
        conflict: of a class that hands in at once, each would be run several times.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")

    def hold(self, key: AttemptKey) -> None:
        """Let nobody else write in this attempt until this transaction ends."""
        # SQLite has one writer, who holds everything.
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_HOLD, {"attempt": key})

    def save_draft(self, key: AttemptKey, draft: Draft) -> None:
        """Keep the draft of a slot in place of the former one."""
        row = {
            "attempt": key,
            "slot": draft.slot,
            "answers": write_json(draft.answers),
            "saved_at": draft.saved_at,
        }
        self._connection.execute(replacing(drafts, self._connection.dialect.name), row)

    def find_drafted(self, student: Actor, key: AttemptKey, slot: str) -> DraftedSlot | None:
        """Return what a slot of the student's own attempt holds in draft, and whether it is over."""
        parameters = {**_own_parameters(student, key), "slot": slot}
        row = self._connection.execute(_drafted_query(), parameters).one_or_none()
        if row is None:
            return None
        drafted = row.answers is not None
        draft = Draft(slot=slot, answers=json.loads(row.answers), saved_at=row.saved_at) if drafted else None
        return DraftedSlot(head=_read_head(row), draft=draft, tries=row.tries or 0, final=bool(row.final))

    def drop_draft(self, key: AttemptKey, slot: str) -> None:
        """Forget the draft of a slot."""
        self._connection.execute(_DROP, {"of": key, "in_slot": slot})

    def drafted_slots(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[AttemptKey, frozenset[str]]:
        """Return for each attempt of an assignment the slots that have a draft."""
        slots: defaultdict[AttemptKey, set[str]] = defaultdict(set)
        for row in self._connection.execute(_DRAFTED_OF, {"assignment": assignment, "school": school}):
            slots[AttemptKey(row.attempt)].add(row.slot)
        return {key: frozenset(names) for key, names in slots.items()}

    def _open(self, query: "Select[Any]", parameters: Mapping[str, str]) -> OpenedAttempt | None:
        row = self._connection.execute(query, parameters).one_or_none()
        if row is None:
            return None
        rows = defaultdict(list)
        # In the first minute of a lesson nothing stands in any attempt.
        if row.attempt_begun:
            for content in self._connection.execute(contents_query(), {"attempt": row.attempt_key}):
                rows[content.what].append(content)
        assignment = assignment_from_row(row)
        # Only where there are labs is a third statement spent on their sessions.
        labs = any(slot.lab for slot in assignment.slots)
        regraded = tuple(map(regraded_slot_from_row, rows["regraded"]))
        rejudged = tuple(map(rejudgement_from_row, rows["rejudged"]))
        return OpenedAttempt(
            attempt=Attempt(
                key=AttemptKey(row.attempt_key),
                school=SchoolKey(row.school),
                assignment=AssignmentKey(row.key),
                student=PersonKey(row.attempt_student),
                position=row.attempt_position,
                slots=slots_in_force(thaw_slots(row.attempt_slots), regraded),
                active_at=row.attempt_active_at,
                number=row.attempt_number,
            ),
            assignment=assignment,
            drafts={draft.slot: _read_draft(draft) for draft in rows["draft"]},
            submissions=submissions_in_force(map(submission_from_row, rows["submission"]), rejudged),
            marks=tuple(map(mark_from_row, rows["mark"])),
            regraded=regraded,
            sessions=sessions_of(self._connection, AttemptKey(row.attempt_key)) if labs else {},
        )


def _heads() -> "Select[Any]":
    return select(*_HEAD, assignments).join(assignments, assignments.c.key == attempts.c.assignment)


@cache
def _own_query() -> "Select[Any]":
    """Return the query of a student's own attempt, built once: it is the commonest of all."""
    return (
        select(*_WHOLE, assignments)
        .join(assignments, assignments.c.key == attempts.c.assignment)
        .where(*_own_condition())
    )


@cache
def _frozen_query() -> "Select[Any]":
    return select(attempts.c.slots, last_rekeyed().label("rekeyed")).where(*_own_condition())


@cache
def _drafted_query() -> "Select[Any]":
    in_slot = (drafts.c.attempt == attempts.c.key) & (drafts.c.slot == bindparam("slot"))
    graded = (slot_grades.c.attempt == attempts.c.key) & (slot_grades.c.slot == bindparam("slot"))
    grade = (slot_grades.c.tries, slot_grades.c.final)
    return (
        select(*_HEAD, assignments, drafts.c.answers, drafts.c.saved_at, *grade)
        .join(assignments, assignments.c.key == attempts.c.assignment)
        .outerjoin(drafts, in_slot)
        .outerjoin(slot_grades, graded)
        .where(*_own_condition())
    )


def _own_condition() -> tuple[ColumnElement[bool], ...]:
    return (
        attempts.c.key == bindparam("attempt"),
        attempts.c.student == bindparam("student"),
        attempts.c.school == bindparam("school"),
    )


def _own_parameters(student: Actor, key: AttemptKey) -> Mapping[str, str]:
    return {"attempt": key, "student": student.person, "school": student.school}


def _own(student: Actor) -> tuple[ColumnElement[bool], ...]:
    return attempts.c.student == student.person, attempts.c.school == student.school


def _read_head(row: Row[Any], assignment: Assignment | None = None) -> AttemptHead:
    return AttemptHead(
        key=AttemptKey(row.attempt_key),
        student=PersonKey(row.attempt_student),
        position=row.attempt_position,
        active_at=row.attempt_active_at,
        assignment=assignment or assignment_from_row(row),
        number=row.attempt_number,
    )


def _read_draft(row: Row[Any]) -> Draft:
    return Draft(slot=row.slot, answers=json.loads(row.answers), saved_at=row.submitted_at)
