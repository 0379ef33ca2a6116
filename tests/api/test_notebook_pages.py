"""A notebook shown from frames is the very page that its templates make, however the work stands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup
from school_worlds import World, occasion
from starlette.applications import Starlette
from starlette.requests import Request
from test_regrade_pages import corrected, fields

from api.admission.gate import make_gates
from api.route_table import PAGES
from api.routes.acting import actor
from api.routes.students.student_notebooks import (
    appeals_of,
    describe_rules,
    progress_of,
    show_notebook,
    task_values,
)
from api.routes.students.tasks import Problems
from api.routes.works.bench_cards import work_card
from api.web.rendering import address, environment, render_text
from api.web.routing import make_route
from api.web.visits import SESSION_COOKIE, THEME_COOKIE, Visit, present
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.slots import is_lab
from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import Prose
from notebooks_engine.studying.opening import OpenWork, open_work
from notebooks_engine.teaching.assigning import Order, assign
from variants.checkers.registry import type_key
from variants.texts import Language

NOTHING = {"value": None, "result": None, "problem": None, "mark": None}
DAY = 86_400_000
GATES = make_gates(threads=1, hashing_threads=1, patience=1)


def visit_of(world: World, name: str, language: Language, days: int = 0) -> Visit:
    """Return a visit of somebody of the north, so many days from now."""
    student = world.browser(world.north, name)
    routes = [make_route(page, world.application, GATES) for page in PAGES]
    headers = [(b"cookie", f"{SESSION_COOKIE}={student.token}; {THEME_COOKIE}=dark".encode())]
    scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": headers}
    session, person = world.application.who(student.token, present())
    return Visit(
        application=world.application,
        request=Request({**scope, "app": Starlette(routes=routes)}),
        session=session,
        person=person,
        language=language,
        now=present() + days * DAY,
        form={},
        files={},
    )


def plain_page(visit: Visit, attempt: AttemptKey, problems: dict[str, Problems]) -> str:
    """Return the page as the templates make it, with nothing remembered of any other."""
    work = visit.read(lambda unit: open_work(unit.engine, actor(visit), attempt, visit.now))
    document = visit.application.shelf.notebook(visit.reader.school, work.assignment.edition)
    pages = environment(visit.language, visit.application.settings.timezone)

    def show_ask(ask: object, place: str, **values: object) -> Markup:
        return Markup(pages.get_template("ask/ask.html").render(NOTHING, ask=ask, place=place, **values))

    def show_task(values: dict[str, Any], csrf: Callable[[], str]) -> Markup:
        return Markup(pages.get_template("task.html").render(values, csrf=csrf, show_ask=show_ask))

    done, slots, got, possible = progress_of(work)
    return render_text(
        visit,
        "student/notebook.html",
        title=document.title,
        blocks=[block_of(visit, work, block, problems) for block in document.blocks],
        due=work.assignment.due_at,
        late=work.assignment.is_late(visit.now),
        rules=describe_rules(visit, work.assignment.rules),
        practice_url=address(visit, "practice_home"),
        show_task=show_task,
        done=done,
        slots=slots,
        got=got,
        possible=possible,
    )


def block_of(
    visit: Visit, work: OpenWork, block: Prose | Slot, problems: dict[str, Problems]
) -> dict[str, Any]:
    """Return what the template is told of one block."""
    if isinstance(block, Prose):
        return {"prose": block.html}
    slot = work.slots[block.name]
    if is_lab(slot.variant):
        return {"lab": work_card(visit, work, slot)}
    found = problems.get(block.name, Problems())
    return {"task": task_values(visit, work, slot, found, appeals_of(visit, work))}


def without_tokens(page: str) -> str:
    """Return a page without what is made anew for each opening."""
    return re.sub(r'name="(csrf|idempotency)" value="[^"]+"', r'name="\1"', page)


def compare(
    world: World,
    attempt: AttemptKey,
    *,
    name: str = "student",
    days: int = 0,
    problems: dict[str, Problems] | None = None,
) -> str:
    """Compare the page of an attempt with the plain one, in both languages; return the English one."""
    framed = ""
    for language in ("ru", "en"):
        visit = visit_of(world, name, language, days)
        framed = bytes(show_notebook(visit, attempt, problems or {}).body).decode()
        assert without_tokens(framed) == without_tokens(plain_page(visit, attempt, problems or {}))
    return framed


def assigned_anew(world: World) -> AttemptKey:
    """Give the class the notebook once more; return the student's attempt, in which nothing was done."""
    north = world.north
    pinned = world.application.shelf.pinned(north.school, north.edition)
    order = Order(classes=(north.class_,), notebook=pinned, rules=Rules(tries=2), due_at=present() + DAY)
    supplies = world.application.shelf.supplies(north.school)
    (made,) = assign(world.application.engine, north.actor("teacher"), order, supplies, occasion())
    own = world.application.read(lambda unit: unit.engine.attempts.list_own(north.actor("student")))
    return next(head.key for head in own if head.assignment.key == made.key)


