"""Teachers' marks in SQL tables."""

from sqlalchemy import Connection, insert, select, update

from library_core.people import SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.rows import mark_from_row, mark_to_row
from notebooks_engine.adapters.tables import assignments, attempts, class_teachers, marks
from notebooks_engine.marks import Mark, MarkKey


class SqlMarks:
    """Implements `notebooks_engine.repositories.Marks` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, mark: Mark, school: SchoolKey) -> None:
        """Keep a new mark."""
        self._connection.execute(insert(marks).values(school=school, **mark_to_row(mark)))

    def change(self, mark: Mark) -> None:
        """Keep that a mark has been undone."""
        self._connection.execute(
            update(marks).where(marks.c.key == mark.key).values(undone_at=mark.undone_at)
        )

    def find(self, teacher: Actor, key: MarkKey) -> Mark | None:
        """Return a mark in a class of this teacher."""
        query = (
            select(marks)
            .join(attempts, attempts.c.key == marks.c.attempt)
            .join(assignments, assignments.c.key == attempts.c.assignment)
            .join(class_teachers, class_teachers.c.class_key == assignments.c.class_key)
            .where(marks.c.key == key, marks.c.school == teacher.school)
            .where(class_teachers.c.teacher == teacher.person)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else mark_from_row(row)
