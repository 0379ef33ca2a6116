"""Works in SQL tables."""

from sqlalchemy import ColumnElement, Connection, insert, select

from library_core.adapters.tables import works
from library_core.people import LIBRARY, SchoolKey
from library_core.works import Work, WorkKey


class SqlWorks:
    """Implements `library_core.works.Works` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, work: Work) -> None:
        """Keep a new work; its name is unique."""
        self._connection.execute(
            insert(works).values(key=work.key, school=work.school, name=work.name, kind=work.kind)
        )

    def find(self, school: SchoolKey, key: WorkKey) -> Work | None:
        """Return the work, if this school may know of it."""
        return self._one(school, works.c.key == key)

    def find_named(self, school: SchoolKey, name: str) -> Work | None:
        """Return the work with this full name, if this school may know of it."""
        return self._one(school, works.c.name == name)

    def _one(self, school: SchoolKey, condition: ColumnElement[bool]) -> Work | None:
        query = select(works).where(works.c.school.in_((school, LIBRARY)), condition)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Work(**row._asdict())
