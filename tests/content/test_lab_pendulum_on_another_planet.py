from math import cos, pi, radians, sqrt

import pytest
from built_in_labs import entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st

from content.loader import built_in
from variants.texts import LANGUAGES

LAB = "pendulum-on-another-planet"


def exact_period(length: float, g: float, amplitude: float) -> float:
    """2π√(l/g) over the arithmetic-geometric mean of 1 and cos(θ/2), as Gauss has it."""
    one, other = 1.0, cos(amplitude / 2)
    for _ in range(20):
        one, other = (one + other) / 2, sqrt(one * other)
    return 2 * pi * sqrt(length / g) / one


def test_one_metre_on_earth_takes_two_seconds() -> None:
    values = model_of(LAB, {"g": "9.80665", "offset": "0"}, {"L": "100", "A": "1"})

    assert values["T"] == pytest.approx(2.00641, rel=3e-5)


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 150), st.integers(1, 90), st.integers(16, 250))
def test_the_period_is_that_of_the_elliptic_integral(length: int, amplitude: int, tenths: int) -> None:
    apparatus = {"g": str(tenths / 10), "offset": "12"}

    period = model_of(LAB, apparatus, {"L": str(length), "A": str(amplitude)})["T"]

    assert period == pytest.approx(
        exact_period(length / 100 + 0.012, tenths / 10, radians(amplitude)), rel=1e-6
    )


@pytest.mark.parametrize("bob", ["wood", "aluminium", "brass"])
def test_the_mass_changes_nothing(bob: str) -> None:
    apparatus = {"g": "3.7", "offset": "10"}

    assert model_of(LAB, apparatus, {"bob": bob}) == model_of(LAB, apparatus, {"bob": "brass"})


def test_a_hand_errs_by_tenths_of_a_second() -> None:
    entry = entry_of(LAB, {"g": "9.8", "offset": "10"}, {"L": "99", "A": "8", "N": "50"}, "stopwatch")

    assert entry.value == pytest.approx(50 * exact_period(1.0, 9.8, radians(8)), abs=0.4)


def test_the_teachers_notes_say_how_far_sixty_degrees_lead_astray() -> None:
    stretch = exact_period(1.0, 9.8, radians(60)) / exact_period(1.0, 9.8, radians(0.01))
    longer, smaller = round(100 * (stretch - 1)), round(100 * (1 - stretch**-2))

    for language in LANGUAGES:
        notes = built_in().joinpath("labs", LAB, f"teacher.{language}.md").read_text(encoding="utf-8")
        assert f"{longer} %" in notes
        assert f"{smaller} %" in notes
