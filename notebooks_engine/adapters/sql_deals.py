"""Deals in SQL tables: attempts read across assignments, of which only the heads are unpacked."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select, update

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.adapters.rows import separation_to_text
from notebooks_engine.adapters.sql_lab_sessions import forget_sessions
from notebooks_engine.adapters.tables import assignments, attempts, practice_runs
from notebooks_engine.assignments import AssignmentKey, DealKey
from notebooks_engine.attempts import AttemptKey, read_givens
from notebooks_engine.deals import DealtAttempt
from variants.dealing.dealers import Seen
from variants.dealing.separations import TaskSeparation

_AT_ONCE: Final = 500
"""Keys in one statement."""


class _Shown(NamedTuple):
    """Givens that somebody was shown; milliseconds UTC."""

    student: PersonKey
    when: int
    task: str
    givens: str


class SqlDeals:
    """Implements `notebooks_engine.deals.Deals` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def attempts(self, school: SchoolKey, deal: DealKey) -> tuple[DealtAttempt, ...]:
        """Return all attempts of a deal in the order in which they were dealt."""
        query = (
            select(attempts)
            .join(assignments, assignments.c.key == attempts.c.assignment)
            .where(assignments.c.deal == deal, assignments.c.school == school)
            .order_by(attempts.c.position, attempts.c.number, attempts.c.key)
        )
        return tuple(map(_read_attempt, self._connection.execute(query)))

    def count(self, school: SchoolKey, deal: DealKey) -> int:
        """Return how many attempts a deal has."""
        query = (
            select(func.count())
            .select_from(attempts)
            .join(assignments, assignments.c.key == attempts.c.assignment)
            .where(assignments.c.deal == deal, assignments.c.school == school)
        )
        return self._connection.execute(query).scalar_one()

    def shown(
        self, school: SchoolKey, students: Sequence[PersonKey], tasks: Collection[str]
    ) -> Mapping[PersonKey, Seen]:
        """Return which givens of these tasks students have had, in attempts and practice, latest first."""
        found: dict[PersonKey, list[_Shown]] = defaultdict(list)
        for some in _some(sorted(set(students))):
            for shown in self._shown_in_attempts(school, some, tasks):
                found[shown.student].append(shown)
            for shown in self._shown_in_practice(school, some, tasks):
                found[shown.student].append(shown)
        return {student: _by_task(shown) for student, shown in found.items()}

    def keep_separation(self, deal: DealKey, separation: Sequence[TaskSeparation]) -> None:
        """Keep in all assignments of a deal how far apart it has kept the students."""
        changed = {"separation": separation_to_text(separation)}
        self._connection.execute(update(assignments).where(assignments.c.deal == deal).values(changed))

    def remove_attempts(self, keys: Sequence[AttemptKey]) -> None:
        """Remove those of these attempts in which nothing was begun."""
        for some in _some(keys):
            # A student may begin between the caller's look and this write.
            unbegun = attempts.c.key.in_(some), attempts.c.active_at.is_(None)
            forget_sessions(self._connection, select(attempts.c.key).where(*unbegun))
            self._connection.execute(delete(attempts).where(*unbegun))

    def _shown_in_attempts(
        self, school: SchoolKey, students: Sequence[str], tasks: Collection[str]
    ) -> Iterator["_Shown"]:
        # What an assignment may deal stands in it once; only those that have such a task are unpacked.
        used = [
            row.key
            for row in self._connection.execute(
                select(assignments.c.key, assignments.c.slots)
                .where(assignments.c.school == school)
                .where(assignments.c.key.in_(_assignments_of(school, students)))
            )
            if any(task in tasks for slot in json.loads(row.slots) for task, _ in slot["tasks"])
        ]
        for some in _some(used):
            query = (
                select(attempts.c.student, attempts.c.slots, assignments.c.created_at)
                .join(assignments, assignments.c.key == attempts.c.assignment)
                .where(attempts.c.school == school, attempts.c.student.in_(students))
                .where(attempts.c.assignment.in_(some))
                .order_by(attempts.c.number)
            )
            for row in self._connection.execute(query):
                for task, givens in read_givens(row.slots).values():
                    if task in tasks and givens:
                        yield _Shown(PersonKey(row.student), row.created_at, task, givens)

    def _shown_in_practice(
        self, school: SchoolKey, students: Sequence[str], tasks: Collection[str]
    ) -> Iterator["_Shown"]:
        for some in _some(sorted(tasks)):
            query = (
                select(practice_runs.c.person, practice_runs.c.frozen, practice_runs.c.started_at)
                .where(practice_runs.c.school == school, practice_runs.c.person.in_(students))
                .where(practice_runs.c.task.in_(some))
            )
            for row in self._connection.execute(query):
                for task, givens in read_givens(row.frozen).values():
                    if givens:
                        yield _Shown(PersonKey(row.person), row.started_at, task, givens)


def _assignments_of(school: SchoolKey, students: Sequence[str]) -> Any:  # noqa: ANN401 - a subquery
    return select(attempts.c.assignment).where(attempts.c.school == school, attempts.c.student.in_(students))


def _some(keys: Sequence[str]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _by_task(shown: list[_Shown]) -> Seen:
    """Return the givens of each task, the latest first; of equal times that which was read last."""
    seen: dict[str, list[str]] = defaultdict(list)
    for one in sorted(reversed(shown), key=lambda one: one.when, reverse=True):
        seen[one.task].append(one.givens)
    return seen


def _read_attempt(row: Row[Any]) -> DealtAttempt:
    return DealtAttempt(
        key=AttemptKey(row.key),
        assignment=AssignmentKey(row.assignment),
        student=PersonKey(row.student),
        number=row.number,
        position=row.position,
        active_at=row.active_at,
        givens=read_givens(row.slots),
    )
