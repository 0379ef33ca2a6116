"""Pages whose variants are not made yet: they make none, have them made first, say how far, and go on."""

from collections.abc import Callable
from typing import Any

import pytest
from school_worlds import Browser, World
from sqlalchemy import insert, select, text
from written_soon import written_soon

from api.attendance import note_at_work
from api.jobs.deals import DEAL, ask_to_deal
from api.jobs.pools import POOL, ask_for_pools
from api.jobs.working import find_job, work_off
from api.web.visits import present
from library_core.adapters.tables import derived
from library_core.editions import EditionKey
from library_core.jobs import SOMEBODY_WAITS, Asked
from notebooks_engine.teaching.assigning import Order

PrepareAll = Callable[[], None]
DUE = "2031-05-04T20:00"


@pytest.fixture
def prepare_all(world: World) -> PrepareAll:
    """Take all pools away, and return what puts them back, as workers would."""
    with world.application.database.engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(derived)).mappings()]
        connection.execute(text("delete from derived"))

    def put_back() -> None:
        with world.application.database.engine.begin() as connection:
            connection.execute(insert(derived), rows)

    return put_back


@pytest.fixture
def teacher(world: World, prepare_all: PrepareAll) -> Browser:
    return world.browser(world.north, "teacher")


def assign_url(world: World) -> str:
    return f"/catalogue/{world.north.edition}/assign"


def wanted_first(world: World) -> set[str]:
    """Return the editions whose pools come before all others."""
    written_soon(world.application)
    wanted = [job.wanted for job in world.application.read(lambda unit: unit.library.jobs.all(100))]
    return {one.subject for one in wanted if (one.kind, one.turn) == (POOL, SOMEBODY_WAITS)}


def tasks(world: World) -> set[EditionKey]:
    pinned = world.application.shelf.pinned(world.north.school, world.north.edition)
    return {task.edition for slot in pinned.slots for task in slot.tasks}


def send(world: World, teacher: Browser) -> Any:  # noqa: ANN401 - the client's own response
    form = {"class_": world.north.class_, "due": DUE, "tries": "2", "idempotency": "once"}
    return teacher.post(assign_url(world), form)


def test_an_assign_page_without_variants_says_how_far_they_are_and_makes_none(
    world: World, teacher: Browser
) -> None:
    page = teacher.get(assign_url(world))

    number = len(tasks(world))
    assert page.status_code == 200
    assert f"Готовим варианты: 0 из {number} задач" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert 'hx-trigger="every 2s"' in page.text
    assert 'name="class_"' not in page.text
    assert world.count("derived") == 0


def test_a_page_that_nobody_prepares_says_so(world: World, teacher: Browser) -> None:
    words = "Подготовка не началась: сейчас её некому выполнять."
    at_first = teacher.get(assign_url(world)).text
    written_soon(world.application)
    with world.application.database.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET requested_at = 1"))

    unattended = teacher.get(assign_url(world)).text
    world.application.database.write(lambda connection: note_at_work(connection, present()))
    attended = teacher.get(assign_url(world)).text

    assert [words in page for page in (at_first, unattended, attended)] == [False, True, False]
    assert 'hx-trigger="every 2s"' in unattended


def test_what_an_assign_page_lacks_is_made_before_all_else_and_asked_for_once(
    world: World, teacher: Browser
) -> None:
    ask_for_pools(world.application)
    before = world.count("jobs")

    for _ in range(3):
        teacher.get(assign_url(world))

    assert wanted_first(world) == tasks(world)
    assert world.count("jobs") == before + len(tasks(world))


