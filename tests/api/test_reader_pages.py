"""Pages of textbooks: who may read what, what is put into the text, search, notes and places."""

import re

import pytest
from reading_world import FIRST, SECOND, add_note, add_textbook
from school_worlds import Browser, World

from library_core.editions import EditionKey

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@pytest.fixture
def student(world: World) -> Browser:
    return world.browser(world.north, "student")


@pytest.fixture
def base(world: World) -> str:
    return f"/textbooks/{world.north.textbook}"


@pytest.fixture
def draft(world: World) -> EditionKey:
    return add_textbook(world.application, world.north.school, world.north.people["publisher"], state="draft")


def send_json(browser: Browser, path: str, content: str) -> int:
    return int(browser.send_raw(path, content.encode(), "application/json").status_code)


def place(number: int, paragraph: str, at: int) -> str:
    return f'{{"number": {number}, "paragraph": "{paragraph}", "milliseconds": 5, "at": {at}}}'


@pytest.mark.parametrize(
    ("who", "status"), [("student", 404), ("teacher", 404), ("publisher", 200), ("reviewer", 200)]
)
def test_a_draft_is_read_by_who_makes_and_reviews_it(
    world: World, draft: EditionKey, who: str, status: int
) -> None:
    response = world.browser(world.north, who).get(f"/textbooks/{draft}/1")

    assert response.status_code == status


@pytest.mark.parametrize(("who", "status"), [("teacher", 404), ("publisher", 200)])
def test_a_draft_is_exported_to_nobody_who_may_not_read_it(
    world: World, draft: EditionKey, who: str, status: int
) -> None:
    response = world.browser(world.north, who).get(f"/textbooks/{draft}/export.epub")

    assert response.status_code == status


@pytest.mark.parametrize(("who", "status"), [("teacher", 404), ("publisher", 404), ("reviewer", 404)])
def test_a_withdrawn_book_is_neither_read_nor_exported(world: World, who: str, status: int) -> None:
    north = world.north
    book = add_textbook(world.application, north.school, north.people["publisher"], state="withdrawn")
    browser = world.browser(north, who)

    assert browser.get(f"/textbooks/{book}/export.epub").status_code == status
    assert browser.get(f"/textbooks/{book}/1").status_code == status


def test_a_book_being_reviewed_is_open_to_its_reviewer(world: World) -> None:
    north = world.north
    book = add_textbook(world.application, north.school, north.people["publisher"], state="in_review")

    assert world.browser(north, "reviewer").get(f"/textbooks/{book}/1").status_code == 200
    assert world.browser(north, "student").get(f"/textbooks/{book}/1").status_code == 404


def test_the_text_holds_real_addresses(student: Browser, base: str) -> None:
    page = student.get(f"{base}/1").text

    assert 'src="http://localhost' in page
    assert "images/drawing.svg" in page
    assert f'href="{base}/2#h2"' in page
    assert '<code>src="object:images/drawing.svg"</code>' in page


def test_a_page_that_is_kept_for_all_holds_nothing_of_another_reader(world: World, base: str) -> None:
    pages = [world.browser(world.north, who).get(f"{base}/1").text for who in ("teacher", "publisher")]

    for who, page in zip(("teacher", "publisher"), pages, strict=True):
        assert f'data-person="{world.north.people[who]}"' in page
    assert str(world.north.people["teacher"]) not in pages[1]
    assert TOKEN.findall(pages[0])[0] not in pages[1]


def test_a_student_s_page_has_no_card_of_a_teacher(world: World, base: str) -> None:
    teacher = world.browser(world.north, "teacher").get(f"{base}/1").text
    student = world.browser(world.north, "student").get(f"{base}/1").text

    assert "/assign" in teacher[teacher.index("<article") :]
    assert "/assign/" not in student[student.index("<article") :]


