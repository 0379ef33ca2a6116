"""Classes in SQL tables."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.tables import class_members, class_teachers, classes
from notebooks_engine.classes import Class, ClassKey, Member

# Built once: each look at a class at work asks it.
_MEMBERS: Final = (
    select(class_members)
    .join(classes, classes.c.key == class_members.c.class_key)
    .where(class_members.c.class_key == bindparam("class"), classes.c.school == bindparam("school"))
    .order_by(class_members.c.position, class_members.c.student)
)


class SqlClasses:
    """Implements `notebooks_engine.repositories.Classes` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, added: Class, teacher: PersonKey) -> None:
        """Keep a new class of this teacher."""
        row = {"key": added.key, "school": added.school, "title": added.title, "created_at": added.created_at}
        self._connection.execute(insert(classes).values(row))
        self.add_teacher(added.key, teacher)

    def add_teacher(self, key: ClassKey, teacher: PersonKey) -> None:
        """Make the class also this teacher's; does nothing if it is already."""
        there = select(class_teachers).where(
            class_teachers.c.class_key == key, class_teachers.c.teacher == teacher
        )
        if self._connection.execute(there).first() is None:
            self._connection.execute(insert(class_teachers).values(class_key=key, teacher=teacher))

    def rename(self, key: ClassKey, title: str) -> None:
        """Keep the class's new title."""
        self._connection.execute(update(classes).where(classes.c.key == key).values(title=title))

    def find(self, teacher: Actor, key: ClassKey) -> Class | None:
        """Return the teacher's own class."""
        query = (
            select(classes)
            .join(class_teachers, class_teachers.c.class_key == classes.c.key)
            .where(classes.c.key == key, classes.c.school == teacher.school)
            .where(class_teachers.c.teacher == teacher.person)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _read(row)

    def list(self, teacher: Actor) -> tuple[Class, ...]:
        """Return the teacher's own classes by title."""
        query = (
            select(classes)
            .join(class_teachers, class_teachers.c.class_key == classes.c.key)
            .where(classes.c.school == teacher.school, class_teachers.c.teacher == teacher.person)
            .order_by(classes.c.title, classes.c.key)
        )
        return tuple(map(_read, self._connection.execute(query)))

    def list_school(self, school: SchoolKey) -> tuple[Class, ...]:
        """Return all classes of a school by title, for operators."""
        query = select(classes).where(classes.c.school == school).order_by(classes.c.title, classes.c.key)
        return tuple(map(_read, self._connection.execute(query)))

    def titles(self, school: SchoolKey, keys: Collection[ClassKey]) -> Mapping[ClassKey, str]:
        """Return the titles of these classes of a school."""
        query = select(classes.c.key, classes.c.title).where(
            classes.c.key.in_(keys), classes.c.school == school
        )
        return {ClassKey(row.key): row.title for row in self._connection.execute(query)}

    def count_members(self, teacher: Actor) -> Mapping[ClassKey, int]:
        """Return how many members the teacher's own classes have; one without any is left out."""
        query = (
            select(class_members.c.class_key, func.count().label("members"))
            .join(class_teachers, class_teachers.c.class_key == class_members.c.class_key)
            .join(classes, classes.c.key == class_members.c.class_key)
            .where(classes.c.school == teacher.school, class_teachers.c.teacher == teacher.person)
            .group_by(class_members.c.class_key)
        )
        return {ClassKey(row.class_key): row.members for row in self._connection.execute(query)}

    def members(self, school: SchoolKey, key: ClassKey) -> tuple[Member, ...]:
        """Return the members of a class in the order of the register."""
        return tuple(
            Member(student=PersonKey(row.student), group=row.group_name, position=row.position)
            for row in self._connection.execute(_MEMBERS, {"class": key, "school": school})
        )

    def add_members(self, key: ClassKey, members: Sequence[Member]) -> None:
        """Put students into the class; one who is there already gets the new group and place."""
        if not members:
            return
        students = [member.student for member in members]
        self._connection.execute(
            delete(class_members).where(
                class_members.c.class_key == key, class_members.c.student.in_(students)
            )
        )
        rows = [
            {
                "class_key": key,
                "student": member.student,
                "group_name": member.group,
                "position": member.position,
            }
            for member in members
        ]
        self._connection.execute(insert(class_members), rows)

    def remove_member(self, key: ClassKey, student: PersonKey) -> None:
        """Take a student out of the class; work done stays."""
        self._connection.execute(
            delete(class_members).where(class_members.c.class_key == key, class_members.c.student == student)
        )


def _read(row: Row[Any]) -> Class:
    return Class(
        key=ClassKey(row.key), school=SchoolKey(row.school), title=row.title, created_at=row.created_at
    )
