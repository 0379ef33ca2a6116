from math import pi, sqrt

import pytest
from built_in_labs import entry_of, model_of
from hypothesis import given
from hypothesis import strategies as st

LAB = "law-of-induction"


def test_a_hundred_turns_in_ten_millitesla_give_the_voltage_of_the_textbook() -> None:
    across = 1000 * sqrt(4 * 10e-4 / pi)
    values = model_of(LAB, {"N": "100", "dia": f"{across:.9f}", "flux": "100"}, {"fr": "50"})

    assert values["S"] == pytest.approx(10e-4)
    assert values["peak"] == pytest.approx(0.3142, abs=5e-5)
    assert values["rms"] == pytest.approx(0.2221, abs=5e-5)


@given(st.integers(5, 60), st.sampled_from(["north", "south"]))
def test_the_area_of_the_pulse_does_not_know_the_speed(height: int, pole: str) -> None:
    apparatus = {"N": "300", "dia": "40", "flux": "150"}

    values = model_of(LAB, apparatus, {"height": str(height), "pole": pole})

    assert abs(values["area"]) == pytest.approx(300 * 150e-6)
    assert (values["area"] > 0) == (pole == "north")
    assert abs(values["top"]) == pytest.approx(abs(values["area"]) * sqrt(2 * 9.81 * height / 100) / 0.04)


def test_a_voltmeter_on_too_low_a_range_shows_overload() -> None:
    apparatus = {"N": "600", "dia": "50", "flux": "150"}

    strong = entry_of(LAB, apparatus, {"trial": "field", "fr": "120"}, "voltmeter")
    weak = entry_of(LAB, {**apparatus, "N": "60"}, {"trial": "field", "fr": "50"}, "voltmeter")

    assert strong.overload
    assert not weak.overload


def test_nothing_is_measured_while_the_other_experiment_stands() -> None:
    apparatus = {"N": "300", "dia": "40", "flux": "150"}

    assert entry_of(LAB, apparatus, {"trial": "magnet"}, "voltmeter").nothing
    assert entry_of(LAB, apparatus, {"trial": "field"}, "webermeter").nothing
