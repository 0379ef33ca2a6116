"""From a task document to marks: read, pooled, dealt, frozen, answered as on paper, graded."""

from collections.abc import Iterator
from functools import cache

import pytest
from engine_worlds import NOW, World, at, new_key, no_labs

from library_core.editions import EditionKey
from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.notebooks import read_notebook
from notebooks_engine.pinning import pin
from notebooks_engine.studying.opening import open_work
from notebooks_engine.studying.submitting import HandIn, submit
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.running_classes import add_students
from variants.checkers.registry import type_key
from variants.pools import COMPILER_VERSION, build_pool
from variants.stocks import stock_of_pool
from variants.templates.assembly import assemble_all
from variants.templates.reading.task_reading import read_task
from variants.texts import Language

TASK = """\
id: incline-acceleration
title: {en: Down the incline, ru: Вниз по наклонной}
subject: physics
section: mechanics
grades: [9, 10]
skills: [friction]
given:
  alpha: {from: 20, to: 45, step: 1, unit: deg}
  mu: {from: 0.05, to: 0.30, step: 0.05}
  g: {is: 9.8, unit: m/s^2}
where:
  - tan(alpha) > mu + 0.1
solve:
  a: g*(sin(alpha) - mu*cos(alpha))
certify:
  - a/cos(alpha) = g*tan(alpha) - mu*g
ask:
  a: {kind: quantity, unit: m/s^2, tolerance: 2%, label: {en: Acceleration, ru: Ускорение}}
statement:
  en: A block slides down at {{alpha}}, friction {{mu}}, g = {{g}}.
  ru: Брусок скользит под углом {{alpha}}, коэффициент трения {{mu}}, g = {{g}}.
solution:
  en: $a = {{a}}$
  ru: $a = {{a}}$
"""
NOTEBOOK = (
    "---\nid: n\ntitle: N\nlanguage: en\nsection: mechanics\ngrades: [9]\n---\n"
    "Read $F$.\n\n::: slot {id=1 points=3}\nincline-acceleration\n:::\n"
)


@cache
def supply(edition: EditionKey) -> Supply:
    pool = build_pool(read_task(TASK, document="incline-acceleration.yaml", tables={}))
    return Supply(
        stock=stock_of_pool(pool),
        practice=pool.practice,
        assemble_all=lambda members: assemble_all(pool.task, pool.members(members)),
        compiler=COMPILER_VERSION,
    )


@pytest.fixture
def thirty(world: World) -> World:
    """The world with thirty students and this notebook assigned."""
    people = [(PersonKey(f"pupil-{number}"), "") for number in range(27)]
    world.store.write(lambda engine: add_students(engine, world.teacher, world.room.key, people))
    uses = {"incline-acceleration": EditionKey("incline-acceleration@1")}
    pinned = pin(read_notebook({"n.en.md": NOTEBOOK}), EditionKey("n@1"), uses)
    assign(world.store, world.teacher, Order(classes=(world.room.key,), notebook=pinned), supply, at())
    return world


def frozen_slots(world: World) -> Iterator[tuple[Actor, FrozenSlot]]:
    members = world.store.read(lambda engine: engine.classes.members(world.teacher.school, world.room.key))
    for member in members:
        student = Actor(school=world.teacher.school, person=member.student)
        yield student, freeze_of(world, student)


def freeze_of(world: World, student: Actor) -> FrozenSlot:
    key = world.attempt(student)
    opened = world.store.read(lambda engine: engine.attempts.open_own(student, key))
    assert opened is not None
    return opened.attempt.slots[0]


def test_no_two_students_of_a_class_get_the_same_numbers(thirty: World) -> None:
    givens = [tuple(str(given.value) for given in one.variant.given) for _, one in frozen_slots(thirty)]

    assert len(set(givens)) == 30


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_right_answer_typed_as_on_paper_wins_all_points(thirty: World, language: Language) -> None:
    points = []
    for student, frozen in frozen_slots(thirty):
        answers = {"a": type_key(frozen.variant.asks[0].key, language)}
        handed = HandIn(
            attempt=thirty.attempt(student), slot="1", answers=answers, language=language, request=new_key()
        )
        points.append(submit(thirty.store, student, handed, at(), no_labs).grade.points)

    assert set(points) == {3}


def test_the_page_of_a_student_holds_their_numbers_and_no_key(thirty: World) -> None:
    student = thirty.students[0]
    key, frozen = thirty.attempt(student), freeze_of(thirty, student)

    shown = thirty.store.read(lambda engine: open_work(engine, student, key, NOW)).slots["1"].variant

    angle = frozen.variant.given[0].plain.in_language("en")
    assert angle.split("°")[0] in shown.statement.in_language("en")
    assert str(getattr(frozen.variant.asks[0].key, "value", None)) not in repr(shown)
