from math import sqrt

import pytest
from built_in_labs import built_in_lab, entry_of, model_of
from hypothesis import given
from hypothesis import strategies as st

from labs.running.machines import machine_of

LAB = "thin-lens"


def test_an_object_at_one_and_a_half_focal_lengths_is_doubled() -> None:
    values = model_of(LAB, {"F": "100", "delta": "0"}, {"d": "150"})

    assert values["f"] == pytest.approx(0.300)
    assert values["scale"] == pytest.approx(2)


@given(st.integers(60, 140), st.integers(150, 600))
def test_object_and_image_can_change_places(focal: int, distance: int) -> None:
    apparatus = {"F": str(focal), "delta": "0"}
    there = model_of(LAB, apparatus, {"d": str(distance)})

    assert 1 / there["f"] + 1000 / distance == pytest.approx(1000 / focal)
    assert there["f"] * there["scale"] ** -1 == pytest.approx(distance / 1000)


@given(st.integers(60, 140), st.integers(-12, 12), st.integers(120, 200))
def test_two_positions_tell_the_focal_length_whatever_the_mark(focal: int, shift: int, length: int) -> None:
    apparatus = {"F": str(focal), "delta": str(shift / 4)}
    settings = {"L": str(5 * length), "method": "lens"}
    near = model_of(LAB, apparatus, {**settings, "spot": "near"})["place"]
    far = model_of(LAB, apparatus, {**settings, "spot": "far"})["place"]
    span = 5 * length / 1000

    assert (span**2 - (far - near) ** 2) / (4 * span) == pytest.approx(focal / 1000)
    assert (span - near - far) / 2 == pytest.approx(shift / 4000)
    assert near == pytest.approx(span / 2 - sqrt(span**2 / 4 - span * focal / 1000) - shift / 4000)


@pytest.mark.parametrize(("distance", "words"), [("80", "upright"), ("150", "larger"), ("300", "smaller")])
def test_each_zone_has_its_own_image(distance: str, words: str) -> None:
    apparatus = {"F": "100", "delta": "0"}

    seen = entry_of(LAB, apparatus, {"d": distance, "method": "screen"}, "eye")
    screen = entry_of(LAB, apparatus, {"d": distance, "method": "screen"}, "screen")

    assert words in machine_of(built_in_lab(LAB)).seen[seen.text].in_language("en")
    assert screen.nothing == (words == "upright")
