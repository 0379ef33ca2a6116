"""Dismissed hints at copying in an SQL table."""

from sqlalchemy import Connection, delete, insert, select

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.adapters.tables import dismissed_hints
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.dismissals import Dismissal


class SqlDismissals:
    """Implements `notebooks_engine.dismissals.Dismissals` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, dismissal: Dismissal, school: SchoolKey) -> None:
        """Keep a dismissal in place of a former one of the same two students."""
        self.drop(dismissal.assignment, dismissal.attempt, dismissal.source)
        self._connection.execute(
            insert(dismissed_hints).values(
                school=school,
                assignment=dismissal.assignment,
                attempt=dismissal.attempt,
                source=dismissal.source,
                agreements=dismissal.agreements,
                note=dismissal.note,
                teacher=dismissal.teacher,
                made_at=dismissal.made_at,
            )
        )

    def drop(self, assignment: AssignmentKey, attempt: AttemptKey, source: AttemptKey) -> None:
        """Forget a dismissal, so that the hint is shown again."""
        self._connection.execute(
            delete(dismissed_hints).where(
                dismissed_hints.c.assignment == assignment,
                dismissed_hints.c.attempt == attempt,
                dismissed_hints.c.source == source,
            )
        )

    def of_assignment(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[Dismissal, ...]:
        """Return the dismissals of an assignment."""
        query = select(dismissed_hints).where(
            dismissed_hints.c.assignment == assignment, dismissed_hints.c.school == school
        )
        return tuple(
            Dismissal(
                assignment=AssignmentKey(row.assignment),
                attempt=AttemptKey(row.attempt),
                source=AttemptKey(row.source),
                agreements=row.agreements,
                note=row.note,
                teacher=PersonKey(row.teacher),
                made_at=row.made_at,
            )
            for row in self._connection.execute(query)
        )
