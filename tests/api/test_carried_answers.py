"""Two answers of one task on the pages: the second is right for the student's own first."""

from fractions import Fraction
from pathlib import Path

from school_worlds import NORTH, World, occasion

from content.loader import find_documents, publish_documents
from library_core.library import Act
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.studying.practising import start_practice
from notebooks_engine.teaching.assigning import Order, assign

TASK = """\
id: {id}
title: {{en: "Fall", ru: "Падение"}}
subject: physics
section: mechanics
grades: [9]
given:
  h: {{from: 20, to: 79, step: 1, unit: m}}
  g: {{is: 10, unit: m/s^2}}
solve: {{v: sqrt(2*g*h), t: v/g}}
certify: [v^2 = 2*g*h, h = g*t^2/2]
ask:
  v: {{kind: quantity, unit: m/s, label: {{en: "Speed", ru: "Скорость"}}}}
  t: {{kind: quantity, unit: s, label: {{en: "Time", ru: "Время"}}}}
statement:
  en: "A stone falls from {{{{h}}}}, g = {{{{g}}}}."
  ru: "Камень падает с высоты {{{{h}}}}, g = {{{{g}}}}."
"""
NOTEBOOK = """\
---
id: falls
title: Падения
language: ru
subject: physics
section: mechanics
grades: [9]
---
::: slot {id=1 points=4}
fall
drop
:::
"""
CARRIED = "Верно для вашего значения «Скорость»; ошибка сделана раньше."


def publish_falls(world: World, folder: Path) -> PinnedNotebook:
    """Publish two tasks on falling and a notebook of them in the north's school."""
    for name in ("fall", "drop"):
        (folder / f"{name}.yaml").write_text(TASK.format(id=name), encoding="utf-8")
    (folder / "falls.ru.md").write_text(NOTEBOOK, encoding="utf-8")
    outcomes = publish_documents(world.application.press, find_documents(folder), Act(school=NORTH, at=1))
    assert not any(outcome.problems for outcome in outcomes)
    name = f"{NORTH}/falls"
    found = world.application.read(lambda unit: unit.library.editions.published(NORTH, [name]))
    return world.application.shelf.pinned(NORTH, found[name].key)


def assign_falls(world: World, folder: Path) -> AttemptKey:
    """Assign the notebook to the class and return the student's attempt."""
    north, application = world.north, world.application
    notebook, supplies = publish_falls(world, folder), application.shelf.supplies(NORTH)
    order = Order(classes=(north.class_,), notebook=notebook, rules=Rules(), due_at=None)
    (made,) = assign(application.engine, north.actor("teacher"), order, supplies, occasion())
    heads = application.read(lambda unit: unit.engine.attempts.list_own(north.actor("student")))
    return next(head.key for head in heads if head.assignment.key == made.key)


def test_a_check_carries_an_error_forward_and_pays_for_it(world: World, tmp_path: Path) -> None:
    attempt = assign_falls(world, tmp_path)
    student = world.browser(world.north, "student")

    form = {"answer.v": "55 м/с", "answer.t": "5,5 с", "idempotency": "carried"}
    page = student.post(f"/assignments/{attempt}/1/check", form, hx_request="true")

    own = world.north.actor("student")
    opened = world.application.read(lambda unit: unit.engine.attempts.open_own(own, attempt))
    assert opened is not None
    (submission,) = opened.submissions
    assert CARRIED in page.text
    assert {name: verdict.score for name, verdict in submission.verdicts.items()} == {
        "v": Fraction(0),
        "t": Fraction(1),
    }


def test_practice_carries_an_error_forward_too(world: World, tmp_path: Path) -> None:
    north, application = world.north, world.application
    notebook, supplies = publish_falls(world, tmp_path), application.shelf.supplies(NORTH)
    run = start_practice(application.engine, north.actor("student"), (notebook, "1"), supplies, occasion())
    student = world.browser(north, "student")

    consistent = {"answer.v": "55 м/с", "answer.t": "5,5 с"}
    page = student.post(f"/practice/{run.key}/check", consistent, hx_request="true")
    alone = student.post(f"/practice/{run.key}/check", {**consistent, "answer.v": ""}, hx_request="true")

    assert CARRIED in page.text
    assert CARRIED not in alone.text
