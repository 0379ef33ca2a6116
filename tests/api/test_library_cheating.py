"""Nobody gets at lessons, drafts or others' courses by writing addresses and forms by hand."""

from urllib.parse import quote

import pytest
from school_worlds import World

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
FIELDS = (
    "title",
    "section",
    "grades",
    "minutes",
    "goals",
    "about",
    "authors",
    "licence",
    "id",
    "copied_from",
)
STEP = ("title", "minutes", "work", "teacher", "students", "board", "about", "attach")


def form(value: str) -> dict[str, str]:
    fields = {name: value for name in FIELDS} | {f"step-0-{name}": value for name in STEP}
    return {**fields, "language": value, "subject": value, "find-0": value, "revision": "1"}


def test_a_student_opens_no_lesson_of_a_teacher(world: World) -> None:
    student, lesson = world.browser(world.north, "student"), world.north.lesson

    assert student.get(f"/lessons/{lesson}").status_code == 403
    assert student.get(f"/lessons/{lesson}/board").status_code == 403
    assert student.get(f"/library/{lesson}").headers["location"] == f"/lessons/{lesson}"
    assert student.get(f"/courses/{lesson}").status_code == 404


@pytest.mark.parametrize("who", ["student", "teacher"])
@pytest.mark.parametrize("page", ["library", "courses", "textbooks", "catalogue", "lessons"])
def test_drafts_are_for_those_who_publish_and_review(world: World, who: str, page: str) -> None:
    reader = world.browser(world.north, who)

    assert reader.get(f"/{page}/{world.north.draft}").status_code in {403, 404}


def test_a_tick_counts_for_works_of_the_course_alone(world: World) -> None:
    student, before = world.browser(world.north, "student"), world.count("course_steps")

    student.post(f"/courses/{world.north.course}/ticks", {"work": "of-nobody"})
    student.post(f"/courses/{world.south.course}/ticks", {"work": "of-nobody"})
    student.post(f"/courses/{world.north.lesson}/ticks", {"work": "of-nobody"})

    assert world.count("course_steps") == before


@pytest.mark.parametrize("do", ["save", "publish", "find-0", "attach-0-" + HOSTILE, "add-99999", "down--1"])
def test_hostile_words_are_shown_as_words(world: World, do: str) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/my-lessons/{world.north.lesson_written}"

    made = teacher.post(path, {**form(HOSTILE), "do": do})

    page = teacher.get(path).text
    assert made.status_code in {200, 303, 422}
    assert "<script>alert" not in made.text + page
    assert "<img src=x" not in made.text + page


@pytest.mark.parametrize("number", ["-1", "1e9", "9" * 400, "٣", "NaN", "5.5"])
def test_bad_numbers_are_refused_in_words(world: World, number: str) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/my-lessons/{world.north.lesson_written}"

    made = teacher.post(path, {**form("a"), "minutes": number, "step-0-minutes": number, "do": "publish"})

    assert made.status_code in {303, 422}
    assert teacher.get(f"/lessons/{world.north.lesson}/board?step={quote(number)}").status_code == 200


def test_a_field_of_a_megabyte_is_refused_or_cut(world: World) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/my-lessons/{world.north.lesson_written}"

    statuses = {
        teacher.post(path, {**form("a"), "about": "я" * 900_000, "do": "save"}).status_code,
        teacher.post("/my-lessons", {"title": "я" * 100_000, "idempotency": "long"}).status_code,
    }

    assert statuses <= {303, 400, 413, 422}


def test_a_description_full_of_nonsense_is_refused_field_by_field(world: World) -> None:
    publisher, path = world.browser(world.north, "publisher"), f"/documents/{world.north.draft}/description"
    names = ("title-ru", "subject", "section", "minutes", "issued", "valid_until", "territory", "licence")

    page = publisher.post(path, {name: HOSTILE * 50 for name in names})

    assert page.status_code == 422
    assert "<script>alert" not in page.text
