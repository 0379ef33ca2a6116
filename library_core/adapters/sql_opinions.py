"""Opinions and course steps in SQL tables."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select, update

from library_core.adapters.reader_tables import comments, course_steps, ratings
from library_core.opinions import MOST_COMMENTS, Comment, CommentKey, Rating
from library_core.people import PersonKey, SchoolKey
from library_core.works import WorkKey


class SqlOpinions:
    """Implements `library_core.opinions.Opinions` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rate(self, work: WorkKey, school: SchoolKey, person: PersonKey, stars: int, at: int) -> None:
        """Keep a person's stars, from 1 to 5, or forget them (0)."""
        same = (ratings.c.work == work, ratings.c.person == person)
        self._connection.execute(delete(ratings).where(*same))
        if stars:
            row = {"work": work, "school": school, "person": person, "stars": stars, "changed_at": at}
            self._connection.execute(insert(ratings).values(row))

    def rating(self, work: WorkKey, person: PersonKey) -> Rating:
        """Return what all think of a work, and this person."""
        counted = select(func.count(), func.avg(ratings.c.stars)).where(ratings.c.work == work)
        count, average = self._connection.execute(counted).one()
        own = select(ratings.c.stars).where(ratings.c.work == work, ratings.c.person == person)
        stars: int | None = self._connection.execute(own).scalar()
        return Rating(count=count, average=float(average or 0), own=stars or 0)

    def add(self, comment: Comment) -> None:
        """Keep a comment."""
        self._connection.execute(
            insert(comments).values(
                key=comment.key,
                work=comment.work,
                school=comment.school,
                person=comment.person,
                text=comment.text,
                created_at=comment.created_at,
                deleted_at=comment.deleted_at,
            )
        )

    def find(self, school: SchoolKey, key: CommentKey) -> Comment | None:
        """Return a comment of the school, deleted or not."""
        query = select(comments).where(comments.c.school == school, comments.c.key == key)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Comment(**row._asdict())

    def comments(self, school: SchoolKey, work: WorkKey) -> tuple[Comment, ...]:
        """Return what the school wrote of the work and did not delete, the newest first."""
        query = (
            select(comments)
            .where(comments.c.school == school, comments.c.work == work, comments.c.deleted_at.is_(None))
            .order_by(comments.c.created_at.desc(), comments.c.key)
            .limit(MOST_COMMENTS)
        )
        return tuple(Comment(**row._asdict()) for row in self._connection.execute(query))

    def delete(self, comment: Comment, at: int | None) -> None:
        """Delete a comment, or restore it (None)."""
        same = (comments.c.school == comment.school, comments.c.key == comment.key)
        self._connection.execute(update(comments).where(*same).values(deleted_at=at))


class SqlCourseSteps:
    """Implements `library_core.course_steps.CourseSteps` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def done(self, person: PersonKey, course: WorkKey) -> Mapping[WorkKey, int]:
        """Return the works done and when (milliseconds UTC)."""
        query = select(course_steps.c.work, course_steps.c.done_at).where(
            course_steps.c.person == person, course_steps.c.course == course
        )
        return {WorkKey(row.work): row.done_at for row in self._connection.execute(query)}

    def mark(self, school: SchoolKey, person: PersonKey, course: WorkKey, work: WorkKey, at: int) -> None:
        """Say that a work is done; a second time changes nothing."""
        if work not in self.done(person, course):
            row = {"person": person, "course": course, "work": work, "school": school, "done_at": at}
            self._connection.execute(insert(course_steps).values(row))

    def clear(self, person: PersonKey, course: WorkKey, work: WorkKey) -> None:
        """Say that it is not."""
        self._connection.execute(
            delete(course_steps).where(
                course_steps.c.person == person, course_steps.c.course == course, course_steps.c.work == work
            )
        )
