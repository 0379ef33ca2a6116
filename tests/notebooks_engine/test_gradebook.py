import csv
import io

import openpyxl
import pytest
from engine_worlds import NOW, RIVALS, World
from hypothesis import given, settings
from hypothesis import strategies as st

from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import Draft
from notebooks_engine.insight.progress import watch
from notebooks_engine.refusals import Missing
from notebooks_engine.studying.opening import save_draft
from notebooks_engine.teaching.exports import export_csv, export_xlsx, slot_sheet, tame
from notebooks_engine.teaching.gradebook import Gradebook, open_gradebook
from notebooks_engine.teaching.running_classes import add_students, remove_student

HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "  =1+1", "\r\n=1", "＝1+1", '"=1";x']


def open_book(world: World, key: AssignmentKey) -> Gradebook:
    return world.store.read(lambda engine: open_gradebook(engine, world.teacher, key))


def test_cells_say_where_each_student_stands(world: World) -> None:
    key = world.assign(("reason",)).key
    first, second, third = world.students
    world.submit(first, {"x": world.right(first), "why": "because"})
    world.submit(second, {"x": "1"})
    attempt = world.attempt(third)
    draft = Draft(slot="1", answers={"x": "1"}, saved_at=NOW)
    world.store.write(lambda engine: save_draft(engine, third, attempt, draft))

    lines = open_book(world, key).lines

    assert [line.cells[0].state for line in lines] == ["pending", "tried", "writing"]
    assert [line.active_at for line in lines] == [NOW, NOW, NOW]


def test_a_finished_slot_is_done_and_totals_add_up(world: World) -> None:
    key = world.assign(("length",), ("height",)).key
    student = world.students[0]
    world.submit(student, {"x": world.right(student)})

    line = open_book(world, key).lines[0]

    assert [cell.state for cell in line.cells] == ["done", "new"]
    assert line.points == 2
    assert line.out_of == 4


def test_who_joined_or_left_later_is_told_apart(world: World) -> None:
    key = world.assign().key
    newcomer = [(PersonKey("newcomer"), "A")]
    world.store.write(lambda engine: add_students(engine, world.teacher, world.room.key, newcomer))
    gone = world.students[0].person
    world.store.write(lambda engine: remove_student(engine, world.teacher, world.room.key, gone))

    book = open_book(world, key)

    assert book.undealt == ("newcomer",)
    assert [(line.student, line.present) for line in book.lines][-1] == (gone, False)


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_opens_the_gradebook_of_another(world: World, rival: str) -> None:
    key = world.assign().key

    with pytest.raises(Missing):
        world.store.read(lambda engine: open_gradebook(engine, world.rivals[rival], key))


def test_the_live_table_counts_the_class(world: World) -> None:
    key = world.assign().key
    student = world.students[0]
    world.submit(student, {"x": world.right(student)})

    progress = world.store.read(lambda engine: watch(engine, world.teacher, key))

    assert (progress.begun, progress.finished, progress.last_active_at) == (1, 1, NOW)
    assert progress.slots[0].states == {"done": 1, "new": 2}


def test_csv_in_russian_opens_in_a_russian_spreadsheet(world: World) -> None:
    key = world.assign().key
    student = world.students[0]
    world.submit(student, {"x": world.right(student)})
    names = {student.person: "Ученик 01"}

    text = export_csv(slot_sheet(open_book(world, key), names, "ru"), "ru").decode()

    assert text.startswith("\ufeffУченик;Группа;1;Всего;Из\r\nУченик 01;;2;2;2\r\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_of_an_export_begins_a_formula(world: World, name: str) -> None:
    book = open_book(world, world.assign().key)
    names = dict.fromkeys(book.students, name)

    rows = list(csv.reader(io.StringIO(export_csv(slot_sheet(book, names, "en"), "en").decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(export_xlsx(slot_sheet(book, names, "en")))).active

    assert sheet is not None
    exported = [rows[1][0], str(sheet["A2"].value)]
    assert not any(cell.strip()[0] in "=+-@＝" for cell in exported)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_points_of_a_workbook_are_numbers(world: World) -> None:
    key = world.assign().key
    student = world.students[0]
    world.submit(student, {"x": world.right(student)})

    sheet = openpyxl.load_workbook(
        io.BytesIO(export_xlsx(slot_sheet(open_book(world, key), {}, "ru")))
    ).active

    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["", "", 2, 2, 2]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_a_tamed_text_never_begins_a_formula(text: str) -> None:
    assert tame(text).strip()[:1] not in {"=", "+", "-", "@", "\t", "\r"} or not tame(text).strip()
