"""Regrading through the routes: what is corrected is told, applied with a tick, shown and taken back."""

import re
from collections.abc import Mapping

import pytest
from school_worlds import Browser, Things, World, occasion
from sqlalchemy import update
from world_documents import SEVENTH

from api.jobs import regrades
from api.jobs.foresights import FORESIGHT
from api.jobs.working import work_off
from library_core.adapters.job_tables import jobs as table
from library_core.library import Act
from library_core.publishing import Upload, publish
from notebooks_engine.attempts import Attempt
from notebooks_engine.studying.submitting import HandIn, submit
from variants.keys import QuantityKey


def correct(world: World, things: Things) -> None:
    """Publish corrected editions of both tasks on sevenths: the answer is a half of what it was."""
    for name, what in (("seventh", "a mass"), ("seventh-too", "a load")):
        text = SEVENTH.format(id=name, what=what).replace("part: m/7", "part: m/14")
        text = text.replace("7*part = m", "14*part = m")
        upload = Upload(kind="task", files={f"{name}.yaml": text.encode()})
        publish(world.application.press, upload, Act(school=things.school, at=5))


def attempt(world: World, things: Things) -> Attempt:
    opened = world.application.read(
        lambda unit: unit.engine.attempts.open_own(things.actor("student"), things.attempt)
    )
    assert opened is not None
    return opened.attempt


def answer(world: World, things: Things, share: float) -> None:
    """Hand in a share of the key in force."""
    frozen = attempt(world, things).slot("1")
    assert frozen is not None
    key = frozen.variant.asks[0].key
    assert isinstance(key, QuantityKey)
    answers = {"part": f"{key.value * share:.4f} kg"}
    handed = HandIn(attempt=things.attempt, slot="1", answers=answers, language="en", request="second")
    submit(
        world.application.engine,
        things.actor("student"),
        handed,
        occasion(),
        world.application.shelf.labs(things.school),
    )


def corrected(world: World) -> str:
    """Answer by the corrected key before it stands, publish it; return the address of the regrade."""
    answer(world, world.north, 0.5)
    correct(world, world.north)
    dealt = attempt(world, world.north).slot("1")
    assert dealt is not None
    return f"/assigned/{world.north.assignment}/regrade?task={dealt.task}&by=key"


def fields(page: str) -> Mapping[str, str]:
    """Return the hidden fields of the form that applies a regrade."""
    form = page.split('name="task"', 1)[1].split("</form>", 1)[0]
    found = re.findall(r'name="(\w+)" value="([^"]*)"', f'name="task"{form}')
    return {name: value for name, value in found if name != "sure"}


def table_of(page: str) -> str:
    """Return the table of points before and after."""
    return page.split('<table class="grid">', 1)[1].split("</table>", 1)[0]


def test_where_nothing_is_newer_the_page_says_so(shared_world: World) -> None:
    teacher = shared_world.browser(shared_world.north, "teacher")

    page = teacher.get(f"/assigned/{shared_world.north.assignment}/regrade").text

    assert "Исправлений нет" in page
    assert "regrade?task" not in teacher.get(f"/assigned/{shared_world.north.assignment}").text


def test_live_page_and_gradebook_say_what_has_been_corrected(world: World) -> None:
    corrected(world)
    teacher = world.browser(world.north, "teacher")

    pages = [
        teacher.get(path).text
        for path in (f"/assigned/{world.north.assignment}", f"/classes/{world.north.class_}/gradebook")
    ]

    assert all("исправлена (издание 2)" in page for page in pages)
    assert all("regrade?task=seventh" in page for page in pages)
    stranger = world.browser(world.south, "teacher")
    assert "исправлена" not in stranger.get(f"/assigned/{world.south.assignment}").text


def looked(world: World, teacher: Browser, where: str) -> str:
    """Return the page of a regrade once a worker has looked at what it changes."""
    teacher.get(where)
    work_off(world.application, [FORESIGHT])
    page: str = teacher.get(where).text
    return page


def test_what_changes_for_many_students_is_looked_at_by_a_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    at_once = teacher.get(where).text
    monkeypatch.setattr(regrades, "MOST_AT_ONCE", 0)

    waiting = [teacher.get(where).text for _ in "12"]
    jobs = world.count("jobs")
    shown = looked(world, teacher, where)

    assert "Что изменит перепроверка" in waiting[0]
    assert 'hx-trigger="every 2s"' in waiting[0]
    assert 'http-equiv="refresh"' in waiting[0]
    assert fields(shown) == fields(at_once)
    assert table_of(shown) == table_of(at_once)
    assert "По ответам на момент" in shown
    assert "hx-trigger" not in shown.split('id="plan"')[1].split(">")[0]
    assert world.count("jobs") == jobs


