"""Schools to walk the roads in: each with people, a class and assignments of its own."""

import secrets
from dataclasses import dataclass
from functools import cache

from api.auth.passwords import hash_password
from api.bootstrap import Application, Unit
from api.web.visits import present
from library_core.identities import new_key
from library_core.people import Credential, Person, PersonKey, Role, School, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import Attempt, AttemptKey
from notebooks_engine.classes import Class
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.running_classes import add_students, create_class
from search.queries import Query
from variants.checkers.registry import type_key
from variants.keys import Answer
from variants.texts import Language

PASSWORD = "three plain words"
WEEK = 7 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSchool:
    """A school with one class; everybody signs in as `role-school`, students as `student-1-school`."""

    application: Application
    key: SchoolKey
    language: Language
    teacher: Actor
    room: Class
    students: tuple[Actor, ...]

    def login(self, who: str) -> str:
        """Return what somebody signs in with."""
        return f"{who}-{self.key}"


@cache
def password_hash() -> str:
    """Return the hash of everybody's password, made once."""
    return hash_password(PASSWORD)


def make_school(application: Application, language: Language, students: int = 4) -> RoadSchool:
    """Make a school whose people read in this language."""
    school = SchoolKey(f"road{secrets.token_hex(4)}")
    staff: tuple[tuple[str, Role], ...] = (
        ("teacher", "teacher"),
        ("publisher", "publisher"),
        ("reviewer", "reviewer"),
        ("operator", "operator"),
    )
    pupils: tuple[tuple[str, Role], ...] = tuple((f"student-{n + 1}", "student") for n in range(students))

    def make(unit: Unit) -> RoadSchool:
        unit.people.add_school(School(key=school, name="School"))
        actors = {who: _add(unit, school, who, role, language) for who, role in (*staff, *pupils)}
        occasion = Occasion(now=present(), secret=b"", new_key=new_key)
        room = create_class(unit.engine, actors["teacher"], "9A", occasion)
        members = [(actors[who].person, "") for who, _ in pupils]
        add_students(unit.engine, actors["teacher"], room.key, members)
        return RoadSchool(
            application=application,
            key=school,
            language=language,
            teacher=actors["teacher"],
            room=room,
            students=tuple(actors[who] for who, _ in pupils),
        )

    return application.write(make)


def send(school: RoadSchool, words: str, rules: Rules, due_in: int = WEEK) -> tuple[AttemptKey, ...]:
    """Assign the notebook that these words find to the class; return the attempts in the students' order."""
    shelf = school.application.shelf
    found = school.application.search(Query(school=school.key, words=words, kind="notebook"))
    notebook = shelf.pinned(school.key, found.records[0].key)
    order = Order(classes=(school.room.key,), notebook=notebook, rules=rules, due_at=present() + due_in)
    occasion = Occasion(now=present(), secret=secrets.token_bytes(32), new_key=new_key)
    (made,) = assign(school.application.engine, school.teacher, order, shelf.supplies(school.key), occasion)
    heads = school.application.read(lambda unit: unit.engine.attempts.list_of(school.key, made.key))
    by_student = {head.student: head.key for head in heads}
    return tuple(by_student[student.person] for student in school.students)


def dealt(school: RoadSchool, number: int, key: AttemptKey) -> Attempt:
    """Return what was dealt to the student of this number, counted from 0, keys and all."""
    opened = school.application.read(lambda unit: unit.engine.attempts.open_own(school.students[number], key))
    assert opened is not None
    return opened.attempt


def right_answers(school: RoadSchool, attempt: Attempt, slot: str) -> dict[str, Answer]:
    """Return the right answers of a slot as the student would enter them, by ask."""
    frozen = attempt.slot(slot)
    assert frozen is not None
    return {ask.name: type_key(ask.key, school.language) for ask in frozen.variant.asks}


def _add(unit: Unit, school: SchoolKey, who: str, role: Role, language: Language) -> Actor:
    key = PersonKey(new_key())
    name = who.replace("-", " ").capitalize()
    unit.people.add(
        Person(key=key, school=school, display_name=name, roles=frozenset({role}), language=language)
    )
    unit.people.add_credential(
        Credential(login=f"{who}-{school}", person=key, school=school, password_hash=password_hash())
    )
    return Actor(school=school, person=key)
