"""A number may be typed as arithmetic; what could be a range or a lost power is asked back."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.quantities.arithmetic import read_leading_value
from variants.quantities.typed_numbers import UnreadableNumber

WORKED_OUT = [
    ("1/(24*3600)", 1 / 86400),
    ("√2/2", math.sqrt(2) / 2),
    ("2√3", 2 * math.sqrt(3)),
    ("sqrt(2)", math.sqrt(2)),
    ("sin 30°", 0.5),
    ("tg 45°", 1),
    ("ctg 30°", math.sqrt(3)),
    ("3π", 3 * math.pi),
    ("π/6", math.pi / 6),
    ("5!", 120),
    ("2^(1/2)", math.sqrt(2)),
    ("3·4 - 2", 10),
    ("10 - 3", 7),
    ("\\frac{1}{2}", 0.5),
    ("lg 100", 2),
    ("exp(1)", math.e),
]


@pytest.mark.parametrize(("typed", "value"), WORKED_OUT)
def test_arithmetic_is_worked_out(typed: str, value: float) -> None:
    number, end = read_leading_value(typed, "ru")

    assert end == len(typed)
    assert math.isclose(number.value, value, rel_tol=1e-12)
    assert number.place is None


@pytest.mark.parametrize(
    "typed", ["5-6", "5 – 6", "5,2-5,4 Н", "10—12", "3,5*10-3", "10-3", "-10-3", "2·10−5"]
)
def test_what_has_two_meanings_is_asked_back(typed: str) -> None:
    with pytest.raises(UnreadableNumber) as caught:
        read_leading_value(typed, "ru")

    assert caught.value.position > 0


@pytest.mark.parametrize("typed", ["1/0", "√(-1)", "ln 0", "171!", "(-8)^(1/3)", "9^999", "tg"])
def test_what_has_no_real_value_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_leading_value(typed, "en")


@given(st.text(alphabet="0123456789.,·*^-/()√π!e sin°", max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_finite_value_or_is_refused(text: str) -> None:
    try:
        number, end = read_leading_value(text, "ru")
    except UnreadableNumber:
        return

    assert math.isfinite(number.value)
    assert end <= len(text)