def post(world: World, attempt: AttemptKey, what: str, answer: str, once: str = "once") -> None:
    """Send what was typed into the first task."""
    form = {"answer.part": answer, "idempotency": once}
    sent = world.browser(world.north, "student").post(f"/assignments/{attempt}/1/{what}", form)
    assert sent.status_code == 303


def right_answer(world: World, attempt: AttemptKey) -> str:
    """Return the first task's right answer as it is typed."""
    who = world.north.actor("student")
    opened = world.application.read(lambda unit: unit.engine.attempts.open_own(who, attempt))
    assert opened is not None
    return str(type_key(opened.attempt.slots[0].variant.asks[0].key, "ru"))


@pytest.mark.parametrize("days", [0, 30])
def test_an_untouched_notebook_is_what_its_templates_make(world: World, days: int) -> None:
    page = compare(world, assigned_anew(world), days=days)

    assert "student of north" in page
    assert page.count('<section class="task"') == 2


def test_what_is_being_written_is_what_its_templates_make(world: World) -> None:
    attempt = assigned_anew(world)

    post(world, attempt, "draft", '12 <b>"кг"</b>')

    assert "12 &lt;b&gt;" in compare(world, attempt)


def test_right_and_wrong_answers_are_what_their_templates_make(world: World) -> None:
    wrong, right = assigned_anew(world), assigned_anew(world)

    post(world, wrong, "check", "1000 кг")
    post(world, right, "check", right_answer(world, right))

    assert "badge wrong" in compare(world, wrong)
    assert "badge right" in compare(world, right)


def test_a_task_without_tries_is_what_its_template_makes(world: World) -> None:
    attempt = assigned_anew(world)

    for number in range(2):
        post(world, attempt, "check", f"{1000 + number} кг", f"once-{number}")

    assert "No tries are left." in compare(world, attempt)
    compare(world, attempt, days=30)


def test_what_could_not_be_read_is_what_its_template_makes(world: World) -> None:
    wrong = {"part": {"message": "A bracket <is> not closed.", "part": "", "pointed": None}}

    page = compare(world, assigned_anew(world), problems={"1": Problems(by_ask=wrong)})

    assert "A bracket &lt;is&gt; not closed." in page


@pytest.mark.parametrize("name", ["student", "classmate"])
def test_marks_and_appeals_are_what_their_templates_make(world: World, name: str) -> None:
    who = world.north.actor(name)
    (attempt,) = (
        head.key
        for head in world.application.read(lambda unit: unit.engine.attempts.list_own(who))
        if head.assignment.key == world.north.assignment
    )

    page = compare(world, attempt, name=name)

    assert '<div class="appeal">' in page


def test_a_regraded_task_is_what_its_template_makes(world: World) -> None:
    where, teacher = corrected(world), world.browser(world.north, "teacher")
    form = {**fields(teacher.get(where).text), "sure": "yes"}

    assert teacher.post(where.split("?")[0], form).status_code == 303

    assert "was 0, now 2" in compare(world, world.north.attempt)


def test_a_closed_notebook_is_what_its_templates_make(world: World) -> None:
    teacher = world.browser(world.north, "teacher")

    assert teacher.post(f"/assigned/{world.north.assignment}/closing").status_code == 303

    compare(world, world.north.attempt)


def test_a_lab_among_tasks_is_what_its_card_makes(world: World) -> None:
    assert "lab-card" in compare(world, world.north.lab.attempt)


def test_nothing_of_one_student_stands_in_the_page_of_another(world: World) -> None:
    north, attempt = world.north, assigned_anew(world)
    own = world.application.read(lambda unit: unit.engine.attempts.list_own(north.actor("classmate")))
    theirs = next(head.key for head in own if head.assignment.key != north.assignment)

    compare(world, attempt)
    page = compare(world, theirs, name="classmate")

    assert "classmate of north" in page
    assert "student of north" not in page
    assert attempt not in page
