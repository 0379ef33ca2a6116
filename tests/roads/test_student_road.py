import re
from collections.abc import Callable

import pytest
from answering import enter, field
from playwright.sync_api import Locator, Page, expect
from schools import RoadSchool, dealt, right_answers, send
from walking import Walker

from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import Attempt, AttemptKey, FrozenSlot
from notebooks_engine.practice import PracticeKey
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
NOTEBOOKS: dict[Language, dict[str, str]] = {
    "ru": {"incline": "наклонная плоскость", "salts": "реакции кислот"},
    "en": {"incline": "inclined plane", "salts": "reactions of acids"},
}
AFTER_ANSWER = Rules(tries=2, solutions="after_answer")


def assigned(school: RoadSchool, notebook: str, rules: Rules = AFTER_ANSWER) -> tuple[AttemptKey, ...]:
    return send(school, NOTEBOOKS[school.language][notebook], rules)


def task(page: Page, slot: str) -> Locator:
    return page.locator(f'[id="task-{slot}"]')


def check(page: Page, slot: str) -> Locator:
    with page.expect_response(lambda reply: reply.url.endswith("/check")):
        task(page, slot).locator(".hands button.main").click()
    return task(page, slot)


def slot_with(attempt: Attempt, kind: str) -> FrozenSlot:
    return next(slot for slot in attempt.slots if any(ask.kind == kind for ask in slot.variant.asks))


@pytest.mark.parametrize(("language", "notebook"), [("ru", "incline"), ("en", "salts")])
def test_every_kind_of_answer_is_entered_and_marked(school: RoadSchool, walk: Walk, notebook: str) -> None:
    key = assigned(school, notebook)[0]
    attempt = dealt(school, 0, key)
    student = walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}")

    for slot in attempt.slots:
        answers = right_answers(school, attempt, slot.name)
        for ask in slot.variant.asks:
            enter(student.page, slot.name, ask, answers[ask.name])
        marked = check(student.page, slot.name)
        asked = sum(ask.kind != "text" for ask in slot.variant.asks)

        expect(marked.locator(".ask > .label > .badge.right")).to_have_count(asked)
    expect(student.page.locator("#progress")).to_contain_text(re.compile(r"\d"))


@pytest.mark.parametrize("notebook", ["incline", "salts"])
def test_formulas_of_a_notebook_are_typeset_and_fit_a_phone(
    school: RoadSchool, walk: Walk, notebook: str
) -> None:
    key = assigned(school, notebook)[0]
    student = walk(width=360).sign_in(school, "student-1")

    student.go(f"/assignments/{key}")

    expect(student.page.locator(".prose .katex-html").first).to_be_visible()
    assert student.page.locator(".prose .math:not(:has(.katex-html))").count() == 0
    assert student.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_misprint_costs_no_try_and_tries_run_out(school: RoadSchool, walk: Walk) -> None:
    key = assigned(school, "incline")[0]
    slot = slot_with(dealt(school, 0, key), "quantity")
    ask = next(ask for ask in slot.variant.asks if ask.kind == "quantity")
    student = walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}")

    enter(student.page, slot.name, ask, "3*+")
    check(student.page, slot.name)
    expect(task(student.page, slot.name).locator('[aria-invalid="true"]')).to_be_visible()
    for typed in ("1,5 кг", "0,001"):
        expect(task(student.page, slot.name).locator(".solution")).to_have_count(0)
        enter(student.page, slot.name, ask, typed)
        check(student.page, slot.name)

    expect(task(student.page, slot.name).locator(".ask > .note.wrong").first).to_be_visible()
    expect(task(student.page, slot.name).locator(".solution")).to_be_visible()
    expect(task(student.page, slot.name).locator(".hands button.main")).to_have_count(0)


@pytest.mark.parametrize("language", ["en"])
def test_what_is_typed_is_read_back_and_outlives_the_page(school: RoadSchool, walk: Walk) -> None:
    key = assigned(school, "incline")[0]
    slot = slot_with(dealt(school, 0, key), "quantity")
    ask = next(ask for ask in slot.variant.asks if ask.kind == "quantity")
    student, elsewhere = walk().sign_in(school, "student-1"), walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}")

    field(task(student.page, slot.name), ask.name).press_sequentially("3,5·10^-3 кг")
    expect(task(student.page, slot.name).locator("[data-reading] .katex-html").first).to_be_visible()
    expect(task(student.page, slot.name).locator("[data-state-of-draft]")).to_have_attribute(
        "data-state", "saved"
    )
    elsewhere.go(f"/assignments/{key}")

    expect(field(task(elsewhere.page, slot.name), ask.name)).to_have_value("3,5·10^-3 кг")


