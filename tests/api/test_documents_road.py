"""The publisher's and the reviewer's road through the routes: upload, problems, submission, decision."""

from dataclasses import replace

import pytest
from school_worlds import Browser, Things, World
from whoosh import index as whoosh_index
from world_documents import SEVENTH, notebook_page

from api.app import create_app
from library_core.people import Role
from search.adapters.whoosh_index import LAYOUT, WhooshIndex
from search.queries import Query

TASK = SEVENTH.format(id="new-task", what="a new thing").encode()


def give_roles(world: World, things: Things, name: str, *roles: Role) -> Browser:
    key = things.people[name]
    person = world.application.read(lambda unit: unit.people.find(things.school, key))
    assert person is not None
    world.application.write(lambda unit: unit.people.change(replace(person, roles=frozenset(roles))))
    return world.browser(things, name)


def upload(browser: Browser, content: bytes = TASK, name: str = "new-task.yaml") -> str:
    response = browser.post("/documents/new", files={"files": (name, content, "text/plain")})
    assert response.status_code == 303, response.text
    return str(response.headers["location"]).rpartition("/")[2]


def names_found(world: World, things: Things, kind: str = "task") -> set[str]:
    found = world.application.search(Query(school=things.school, kind=kind, size=50))
    return {record.name for record in found.records}


def test_an_accepted_document_is_found_by_its_school_alone(world: World) -> None:
    publisher, reviewer = (world.browser(world.north, name) for name in ("publisher", "reviewer"))

    edition = upload(publisher)
    publisher.post(f"/documents/{edition}/submission")
    response = reviewer.post(f"/reviews/{edition}/decision", {"decision": "accept"})

    assert response.status_code == 303
    assert "north/new-task" in names_found(world, world.north)
    assert "north/new-task" not in names_found(world, world.south)


def test_nobody_accepts_what_they_uploaded_themselves(world: World) -> None:
    both = give_roles(world, world.north, "publisher", "publisher", "reviewer")
    before = world.contents()

    response = both.post(f"/reviews/{world.north.submitted}/decision", {"decision": "accept"})

    assert response.status_code == 422
    assert "загрузили вы сами" in response.text
    assert world.contents() == before


def test_a_document_is_returned_with_a_reason_or_not_at_all(world: World) -> None:
    reviewer, path = world.browser(world.north, "reviewer"), f"/reviews/{world.north.submitted}/decision"

    silent = reviewer.post(path, {"decision": "return", "reason": "  "})
    returned = reviewer.post(path, {"decision": "return", "reason": "<b>No figure</b>"})

    home = world.browser(world.north, "publisher").get("/documents").text
    assert (silent.status_code, returned.status_code) == (422, 303)
    assert "&lt;b&gt;No figure&lt;/b&gt;" in home
    assert "<b>No figure" not in home


def test_a_decision_comes_once(world: World) -> None:
    reviewer, path = world.browser(world.north, "reviewer"), f"/reviews/{world.north.submitted}/decision"

    first, second = (reviewer.post(path, {"decision": "accept"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Сейчас это сделать нельзя" in second.text


def test_an_index_that_somebody_else_writes_holds_up_nobody(world: World) -> None:
    folder = world.application.settings.data / "search"
    patient = replace(world.application, index=WhooshIndex(folder, patience=0.05))
    writer = whoosh_index.open_dir(folder / LAYOUT).writer()
    browser = world.browser(world.north, "reviewer")
    browser.world.client.app = create_app(patient)

    response = browser.post(f"/reviews/{world.north.submitted}/decision", {"decision": "accept"})
    meanwhile = patient.search(Query(school=world.north.school, size=50))
    writer.cancel()

    assert response.status_code == 303
    assert "north/submitted-task" not in {record.name for record in meanwhile.records}
    assert "north/submitted-task" in names_found(world, world.north)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.yaml", TASK.replace(b"m/7", b"n/7"), "строка 10"),
        ("bad.yaml", b"\xff\xfe\x00", ""),
        ("bad.yaml", b"a: &a [*a, *a]\n", "строка 1"),
        (
            "bad.en.md",
            notebook_page("bad", "T", "en", "P").encode().replace(b"seventh-too", b"nothing"),
            "строка 13",
        ),
        ("bad.exe", b"MZ", "загрузите"),
        ("<script>.yaml", b"<script>alert(1)</script>", ""),
        ("../../../etc/passwd.yaml", b"id: x", "passwd.yaml"),
    ],
)
def test_a_bad_document_is_located_and_not_kept(
    name: str, content: bytes, said: str, shared_world: World
) -> None:
    publisher, before = shared_world.browser(shared_world.north, "publisher"), shared_world.contents()

    response = publisher.post("/documents/new", files={"files": (name, content, "text/plain")})

    assert response.status_code == 422
    assert said in response.text
    assert "<script>alert" not in response.text
    assert shared_world.contents() == before


def test_an_upload_without_files_is_refused_in_words(shared_world: World) -> None:
    publisher, before = shared_world.browser(shared_world.north, "publisher"), shared_world.contents()

    response = publisher.post("/documents/new")

    assert response.status_code == 422
    assert "загрузите одну задачу" in response.text
    assert shared_world.contents() == before


def test_issued_work_stays_on_the_edition_it_was_dealt_from(world: World) -> None:
    publisher, reviewer = (world.browser(world.north, name) for name in ("publisher", "reviewer"))
    student, path = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    page = notebook_page("sevenths", "Sevenths anew", "en", "ANOTHER PROSE.").encode()

    edition = upload(publisher, page, "sevenths.en.md")
    publisher.post(f"/documents/{edition}/submission")
    reviewer.post(f"/reviews/{edition}/decision", {"decision": "accept"})

    assert "PROSE of north" in student.get(path).text
    assert "ANOTHER PROSE" in world.browser(world.north, "teacher").get(f"/catalogue/{edition}").text
