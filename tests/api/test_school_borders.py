"""Reads across schools find nothing: what one school keeps is not there for the other."""

import pytest
from school_worlds import World

from search.queries import Query

PAGES_OF = {
    "student": ["/assignments", "/practice"],
    "teacher": [
        "/classes",
        "/catalogue",
        "/queue",
        "/catalogue?q=sevenths",
        "/practice",
    ],
    "publisher": ["/documents", "/catalogue"],
    "reviewer": ["/reviews", "/catalogue"],
}


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, paths in PAGES_OF.items() for path in paths]
)
def test_no_page_shows_anything_of_the_other_school(name: str, path: str, shared_world: World) -> None:
    page = shared_world.browser(shared_world.south, name).get(path)

    assert page.status_code == 200
    assert "north" not in page.text


@pytest.mark.parametrize("words", ["", "sevenths", "north", "Седьмые", "unfinished", "draft"])
def test_search_finds_the_library_and_one_s_own_school_only(words: str, shared_world: World) -> None:
    found = shared_world.application.search(Query(school=shared_world.south.school, words=words, size=50))

    assert {record.school for record in found.records} <= {"library", "south"}


def test_search_finds_no_drafts(shared_world: World) -> None:
    found = shared_world.application.search(Query(school=shared_world.north.school, size=50))

    names = {record.name for record in found.records}
    assert "north/sevenths" in names
    assert not names & {"north/unfinished", "north/draft-of-a-task", "north/submitted-task"}


def test_a_login_belongs_to_one_school(shared_world: World) -> None:
    north, south = shared_world.north, shared_world.south
    key = north.people["student"]

    found = shared_world.application.read(
        lambda unit: (unit.people.find(south.school, key), unit.people.credentials_of(south.school, [key]))
    )

    assert found == (None, {})


def test_no_repository_finds_the_other_school_s_rows(shared_world: World) -> None:
    north, stranger = shared_world.north, shared_world.south.actor("teacher")
    student = shared_world.south.actor("student")

    found = shared_world.application.read(
        lambda unit: [
            unit.engine.classes.find(stranger, north.class_),
            unit.engine.classes.members(stranger.school, north.class_) or None,
            unit.engine.assignments.list(stranger, north.class_) or None,
            unit.engine.attempts.open_taught(stranger, north.attempt),
            unit.engine.attempts.open_own(student, north.attempt),
            unit.engine.practices.find(student, north.run),
            unit.engine.marks.find(stranger, north.mark),
            unit.engine.regrades.list_of(stranger.school, [north.assignment]) or None,
            unit.engine.regrades.count_attempts(stranger.school, [north.assignment]) or None,
            unit.library.editions.find(stranger.school, north.edition),
            unit.library.trail.of(stranger.school, north.edition) or None,
        ]
    )

    assert found == [None] * len(found)


def test_a_class_of_the_other_school_is_no_choice_for_an_assignment(shared_world: World) -> None:
    teacher, before = shared_world.browser(shared_world.south, "teacher"), shared_world.contents()
    form = {"class_": shared_world.north.class_, "tries": "3"}

    response = teacher.post(f"/catalogue/{shared_world.library_edition}/assign", form)

    assert response.status_code == 422
    assert shared_world.contents() == before
