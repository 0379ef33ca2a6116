"""Requests sent twice: the same key does the work once and answers alike; another body is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from school_worlds import Browser, World
from sqlalchemy import text

from api.web.visits import present

Form = dict[str, str]


def assigning(world: World) -> tuple[Browser, str, Form]:
    form = {"class_": world.north.class_, "tries": "3", "solutions": "never", "late": "mark"}
    return world.browser(world.north, "teacher"), f"/catalogue/{world.north.edition}/assign", form


def checking(world: World) -> tuple[Browser, str, Form]:
    path = f"/assignments/{world.north.attempt}/1/check"
    return world.browser(world.north, "student"), path, {"answer.part": "1 kg"}


def deciding(world: World) -> tuple[Browser, str, Form]:
    path = f"/students-work/{world.north.attempt}/2/decision"
    return world.browser(world.north, "teacher"), path, {"ask": "why", "try": "1", "points": "0.5"}


def publishing(world: World) -> tuple[Browser, str, Form]:
    path = f"/reviews/{world.north.submitted}/decision"
    return world.browser(world.north, "reviewer"), path, {"decision": "accept"}


Work = Callable[[World], tuple[Browser, str, Form]]
WORKS = pytest.mark.parametrize(
    ("work", "table"),
    [(assigning, "assignments"), (checking, "submissions"), (deciding, "marks"), (publishing, "changes")],
)


@WORKS
def test_the_same_key_does_the_work_once_and_answers_alike(work: Work, table: str, world: World) -> None:
    browser, path, form = work(world)
    before = world.count(table)

    answers = [browser.post(path, {**form, "idempotency": "key"}) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert world.count(table) == before + 1


@WORKS
def test_a_key_used_for_another_body_is_refused(work: Work, table: str, world: World) -> None:
    browser, path, form = work(world)
    browser.post(path, {**form, "idempotency": "key"})
    before = world.contents()

    response = browser.post(path, {**form, **dict.fromkeys(form, "2"), "idempotency": "key"})

    assert response.status_code == {"submissions": 422, "marks": 404}.get(table, 409)
    assert {name for name, rows in world.contents().items() if rows != before[name]} <= {"drafts", "attempts"}


@WORKS
def test_two_at_once_do_the_work_once(work: Work, table: str, world: World) -> None:
    browser, path, form = work(world)
    before = world.count(table)

    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(browser.post, path, {**form, "idempotency": "key"}) for _ in range(4)]
        statuses = [each.result().status_code for each in sent]

    assert statuses == [303, 303, 303, 303]
    assert world.count(table) == before + 1


def test_a_key_belongs_to_one_person_and_one_route(world: World) -> None:
    browsers = [world.browser(world.north, name) for name in ("teacher", "colleague")]

    answers = [browser.post("/classes", {"name": "8A", "idempotency": "key"}) for browser in browsers]

    assert len({answer.headers["location"] for answer in answers}) == 2
    assert world.count("classes") == 4


def test_a_key_in_a_header_counts_like_one_in_the_form(world: World) -> None:
    browser = world.browser(world.north, "teacher")

    answers = [browser.post("/classes", {"name": "8A"}, idempotency_key="key") for _ in range(2)]

    assert len({answer.headers["location"] for answer in answers}) == 1
    assert world.count("classes") == 3


def test_a_refused_request_frees_its_key(world: World) -> None:
    browser, path, form = assigning(world)
    reviewer_s = f"/reviews/{world.north.edition}/decision"
    reviewer = world.browser(world.north, "reviewer")

    refused = [reviewer.post(reviewer_s, {"decision": "accept", "idempotency": "key"}) for _ in range(2)]

    assert [each.status_code for each in refused] == [409, 409]
    assert browser.post(path, {**form, "idempotency": "key"}).status_code == 303
    assert world.count("repeats") == 1


def test_a_check_without_a_key_is_refused_and_costs_nothing(world: World) -> None:
    browser, path, form = checking(world)
    before = world.count("submissions")

    response = browser.post(path, form)

    assert response.status_code == 422
    assert world.count("submissions") == before


def test_slips_are_not_kept_for_a_second_asking(world: World) -> None:
    browser = world.browser(world.north, "teacher")
    path = f"/classes/{world.north.class_}/students/{world.north.people['student']}/slip"

    pages = [browser.post(path, {"idempotency": "key"}).text for _ in range(2)]

    assert pages[0] != pages[1]
    assert world.count("repeats") == 0


@pytest.mark.slow
def test_while_the_first_request_is_worked_on_the_second_is_told_when_to_ask_again(world: World) -> None:
    browser = world.browser(world.north, "teacher")
    form = {"name": "8A", "idempotency": "key"}
    browser.post("/classes", form)
    unanswered = text("UPDATE repeats SET status = NULL, at = :now")
    world.application.database.write(
        lambda connection: connection.execute(unanswered, {"now": present()}).rowcount
    )

    second = browser.post("/classes", form)

    assert (second.status_code, second.headers["retry-after"]) == (409, "5")
