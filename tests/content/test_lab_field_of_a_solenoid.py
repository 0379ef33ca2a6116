from math import hypot, pi, sqrt

import pytest
from built_in_labs import entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st

LAB = "field-of-a-solenoid"
COIL = {"N": "500", "L": "25", "D": "40", "coil": "6", "offset": "0.03", "earth": "0.02"}
ON = {"supply": "6", "x": "0", "way": "forward", "heading": "north"}
OFF = {**ON, "supply": "0"}


def ring(distance: float, radius: float, current: float) -> float:
    """Return the field on the axis of one turn (Biot and Savart)."""
    return 4e-7 * pi * current * radius**2 / (2 * hypot(distance, radius) ** 3)


def test_the_field_at_the_centre_is_that_of_the_textbook() -> None:
    values = model_of(LAB, COIL, ON)

    assert values["I"] == pytest.approx(1)
    assert values["B"] == pytest.approx(4e-7 * pi * 500 / sqrt(0.25**2 + 0.04**2), rel=1e-6)
    assert values["B"] == pytest.approx(2.4817e-3, rel=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 44))
def test_the_field_is_the_sum_of_the_fields_of_its_turns(halves: int) -> None:
    place, turns = halves / 200, 500
    values = model_of(LAB, COIL, {**ON, "x": f"{halves / 2:g}"})
    middles = [0.25 * ((turn + 0.5) / turns - 0.5) for turn in range(turns)]

    assert values["B"] == pytest.approx(sum(ring(place - middle, 0.02, 1) for middle in middles), rel=1e-4)


def test_five_per_cent_of_the_field_are_lost_where_the_truth_says() -> None:
    edge = model_of(LAB, COIL)["edge"]
    centre = model_of(LAB, COIL, ON)["B"]
    before, after = (
        model_of(LAB, COIL, {**ON, "x": f"{place:g}"})["B"]
        for place in (int(200 * edge) / 2, int(200 * edge) / 2 + 0.5)
    )

    assert before > 0.95 * centre > after


def test_half_the_difference_of_both_directions_is_free_of_offset_and_earth() -> None:
    forward, back = (model_of(LAB, COIL, {**ON, "way": way}) for way in ("forward", "back"))

    assert (forward["seen"] - back["seen"]) / 2 == pytest.approx(forward["B"], rel=1e-9)
    assert (forward["seen"] + back["seen"]) / 2 == pytest.approx(5e-5, rel=1e-9)


def test_turning_the_table_parts_the_offset_from_the_earth() -> None:
    north, south = (
        model_of(LAB, COIL, {**OFF, "heading": heading})["seen"] for heading in ("north", "south")
    )

    assert (north + south) / 2 == pytest.approx(3e-5)
    assert (north - south) / 2 == pytest.approx(2e-5)


def test_a_strong_field_is_beyond_the_fine_range_of_the_probe() -> None:
    assert entry_of(LAB, COIL, ON, "probe").overload
    assert entry_of(LAB, COIL, OFF, "probe").value == pytest.approx(0.05, abs=0.008)


@pytest.mark.parametrize("way", ["forward", "back"])
def test_too_large_a_current_switches_the_supply_off(way: str) -> None:
    entry = entry_of(LAB, COIL, {**ON, "supply": "12.2", "way": way}, "ammeter")

    assert (entry.kind, entry.mishap, entry.value) == ("mishap", "hot", None)


def test_a_reversed_current_is_shown_with_a_minus() -> None:
    assert entry_of(LAB, COIL, {**ON, "way": "back"}, "ammeter").value == pytest.approx(-1, abs=0.02)
