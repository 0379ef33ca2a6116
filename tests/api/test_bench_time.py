"""A bench at which something goes on in time: actions, waiting, and instruments that show all the while."""

import re

import pytest
from html_nesting import faults_in
from school_worlds import Browser, World, occasion
from test_bench_pages import followed, sent
from world_labs import publish_lab

from notebooks_engine.studying.practising import start_practice

Bench = tuple[Browser, str]


@pytest.fixture
def bench(world: World) -> Bench:
    """A student's practice bench with a capacitor to be charged and discharged."""
    north, shelf = world.north, world.application.shelf
    edition = publish_lab(world.application, north.school, "capacitor-discharge")
    run = start_practice(
        world.application.engine,
        north.actor("student"),
        (shelf.pinned(north.school, edition), "1"),
        shelf.supplies(north.school),
        occasion(),
    )
    return world.browser(north, "student"), f"/practice/{run.key}/lab"


def shown(page: str) -> str:
    found = re.search(r'data-instrument="voltmeter".*?<output[^>]*>([^<]*)</output>', page, re.DOTALL)
    assert found is not None
    return found[1]


def voltage(page: str) -> float:
    return float(shown(page).replace(",", "."))


def test_a_live_instrument_shows_once_it_is_looked_at_and_that_is_logged(bench: Bench) -> None:
    student, path = bench
    before = student.get(path).text

    page = followed(student, student.post(f"{path}/look", {"at": "0"}))
    log = student.get(f"{path}/log").json()["log"]

    assert "data-clock" in before
    assert abs(voltage(page)) < 0.2
    assert [entry["kind"] for entry in log] == ["action"]


def test_watching_is_a_line_a_look_and_comes_to_an_end(bench: Bench) -> None:
    student, path = bench
    looks = [{"at": at / 10, "watch": f"w{at}"} for at in range(203)]

    told = [sent(student, f"{path}/look", look).json() for look in looks]

    assert told[0]["watches"] == 199
    assert "voltmeter" in told[199]["view"]["displays"]
    assert told[-1]["watches"] == 0
    assert "voltmeter" not in told[-1]["view"]["displays"]


def test_a_look_that_asks_for_no_line_tells_nothing_of_what_goes_on(bench: Bench) -> None:
    student, path = bench
    sent(student, f"{path}/actions", {"at": 0, "action": "charge", "request": "one"})

    told = sent(student, f"{path}/look", {"at": 30}).json()

    assert set(told["view"]["displays"]) == {"stopwatch"}
    assert told["view"]["shows"] == {"running": False}
    assert told["watches"] == 200


def test_an_action_changes_what_is_shown_and_stands_in_the_log(bench: Bench) -> None:
    student, path = bench

    page = followed(student, student.post(f"{path}/actions", {"act": "charge", "idempotency": "one"}))

    assert voltage(page) > 2
    assert 'data-kind="action"' in page
    assert "Зарядить" in page


def test_an_action_that_can_t_be_done_says_why(bench: Bench) -> None:
    student, path = bench

    response = student.post(f"{path}/actions", {"act": "discharge", "idempotency": "one"})

    assert response.status_code == 422
    assert "Сначала зарядите конденсатор." in response.text


def test_waiting_lets_lab_time_pass_without_a_script(bench: Bench) -> None:
    student, path = bench
    for action in ("charge", "discharge"):
        before = followed(student, student.post(f"{path}/actions", {"act": action, "idempotency": action}))

    later = followed(student, student.post(f"{path}/look", {"at": "0", "wait": "20"}))

    assert voltage(later) < voltage(before)
    assert '<input type="hidden" name="at" value="20"' in later


def test_time_does_not_go_back(bench: Bench) -> None:
    student, path = bench
    first = {"at": 30, "instrument": "voltmeter", "request": "one"}
    assert sent(student, f"{path}/readings", first).status_code == 200

    refused = sent(student, f"{path}/readings", {"at": 10, "instrument": "voltmeter", "request": "two"})

    assert refused.status_code == 400
    assert "время не идёт назад" in refused.json()["error"]


def test_a_script_acts_in_json(bench: Bench) -> None:
    student, path = bench

    acted = sent(student, f"{path}/actions", {"at": 2.5, "action": "charge", "request": "one"}).json()

    assert acted["entry"]["kind"] == "action"
    assert acted["entry"]["at"] == 2.5
    assert acted["entry"]["done"] == "Зарядить"
    assert float(acted["view"]["displays"]["voltmeter"].replace(",", ".")) > 2
    assert acted["left"] == 200


def test_the_page_of_a_bench_with_actions_nests_well(bench: Bench) -> None:
    student, path = bench

    assert faults_in(student.get(path).text) == []
