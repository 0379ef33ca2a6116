"""A small school about to begin a lesson: students at a notebook and at a bench, a teacher, a publisher."""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.auth.sessions import csrf_token
from api.bootstrap import Application, Unit, open_application
from api.forms.answers import field_name
from api.settings import Settings
from api.task_pools import POOL_RECIPE, prove_later
from api.web.visits import SESSION_COOKIE, present
from benchmarks.forms import Field, right_answers
from benchmarks.laboratory import SLOT, Place
from benchmarks.school import (
    SCHOOL,
    TEACHER,
    Desk,
    assign_to,
    desks_of,
    make_class,
    occasion,
    open_attempt,
    publish_notebook,
)
from content.loader import built_in, find_documents, publish_documents
from content.readers import LAB, readers
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.supplying import lab_pool
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.library import Act
from library_core.people import Person, PersonKey, Role
from notebooks_engine.actors import Actor
from notebooks_engine.benching.opening import open_bench_of
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.studying.submitting import HandIn, submit
from variants.checkers.registry import type_key
from variants.pools import pool_to_bytes
from variants.variant import LineShape, Variant

CHECKED: Final = "1"
MARKED: Final = "2"
DRAFTED: Final = "3"
"""The slots of the notebook: one is checked again and again, one marked by the teacher, one drafted."""
PUBLISHER: Final = Actor(school=SCHOOL, person=PersonKey("publisher"))
_POOL: Final = 20
_NUMBER: Final = re.compile(r"\d+(\.\d+)?( [A-Za-z]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A student's place at the notebook, with what can be written in its slots.

    `checked` are the right answers of the slot that is checked, `spoilt` is its field of a number; `drafted`
    is a field of the slot that is drafted, and `marked` an ask of the one that is marked.
    """

    desk: Desk
    checked: Sequence[Field]
    spoilt: str
    drafted: str
    marked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody of the school signed in."""

    headers: Mapping[str, str]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Classroom:
    """Who takes part, and the pages that the teacher looks at."""

    seats: Sequence[Seat]
    benches: Sequence[Place]
    teacher: Staff
    publisher: Staff
    pages: Sequence[str]


def prepare(settings: Settings, *, students: int, benches: int) -> Classroom:
    """Fill an installation with the school."""
    with contextlib.closing(open_application(settings)) as application:
        make_class(application, 0)
        application.write(_add_publisher)
        assign_to(application, [make_class(application, benches)], _publish_a_lab(application))
        at_benches = desks_of(application)
        known = {desk.attempt for desk in at_benches}
        assign_to(application, [make_class(application, students)], publish_notebook(application, 3))
        desks = [desk for desk in desks_of(application) if desk.attempt not in known]
        return Classroom(
            seats=[_seat(application, desk) for desk in desks],
            benches=[_bench(application, desk) for desk in at_benches],
            teacher=_staff(application, TEACHER),
            publisher=_staff(application, PUBLISHER),
            pages=tuple(_pages(application)),
        )


def _pages(application: Application) -> Iterator[str]:
    yield from ("/classes", "/queue", "/catalogue", "/catalogue?words=force")
    for assignment in application.read(lambda unit: unit.engine.assignments.list(TEACHER)):
        yield f"/assigned/{assignment.key}"
        yield f"/classes/{assignment.class_key}/gradebook"


def _add_publisher(unit: Unit) -> None:
    roles: frozenset[Role] = frozenset({"publisher"})
    unit.people.add(
        Person(key=PUBLISHER.person, school=SCHOOL, display_name="publisher", roles=roles, language="en")
    )


def _publish_a_lab(application: Application) -> EditionKey:
    press = replace(application.press, readers=readers(library_tables(), prove_later, _only_pool))
    document = next(one for one in find_documents(built_in()) if one.upload.kind == LAB)
    (outcome,) = publish_documents(press, [document], Act(school=SCHOOL, at=present()))
    if outcome.edition is None:
        raise LookupError(document.place)
    return outcome.edition.key


def _only_pool(lab: Lab) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(lab_pool(lab, size=_POOL))}


def _seat(application: Application, desk: Desk) -> Seat:
    slots = {slot.name: slot for slot in open_attempt(application, desk).slots}
    checked = right_answers(slots[CHECKED].variant)
    marked = slots[MARKED].variant
    answers = {ask.name: type_key(ask.key, "en") for ask in marked.asks}
    handed = HandIn(attempt=desk.attempt, slot=MARKED, answers=answers, language="en", request=new_key())
    submit(application.engine, desk.student, handed, occasion(), application.shelf.labs(SCHOOL))
    return Seat(
        desk=desk,
        checked=checked,
        spoilt=_number_among(checked),
        drafted=field_name(_first_line(slots[DRAFTED].variant)),
        marked=marked.asks[0].name,
    )


def _number_among(fields: Sequence[Field]) -> str:
    """Return a field of a number: put digits before it, and it is another one."""
    return next(name for name, value in fields if _NUMBER.match(value))


def _first_line(variant: Variant) -> str:
    return next(ask.name for ask in variant.asks if isinstance(ask.shape, LineShape))


def _bench(application: Application, desk: Desk) -> Place:
    where = WorkBench(attempt=desk.attempt, slot=SLOT)
    labs = application.shelf.labs(SCHOOL)
    return Place(desk=desk, opened=open_bench_of(application.engine, desk.student, where, labs, occasion()))


def _staff(application: Application, who: Actor) -> Staff:
    session = application.write(lambda unit: unit.sessions.begin(who.person, who.school, present()))
    return Staff(
        headers={"Cookie": f"{SESSION_COOKIE}={session.token}"},
        token=csrf_token(session.token, application.secret),
    )
