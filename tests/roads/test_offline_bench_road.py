"""Readings without a network, or over a bad one, are logged once, and before the report that needs them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from schools import RoadSchool, dealt
from test_lab_road import assigned
from walking import Walker

from notebooks_engine.lab_sessions import WorkBench

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
LAB = "friction-on-an-incline"
_OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def at_bench(walk: Walk, school: RoadSchool) -> tuple[Walker, WorkBench]:
    """Open a bench, and wait until this browser has its copy."""
    key, _ = assigned(school, LAB)
    (slot,) = dealt(school, 0, key).slots
    student = walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}/labs/{slot.name}")
    student.page.wait_for_selector("html[data-copied]", timeout=60_000)
    return student, WorkBench(attempt=key, slot=slot.name)


def readings(school: RoadSchool, place: WorkBench) -> list[str]:
    """Return which instruments have been read, as the server has it."""
    session = school.application.read(lambda unit: unit.engine.lab_sessions.find(school.key, place))
    return (
        [] if session is None else [entry.wish.instrument for entry in session.log if entry.wish.instrument]
    )


def measure(page: Page) -> None:
    page.locator("[data-measure]").first.click()


def forgive(walker: Walker) -> None:
    walker.complaints[:] = [
        line for line in walker.complaints if not any(words in line for words in _OFFLINE)
    ]


def test_a_reading_whose_answer_was_lost_is_logged_once(walk: Walk, school: RoadSchool) -> None:
    student, place = at_bench(walk, school)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    student.page.route("**/readings", lose, times=2)
    measure(student.page)
    expect(student.page.locator("[data-log] tr[data-kind=reading]")).to_have_count(1, timeout=60_000)

    assert lost == [200, 200]
    assert len(readings(school, place)) == 1
    forgive(student)


def test_readings_without_a_network_outlive_the_page_and_come_before_the_report(
    walk: Walk, school: RoadSchool
) -> None:
    student, place = at_bench(walk, school)
    page = student.page
    page.context.set_offline(True)
    measure(page)
    expect(page.locator(".bench-connection")).to_be_visible()
    measure(page)
    page.locator("#bench-results input[type=radio]").first.check()
    page.locator("textarea[name='answer.notes']").fill("first the readings")
    page.click("[data-check]")
    expect(page.locator("form[data-bench] .note.undecided")).to_contain_text("засчитается один раз")

    page.reload()
    student.settle()
    expect(page.locator("form[data-bench] .note.undecided")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#bench-results .badge").first).to_be_visible(timeout=60_000)

    assert len(readings(school, place)) == 2
    attempt = place.attempt
    opened = school.application.read(lambda unit: unit.engine.attempts.open_own(school.students[0], attempt))
    assert opened is not None
    (handed,) = opened.submissions
    assert handed.answers["notes"] == "first the readings"
    forgive(student)


def cell_of(page: Page, row: int, column: str = "angle") -> Locator:
    return page.locator(f'[name="answer.table-slides_down.{column}.{row}"]')


def test_rows_typed_without_a_network_outlive_the_page(walk: Walk, school: RoadSchool) -> None:
    student, place = at_bench(walk, school)
    page = student.page
    page.context.set_offline(True)
    for row in range(8):
        cell_of(page, row).fill(str(20 + row))
    expect(page.locator("#bench-table-slides_down .safe")).to_contain_text("только на этом устройстве")

    page.reload()
    student.settle()
    expect(cell_of(page, 7)).to_have_value("27")
    page.context.set_offline(False)
    expect(page.locator("[data-state-of-draft]")).to_have_attribute("data-state", "saved", timeout=60_000)

    rows = draft_of(school, place)["table-slides_down"]["rows"]
    assert [row["angle"] for row in rows] == [str(20 + row) for row in range(8)]
    forgive(student)


def test_what_another_device_wrote_into_a_report_is_told_and_taken(walk: Walk, school: RoadSchool) -> None:
    here, place = at_bench(walk, school)
    there = walk().sign_in(school, "student-1")
    there.go(f"/assignments/{place.attempt}/labs/{place.slot}")
    for row in (4, 5):
        cell_of(there.page, row).fill("35")
    there.page.locator("[name='answer.notes']").fill("written there")
    expect(there.page.locator("[data-state-of-draft]")).to_have_attribute(
        "data-state", "saved", timeout=60_000
    )

    here.page.locator("[name='answer.notes']").fill("written here")
    other = here.page.locator("[data-ask=notes] .other-device")
    expect(other).to_contain_text("written there", timeout=60_000)
    expect(cell_of(here.page, 5)).to_have_value("35")
    assert draft_of(school, place)["notes"] == "written here"
    with here.page.expect_response("**/draft", timeout=60_000):
        other.get_by_role("button").click()
    expect(here.page.locator("[name='answer.notes']")).to_have_value("written there")
    expect(here.page.locator("[data-state-of-draft]")).to_have_attribute(
        "data-state", "saved", timeout=60_000
    )

    kept = draft_of(school, place)
    assert (kept["notes"], kept["table-slides_down"]["rows"][5]["angle"]) == ("written there", "35")


def test_readings_taken_after_the_page_was_kept_stand_in_its_copy(walk: Walk, school: RoadSchool) -> None:
    student, _ = at_bench(walk, school)
    page = student.page
    for number in (1, 2):
        measure(page)
        expect(page.locator("[data-log] tr[data-kind=reading]")).to_have_count(number, timeout=60_000)
    told = page.locator("[data-log] tr[data-kind=reading] b").all_inner_texts()

    page.context.set_offline(True)
    page.reload()
    student.settle()
    expect(page.locator("[data-log] tr[data-kind=reading]")).to_have_count(2, timeout=60_000)

    assert page.locator("[data-log] tr[data-kind=reading] b").all_inner_texts() == told
    forgive(student)


def draft_of(school: RoadSchool, place: WorkBench) -> dict[str, Any]:
    """Return what the server keeps of the report."""
    opened = school.application.read(
        lambda unit: unit.engine.attempts.open_own(school.students[0], place.attempt)
    )
    assert opened is not None
    return dict(opened.drafts[place.slot].answers)
