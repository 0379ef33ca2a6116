"""At a bench in a browser: what moves before a reading, and what becomes of one that doesn't go through."""

import json
from collections.abc import Callable

import pytest
from benching import BenchPage
from playwright.sync_api import Request, Route, expect
from schools import RoadSchool, dealt
from test_lab_road import assigned
from walking import Walker

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]


def sat_down(school: RoadSchool, walker: Walker, name: str) -> BenchPage:
    key, lab = assigned(school, name)
    (slot,) = dealt(school, 0, key).slots
    student = walker.sign_in(school, "student-1")
    student.go(f"/assignments/{key}/labs/{slot.name}")
    return BenchPage(page=student.page, lab=lab)


def test_a_pendulum_is_held_until_it_has_been_timed(school: RoadSchool, walk: Walk) -> None:
    bench = sat_down(school, walk(), "pendulum-on-another-planet")
    swing = bench.page.locator("[data-scene] [id$=swing]")

    held = swing.get_attribute("transform")
    bench.page.wait_for_timeout(400)
    assert swing.get_attribute("transform") == held

    bench.page.click('[data-instrument="stopwatch"] [data-measure]')
    expect(swing).not_to_have_attribute("transform", held or "")


def test_a_live_meter_follows_the_bench_once_it_has_come_to_rest(school: RoadSchool, walk: Walk) -> None:
    bench = sat_down(school, walk(), "field-of-a-solenoid")
    display = bench.page.locator('[data-instrument="ammeter"] [data-display]')

    bench.page.fill('[data-control="supply"] input[type="number"]', "8")

    expect(display).not_to_have_text("—")
    expect(display).not_to_contain_text("0.00")


@pytest.mark.parametrize("status", [409, 429, 503])
def test_a_reading_that_was_put_off_is_asked_for_again_under_its_key(
    school: RoadSchool, walk: Walk, status: int
) -> None:
    student = walk()
    bench = sat_down(school, student, "friction-on-an-incline")
    keys: list[str] = []

    def put_off_once(route: Route) -> None:
        keys.append(json.loads(route.request.post_data or "{}")["request"])
        if len(keys) > 1:
            route.continue_()
            return
        route.fulfill(status=status, headers={"Retry-After": "1"}, json={"error": "busy"})

    bench.page.route("**/readings", put_off_once)
    bench.page.fill('[data-control="alpha"] input[type="number"]', "40")
    bench.page.click('[data-instrument="timer"] [data-measure]')

    expect(bench.page.locator(".bench-connection")).to_contain_text("1.")
    expect(bench.page.locator("[data-log] tr")).to_have_count(1)
    expect(bench.page.locator(".bench-connection")).to_be_hidden()
    assert len(set(keys)) == 1
    assert len(keys) == 2
    # The browser's own word for the answer that was put in the way.
    assert [str(status) in complaint for complaint in student.complaints] == [True]
    student.complaints.clear()


def test_what_was_set_just_before_waiting_is_seen_before_the_time_passes(
    school: RoadSchool, walk: Walk
) -> None:
    bench = sat_down(school, walk(), "specific-heat-of-a-metal")
    looks: list[tuple[str, float]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/look"):
            sent = json.loads(request.post_data or "{}")
            looks.append((sent["settings"]["place"], sent["at"]))

    bench.page.on("request", note)
    bench.page.locator('[data-control="place"] input').nth(2).check()
    bench.page.fill("[data-wait-seconds]", "30")
    bench.page.click("[data-wait]")
    expect(bench.page.locator("[data-at]")).to_contain_text("30")

    places = {place for place, at in looks if at < 1}
    assert places == {place for place, at in looks if at >= 30}
    assert len(places) == 1