@pytest.mark.parametrize("number", ["0", "4", "99999999", "one", "１"])
def test_a_document_that_is_not_there_is_not_found(student: Browser, base: str, number: str) -> None:
    assert student.get(f"{base}/{number}").status_code == 404


def test_a_scripted_document_stands_in_a_sandboxed_frame(student: Browser, base: str) -> None:
    page = student.get(f"{base}/3").text

    assert 'sandbox="allow-scripts"' in page
    assert "<p>Lab</p>" not in page


def test_a_document_that_has_not_changed_is_not_sent_again(student: Browser, base: str) -> None:
    first = student.get(f"{base}/1/text")

    again = student.get(f"{base}/1/text", if_none_match=first.headers["etag"])

    assert (again.status_code, again.text) == (304, "")
    assert first.headers["cache-control"] == "private, no-cache"


def test_a_page_of_the_printed_book_leads_to_its_place(student: Browser, base: str) -> None:
    assert student.get(f"{base}?page=6").headers["location"] == f"{base}/1#p2"
    assert "999" in student.get(f"{base}?page=999").text


def test_words_are_found_in_any_form_and_marked(student: Browser, base: str) -> None:
    page = student.get(f"{base}/search?q=пружиной").text

    assert "<mark>Пружина</mark>" in page
    assert f'href="{base}/1#p2"' in page


@pytest.mark.parametrize("words", ["", "%25", "нет-таких-слов", "x" * 300])
def test_a_search_without_a_find_is_a_page(student: Browser, base: str, words: str) -> None:
    assert student.get(f"{base}/search?q={words}").status_code == 200


def test_the_newest_place_is_where_reading_goes_on(student: Browser, base: str) -> None:
    for number, paragraph, at in ((2, "q1", 20), (1, "p2", 10)):
        assert send_json(student, f"{base}/place", place(number, paragraph, at)) == 200

    assert student.get(f"{base}/place").headers["location"] == f"{base}/2#q1"


@pytest.mark.parametrize("sent", ["[]", "{}", place(9, "p", 1), place(1, "p", -1), '{"number": true}'])
def test_a_place_that_is_none_is_refused(student: Browser, base: str, sent: str) -> None:
    assert send_json(student, f"{base}/place", sent) in {400, 404}


def test_a_place_is_its_readers_own(world: World, student: Browser, base: str) -> None:
    send_json(student, f"{base}/place", place(2, "q1", 20))

    other = world.browser(world.north, "classmate")

    assert other.get(f"{base}/1/mine").json()["place"] is None


def test_notes_of_a_document_are_answered_with_their_place(world: World, student: Browser, base: str) -> None:
    found = student.get(f"{base}/1/mine").json()["notes"]

    assert [(note["key"], note["paragraph"], note["quotation"]) for note in found] == [
        (world.north.annotation, "p2", "сила упругости")
    ]
    assert student.get(f"{base}/2/mine").json()["notes"] == []


@pytest.mark.parametrize(
    "sent",
    [
        "[]",
        '{"kind": "poem", "number": 1}',
        '{"kind": "highlight", "number": 1, "paragraph": "p1"}',
        '{"kind": "bookmark", "number": "one"}',
        '{"kind": "bookmark", "number": 1, "start": -1}',
        '{"kind": "bookmark", "number": 1, "note": 5}',
        '{"kind": "bookmark", "number": 1, "note": "' + "x" * 10_001 + '"}',
    ],
)
def test_a_note_that_is_none_is_refused(student: Browser, base: str, sent: str) -> None:
    assert send_json(student, f"{base}/notes", sent) == 400


def test_a_deleted_note_can_be_brought_back(world: World, student: Browser, base: str) -> None:
    note = f"{base}/notes/{world.north.annotation}"
    page = student.get(student.post(f"{note}/deletion").headers["location"])
    assert 'id="undo"' in page.text

    student.post(f"{note}/restoration")

    assert len(student.get(f"{base}/1/mine").json()["notes"]) == 1


