"""A practical, a notebook with a task and a lab: from the catalogue to marks that can be sent on."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from answering import enter
from bench_reports import sit_down, write_at_bench
from playwright.sync_api import Page, expect
from schools import RoadSchool, dealt, right_answers, send
from walking import Walker

from labs.documents.lab import Lab
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from search.queries import Query
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
LAB = "friction-on-an-incline"
PRACTICAL: dict[Language, str] = {"ru": "коэффициент трения", "en": "practical friction"}
APPARATUS: dict[Language, str] = {
    "ru": r"в лабораторной работе \d+ установ",
    "en": r"\d+ apparatuses of the lab",
}


def lab_of(school: RoadSchool) -> Lab:
    """Return the lab of the library that stands in the practical."""
    shelf = school.application.shelf
    found = school.application.search(Query(school=school.key, kind="lab", size=50))
    labs = (shelf.lab(school.key, record.key) for record in found.records)
    return next(lab for lab in labs if lab.id == LAB)


def assign_practical(teacher: Walker, school: RoadSchool) -> AttemptKey:
    """Find the practical, look inside, and assign it; return the first student's attempt."""
    teacher.go(f"/catalogue?q={PRACTICAL[school.language]}&kind=notebook&section=mechanics")
    teacher.page.locator("#found .card h2 a").first.click()
    expect(teacher.page.locator(".lab-card")).to_have_count(1)
    teacher.page.locator('a.button.main[href$="/assign"]').first.click()
    teacher.page.locator('input[name="class_"]').first.check()
    expect(teacher.page.locator("#capacity > .note")).to_contain_text(re.compile(APPARATUS[school.language]))
    teacher.page.locator("main form button.main").click()
    teacher.page.wait_for_url("**/assigned/*")
    (made,) = school.application.read(lambda unit: unit.engine.assignments.list(school.teacher))
    heads = school.application.read(lambda unit: unit.engine.attempts.list_of(school.key, made.key))
    return next(head.key for head in heads if head.student == school.students[0].person)


def answer_task(page: Page, school: RoadSchool, slot: FrozenSlot, key: AttemptKey) -> None:
    """Answer the task of this slot rightly, and have it checked."""
    answers = right_answers(school, dealt(school, 0, key), slot.name)
    for ask in slot.variant.asks:
        enter(page, slot.name, ask, answers[ask.name])
    with page.expect_response(lambda reply: reply.url.endswith("/check")):
        page.locator(f'[id="task-{slot.name}"] .hands button.main').click()


def step_through(page: Page, hidden: int) -> None:
    """Go two steps of the session on; the apparatus stands below in full."""
    for _ in range(2):
        page.locator('a[rel="next"]').click()
    expect(page.locator('tr[aria-current="step"] th')).to_have_text("3")
    expect(page.locator("#step .scene svg")).to_be_visible()
    expect(page.locator("section:last-of-type > .bench-known > div")).to_have_count(hidden)


def decide(page: Page, ask: str, points: str) -> None:
    """Give these points for a part of the report, with a word to the student."""
    form = page.locator(f'form:has(input[name="ask"][value="{ask}"])')
    form.locator('input[name="points"]').fill(points)
    form.locator('input[name="comment"]').fill("Name the axes.")
    form.locator("button").click()
    expect(page.locator("dd q")).to_have_text("Name the axes.")


def row_sent_on(teacher: Walker, school: RoadSchool, folder: Path) -> list[str]:
    """Download the gradebook, and return what it says of the first student."""
    teacher.go(f"/classes/{school.room.key}/gradebook")
    with teacher.page.expect_download() as download:
        teacher.page.locator('main a[href$="gradebook.csv"]').click()
    download.value.save_as(folder / "gradebook.csv")
    text = (folder / "gradebook.csv").read_text("utf-8-sig")
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ",")
    return next(row for row in rows if "Student 1" in row)


def test_a_task_and_a_lab_of_one_notebook_go_from_assigning_to_marks(
    school: RoadSchool, walk: Walk, tmp_path: Path
) -> None:
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    key = assign_practical(teacher, school)
    task, lab = dealt(school, 0, key).slots
    bench = sit_down(school, 0, key, lab, lab_of(school))
    student.go("/assignments")
    student.page.locator("main .card .button.main").click()

    answer_task(student.page, school, task, key)
    student.page.locator(".lab-card a.button").click()
    student.settle()
    write_at_bench(student.page, school, key, lab, bench)
    student.page.click("[data-check]")
    expect(student.page.locator("#bench-report [data-verdict]").first).to_be_visible()
    expect(teacher.page.locator("#live tbody tr:first-child .badge.open")).to_have_count(0, timeout=60_000)
    teacher.page.locator("#student-1").click()
    teacher.page.locator('a[href$="/labs/2"]').click()
    step_through(teacher.page, len(bench.lab.hidden))
    teacher.go(f"/students-work/{key}")
    decide(teacher.page, "plot-line", "1,5")
    student.go(f"/assignments/{key}/labs/2")

    expect(student.page.locator('[data-bench-plot="line"] q')).to_have_text("Name the axes.")
    total = teacher.page.locator("main .badge").first.inner_text().split()[0]
    assert total in row_sent_on(teacher, school, tmp_path)


@pytest.mark.parametrize("language", ["en"])
def test_without_scripts_a_reading_of_the_notebook_s_lab_is_taken_and_kept(
    school: RoadSchool, walk: Walk
) -> None:
    key = send(school, PRACTICAL[school.language], Rules())[0]
    student = walk(scripts=False, width=360).sign_in(school, "student-1")
    student.go(f"/assignments/{key}")
    expect(student.page.locator(".lab-card")).to_contain_text("Nothing has been measured yet.")

    student.page.locator(".lab-card a.button").click()
    student.page.locator('[data-control="alpha"] [data-setting]').fill("45")
    student.page.locator('[data-instrument="timer"] [data-measure]').click()
    expect(student.page.locator("[data-log] tr")).to_have_count(1)
    student.go(f"/assignments/{key}")

    expect(student.page.locator(".lab-card")).to_contain_text("1 reading taken")
    assert student.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
