"""Appeals, accepted answers, and the work of whole classes in SQL tables."""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    true,
    update,
)

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.rows import submission_from_row
from notebooks_engine.adapters.rows_of_appeals import (
    accepted_from_row,
    accepted_to_row,
    appeal_from_row,
    appeal_to_row,
)
from notebooks_engine.adapters.sql_regrades import rejudgements_of
from notebooks_engine.adapters.tables import (
    accepted_answers,
    appeals,
    assignments,
    attempts,
    class_teachers,
    marks,
    regrades,
    rekeyed_slots,
    submissions,
)
from notebooks_engine.appeals import (
    AcceptedAnswer,
    AcceptedKey,
    Appeal,
    AppealKey,
    DealtWork,
    WaitingAppeal,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot, thaw_slots
from notebooks_engine.in_force import submissions_in_force
from variants.texts import text_from_json


class SqlAppeals:
    """Implements `notebooks_engine.appeals.Appeals` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, appeal: Appeal, school: SchoolKey) -> None:
        """Keep a new appeal; an ask of a try has at most one."""
        self._connection.execute(insert(appeals).values(school=school, **appeal_to_row(appeal)))

    def change(self, appeal: Appeal) -> None:
        """Keep the decision on an appeal, or that it waits again."""
        row = appeal_to_row(appeal)
        decision = {name: row[name] for name in ("outcome", "reply", "teacher", "decided_at")}
        self._connection.execute(update(appeals).where(appeals.c.key == appeal.key).values(decision))

    def remove(self, key: AppealKey) -> None:
        """Forget an appeal that was taken back."""
        self._connection.execute(delete(appeals).where(appeals.c.key == key))

    def find(self, teacher: Actor, key: AppealKey) -> WaitingAppeal | None:
        """Return an appeal in a class of this teacher, decided or not."""
        row = self._connection.execute(_taught(teacher).where(appeals.c.key == key)).one_or_none()
        return None if row is None else _read_waiting(row)

    def find_own(self, student: Actor, key: AppealKey) -> Appeal | None:
        """Return the student's own appeal."""
        query = (
            select(appeals)
            .join(attempts, attempts.c.key == appeals.c.attempt)
            .where(appeals.c.key == key, appeals.c.school == student.school)
            .where(attempts.c.student == student.person)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else appeal_from_row(row)

    def of_attempt(self, school: SchoolKey, attempt: AttemptKey) -> tuple[Appeal, ...]:
        """Return the appeals of an attempt, first to last."""
        # The school is asked of the attempt: else SQLite would go through all appeals of the school.
        query = (
            select(appeals)
            .join(attempts, attempts.c.key == appeals.c.attempt)
            .where(attempts.c.key == attempt, attempts.c.school == school)
            .order_by(appeals.c.made_at, appeals.c.key)
        )
        return tuple(map(appeal_from_row, self._connection.execute(query)))

    def waiting(self, teacher: Actor) -> tuple[WaitingAppeal, ...]:
        """Return what waits in the teacher's classes, longest first; an ask marked by hand doesn't."""
        marked = exists().where(
            marks.c.attempt == appeals.c.attempt,
            marks.c.slot == appeals.c.slot,
            marks.c.undone_at.is_(None),
            or_(
                marks.c.ask == "",
                and_(marks.c.ask == appeals.c.ask, marks.c.try_number == appeals.c.try_number),
            ),
        )
        query = (
            _taught(teacher)
            .where(appeals.c.outcome == "waiting", ~marked)
            .order_by(appeals.c.made_at, appeals.c.key)
        )
        return tuple(map(_read_waiting, self._connection.execute(query)))

    def accept(self, accepted: AcceptedAnswer, school: SchoolKey) -> None:
        """Keep an accepted answer with all that it changed."""
        self._connection.execute(insert(accepted_answers).values(school=school, **accepted_to_row(accepted)))

    def change_accepted(self, accepted: AcceptedAnswer) -> None:
        """Keep that an accepted answer has been undone."""
        self._connection.execute(
            update(accepted_answers)
            .where(accepted_answers.c.key == accepted.key)
            .values(undone_at=accepted.undone_at)
        )

    def find_accepted(self, teacher: Actor, key: AcceptedKey) -> AcceptedAnswer | None:
        """Return an accepted answer of an assignment in a class of this teacher."""
        query = (
            select(accepted_answers)
            .join(assignments, assignments.c.key == accepted_answers.c.assignment)
            .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
            .where(accepted_answers.c.key == key, accepted_answers.c.school == teacher.school)
            .where(class_teachers.c.teacher == teacher.person)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else accepted_from_row(row)

    def accepted_for(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[AcceptedAnswer, ...]:
        """Return the accepted answers in force for an assignment, first to last."""
        asked = {"assignment": assignment, "school": school}
        return tuple(map(accepted_from_row, self._connection.execute(_accepted_query(), asked)))

    def works(
        self,
        teacher: Actor,
        assignment: AssignmentKey,
        *,
        slots: Sequence[str] | None = None,
        alone: bool = False,
    ) -> tuple[DealtWork, ...]:
        """Return the work of everybody in an assignment and in the others of its deal."""
        where, there = _neighbours(teacher, assignment, alone=alone)
        query = (
            select(attempts.c.key, attempts.c.assignment, attempts.c.student, attempts.c.slots)
            .join(there, there.c.key == attempts.c.assignment)
            .where(where)
            .order_by(there.c.created_at, there.c.key, attempts.c.position, attempts.c.key)
        )
        rows = self._connection.execute(query).all()
        handed = (
            select(submissions)
            .join(attempts, attempts.c.key == submissions.c.attempt)
            .join(there, there.c.key == attempts.c.assignment)
            .where(where, true() if slots is None else submissions.c.slot.in_(slots))
            .order_by(submissions.c.try_number, submissions.c.key)
        )
        kept = self._connection.execute(handed).all()
        rejudged = rejudgements_of(self._connection, [row.key for row in kept])
        by_attempt = defaultdict(list)
        for one in submissions_in_force(map(submission_from_row, kept), rejudged):
            by_attempt[one.attempt].append(one)
        rekeyed = self._rekeyed([row.key for row in rows])
        return tuple(
            DealtWork(
                attempt=AttemptKey(row.key),
                assignment=AssignmentKey(row.assignment),
                student=PersonKey(row.student),
                slots=tuple(rekeyed.get((row.key, slot.name), slot) for slot in thaw_slots(row.slots)),
                submissions=tuple(by_attempt[row.key]),
            )
            for row in rows
        )

    def _rekeyed(self, of: Sequence[str]) -> dict[tuple[str, str], FrozenSlot]:
        """Return the slots of these attempts whose keys a regrade in force has corrected."""
        query = (
            select(rekeyed_slots.c.attempt, rekeyed_slots.c.slot, rekeyed_slots.c.frozen)
            .join(regrades, regrades.c.key == rekeyed_slots.c.regrade)
            .where(rekeyed_slots.c.attempt.in_(of), regrades.c.undone_at.is_(None))
            .where(rekeyed_slots.c.frozen.is_not(None))
            .order_by(regrades.c.number)
        )
        return {
            (row.attempt, row.slot): slot
            for row in self._connection.execute(query)
            for slot in thaw_slots(row.frozen)
            if slot.name == row.slot
        }


def _neighbours(teacher: Actor, assignment: AssignmentKey, *, alone: bool) -> tuple[ColumnElement[bool], Any]:
    """Return a condition on assignments of the same deal in the teacher's classes, and their table."""
    there, here = assignments.alias("there"), assignments.alias("here")
    teaches = exists().where(
        class_teachers.c.class_key == there.c.class_key, class_teachers.c.teacher == teacher.person
    )
    same_deal = exists().where(
        here.c.key == assignment, here.c.school == teacher.school, _of_one_deal(here.c, there.c)
    )
    wanted = there.c.key == assignment if alone else same_deal
    return and_(there.c.school == teacher.school, teaches, wanted), there


@cache
def _accepted_query() -> "Select[Any]":
    """Return the query of the accepted answers of an assignment, built once: each check asks it twice."""
    here, there = assignments.alias("here"), assignments.alias("there")
    school: ColumnElement[str] = bindparam("school")
    accepts = and_(
        class_teachers.c.class_key == here.c.class_key,
        class_teachers.c.teacher == accepted_answers.c.teacher,
    )
    return (
        select(accepted_answers)
        .join(there, there.c.key == accepted_answers.c.assignment)
        .join(here, _of_one_deal(here.c, there.c))
        .join(class_teachers, accepts)
        .where(here.c.key == bindparam("assignment"), here.c.school == school, there.c.school == school)
        .where(accepted_answers.c.undone_at.is_(None))
        .order_by(accepted_answers.c.made_at, accepted_answers.c.key)
    )


def _of_one_deal(here: Any, there: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns of an alias
    """Say that two rows are the same assignment, or of one deal; an older one stands alone."""
    return or_(here.key == there.key, and_(here.deal == there.deal, here.deal != ""))


def _taught(teacher: Actor) -> "Select[Any]":
    return (
        select(
            appeals,
            assignments.c.key.label("assignment_key"),
            assignments.c.title.label("assignment_title"),
            attempts.c.student,
        )
        .join(attempts, attempts.c.key == appeals.c.attempt)
        .join(assignments, assignments.c.key == attempts.c.assignment)
        .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
        .where(appeals.c.school == teacher.school, class_teachers.c.teacher == teacher.person)
    )


def _read_waiting(row: Row[Any]) -> WaitingAppeal:
    return WaitingAppeal(
        appeal=appeal_from_row(row),
        assignment=AssignmentKey(row.assignment_key),
        assignment_title=text_from_json(json.loads(row.assignment_title)),
        student=PersonKey(row.student),
    )
