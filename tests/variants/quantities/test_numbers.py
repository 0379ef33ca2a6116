"""Numbers are read as typed in either language, and printed as school books do."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.quantities.numbers import latex_number, print_number, round_to_decimals, round_to_figures
from variants.quantities.typed_numbers import (
    UnreadableNumber,
    read_common_number,
    read_leading_number,
    read_number,
)
from variants.texts import Language

READ = """
ru | 3,5 | 3.5
en | 3.5 | 3.5
en | .5 | 0.5
ru | 1 000 | 1000
en | 1,000 | 1000
ru | 1,000 | 1
en | 0,125 | 0.125
ru | 1.234,5 | 1234.5
en | 1,234.5 | 1234.5
en | 2·10^-3 | 0.002
ru | 2×10⁻³ | 0.002
en | 2*10**-3 | 0.002
en | 2e-3 | 0.002
ru | 2·10^{−3} | 0.002
ru | −4 | -4
en | ½ | 0.5
en | 2½ | 2.5
en | 2 1/2 | 2.5
en | 1/4 | 0.25
en | 10^-3 | 0.001
en | 10**-3 | 0.001
en | 2*10**(-3) | 0.002
ru | 10⁻³ | 0.001
en | 2E-3 | 0.002
ru | 1 000 000 | 1000000
ru | 1 000,5 | 1000.5
ru | 1.000,5 | 1000.5
ru | 1,000.5 | 1000.5
en | 1,000.5 | 1000.5
en | 1.000.000 | 1000000
en | 12,34,567 | 1234567
en | 1,500·10^-3 | 0.0015
en | 1,500e3 | 1500
ru | 0,(3) | 0.3333333333333333
ru | 0,1(6) | 0.16666666666666666
en | 0.(142857) | 0.14285714285714285
ru | 1 1/2 | 1.5
ru | 4,5 млрд | 4500000000
ru | 2 тыс. | 2000
en | 3.2 million | 3200000
"""


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_a_number_is_read_as_it_is_meant(line: str) -> None:
    language, text, value = (part.strip() for part in line.split("|"))

    number = read_number(text, "ru" if language == "ru" else "en")

    assert number.value == float(value)


def test_a_leading_number_stops_before_the_unit() -> None:
    number, end = read_leading_number("2 eV", "en")

    assert (number.value, end) == (2, 1)


def test_figures_are_counted_as_typed() -> None:
    assert read_number("0,00120", "ru").figures == 3
    assert read_number("1200", "ru").least_figures == 2
    assert read_number("1,20·10^3", "ru").least_figures == 3


def test_a_comma_that_the_language_alone_reads_is_told() -> None:
    english, russian = read_number("1,000", "en"), read_number("1,000", "ru")

    assert "thousands" in str(english.note)
    assert "дробную часть" in str(russian.note)
    assert read_number("3,142", "ru").note is None


@given(
    st.from_regex(r"[+−-]?[1-9][0-9]{0,6}([.,][0-9]{1,2})?((e|E|\*10\^|·10\^)-?[1-9])?", fullmatch=True),
    st.sampled_from(["en", "ru"]),
)
@settings(max_examples=200, deadline=None)
def test_a_plain_number_is_read_alike_at_a_glance_and_with_care(text: str, language: Language) -> None:
    glance = read_common_number(text)

    assert glance is not None
    assert glance == read_leading_number(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1e9999",
        "9" * 99,
        "10^999999999999",
        "1/0",
        "1 2",
        "1.2.3",
        "1,2,3",
        "1,00,00",
        "1.000,5,6",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_number(text, "en")


@pytest.mark.parametrize(
    ("value", "russian"),
    [(3.5, "3,5"), (0.00035, "3,5·10⁻⁴"), (123456, "1,235·10⁵"), (-4, "−4"), (0, "0"), (1e-12, "10⁻¹²")],
)
def test_four_figures_are_printed_when_nothing_is_said(value: float, russian: str) -> None:
    assert print_number(value, "ru") == russian


def test_figures_and_decimals_keep_their_zeros() -> None:
    assert print_number(1, "en", figures=3) == "1.00"
    assert print_number(2.5, "ru", decimals=2) == "2,50"
    assert latex_number(0.00035, "ru", figures=3) == r"3{,}50\cdot10^{-4}"


def test_half_is_rounded_away_from_zero() -> None:
    assert round_to_decimals(2.675, 2) == 2.68
    assert round_to_figures(-0.125, 2) == -0.13
    assert round_to_figures(99.96, 3) == 100


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e200, max_value=1e200),
    st.sampled_from(["en", "ru"]),
)
@settings(max_examples=200, deadline=None)
def test_a_printed_number_reads_back_within_its_figures(value: float, language: Language) -> None:
    if 0 < abs(value) < 1e-200:
        return

    again = read_number(print_number(value, language), language).value

    assert math.isclose(again, value, rel_tol=6e-4)


@given(st.text(alphabet="0123456789.,·10^-e/ −½", max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    try:
        number = read_number(text, "ru")
    except UnreadableNumber:
        return

    assert math.isfinite(number.value)