def test_a_look_that_is_old_is_taken_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrades, "MOST_AT_ONCE", 0)
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    looked(world, teacher, where)
    aged = update(table).where(table.c.kind == FORESIGHT).values(changed_at=1)
    world.application.database.write(lambda connection: connection.execute(aged))

    assert "Что изменит перепроверка" in teacher.get(where).text


def test_a_look_leads_back_to_what_was_asked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrades, "MOST_AT_ONCE", 0)
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    waiting = teacher.get(where).text
    job = re.search(r'action="(/jobs/[^/"]+)/', waiting)
    assert job is not None

    work_off(world.application, [FORESIGHT])

    location = teacher.get(job[1]).headers["location"]
    assert location == f"{where}&mode=raise"


def test_the_work_of_many_students_is_regraded_by_a_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrades, "MOST_AT_ONCE", 0)
    where = corrected(world)
    teacher, student = world.browser(world.north, "teacher"), world.browser(world.north, "student")
    action, form = where.split("?")[0], {**fields(looked(world, teacher, where)), "sure": "yes"}

    pages = [teacher.post(action, form).headers["location"] for _ in "12"]
    before = teacher.get(action).text
    work_off(world.application, [regrades.REGRADE])

    assert pages[0] == pages[1]
    assert "Перепроверка работ многих учеников" in before
    assert teacher.get(pages[0]).headers["location"] == action
    assert "было 0, стало 2" in student.get(f"/assignments/{world.north.attempt}").text
    assert world.count("regrades") == 1


def test_a_regrade_whose_worker_died_at_the_very_end_is_made_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrades, "MOST_AT_ONCE", 0)
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    form = {**fields(looked(world, teacher, where)), "sure": "yes"}
    page = teacher.post(where.split("?")[0], form).headers["location"]
    work_off(world.application, [regrades.REGRADE])
    as_it_was = update(table).where(table.c.kind == regrades.REGRADE).values(state="waiting", outcome="{}")
    world.application.database.write(lambda connection: connection.execute(as_it_was))

    work_off(world.application, [regrades.REGRADE])

    assert world.count("regrades") == 1
    assert teacher.get(page).status_code == 303


def test_a_regrade_is_looked_at_applied_and_taken_back(world: World) -> None:
    where = corrected(world)
    teacher, student = world.browser(world.north, "teacher"), world.browser(world.north, "student")
    page = teacher.get(where).text
    form = fields(page)
    action = where.split("?")[0]

    assert "student of north" in page
    assert form["mode"] == "raise"
    assert teacher.post(action, form).status_code == 422
    assert teacher.post(action, {**form, "sure": "yes"}).status_code == 303
    assert "было 0, стало 2" in student.get(f"/assignments/{world.north.attempt}").text
    export = teacher.get(f"/assigned/{world.north.assignment}/points.csv").text
    assert next(line for line in export.splitlines() if "student of north" in line).split(";")[2] == "2"
    history = teacher.get(action).text
    key = re.findall(r'name="regrade" value="([^"]+)"', history)
    assert len(key) == 1
    assert teacher.post(f"{action}/undoing", {"regrade": key[0]}).status_code == 303
    assert "было 2, стало 0" in student.get(f"/assignments/{world.north.attempt}").text
    assert teacher.post(f"{action}/undoing", {"regrade": key[0]}).status_code == 409


def test_a_plan_that_is_out_of_date_is_not_applied(world: World) -> None:
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    form = {**fields(teacher.get(where).text), "sure": "yes"}
    action = where.split("?")[0]

    assert teacher.post(action, {**form, "edition": "another"}).status_code == 409
    assert teacher.post(action, {**form, "number": "7"}).status_code == 409
    assert teacher.post(action, {**form, "task": "unknown"}).status_code == 409
    assert world.count("regrades") == 0


def test_a_regrade_of_another_assignment_is_not_found(world: World) -> None:
    where = corrected(world)
    teacher = world.browser(world.north, "teacher")
    teacher.post(where.split("?")[0], {**fields(teacher.get(where).text), "sure": "yes"})
    key = re.findall(r'name="regrade" value="([^"]+)"', teacher.get(where.split("?")[0]).text)[0]
    stranger = world.browser(world.south, "teacher")

    response = stranger.post(f"/assigned/{world.south.assignment}/regrade/undoing", {"regrade": key})

    assert response.status_code == 404


def test_answers_judged_by_an_older_checker_can_be_judged_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("notebooks_engine.studying.submitting.CHECKER", "0.0.1")
        answer(world, world.north, 1)
    teacher = world.browser(world.north, "teacher")
    dealt = attempt(world, world.north).slot("1")
    assert dealt is not None
    where = f"/assigned/{world.north.assignment}/regrade?task={dealt.task}&by=checker"

    form = fields(teacher.get(where).text)

    assert form["by"] == "checker"
    assert teacher.post(where.split("?")[0], {**form, "sure": "yes"}).status_code == 303
    assert "перепроверено программой версии" in teacher.get(where.split("?")[0]).text
