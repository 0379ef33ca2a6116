from dataclasses import replace
from itertools import pairwise
from math import exp

import pytest
from built_in_labs import built_in_lab, entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_reports_by_protocol import design_of, missed, verdicts_by

from labs.documents.asking import Step
from labs.documents.lab import Lab
from variants.formulas.reading import read_formula
from variants.templates.located import Formula

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


def thermometer_in(place: str, seconds: str) -> float | None:
    """Return what the thermometer shows so long after it was moved out of the calorimeter."""
    vessel = IDEAL | {"C": "60"}
    return entry_of(LAB, vessel, {"place": place}, "thermometer", (("empty", ""), ("wait", seconds))).value


def test_the_thermometer_comes_to_show_the_place_where_it_stands() -> None:
    shown = {place: thermometer_in(place, "30") for place in ("calorimeter", "glass", "heater")}

    assert shown == pytest.approx({"calorimeter": 20, "glass": 70, "heater": 100}, abs=0.45)


def test_the_thermometer_lags_behind_by_three_seconds() -> None:
    shown = [thermometer_in("heater", seconds) for seconds in ("0", "3", "6")]

    assert shown == pytest.approx([100 - 80 * exp(-lags) for lags in (0, 1, 2)], abs=0.45)


def hurried(lab: Lab, seconds: str) -> tuple[Step, ...]:
    """Return the protocol with so little patience for the thermometer."""
    wait = Formula(text=seconds, tree=read_formula(seconds))
    return tuple(replace(step, waits=dict.fromkeys(step.waits, wait)) for step in lab.protocol)


def test_who_reads_the_thermometer_at_once_finds_another_specific_heat() -> None:
    lab = built_in_lab(LAB)

    patient, hasty = verdicts_by(lab), verdicts_by(lab, hurried(lab, "0"))

    assert (patient["C"].outcome, patient["c"].outcome) == ("right", "right")
    assert hasty["C"].reason == hasty["c"].reason == "follows_from_own_data"


def test_points_of_the_first_seconds_are_told_to_be_no_part_of_the_line() -> None:
    lab = built_in_lab(LAB)
    early = Formula(text="10", tree=read_formula("10"))
    steps = tuple(
        replace(step, each=((step.each[0][0], ("wait", early)), *step.each[1:])) if step.each else step
        for step in lab.protocol
    )

    verdicts = verdicts_by(lab, steps)

    assert missed(design_of(verdicts, "mixing")) == ["demand:1"]
    assert missed(design_of(verdicts, "heating")) == ["demand:1"]


def test_the_metals_lie_a_tenth_apart_at_least() -> None:
    heats = sorted((1023, 897, 523, 449, 385, 227, 129))
    table = built_in_lab(LAB).apparatus.tables["lab_metals"]

    assert len(table.rows) == len(heats)
    assert all(above > 1.1 * below for below, above in pairwise(heats))
