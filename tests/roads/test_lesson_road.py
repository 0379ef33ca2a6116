"""A lesson's road: planned, published, copied, on the board, on paper, assigned; a course gone through."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from schools import RoadSchool
from walking import Walker

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]


def press(walker: Walker, do: str) -> None:
    walker.page.locator(f'button[name="do"][value="{do}"]:not(.hidden-text)').click()
    walker.settle()


def begin(teacher: Walker, kind: str, title: str) -> None:
    teacher.go("/my-lessons")
    form = teacher.page.locator(f'form:has(button[value="{kind}"])')
    form.locator('input[name="title"]').fill(title)
    form.locator(f'button[value="{kind}"]').click()
    teacher.settle()


def attach_notebook(teacher: Walker) -> None:
    """Look for a notebook and attach the first one that is found to the first step."""
    teacher.page.locator("#f-find-0").fill("плоскость")
    teacher.page.locator("#f-find-0 + button").click()
    teacher.settle()
    found = teacher.page.locator(".attached li", has_text="тетрадь")
    found.get_by_role("button").first.click()
    teacher.settle()


def plan_lesson(teacher: Walker, title: str = "Сила трения") -> None:
    begin(teacher, "scenario", title)
    page = teacher.page
    page.locator("#f-grades").fill("7")
    page.locator("#f-goals").fill("Понять, от чего зависит сила трения")
    page.locator("#f-step-0-board").fill("Почему санки останавливаются? $F = \\mu N$")
    attach_notebook(teacher)


@pytest.fixture
def teacher(school: RoadSchool, walk: Walk) -> Walker:
    return walk().sign_in(school, "teacher")


def test_a_lesson_is_planned_published_and_assigned_in_one_go(
    school: RoadSchool, walk: Walk, teacher: Walker
) -> None:
    plan_lesson(teacher)
    expect(teacher.page.locator(".names li")).to_contain_text("тетрадь")
    press(teacher, "publish")
    expect(teacher.page.locator("h1")).to_have_text("Сила трения")

    teacher.page.locator("#assign button.main").click()
    teacher.settle()

    student = walk().sign_in(school, "student-1")
    student.go("/assignments")
    expect(student.page.locator("main .card")).to_have_count(1)


def test_what_is_missing_is_said_and_what_was_typed_stays(teacher: Walker) -> None:
    begin(teacher, "scenario", "Сила упругости")
    teacher.page.locator("#f-step-0-teacher").fill("Показывает <i>пружину</i>.")

    press(teacher, "publish")

    expect(teacher.page.locator("main [role=alert]")).to_contain_text("опубликовать пока нельзя")
    expect(teacher.page.locator("#f-step-0-teacher")).to_have_value("Показывает <i>пружину</i>.")


def test_the_board_is_turned_by_arrows_and_counts_the_minutes(teacher: Walker) -> None:
    plan_lesson(teacher)
    press(teacher, "publish")
    teacher.page.get_by_role("link", name="Показать на доске").click()
    teacher.settle()
    expect(teacher.page.locator(".board math").first).to_be_visible()

    teacher.page.locator("[data-timer]").click()
    expect(teacher.page.locator("[data-left]")).to_have_text(re.compile(r"^4:5\d$"))
    teacher.page.keyboard.press("ArrowRight")
    teacher.page.wait_for_url("**step=2")
    teacher.settle()
    teacher.page.keyboard.press("PageUp")
    teacher.page.wait_for_url("**step=1")

    expect(teacher.page.locator(".board")).to_contain_text("1/3")


def test_on_paper_there_is_the_plan_alone(teacher: Walker) -> None:
    plan_lesson(teacher)
    press(teacher, "publish")

    teacher.page.emulate_media(media="print")

    expect(teacher.page.locator(".timeline")).to_be_visible()
    expect(teacher.page.locator("#opinions")).to_be_hidden()
    expect(teacher.page.locator("#assign")).to_be_hidden()
    expect(teacher.page.locator("header.top")).to_be_hidden()


def test_a_colleague_rates_comments_and_copies_with_attribution(
    school: RoadSchool, walk: Walk, teacher: Walker
) -> None:
    plan_lesson(teacher)
    press(teacher, "publish")
    colleague = walk(width=360).sign_in(school, "publisher")
    colleague.go(teacher.page.url)

    colleague.page.locator('.stars button[value="5"]').click()
    colleague.settle()
    colleague.page.locator("#f-text").fill("Взяла <b>себе</b>")
    colleague.page.locator('form[action$="/comments"] button').click()
    colleague.settle()
    expect(colleague.page.locator("#opinions")).to_contain_text("Взяла <b>себе</b>")
    colleague.page.get_by_role("button", name="Скопировать").click()
    colleague.settle()

    expect(colleague.page.locator("main")).to_contain_text(f"{school.key}/")
    assert colleague.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_course_is_put_together_and_gone_through(school: RoadSchool, walk: Walk, teacher: Walker) -> None:
    begin(teacher, "course", "Наклонная плоскость за урок")
    teacher.page.locator("#f-grades").fill("9")
    attach_notebook(teacher)
    press(teacher, "publish")
    expect(teacher.page.locator("#progress")).to_contain_text("0 из 1")

    student = walk(width=360).sign_in(school, "student-1")
    student.go(teacher.page.url)
    student.page.locator('form[action$="/ticks"] button').click()
    student.settle()

    expect(student.page.locator("#progress")).to_contain_text("1 из 1")
    expect(student.page.locator("#progress .badge")).to_be_visible()
