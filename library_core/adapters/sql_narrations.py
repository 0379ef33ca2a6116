"""Requests for narration in an SQL table."""

from sqlalchemy import Connection, delete, insert, select

from library_core.adapters.textbook_tables import narrations
from library_core.editions import EditionKey
from library_core.narrations import Narration
from library_core.people import SchoolKey


class SqlNarrations:
    """Implements `library_core.narrations.Narrations` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, school: SchoolKey, edition: EditionKey) -> Narration | None:
        """Return the request for an edition of this school."""
        query = select(narrations).where(narrations.c.school == school, narrations.c.edition == edition)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Narration(**row._asdict())

    def keep(self, narration: Narration) -> None:
        """Keep a request; a later one takes the place of the earlier."""
        self._connection.execute(delete(narrations).where(narrations.c.edition == narration.edition))
        self._connection.execute(
            insert(narrations).values(
                edition=narration.edition,
                school=narration.school,
                state=narration.state,
                done=narration.done,
                total=narration.total,
                reason=narration.reason,
                requested_by=narration.requested_by,
                requested_at=narration.requested_at,
                changed_at=narration.changed_at,
            )
        )

    def under_way(self) -> tuple[Narration, ...]:
        """Return those that wait or were being spoken, the first asked for first, of all schools."""
        query = select(narrations).where(narrations.c.state.in_(("waiting", "speaking")))
        rows = self._connection.execute(query.order_by(narrations.c.requested_at, narrations.c.edition))
        return tuple(Narration(**row._asdict()) for row in rows)
