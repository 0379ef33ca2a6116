"""A bench with wires: joined by forms in pairs, shown at once, and a fuse that tells why it blew."""

import re

import pytest
from school_worlds import Browser, World, occasion
from test_bench_pages import followed, sent
from world_labs import publish_lab

from notebooks_engine.practice import PracticeRun
from notebooks_engine.studying.practising import start_practice

Bench = tuple[Browser, str]
RIGHT = (
    "b_plus-k_left",
    "k_right-r_left",
    "r_right-a_plus",
    "a_minus-b_minus",
    "b_plus-v_plus",
    "b_minus-v_minus",
)
SHORT = ("b_plus-k_left", "k_right-a_plus", "a_minus-b_minus")


@pytest.fixture
def bench(world: World) -> Bench:
    """A student's practice bench with a strong battery, meters and a rheostat, nothing joined yet."""
    north, shelf = world.north, world.application.shelf
    notebook = shelf.pinned(
        north.school, publish_lab(world.application, north.school, "emf-and-internal-resistance")
    )
    student, supplies = north.actor("student"), shelf.supplies(north.school)
    runs = (
        start_practice(world.application.engine, student, (notebook, "1"), supplies, occasion())
        for _ in range(40)
    )
    strong = next(run for run in runs if shorted(run) > 3.1)
    return world.browser(north, "student"), f"/practice/{strong.key}/lab"


def shorted(run: PracticeRun) -> float:
    """Return the current in amperes through the ammeter alone; the battery is hidden from the student."""
    hidden = {one.name: one.value["value"] for one in run.frozen.variant.given if one.hidden}
    return float(hidden["epsilon"] / (hidden["r"] + hidden["Ra"]))


def joined(wires: tuple[str, ...], **settings: str) -> dict[str, object]:
    """Return the form of these wires, as selects in pairs send them."""
    ends = [wire.split("-") for wire in wires]
    pairs = {
        "set.wires.from": [one for one, _ in ends] + [""],
        "set.wires.to": [other for _, other in ends] + [""],
    }
    return {"set.wires": "", **pairs, **{f"set.{name}": value for name, value in settings.items()}}


def current(page: str) -> float:
    found = re.search(r'data-instrument="ammeter".*?<output[^>]*>([^<]*)</output>', page, re.DOTALL)
    assert found is not None
    return float(found[1].replace(",", ".").replace("−", "-"))


def test_what_is_joined_shows_at_once_and_stays_joined(bench: Bench) -> None:
    student, path = bench

    page = followed(student, student.post(f"{path}/look", joined(RIGHT, key="closed", R="15")))

    assert 0.05 < current(page) < 0.6
    assert page.count('<option value="b_plus" selected>') == 2


def test_a_wire_that_is_left_out_of_the_form_is_taken_away(bench: Bench) -> None:
    student, path = bench
    followed(student, student.post(f"{path}/look", joined(RIGHT, key="closed", R="15")))

    page = followed(student, student.post(f"{path}/look", joined(RIGHT[1:], key="closed", R="15")))

    assert current(page) == 0


def test_wires_of_a_reading_are_told_in_the_log(bench: Bench) -> None:
    student, path = bench
    form = joined(RIGHT, key="closed", R="15") | {
        "measure": "ammeter",
        "span.ammeter": "low",
        "idempotency": "a",
    }

    page = followed(student, student.post(f"{path}/readings", form))

    assert "батарея + – ключ, слева" in page
    assert page.count('<option value="b_plus" selected>') == 2


def test_a_fuse_that_blows_says_why_and_the_reading_is_not_taken(bench: Bench) -> None:
    student, path = bench
    settings = {"wires": list(SHORT), "key": "closed", "R": 0}

    entry = sent(
        student,
        f"{path}/readings",
        {"settings": settings, "at": 0, "instrument": "ammeter", "span": "high", "request": "one"},
    ).json()

    assert entry["entry"]["kind"] == "mishap"
    assert "предохранитель" in entry["entry"]["said"]
    assert entry["left"] == 200
