"""What teachers do with tasks they do with labs: look, mark, export, regrade, look for copies, decide."""

import re
from dataclasses import replace

import pytest
import yaml
from school_worlds import Browser, World, occasion

from api.task_pools import prove_later
from api.web.visits import present
from content.readers import readers
from content.tables import library_tables
from library_core.library import Act
from library_core.publishing import Upload, files_of, publish
from notebooks_engine.actors import Actor
from notebooks_engine.appealing.objecting import object_to
from notebooks_engine.appeals import Objection
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.benching.measuring import Wanted, measure
from notebooks_engine.benching.opening import open_bench_of
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.studying.opening import save_draft
from notebooks_engine.studying.submitting import HandIn, submit
from variants.keys import Answer

ANGLES = (30, 36, 42, 48, 54)


def measured(world: World) -> list[str]:
    """The student takes a reading at each angle; return them as displayed."""
    north, application = world.north, world.application
    student, labs = north.actor("student"), application.shelf.labs(north.school)
    place = WorkBench(attempt=north.lab.attempt, slot="1")
    lab = open_bench_of(application.engine, student, place, labs, occasion()).lab
    texts = []
    for angle in ANGLES:
        wish = read_wish(lab, {"settings": {"alpha": angle}, "instrument": "timer"})
        wanted = Wanted(wish=wish, request=f"at {angle}")
        texts.append(measure(application.engine, student, place, wanted, (labs, occasion())).entry.text)
    return texts


def hand_in(world: World, student: Actor, attempt: AttemptKey, cells: list[Answer]) -> None:
    """Hand in a report with these readings, of which most is wrong."""
    application, labs = world.application, world.application.shelf.labs(student.school)
    place = WorkBench(attempt=attempt, slot="1")
    open_bench_of(application.engine, student, place, labs, occasion())
    rows = [{"angle": str(angle), "t1": cell} for angle, cell in zip(ANGLES, cells, strict=True)]
    answers = {
        "table-slides_down": {"rows": rows},
        "plot-line": {"x": "xx", "y": "yy", "line": [[0, 0], [1, 1]], "left_out": [1]},
        "uncertainty": {"mu": "0,02"},
        "mu": "0,9",
        "mass": "more",
    }
    handed = HandIn(attempt=attempt, slot="1", answers=answers, language="ru", request="report")
    submit(application.engine, student, handed, occasion(), labs)


def assignment_of(world: World) -> str:
    """Return the assignment that the lab of the north's student belongs to."""
    mine = world.application.read(lambda unit: unit.engine.attempts.list_own(world.north.actor("student")))
    return next(one.assignment.key for one in mine if one.key == world.north.lab.attempt)


@pytest.fixture
def assignment(world: World) -> str:
    """A report, an appeal against its verdict, and a classmate's report with the same readings."""
    north, application = world.north, world.application
    student, classmate = north.actor("student"), north.actor("classmate")
    texts = measured(world)
    hand_in(world, student, north.lab.attempt, [{"entry": place} for place in range(1, len(texts) + 1)])
    theirs = application.read(lambda unit: unit.engine.attempts.list_own(classmate))
    key = assignment_of(world)
    hand_in(world, classmate, next(one.key for one in theirs if one.assignment.key == key), [*texts])
    objection = Objection(attempt=north.lab.attempt, slot="1", ask="mu", try_number=1, words="Верно же.")
    application.write(lambda unit: object_to(unit.engine, student, objection, occasion()))
    return str(key)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_of_a_teacher_opens_with_a_lab_in_it(world: World, assignment: str, language: str) -> None:
    teacher = world.browser(world.north, "teacher")
    pages = [
        f"/students-work/{world.north.lab.attempt}",
        f"/assigned/{assignment}",
        f"/assigned/{assignment}/copies",
        f"/assigned/{assignment}/regrade",
        f"/assigned/{assignment}/points.csv",
        f"/assigned/{assignment}/points.xlsx",
        f"/classes/{world.north.class_}/gradebook",
        "/queue",
    ]

    answers = {page: teacher.get(page, accept_language=language).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 200)


