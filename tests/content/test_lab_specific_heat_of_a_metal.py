from itertools import pairwise

import pytest
from built_in_labs import built_in_lab, entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st

LAB = "specific-heat-of-a-metal"
WATER = 4184
CELSIUS = 273.15
IDEAL = {
    "metal": "aluminium",
    "purity": "1",
    "mm": "100",
    "C": "0",
    "room": "20",
    "boil": "100",
    "flask": "70",
    "jug": "0",
    "loss": "0",
}
HEATED = ("wait", "1000")
Doings = tuple[tuple[str, str], ...]


def balance(*bodies: tuple[float, float]) -> float:
    """The temperature at which bodies of these heat capacities and temperatures meet."""
    return sum(capacity * warmth for capacity, warmth in bodies) / sum(capacity for capacity, _ in bodies)


def warmth(doings: Doings, **changed: str) -> float:
    return dict(model_of(LAB, IDEAL | changed, {}, doings))["T"] - CELSIUS


def test_hot_aluminium_warms_water_as_the_textbook_says() -> None:
    found = warmth((("fill", "200"), HEATED, ("drop", ""), ("wait", "600")))

    assert found == pytest.approx(balance((0.1 * 897, 100), (0.2 * WATER, 20)), abs=1e-4)
    assert found == pytest.approx(27.745, abs=5e-4)


@settings(max_examples=20, deadline=None)
@given(st.integers(4, 10), st.integers(4, 10), st.integers(40, 110))
def test_mixing_keeps_the_heat(cold: int, hot: int, vessel: int) -> None:
    found = warmth((("fill", f"{cold}0"), ("take", f"{hot}0"), ("mix", "")), C=str(vessel))

    assert found == pytest.approx(balance((cold * 41.84 + vessel, 20), (hot * 41.84, 70)), abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 30))
def test_metal_and_water_keep_their_heat_at_every_moment(seconds: int) -> None:
    doings = (("fill", "100"), HEATED, ("drop", ""))
    before, later = (dict(model_of(LAB, IDEAL, {}, (*doings, ("wait", str(wait))))) for wait in (0, seconds))

    gained = 0.1 * WATER * (later["T"] - before["T"])

    assert gained == pytest.approx(0.1 * 897 * (before["Tm"] - later["Tm"]), rel=1e-5)


def test_a_calorimeter_left_alone_falls_to_the_temperature_of_the_room() -> None:
    mixed: Doings = (("fill", "50"), ("take", "50"), ("mix", ""))

    assert warmth((*mixed, ("wait", "300")), loss="0.2") < warmth(mixed, loss="0.2") - 2
    assert warmth((*mixed, ("wait", "14000")), loss="0.2") == pytest.approx(20, abs=0.1)


def test_a_metal_that_was_not_heated_warms_nothing() -> None:
    assert warmth((("fill", "100"), ("drop", ""), ("wait", "60"))) == pytest.approx(20, abs=1e-6)


def test_the_thermometer_shows_the_place_where_it_stands() -> None:
    shown = {
        place: entry_of(LAB, IDEAL, {"place": place}, "thermometer").value
        for place in ("calorimeter", "glass", "heater")
    }

    assert shown == pytest.approx({"calorimeter": 20, "glass": 70, "heater": 100}, abs=0.45)


def test_the_metals_lie_a_tenth_apart_at_least() -> None:
    heats = sorted((1023, 897, 523, 449, 385, 227, 129))
    table = built_in_lab(LAB).apparatus.tables["lab_metals"]

    assert len(table.rows) == len(heats)
    assert all(above > 1.1 * below for below, above in pairwise(heats))
