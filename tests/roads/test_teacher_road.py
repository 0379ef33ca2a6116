import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from answering import enter, field
from playwright.sync_api import expect
from schools import RoadSchool, dealt, right_answers, send
from walking import Walker

from notebooks_engine.assignments import Rules
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
INFLECTED: dict[Language, str] = {"ru": "наклонными плоскостями", "en": "inclined planes moving"}
INCLINE: dict[Language, str] = {"ru": "наклонная плоскость", "en": "inclined plane"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_catalogue_finds_by_any_word_form_and_filter(school: RoadSchool, walk: Walk) -> None:
    teacher = walk().sign_in(school, "teacher")
    teacher.go("/catalogue")

    for name, value in (
        ("kind", "notebook"),
        ("subject", "physics"),
        ("section", "mechanics"),
        ("grade", "9"),
    ):
        with teacher.page.expect_response(re.compile(f"[?&]{name}={value}")):
            teacher.page.locator(f"#f-{name}").select_option(value)
    with teacher.page.expect_response(re.compile(f"language={school.language}")):
        teacher.page.locator("#f-language").select_option(school.language)
    words = INFLECTED[school.language]
    teacher.page.locator("#f-q").press_sequentially(words)
    # What the first letters find comes before, and a list that is replaced loses a click.
    teacher.page.wait_for_url(lambda address: parse_qs(urlsplit(address).query).get("q") == [words])
    expect(teacher.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    expect(teacher.page.locator("#found .card")).to_have_count(1)
    teacher.page.locator("#found .card h2 a").click()
    expect(teacher.page.locator(".task").first.locator("> details")).to_have_count(3)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_notebook_is_assigned_in_three_clicks(school: RoadSchool, walk: Walk) -> None:
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    teacher.go("/catalogue")

    teacher.page.locator('main .card:has(a[href$="/assign"]) a.button.main').first.click()
    teacher.page.locator('input[name="class_"]').first.check()
    teacher.page.locator("main form button.main").click()
    teacher.page.wait_for_url("**/assigned/*")
    student.go("/assignments")

    expect(student.page.locator("main .card")).to_have_count(1)


def test_the_table_of_the_class_lives(school: RoadSchool, walk: Walk) -> None:
    key = send(school, INCLINE[school.language], Rules())[0]
    attempt = dealt(school, 0, key)
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    teacher.go(f"/classes/{school.room.key}")
    teacher.page.locator("main li a").first.click()
    expect(teacher.page.locator("#live td .badge.right")).to_have_count(0)

    student.go(f"/assignments/{key}")
    answers = right_answers(school, attempt, "1")
    for ask in attempt.slots[0].variant.asks:
        enter(student.page, "1", ask, answers[ask.name])
    student.page.locator('[id="task-1"] .hands button.main').click()

    expect(teacher.page.locator("#live td .badge.right")).to_have_count(1, timeout=60_000)


@pytest.mark.parametrize("language", ["en"])
def test_a_decision_keeps_both_marks_and_is_taken_back(school: RoadSchool, walk: Walk) -> None:
    key = send(school, INCLINE[school.language], Rules())[0]
    open_slot = next(
        slot for slot in dealt(school, 0, key).slots if any(ask.kind == "text" for ask in slot.variant.asks)
    )
    ask = next(ask for ask in open_slot.variant.asks if ask.kind == "text")
    student, teacher = walk().sign_in(school, "student-1"), walk().sign_in(school, "teacher")
    student.go(f"/assignments/{key}")
    enter(student.page, open_slot.name, ask, "mg sin α")
    with student.page.expect_response(lambda reply: reply.url.endswith("/check")):
        student.page.locator(f'[id="task-{open_slot.name}"] .hands button.main').click()

    teacher.go("/queue")
    teacher.page.locator('main input[name="points"]').fill("1")
    teacher.page.locator('main input[name="comment"]').fill("Name the forces.")
    teacher.page.locator('main form:has(input[name="points"]) button').click()
    expect(teacher.page.locator("main article")).to_have_count(0)
    teacher.go(f"/students-work/{key}")
    undo = teacher.page.locator('form[action$="/undoing"] button')

    expect(teacher.page.locator("dd q")).to_have_text("Name the forces.")
    student.go(f"/assignments/{key}")
    expect(student.page.locator(".note.undecided q")).to_have_text("Name the forces.")
    undo.click()
    expect(undo).to_have_count(0)


def test_a_student_s_work_says_what_was_typed_how_it_was_read_and_why(school: RoadSchool, walk: Walk) -> None:
    key = send(school, INCLINE[school.language], Rules())[0]
    slot = next(slot for slot in dealt(school, 0, key).slots if slot.variant.asks[0].kind == "quantity")
    student, teacher = walk().sign_in(school, "student-1"), walk().sign_in(school, "teacher")
    student.go(f"/assignments/{key}")
    field(student.page.locator(f'[id="task-{slot.name}"]'), slot.variant.asks[0].name).fill("1,5 сут")
    with student.page.expect_response(lambda reply: reply.url.endswith("/check")):
        student.page.locator(f'[id="task-{slot.name}"] .hands button.main').click()

    teacher.go(f"/students-work/{key}")

    answer = teacher.page.locator(f'[id="task-{slot.name}"] .ask').first
    expect(answer.locator("samp").first).to_have_text("1,5 сут")
    expect(answer.locator(".note.wrong .katex-html, .note.wrong output").first).to_be_visible()


def test_the_gradebook_is_read_back_from_its_files(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    send(school, INCLINE[school.language], Rules())
    teacher = walk().sign_in(school, "teacher")
    teacher.go(f"/classes/{school.room.key}/gradebook")

    saved = {}
    for kind in ("csv", "xlsx"):
        with teacher.page.expect_download() as download:
            teacher.page.locator(f'main a[href$="gradebook.{kind}"]').click()
        saved[kind] = tmp_path / f"gradebook.{kind}"
        download.value.save_as(saved[kind])
    text = saved["csv"].read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    sheet = openpyxl.load_workbook(saved["xlsx"]).worksheets[0]

    assert "Student 4" in {cell for row in rows for cell in row}
    assert "Student 4" in {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}


def test_an_assignment_is_closed_reopened_changed_and_taken_back(school: RoadSchool, walk: Walk) -> None:
    key = send(school, INCLINE[school.language], Rules())[0]
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    teacher.go(f"/classes/{school.room.key}")
    teacher.page.locator("main li a").first.click()
    checks = student.page.locator(".hands button.main")

    for count in (0, 9):
        teacher.page.locator("#rules > summary").click()
        teacher.page.locator('form[action$="/closing"] button').click()
        teacher.settle()
        student.go(f"/assignments/{key}")
        expect(checks).to_have_count(count)
    teacher.page.locator("#rules > summary").click()
    teacher.page.locator("#f-due").fill("2031-05-06T07:08")
    teacher.page.locator('form[action$="/rules"] button').click()
    expect(teacher.page.locator("main > p.pale")).to_contain_text("2031")
    teacher.page.locator("#rules > summary").click()
    teacher.page.locator("#rules details summary").click()
    teacher.page.locator('form[action$="/taking-back"] button').click()
    student.go("/assignments")

    expect(student.page.locator("main .card")).to_have_count(0)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_roster_becomes_slips_and_a_slip_becomes_a_password(
    school: RoadSchool, walk: Walk, tmp_path: Path
) -> None:
    teacher, newcomer = walk().sign_in(school, "teacher"), walk()
    teacher.go(f"/classes/{school.room.key}/roster")

    teacher.page.locator("#f-roster").fill("Student 21\n\nStudent 22;плохое имя")
    teacher.page.locator("main form button").last.click()
    expect(teacher.page.locator("main [role=alert]")).to_contain_text("3")
    (tmp_path / "class.csv").write_text("Student 21\nStudent 22\n", "utf-8")
    teacher.page.locator("#f-roster").fill("")
    teacher.page.set_input_files("#f-file", tmp_path / "class.csv")
    teacher.page.locator("main form button").last.click()
    teacher.page.locator("main form button.main").first.click()
    login, password = teacher.page.locator(".slip").first.locator(".secret").all_inner_texts()
    newcomer.go("/sign-in")
    newcomer.enter_sign_in(login, password)

    newcomer.page.wait_for_url("**/password")
    for name in ("new", "again"):
        newcomer.page.locator(f"#f-{name}").fill("four plain words here")
    newcomer.page.locator("main button.main").click()
    newcomer.page.wait_for_url("**/assignments")


def test_a_student_who_lost_the_password_gets_a_new_slip(school: RoadSchool, walk: Walk) -> None:
    teacher, student = walk().sign_in(school, "teacher"), walk()
    teacher.go(f"/classes/{school.room.key}")

    teacher.page.locator('form[action$="/slip"] button').first.click()
    login, password = teacher.page.locator(".slip .secret").all_inner_texts()
    student.go("/sign-in")
    student.enter_sign_in(login, password)

    expect(student.page.locator("#f-again")).to_be_visible()