def test_a_teacher_sees_a_lab_before_it_is_handed_in(world: World) -> None:
    north, student = world.north, world.north.actor("student")
    measured(world)
    draft = Draft(slot="1", answers={"notes": "begun"}, saved_at=present())
    world.application.write(lambda unit: save_draft(unit.engine, student, north.lab.attempt, draft))

    page = world.browser(north, "teacher").get(f"/assigned/{assignment_of(world)}").text

    assert re.findall(r"(\d+) показани[^<]*· отчёт начат", page) == [str(len(ANGLES))]


def test_copied_readings_are_shown_with_their_cells(world: World, assignment: str) -> None:
    teacher = world.browser(world.north, "teacher")

    page = teacher.get(f"/assigned/{assignment}/copies").text

    assert "classmate of north" in page
    assert "Ускорение и наклон: t₁, строка 3" in page
    assert "—" in page


def test_a_teacher_marks_a_lab_and_the_student_sees_it(world: World, assignment: str) -> None:
    teacher, student = world.browser(world.north, "teacher"), world.browser(world.north, "student")
    attempt = world.north.lab.attempt
    decision = {"ask": "", "try": "1", "points": "7", "comment": "Хорошо измерено"}

    marked = teacher.post(f"/students-work/{attempt}/1/decision", decision)

    assert marked.status_code in (200, 303), marked.text
    assert "Хорошо измерено" in student.get(f"/assignments/{attempt}/labs/1").text


def test_the_work_of_the_class_is_exported_with_points(world: World, assignment: str) -> None:
    teacher: Browser = world.browser(world.north, "teacher")

    lines = teacher.get(f"/assigned/{assignment}/points.csv").text.splitlines()

    points = [line.split(";")[2] for line in lines if " of north" in line]
    assert len(points) == 2
    assert all(points)


def correct_lab(world: World, field: str, name: str, value: dict[str, str]) -> None:
    """Publish an edition of the school's lab in which something reads otherwise."""
    application, school = world.application, world.north.school
    edition = application.read(lambda unit: unit.library.editions.find(school, world.north.lab.edition))
    assert edition is not None
    files = dict(files_of(application.objects, edition))
    document = yaml.load(files["lab.yaml"], Loader=yaml.BaseLoader)
    document[field][name] |= value
    files["lab.yaml"] = yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()
    press = replace(application.press, readers=readers(library_tables(), prove_later, prove_later))
    publish(press, Upload(kind="lab", files=files), Act(school=school, at=present()))


def regrade_page(world: World, assignment: str) -> str:
    teacher = world.browser(world.north, "teacher")
    task = "friction-on-an-incline"
    return str(teacher.get(f"/assigned/{assignment}/regrade?task={task}&by=key").text)


def test_reports_are_judged_again_by_a_corrected_edition(world: World, assignment: str) -> None:
    correct_lab(world, "ask", "mu", {"tolerance": "15%"})
    page = regrade_page(world, assignment)
    form = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1]
        for name in ("task", "by", "edition", "number", "mode")
    }
    teacher = world.browser(world.north, "teacher")

    applied = teacher.post(f"/assigned/{assignment}/regrade", {**form, "sure": "yes"})

    assert applied.status_code == 303, applied.text
    attempt = world.application.read(
        lambda unit: unit.engine.attempts.open_own(world.north.actor("student"), world.north.lab.attempt)
    )
    assert attempt is not None
    assert attempt.last_regrade("1") is not None


def test_an_edition_with_another_bench_is_refused_in_words(world: World, assignment: str) -> None:
    correct_lab(world, "instruments", "timer", {"noise": "0.0007"})

    page = regrade_page(world, assignment)

    assert "другая установка" in page
