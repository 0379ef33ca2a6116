"""Regrades in SQL tables: a line of history, and what it left in slots and submissions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from library_core.people import SchoolKey
from notebooks_engine.adapters.rows_of_regrades import (
    regrade_from_row,
    regrade_to_row,
    regraded_slot_to_row,
    rejudgement_from_row,
    rejudgement_to_row,
)
from notebooks_engine.adapters.tables import (
    attempts,
    regrades,
    rejudgements,
    rekeyed_slots,
    submissions,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.regrades import Regrade, RegradedSlot, RegradeKey, Rejudgement

T = TypeVar("T")


class SqlRegrades:
    """Implements `notebooks_engine.regrades.Regrades` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, regrade: Regrade, slots: Sequence[RegradedSlot], rejudged: Sequence[Rejudgement]) -> None:
        """Keep a new regrade with all that it changed; numbers of an assignment stand once."""
        self._connection.execute(insert(regrades).values(regrade_to_row(regrade)))
        if slots:
            self._connection.execute(insert(rekeyed_slots), [regraded_slot_to_row(one) for one in slots])
        if rejudged:
            self._connection.execute(insert(rejudgements), [rejudgement_to_row(one) for one in rejudged])

    def keep_undone(self, key: RegradeKey, now: int) -> None:
        """Keep that a regrade has been taken back: nothing of it is in force any more."""
        self._connection.execute(update(regrades).where(regrades.c.key == key).values(undone_at=now))

    def list_of(
        self, school: SchoolKey, assignments: Collection[AssignmentKey]
    ) -> Mapping[AssignmentKey, tuple[Regrade, ...]]:
        """Return the regrades of each assignment that has any, first to last, undone ones too."""
        query = (
            select(regrades)
            .where(regrades.c.school == school, regrades.c.assignment.in_(tuple(assignments)))
            .order_by(regrades.c.number)
        )
        found: defaultdict[AssignmentKey, list[Regrade]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[AssignmentKey(row.assignment)].append(regrade_from_row(row))
        return {key: tuple(those) for key, those in found.items()}

    def count_attempts(
        self, school: SchoolKey, assignments: Collection[AssignmentKey]
    ) -> Mapping[AssignmentKey, int]:
        """Return how many attempts each assignment has."""
        query = (
            select(attempts.c.assignment, func.count().label("attempts"))
            .where(attempts.c.school == school, attempts.c.assignment.in_(tuple(assignments)))
            .group_by(attempts.c.assignment)
        )
        return {AssignmentKey(row.assignment): row.attempts for row in self._connection.execute(query)}

    def checkers_of(self, school: SchoolKey, assignment: AssignmentKey) -> frozenset[str]:
        """Return the checkers whose verdicts are in force on submissions of an assignment."""
        own = (
            select(submissions.c.key, submissions.c.checker)
            .join(attempts, attempts.c.key == submissions.c.attempt)
            .where(attempts.c.assignment == assignment, attempts.c.school == school)
        )
        judged = {row.key: row.checker for row in self._connection.execute(own)}
        again = (
            select(rejudgements.c.submission, rejudgements.c.checker)
            .join(regrades, regrades.c.key == rejudgements.c.regrade)
            .where(regrades.c.assignment == assignment, regrades.c.school == school)
            .where(regrades.c.undone_at.is_(None))
            .order_by(regrades.c.number)
        )
        judged |= {row.submission: row.checker for row in self._connection.execute(again)}
        return frozenset(judged.values())


def last_rekeyed() -> ScalarSelect[bytes | None]:
    """Return the last keys in force of an attempt's slot, whose name is the parameter `slot`, as frozen."""
    return _of_last_rekeyed(rekeyed_slots.c.frozen)


def last_rekeying() -> ScalarSelect[str | None]:
    """Return the regrade that has put those keys in force."""
    return _of_last_rekeyed(rekeyed_slots.c.regrade)


def _of_last_rekeyed(column: ColumnElement[T]) -> ScalarSelect[T]:
    return (
        select(column)
        .join(regrades, regrades.c.key == rekeyed_slots.c.regrade)
        .where(rekeyed_slots.c.attempt == attempts.c.key, rekeyed_slots.c.slot == bindparam("slot"))
        .where(rekeyed_slots.c.frozen.is_not(None), regrades.c.undone_at.is_(None))
        .order_by(regrades.c.number.desc())
        .limit(1)
        .correlate(attempts)
        .scalar_subquery()
    )


def rejudgements_of(connection: Connection, keys: Collection[str]) -> tuple[Rejudgement, ...]:
    """Return the rejudgements in force of these submissions, first to last."""
    query = (
        select(rejudgements, rejudgements.c.submission.label("key"), regrades.c.number)
        .join(regrades, regrades.c.key == rejudgements.c.regrade)
        .where(rejudgements.c.submission.in_(tuple(keys)), regrades.c.undone_at.is_(None))
        .order_by(regrades.c.number)
    )
    return tuple(map(rejudgement_from_row, connection.execute(query)))


def forget_regrades(connection: Connection, assignment: AssignmentKey) -> None:
    """Remove the regrades of an assignment that nobody has begun, before the assignment itself."""
    own = select(regrades.c.key).where(regrades.c.assignment == assignment)
    for table in (rejudgements, rekeyed_slots):
        connection.execute(delete(table).where(table.c.regrade.in_(own)))
    connection.execute(delete(regrades).where(regrades.c.assignment == assignment))