def test_a_plane_is_drawn_on_and_a_table_is_filled_by_keyboard(school: RoadSchool, walk: Walk) -> None:
    key = assigned(school, "incline")[0]
    slot = slot_with(dealt(school, 0, key), "table")
    student = walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}")
    box = task(student.page, slot.name)
    cells = box.locator("table[data-table] input[data-part]")

    cells.first.focus()
    for press in ("1", "Enter", "2"):
        student.page.keyboard.press(press)
    box.locator(".plane").click()
    box.locator(".plane").focus()
    for press in ("ArrowUp", "ArrowUp", "ArrowRight", "Enter"):
        student.page.keyboard.press(press)

    column = (cells.first.get_attribute("data-part") or "").partition(":")[0]
    expect(box.locator(f'[data-part="{column}:1"]')).to_have_value("2")
    assert box.locator(".plane circle.dot").count() == 2


def test_classmates_get_other_numbers_and_none_opens_another_s_work(school: RoadSchool, walk: Walk) -> None:
    keys = assigned(school, "incline")
    attempts = [dealt(school, number, key) for number, key in enumerate(keys)]
    student = walk().sign_in(school, "student-1")

    student.go(f"/assignments/{keys[0]}")
    source = student.page.content()
    response = student.page.goto(f"/assignments/{keys[1]}")

    given = [(slot.task, repr(slot.variant.given)) for attempt in attempts for slot in attempt.slots]
    assert len(set(given)) == len(given)
    assert response is not None
    assert response.status == 404
    assert "Student 2" not in source
    assert attempts[0].slots[0].variant.solution.in_language(school.language) not in source


def practised(school: RoadSchool, student: Walker) -> tuple[str, int]:
    """Return which task and variant is on the page: what differs may be hidden from the statement."""
    expect(student.page.locator(".statement").first).to_be_visible()
    key = PracticeKey(student.page.url.split("?")[0].rsplit("/", 1)[1])
    run = school.application.read(lambda unit: unit.engine.practices.find(school.students[0], key))
    assert run is not None
    return run.frozen.task, run.frozen.member


@pytest.mark.parametrize("language", ["en"])
def test_practice_gives_a_fresh_variant_and_its_solution(school: RoadSchool, walk: Walk) -> None:
    student = walk().sign_in(school, "student-1")
    for number in range(20):
        student.go("/practice")
        student.page.locator("main form button").nth(number).click()
        student.settle()
        # A lab is practised at its bench, which has no solution.
        if not student.page.url.endswith("/lab"):
            break
    first = practised(school, student)
    student.page.locator('main form[action*="/practice/new/"] button').click()
    student.settle()
    second = practised(school, student)
    student.page.locator('main form[action$="/solution"] button').click()

    expect(student.page.locator(".solution")).to_be_visible()
    assert first != second


def test_all_of_it_works_without_scripts(school: RoadSchool, walk: Walk) -> None:
    key = assigned(school, "incline")[0]
    attempt = dealt(school, 0, key)
    student = walk(scripts=False).sign_in(school, "student-1")
    student.go(f"/assignments/{key}")
    slot = attempt.slots[0]

    answers = right_answers(school, attempt, slot.name)
    for ask in slot.variant.asks:
        enter(student.page, slot.name, ask, answers[ask.name], scripts=False)
    task(student.page, slot.name).locator("button[formaction]").click()
    student.go(f"/assignments/{key}")
    task(student.page, slot.name).locator(".hands button.main").click()

    expect(task(student.page, slot.name).locator(".ask > .label > .badge.right")).to_have_count(
        len(slot.variant.asks)
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_help_with_typing_stands_at_every_typed_answer(
    school: RoadSchool, walk: Walk, language: Language
) -> None:
    key = assigned(school, "incline")[0]
    slot = slot_with(dealt(school, 0, key), "quantity")
    student = walk(width=360).sign_in(school, "student-1")
    student.go(f"/assignments/{key}")

    task(student.page, slot.name).locator(".how-to summary").first.click()
    with student.page.expect_popup() as opened:
        task(student.page, slot.name).locator(".how-to[open] a").click()

    help_page = opened.value
    expect(help_page.locator("#quantity h2")).to_be_in_viewport()
    assert help_page.locator("html").get_attribute("lang") == language
    assert help_page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_place_of_a_misprint_is_marked(school: RoadSchool, walk: Walk) -> None:
    key = assigned(school, "incline")[0]
    slot = slot_with(dealt(school, 0, key), "quantity")
    ask = next(ask for ask in slot.variant.asks if ask.kind == "quantity")
    student = walk(scripts=False).sign_in(school, "student-1")
    student.go(f"/assignments/{key}")

    enter(student.page, slot.name, ask, "3*+", scripts=False)
    task(student.page, slot.name).locator(".hands button.main").click()

    expect(task(student.page, slot.name).locator(".error .pointed mark")).to_be_visible()
