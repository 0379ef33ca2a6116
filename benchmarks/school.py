"""A school whose whole class has opened the same notebook: what the served benchmarks start from."""

import contextlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from api.auth.passwords import hash_password
from api.auth.sessions import Session, csrf_token
from api.bootstrap import Application, Unit, open_application
from api.settings import Settings
from api.task_pools import POOL_RECIPE, prove_later
from api.web.visits import SESSION_COOKIE, present
from benchmarks.library import notebook_upload, slots, task_texts
from benchmarks.sizes import Sizes
from content.readers import TASK, readers
from content.tables import library_tables
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.library import Act, Library
from library_core.people import LIBRARY, Credential, Person, PersonKey, Role, School, SchoolKey
from library_core.publishing import Upload, publish
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import Attempt, AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.running_classes import add_students, create_class
from variants.pools import build_pool, pool_to_bytes
from variants.templates.task import Task

SCHOOL: Final = SchoolKey("school")
PASSWORD: Final = "lesson-lesson"
TEACHER: Final = Actor(school=SCHOOL, person=PersonKey("teacher"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A student signed in, with an attempt: the headers that their browser sends, and their form token."""

    student: Actor
    attempt: AttemptKey
    headers: Mapping[str, str]
    token: str


def make_school(data: Path, sizes: Sizes) -> tuple[Desk, ...]:
    """Fill a data folder with a library, a class at work and its sessions; return the students' desks."""
    with contextlib.closing(open_application(Settings(data=data))) as application:
        edition = publish_notebook(application, sizes.slots)
        room = make_class(application, sizes.students)
        assign_to(application, [room], edition)
        return desks_of(application)


def publish_notebook(application: Application, count: int) -> EditionKey:
    """Publish the notebook with this many slots and its tasks, unproved, and return its edition."""
    act = Act(school=LIBRARY, at=present())
    press = replace(application.press, readers=readers(library_tables(), _only_pool, prove_later))
    press.library.write(_add_library)
    for name in sorted({name for slot in slots(count) for name in slot}):
        publish(press, Upload(kind=TASK, files={f"{name}.yaml": task_texts()[name].encode()}), act)
    return publish(press, notebook_upload(count), act).key


def make_class(application: Application, students: int) -> ClassKey:
    """Make the school, unless it is there, and a new class of this many, who sign in with their keys."""

    def make(unit: Unit) -> ClassKey:
        if unit.people.find_school(SCHOOL) is None:
            unit.people.add_school(School(key=SCHOOL, name="School"))
            unit.people.add(_person(TEACHER.person, "teacher"))
        keys = [PersonKey(new_key()) for _ in range(students)]
        for key in keys:
            unit.people.add(_person(key, "student"))
            unit.people.add_credential(
                Credential(login=key.lower(), person=key, school=SCHOOL, password_hash=_password_hash())
            )
        made = create_class(unit.engine, TEACHER, f"{students}", occasion())
        add_students(unit.engine, TEACHER, made.key, [(key, "") for key in keys])
        return made.key

    return application.write(make)


def assign_to(application: Application, rooms: Sequence[ClassKey], edition: EditionKey) -> None:
    """Give the notebook to the classes, with tries enough for any benchmark."""
    pinned = application.shelf.pinned(SCHOOL, edition)
    order = Order(classes=tuple(rooms), notebook=pinned, rules=Rules(tries=20))
    assign(application.engine, TEACHER, order, application.shelf.supplies(SCHOOL), occasion())


def open_attempt(application: Application, desk: Desk) -> Attempt:
    """Return the frozen attempt of a desk."""
    opened = application.read(lambda unit: unit.engine.attempts.open_own(desk.student, desk.attempt))
    if opened is None:
        raise LookupError(desk.attempt)
    return opened.attempt


def desks_of(application: Application) -> tuple[Desk, ...]:
    """Sign in every student of the school, for each of their attempts."""

    def sit_down(unit: Unit) -> Iterator[tuple[Actor, AttemptKey, Session]]:
        for person in unit.people.list(SCHOOL):
            student = Actor(school=SCHOOL, person=person.key)
            for head in unit.engine.attempts.list_own(student):
                yield student, head.key, unit.sessions.begin(person.key, SCHOOL, present())

    return tuple(
        Desk(
            student=student,
            attempt=attempt,
            headers={"Cookie": f"{SESSION_COOKIE}={session.token}"},
            token=csrf_token(session.token, application.secret),
        )
        for student, attempt, session in application.write(lambda unit: list(sit_down(unit)))
    )


@cache
def _password_hash() -> str:
    """Hash the password that all have once: it is slow on purpose."""
    return hash_password(PASSWORD)


def _only_pool(task: Task) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(build_pool(task))}


def _add_library(library: Library) -> None:
    library.people.add_school(School(key=LIBRARY, name="Tetrad"))


def _person(key: PersonKey, role: Role) -> Person:
    return Person(key=key, school=SCHOOL, display_name=role, roles=frozenset({role}), language="en")


def occasion() -> Occasion:
    """Return the present moment with a secret of its own."""
    return Occasion(now=present(), secret=secrets.token_bytes(32), new_key=new_key)