def test_an_assign_page_that_waited_loads_itself_when_all_is_there(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    waiting = teacher.get(assign_url(world) + "?awaited=1", hx_request="true")
    prepare_all()

    ready = teacher.get(assign_url(world) + "?awaited=1", hx_request="true")

    assert "hx-refresh" not in waiting.headers
    assert 'id="preparing"' in waiting.text
    assert ready.headers["hx-refresh"] == "true"
    assert 'name="class_"' in teacher.get(assign_url(world)).text


def test_nothing_is_assigned_before_variants_are_there_and_nothing_typed_is_lost(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    before = world.count("assignments")

    refused = send(world, teacher)

    assert (refused.status_code, world.count("assignments")) == (409, before)
    assert "Пока ничего не сделано" in refused.text
    assert f'value="{DUE}"' in refused.text
    prepare_all()
    assert send(world, teacher).status_code == 303
    assert world.count("assignments") == before + 1


def test_capacity_appears_in_a_form_that_was_refused_when_variants_are_there(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    waiting = teacher.get(assign_url(world), hx_request="true")
    prepare_all()

    ready = teacher.get(assign_url(world), hx_request="true")

    assert 'id="capacity"' in waiting.text
    assert "Готовим варианты" in waiting.text
    assert 'id="capacity"' in ready.text
    assert "Готовим варианты" not in ready.text


def test_a_preview_is_shown_without_samples_until_there_are_variants(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    url = f"/catalogue/{world.north.edition}"
    waiting = teacher.get(url)
    prepare_all()

    assert waiting.status_code == 200
    assert "Варианты готовятся" in waiting.text
    assert wanted_first(world) == tasks(world)
    assert teacher.get(f"{url}?awaited=1", hx_request="true").headers["hx-refresh"] == "true"
    assert "Варианты готовятся" not in teacher.get(url).text


def test_who_practises_waits_on_a_page_that_offers_to_begin(world: World, prepare_all: PrepareAll) -> None:
    student, url = world.browser(world.north, "student"), f"/practice/new/{world.north.edition}/1"

    sent = student.post(url, {"idempotency": "once"})
    waiting = student.get(sent.headers["location"])
    prepare_all()

    assert sent.headers["location"] == url
    assert "Готовим варианты: 0 из 2 задач" in waiting.text
    assert f'action="{url}"' in student.get(url).text
    assert student.post(url, {"idempotency": "once"}).headers["location"].startswith("/practice/")


def test_a_lab_whose_apparatus_is_not_made_yet_is_waited_for(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    url = f"/labs/{world.north.lab.edition}"
    waiting = teacher.get(url)
    prepare_all()

    assert "Готовим варианты: 0 из 1 задачи" in waiting.text
    assert wanted_first(world) == {world.north.lab.edition}
    assert teacher.get(f"{url}?awaited=1", hx_request="true").headers["hx-refresh"] == "true"
    assert "Готовим варианты" not in teacher.get(url).text


def test_newcomers_are_dealt_to_when_the_variants_of_this_version_are_there(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    url = f"/assigned/{world.north.assignment}/newcomers"

    refused = teacher.post(url, {"idempotency": "once"})
    prepare_all()

    assert refused.status_code == 409
    assert "Готовим варианты" in refused.text
    assert teacher.post(url, {"idempotency": "once"}).status_code == 303


def test_a_lesson_is_not_assigned_before_the_variants_of_its_notebooks_are_there(
    world: World, teacher: Browser, prepare_all: PrepareAll
) -> None:
    url, before = f"/lessons/{world.north.lesson}/assignments", world.count("assignments")
    form = {"class_": world.north.class_, "due": DUE, "idempotency": "once"}

    refused = teacher.post(url, form)
    prepare_all()

    assert (refused.status_code, world.count("assignments")) == (409, before)
    assert "Готовим варианты" in refused.text
    assert teacher.post(url, form).status_code == 303


def test_a_publisher_sees_an_edition_whose_variants_are_not_made_yet(
    world: World, prepare_all: PrepareAll
) -> None:
    publisher, url = world.browser(world.north, "publisher"), f"/documents/{world.north.task}"

    waiting = publisher.get(url)
    prepare_all()

    assert "Готовим варианты: 0 из 1 задачи" in waiting.text
    assert "Готовим варианты" not in publisher.get(url).text


def test_a_teacher_is_told_how_many_tasks_wait_for_their_variants(world: World, teacher: Browser) -> None:
    teacher.get(assign_url(world))
    wanted_first(world)

    page = teacher.get("/jobs")

    assert "Сервер готовит варианты" in page.text


@pytest.mark.slow
def test_a_deal_to_hundreds_makes_what_it_lacks_itself(world: World, teacher: Browser) -> None:
    north, application = world.north, world.application
    notebook = application.shelf.pinned(north.school, north.edition)
    asked = Asked(school=north.school, person=north.people["teacher"], at=present())
    before = world.count("assignments")

    job = ask_to_deal(application, asked, Order(classes=(north.class_,), notebook=notebook), "once")
    work_off(application, [DEAL])

    found = find_job(application, job.key)
    assert found is not None
    assert (found.state, world.count("assignments")) == ("done", before + 1)
    assert application.shelf.lacking(north.school, tasks(world)) == ()
