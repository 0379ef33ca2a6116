"""Run classes: make one, share it with another teacher, put students in and take them out."""

from collections.abc import Sequence
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.classes import Class, ClassKey, Member
from notebooks_engine.refusals import BadEntry, missing_class
from notebooks_engine.repositories import Engine
from variants.texts import Text

LONGEST_TITLE: Final = 60
LARGEST_CLASS: Final = 1000


def create_class(engine: Engine, teacher: Actor, title: str, occasion: Occasion) -> Class:
    """Make a class of this teacher. Raises BadEntry for an empty or overlong title."""
    made = Class(
        key=ClassKey(occasion.new_key()),
        school=teacher.school,
        title=_read_title(title),
        created_at=occasion.now,
    )
    engine.classes.add(made, teacher.person)
    return made


def rename_class(engine: Engine, teacher: Actor, key: ClassKey, title: str) -> None:
    """Give the teacher's class another title. Raises Missing, BadEntry."""
    find_class(engine, teacher, key)
    engine.classes.rename(key, _read_title(title))


def share_class(engine: Engine, teacher: Actor, key: ClassKey, other: PersonKey) -> None:
    """Make the class also another teacher's; the caller has found them in this school. Raises Missing."""
    find_class(engine, teacher, key)
    engine.classes.add_teacher(key, other)


def find_class(engine: Engine, teacher: Actor, key: ClassKey) -> Class:
    """Return the teacher's own class. Raises Missing."""
    found = engine.classes.find(teacher, key)
    if found is None:
        raise missing_class()
    return found


def list_members(engine: Engine, teacher: Actor, key: ClassKey) -> tuple[Member, ...]:
    """Return the members of the teacher's class in the order of the register. Raises Missing."""
    find_class(engine, teacher, key)
    return engine.classes.members(teacher.school, key)


def add_students(
    engine: Engine, teacher: Actor, key: ClassKey, students: Sequence[tuple[PersonKey, str]]
) -> tuple[Member, ...]:
    """Put students with their groups ('' for none) at the end of the register, and return all members.

    One who is there already keeps the place and gets the group. The caller has found or made them in this
    school. Raises Missing, BadEntry past the largest class.
    """
    members = {member.student: member for member in list_members(engine, teacher, key)}
    free = max((member.position for member in members.values()), default=-1) + 1
    changed: list[Member] = []
    for student, group in students:
        known = members.get(student)
        member = Member(student=student, group=group, position=known.position if known else free)
        free += known is None
        members[student] = member
        changed.append(member)
    if len(members) > LARGEST_CLASS:
        raise BadEntry(
            Text(
                en=f"A class has {LARGEST_CLASS} students at most.",
                ru=f"В классе может быть не больше {LARGEST_CLASS} учеников.",
            )
        )
    engine.classes.add_members(key, changed)
    return tuple(sorted(members.values(), key=lambda member: member.position))


def remove_student(engine: Engine, teacher: Actor, key: ClassKey, student: PersonKey) -> None:
    """Take a student out of the teacher's class; the student's work stays. Raises Missing."""
    find_class(engine, teacher, key)
    engine.classes.remove_member(key, student)


def _read_title(title: str) -> str:
    words = " ".join(title.split())
    if not 1 <= len(words) <= LONGEST_TITLE or not words.isprintable():
        raise BadEntry(
            Text(
                en=f"A class needs a title of {LONGEST_TITLE} characters at most, like 9B.",
                ru=f"Назовите класс, например 9Б; не больше {LONGEST_TITLE} знаков.",
            )
        )
    return words
