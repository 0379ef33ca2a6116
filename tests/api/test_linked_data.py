"""Pages of published works describe them to machines, and lasting addresses lead to the edition of today."""

import json
import re
from typing import Any

import pytest
from school_worlds import World

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def described(page: str) -> dict[str, Any]:
    (block,) = BLOCK.findall(page)
    said: dict[str, Any] = json.loads(block)
    return said


@pytest.mark.parametrize(
    ("page", "resource"),
    [
        ("/catalogue/{north.edition}", "problem set"),
        ("/lessons/{north.lesson}", "lesson plan"),
        ("/courses/{north.course}", "course"),
        ("/textbooks/{north.textbook}", "textbook"),
    ],
)
def test_a_page_describes_its_work(world: World, page: str, resource: str) -> None:
    teacher = world.browser(world.north, "teacher")

    said = described(teacher.get(page.format(north=world.north)).text)

    assert said["@context"] == "https://schema.org"
    assert said["learningResourceType"] == resource
    assert said["url"].endswith(f"/works/{said['identifier']}")


def test_no_title_ends_the_block_of_data(world: World) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/my-lessons/{world.north.lesson_written}"
    title = "</script><!--<script>alert(1)"
    fields = {"id": "own-lesson", "language": "ru", "subject": "physics", "section": "mechanics"}
    step = {"step-0-title": "A", "step-0-minutes": "5", "step-0-work": "pairs"}
    form = {**fields, **step, "title": title, "grades": "7", "minutes": "45", "goals": "A", "revision": "1"}

    page = teacher.get(teacher.post(path, {**form, "do": "publish"}).headers["location"]).text

    assert described(page)["name"][0]["@value"] == title
    assert title not in page


def test_a_lasting_address_leads_to_the_page_of_the_work(world: World) -> None:
    student = world.browser(world.north, "student")

    assert student.get("/works/north/parts").headers["location"] == f"/courses/{world.north.course}"
    assert student.get("/works/north/lesson-of-sevenths").status_code == 404
    assert student.get("/works/north/nothing").status_code == 404


def test_what_was_assigned_is_counted(world: World) -> None:
    teacher = world.browser(world.north, "teacher")
    form = {"class_": world.north.class_, "due": "2099-01-01T20:00", "idempotency": "counted"}

    teacher.post(f"/catalogue/{world.north.edition}/assign", form)

    publisher = world.browser(world.north, "publisher")
    assert re.search(r"<td class=\"number\">1</td>", publisher.get("/documents/statistics").text)
