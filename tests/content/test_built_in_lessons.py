"""The lessons and courses that come with the program can be read, fill their time, and use what is there."""

from importlib import resources

import pytest

from content.loader import Document, built_in, find_documents
from library_core.formats.courses.course import read_course
from library_core.formats.scenarios.reading import read_scenario

DOCUMENTS = find_documents(built_in())
LESSONS = [document for document in DOCUMENTS if document.upload.kind == "scenario"]
COURSES = [document for document in DOCUMENTS if document.upload.kind == "course"]


def text_of(document: Document) -> tuple[str, str]:
    ((name, content),) = document.upload.files.items()
    return content.decode("utf-8"), name


def known_works() -> set[str]:
    books = {
        entry.name for entry in resources.files("content").joinpath("textbooks").iterdir() if entry.is_dir()
    }
    notebooks = {
        name.partition(".")[0]
        for document in DOCUMENTS
        if document.upload.kind == "notebook"
        for name in document.upload.files
    }
    labs = {entry.name for entry in built_in().joinpath("labs").iterdir() if entry.is_dir()}
    return {f"library/{name}" for name in books | notebooks | labs}


@pytest.mark.parametrize("document", LESSONS, ids=lambda document: document.place)
def test_a_lesson_fills_its_minutes_and_uses_works_that_are_there(document: Document) -> None:
    lesson = read_scenario(*text_of(document))

    assert lesson.planned == lesson.minutes
    assert len(lesson.goals) >= 3
    assert {each.name for step in lesson.steps for each in step.attachments} <= known_works()


@pytest.mark.parametrize("document", COURSES, ids=lambda document: document.place)
def test_a_course_uses_works_that_are_there(document: Document) -> None:
    course = read_course(*text_of(document))

    assert {item.name for item in course.items} <= known_works()


def test_labs_stand_in_lessons_by_themselves_and_in_notebooks() -> None:
    named = {
        each.name
        for document in LESSONS
        for step in read_scenario(*text_of(document)).steps
        for each in step.attachments
    }

    assert {"library/thin-lens", "library/salts-practical"} <= named


def test_there_are_lessons_in_both_languages() -> None:
    assert {read_scenario(*text_of(document)).language for document in LESSONS} == {"en", "ru"}
