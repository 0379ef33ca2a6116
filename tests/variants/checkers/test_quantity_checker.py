"""A number with a unit is right in any notation, and a wrong one is told why."""

from fractions import Fraction

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.kinds.quantity import check, read_answer, type_key
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import QuantityKey, Tolerance
from variants.texts import Language


@pytest.mark.parametrize("line", fixture_lines("quantities.txt"))
def test_an_answer_gets_its_verdict_and_its_reason(line: str) -> None:
    language, key_text, tolerance, answer, outcome, reason = fields(line)
    row = {"kind": "quantity", "key": key_text, "tolerance": tolerance, "language": language}
    key, used = key_from_row(row)
    assert isinstance(key, QuantityKey)

    verdict = check(key, answer, used)

    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    "answer", ["", "abc", "5 parrots", "5 m m m)", "4 м - 2 м", "9^9^9^9", "5" * 300, None, 5, ["5"]]
)
def test_an_unreadable_answer_is_no_verdict(answer: object) -> None:
    with pytest.raises(UnreadableAnswer):
        check(QuantityKey(value=5, unit="m"), answer, "en")


def test_the_reading_shows_the_number_in_si_units() -> None:
    reading = read_answer(QuantityKey(value=0.0035, unit="kg"), "3.5 г", "ru")

    assert reading.text == "3,5 г = 0,0035 кг"
    assert reading.latex == r"3{,}5\,\text{г}"


def test_demanded_figures_are_half_of_the_points() -> None:
    key = QuantityKey(value=2.5, unit="m", figures=3)

    assert check(key, "2,50 м", "ru").outcome == "right"
    assert check(key, "2,5 м", "ru").score == Fraction(1, 2)


def test_a_unit_that_is_not_required_may_be_left_out() -> None:
    key = QuantityKey(value=2.5, unit="m", unit_required=False)

    assert check(key, "2.5", "en").outcome == "right"


@given(
    st.floats(min_value=1e-9, max_value=1e9),
    st.sampled_from(["m/s^2", "kohm", "°C", "%", "", "J/(kg*K)", "mmHg", "deg", "1/m", "mol/L"]),
    st.sampled_from(["en", "ru"]),
    st.sampled_from([None, 3]),
    st.sampled_from([Tolerance(relative=Fraction(1, 50)), Tolerance(relative=Fraction(1, 1000))]),
)
@settings(max_examples=150, deadline=None)
def test_the_typed_key_is_right(
    value: float, unit: str, language: Language, figures: int | None, tolerance: Tolerance
) -> None:
    rounded = float(f"{value:.3g}")
    key = QuantityKey(value=rounded, unit=unit, figures=figures, tolerance=tolerance)

    verdict = check(key, type_key(key, language), language)

    assert verdict.outcome == "right"


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_a_verdict_or_a_refusal(answer: str) -> None:
    try:
        verdict = check(QuantityKey(value=5, unit="m"), answer, "ru")
    except UnreadableAnswer:
        return

    assert verdict.outcome in ("right", "partly", "wrong")


@pytest.mark.parametrize("answer", ["10^300 C", "-10^300 C", "10^-300 C"])
def test_a_number_of_any_size_beside_a_tiny_key_is_wrong(answer: str) -> None:
    assert check(QuantityKey(value=1.6e-19, unit="C"), answer, "en").outcome == "wrong"
