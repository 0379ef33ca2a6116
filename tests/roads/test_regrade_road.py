"""From a wrong key to corrected points: published, assigned, answered, corrected, regraded, taken back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from schools import RoadSchool
from walking import Walker
from wrong_keys import WrongKey, assign_wrong_key, correct_key

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]


def hand_in(student: Walker, wrong: WrongKey, number: int, answer: str) -> None:
    student.go(f"/assignments/{wrong.attempts[number]}")
    student.page.locator('[id="task-1"] input[name="answer.s"]').fill(answer)
    if student.scripts:
        with student.page.expect_response(lambda reply: reply.url.endswith("/check")):
            student.page.locator('[id="task-1"] .hands button.main').click()
    else:
        student.page.locator('[id="task-1"] .hands button.main').click()


def regrade(teacher: Walker, wrong: WrongKey, mode: str) -> None:
    """Go to what has been corrected, choose a mode, tick and apply, by keyboard alone."""
    teacher.go(f"/assigned/{wrong.assignment}/regrade")
    link = teacher.page.locator(f'#plan nav a[href*="mode={mode}"]')
    link.focus()
    teacher.page.keyboard.press("Enter")
    teacher.page.wait_for_url(f"**mode={mode}*")
    teacher.settle()
    teacher.page.locator('input[name="sure"]').focus()
    teacher.page.keyboard.press("Space")
    teacher.page.keyboard.press("Tab")
    teacher.page.keyboard.press("Enter")
    teacher.page.wait_for_url(re.compile(r"/regrade$"))


def scores(teacher: Walker, wrong: WrongKey) -> list[str]:
    teacher.go(f"/assigned/{wrong.assignment}")
    found = teacher.page.locator("#live tbody td.number strong").all_inner_texts()
    return [score.strip() for score in found[:3]]


@pytest.mark.parametrize(
    ("language", "scripts", "width"),
    [("ru", True, 1280), ("en", False, 360)],
    ids=["ru", "en without scripts"],
)
def test_a_corrected_key_raises_replaces_and_is_taken_back(
    school: RoadSchool, walk: Walk, scripts: bool, width: int
) -> None:
    wrong = assign_wrong_key(school)
    students = [walk(scripts=scripts, width=width).sign_in(school, f"student-{n}") for n in (1, 2, 3)]
    for number, answer in enumerate((wrong.right(0), wrong.by_wrong_key(1), "1")):
        hand_in(students[number], wrong, number, answer)
    teacher = walk(scripts=scripts, width=width).sign_in(school, "teacher")
    assert scores(teacher, wrong) == ["0", "2", "0"]

    correct_key(school)
    teacher.go(f"/assigned/{wrong.assignment}")
    teacher.page.locator('main .note a[href*="/regrade"]').click()
    teacher.page.wait_for_url("**/regrade?task=*")
    expect(teacher.page.locator("#plan tbody tr")).to_have_count(2)
    regrade(teacher, wrong, "raise")

    assert scores(teacher, wrong) == ["2", "2", "0"]
    notes = [noted(student, wrong, number) for number, student in enumerate(students)]
    assert [re.findall(r"\d+", note.split(":", 2)[-1]) for note in notes] == [["0", "2"], ["2", "0"], ["0"]]
    expect(students[0].page.locator('[id="task-1"] > header')).to_contain_text("2")

    correct_key(school, again=True)
    regrade(teacher, wrong, "replace")
    assert scores(teacher, wrong) == ["2", "0", "0"]
    for _ in range(2):
        take_back(teacher, wrong)
    assert scores(teacher, wrong) == ["0", "2", "0"]
    teacher.go(f"/assigned/{wrong.assignment}/regrade")
    expect(teacher.page.locator("ol.plainlist > li")).to_have_count(4)


def noted(student: Walker, wrong: WrongKey, number: int) -> str:
    student.go(f"/assignments/{wrong.attempts[number]}")
    return student.page.locator('[id="task-1"] .note.regraded').inner_text()


def take_back(teacher: Walker, wrong: WrongKey) -> None:
    teacher.go(f"/assigned/{wrong.assignment}/regrade")
    before = teacher.page.locator("ol.plainlist > li").count()
    form = teacher.page.locator('details:has(form[action$="/undoing"])').first
    form.locator("summary").click()
    form.locator("button").click()
    expect(teacher.page.locator("ol.plainlist > li")).to_have_count(before + 1)


def test_where_nothing_is_corrected_the_page_says_so(school: RoadSchool, walk: Walk) -> None:
    wrong = assign_wrong_key(school)
    teacher = walk(width=360).sign_in(school, "teacher")

    teacher.go(f"/assigned/{wrong.assignment}/regrade")

    expect(teacher.page.locator("main .empty")).to_be_visible()
    expect(teacher.page.locator("main form")).to_have_count(0)
