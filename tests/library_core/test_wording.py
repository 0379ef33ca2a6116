"""Words and formulas as search sees them."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from library_core.wording import forms_of, formulas_of, stem_of, words_of


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("F=ma", ["f=ma"]),
        ("Второй закон: F = m·a.", ["f=ma"]),
        (r"$F = m\cdot a$", ["f=ma"]),
        ("E=mc²", ["e=mc2"]),
        ("H2SO4", ["h2so4"]),
        ("H₂SO₄", ["h2so4"]),
        (r"\ce{H2SO4} $\ce{H2SO4}$", ["h2so4"]),
        ("Н2SО4 с русскими Н и О", ["h2so4"]),
        ("Fe2(SO4)3", ["fe2(so4)3"]),
        ("O2 → CO2", ["o2=co2"]),
        ("O2 -> CO2", ["o2=co2"]),
        ("м/с²", ["m/c2"]),
        ("10 m/s^2", ["m/s2"]),
        (r"$\frac{m}{s^2}$", ["m/s2"]),
        ("(м/с)", ["m/c"]),
        ("e-mail, рис. 5, https://example.org/a=b", []),
        ("одни слова и 12 чисел", []),
        ("x=" + "1" * 100, []),
    ],
)
def test_formulas_and_units_have_one_spelling(text: str, formulas: list[str]) -> None:
    assert list(formulas_of(text)) == formulas


def test_small_digits_are_digits_in_words() -> None:
    assert [word.form for word in words_of("Ёлка H₂O и м²")] == ["елка", "h2o", "и", "м2"]


@pytest.mark.parametrize("text", ["Ещё H₂SO₄, x² и words_with_signs", "A" * 100, ""])
def test_forms_in_a_hurry_are_the_forms_of_the_words(text: str) -> None:
    assert forms_of(text) == [word.form for word in words_of(text)]


def test_stems_are_of_the_language_of_the_letters() -> None:
    assert (stem_of("наклонной"), stem_of("planes")) == (stem_of("наклонная"), "plane")


def test_words_keep_their_stems_while_other_threads_stem_theirs() -> None:
    fresh = stem_of.__wrapped__
    words = [
        stem + end for stem in ("движен", "ускорен", "тепл") for end in ("ия", "иями", "ого", "ость")
    ] * 20
    alone = [fresh(word) for word in words]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda _: [fresh(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(often)

    assert together == [alone] * 8
