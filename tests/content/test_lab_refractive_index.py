from math import asin, degrees, radians, sin

import pytest
from built_in_labs import entry_of, model_of
from hypothesis import given
from hypothesis import strategies as st

LAB = "refractive-index"


@pytest.mark.parametrize(("n", "inside", "critical"), [("1.5168", 27.79, 41.25), ("1.333", 32.04, 48.61)])
def test_glass_and_water_refract_as_the_tables_say(n: str, inside: float, critical: float) -> None:
    values = model_of(LAB, {"n": n, "zero": "0"}, {"alpha": "45", "way": "into", "side": "right"})

    assert degrees(values["beta"]) == pytest.approx(inside, abs=0.006)
    assert degrees(values["beta"]) == pytest.approx(degrees(asin(sin(radians(45)) / float(n))))
    assert degrees(values["critical"]) == pytest.approx(critical, abs=0.006)


@given(st.integers(1, 40), st.integers(133, 172))
def test_a_ray_finds_its_way_back(alpha: int, n: int) -> None:
    apparatus = {"n": str(n / 100), "zero": "0"}

    inside = model_of(LAB, apparatus, {"alpha": str(alpha), "way": "into"})["beta"]

    assert (n / 100) * sin(inside) == pytest.approx(sin(radians(alpha)))
    assert inside < radians(alpha)


def test_beyond_the_critical_angle_nothing_leaves() -> None:
    apparatus = {"n": "1.5", "zero": "0"}

    beyond = entry_of(LAB, apparatus, {"alpha": "42", "way": "out"}, "protractor")
    within = entry_of(LAB, apparatus, {"alpha": "41", "way": "out"}, "protractor")

    assert beyond.nothing
    assert within.value == pytest.approx(80, abs=3)


def test_the_sides_differ_by_twice_the_zero_error() -> None:
    apparatus = {"n": "1.5", "zero": "0.8"}

    right = model_of(LAB, apparatus, {"alpha": "40", "side": "right"})["turned"]
    left = model_of(LAB, apparatus, {"alpha": "40", "side": "left"})["turned"]

    assert degrees(right - left) == pytest.approx(1.6)