def test_own_notes_are_saved_as_markdown(world: World, student: Browser, base: str) -> None:
    student.post(f"{base}/notes/{world.north.annotation}", {"note": "# Закон *Гука*", "colour": "blue"})

    saved = student.get(f"{base}/notes.md")

    assert saved.headers["content-type"].startswith("text/markdown")
    assert "## Силы\n\n> сила упругости\n\n\\# Закон \\*Гука\\*\n" in saved.text


def test_a_note_goes_along_into_a_newer_edition_or_is_listed_as_lost(world: World, student: Browser) -> None:
    people, school = world.north.people, world.north.school
    add_note(world.application, school, people["student"], world.north.textbook, "Пружина растягивается")
    newer = add_textbook(
        world.application,
        school,
        people["publisher"],
        earlier=world.north.textbook,
        one='<p id="p1">Пусто.</p><p id="p2">Ничего.</p><p id="p3">В ней есть сила упругости.</p>',
    )

    found = student.get(f"/textbooks/{newer}/1/mine").json()["notes"]

    assert [note["paragraph"] for note in found] == ["p3"]
    assert "Место потеряно" in student.get(f"/textbooks/{newer}/notes").text


def test_a_superseded_edition_leads_to_the_newer_one(world: World, student: Browser, base: str) -> None:
    newer = add_textbook(
        world.application,
        world.north.school,
        world.north.people["publisher"],
        earlier=world.north.textbook,
    )

    page = student.get(f"{base}/1").text

    assert f'href="/textbooks/{newer}/place"' in page


def test_the_place_goes_along_into_a_newer_edition(world: World, student: Browser, base: str) -> None:
    send_json(student, f"{base}/place", place(1, "p2", 20))
    newer = add_textbook(
        world.application,
        world.north.school,
        world.north.people["publisher"],
        earlier=world.north.textbook,
        renamed={"p2": "other"},
        one='<p id="other">Пружина растягивается, и сила упругости возвращает её обратно.</p>',
    )

    target = student.get(f"/textbooks/{newer}/place").headers["location"]

    assert target == f"/textbooks/{newer}/1#other"


@pytest.mark.parametrize(("who", "offered"), [("teacher", "/assign"), ("student", "/practice/new/")])
def test_a_notebook_in_a_paragraph_has_a_card(world: World, base: str, who: str, offered: str) -> None:
    page = world.browser(world.north, who).get(f"{base}/1").text

    assert "book-card" in page
    assert offered in page


def test_a_student_opens_what_was_assigned(world: World, student: Browser, base: str) -> None:
    assert f'href="/assignments/{world.north.attempt}"' in student.get(f"{base}/1").text


def test_opening_and_listening_are_counted(world: World, student: Browser, base: str) -> None:
    student.get(f"{base}/1")
    send_json(student, f"{base}/place", place(1, "p2", 20)[:-1] + ', "listened": true}')
    send_json(student, f"{base}/place", place(1, "p2", 30))

    with world.application.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("select what, times from usage order by what").all()
    assert [tuple(row) for row in rows] == [("listened", 1), ("opened", 1)]


def test_the_worker_may_answer_for_textbooks_only(world: World) -> None:
    script = world.stranger().get("/textbooks/worker.js")

    assert script.headers["content-type"].startswith("text/javascript")
    assert "service-worker-allowed" not in script.headers


def test_the_worker_of_notebooks_answers_for_assignments_and_is_asked_for_once(world: World) -> None:
    script = world.stranger().get("/textbooks/worker.js?version")

    assert script.headers["service-worker-allowed"] == "/assignments"
    assert "immutable" in script.headers["cache-control"]


def test_the_documents_of_the_book_are_those_that_were_kept(world: World) -> None:
    book = world.application.books.book(world.north.school, world.north.textbook)

    assert [book.document(number).path for number in (1, 2)] == [FIRST, SECOND]
    assert (book.neighbour(1, -1), book.neighbour(1, 1), book.neighbour(3, 1)) == (None, 2, None)
