"""What is written, as it is read aloud: numbers, units, formulas, substances, abbreviations."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from library_core.narration.chemistry_words import say_chemistry
from library_core.narration.math_words import say_math
from library_core.narration.numerals import say_cardinal, say_number, say_ordinal
from library_core.narration.reading_aloud import spoken_words
from library_core.narration.text_words import say_text
from variants.prose.formulas import UnreadableFormula, to_mathml
from variants.texts import Language

UNSAID = re.compile(r"[\d=<>+×·/^_{}\[\]|\\%°§№₀-₉⁰-⁹√∑∫≈≤≥→⇌↑↓±−]")
PIECES = st.sampled_from(
    (
        *(
            r"x",
            "y",
            "F_0",
            "v^2",
            r"\frac{a}{b}",
            r"\sqrt{x}",
            r"\sin\alpha",
            "9{,}8",
            r"\text{м/с}",
            r"\cdot",
        ),
        *("=", "+", "-", r"\vec{a}", r"\ce{H2O}", r"\ce{A->B}", r"\sum_{i=1}^n", r"\left( x \right)", r"\ "),
        *(r"\infty", "10^{-3}", "|x|", r"\text{кг}^2", "°", "!", ","),
    )
)


def said(tex: str, language: Language = "ru") -> str:
    return say_math(etree.fromstring(to_mathml(tex)), language)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("0", "ноль"),
        ("21", "двадцать один"),
        ("1000", "одна тысяча"),
        ("2 345", "две тысячи триста сорок пять"),
        ("1000001", "один миллион один"),
        ("9,8", "девять целых восемь десятых"),
        ("1,01", "одна целая одна сотая"),
        ("3,14159", "три запятая один четыре один пять девять"),
    ],
)
def test_numbers_are_said_in_russian(written: str, words: str) -> None:
    assert say_number(written, "ru") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("342", "three hundred and forty-two"), ("9.8", "nine point eight"), ("1000", "one thousand")],
)
def test_numbers_are_said_in_english(written: str, words: str) -> None:
    assert say_number(written, "en") == words


def test_ordinals_agree() -> None:
    assert [say_ordinal(number, "ой", "ru") for number in (3, 4, 21)] == [
        "третьей",
        "четвёртой",
        "двадцать первой",
    ]
    assert [say_ordinal(number, "", "en") for number in (2, 12, 20, 31)] == [
        "second",
        "twelfth",
        "twentieth",
        "thirty-first",
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1 м", "один метр"),
        ("2 м", "два метра"),
        ("5 м", "пять метров"),
        ("21 м", "двадцать один метр"),
        ("1 с", "одна секунда"),
        ("10 м/с", "десять метров в секунду"),
        ("9,8 м/с²", "девять целых восемь десятых метра на секунду в квадрате"),
        ("1000 кг/м³", "одна тысяча килограммов на кубический метр"),
        ("4200 Дж/(кг·К)", "четыре тысячи двести джоулей на килограмм кельвин"),
        ("5 Н·м", "пять ньютон-метров"),
        ("3 кВт·ч", "три киловатт-часа"),
        ("25 °C", "двадцать пять градусов Цельсия"),
        ("2 м²", "два квадратных метра"),
        ("760 мм рт. ст.", "семьсот шестьдесят миллиметров ртутного столба"),
        ("-5 °C", "минус пять градусов Цельсия"),
        ("рис. 5, табл. 2 и т. д.", "рисунок пять, таблица два и так далее"),
        ("§ 5", "параграф пять"),
        ("2-й закон", "второй закон"),
        ("v₀ = 5 м/с", "вэ нулевое равно пять метров в секунду"),
        ("H2SO4 и NaCl", "аш два эс о четыре и натрий хлор"),
        ("в 10 см", "в десять сантиметров"),
        ("Он пошёл в лес.", "Он пошёл в лес."),
    ],
)
def test_russian_prose_is_said(written: str, words: str) -> None:
    assert say_text(written, "ru") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("10 m/s", "ten metres per second"),
        ("9.8 m/s²", "nine point eight metres per second squared"),
        ("1 kg", "one kilogram"),
        ("see fig. 3", "see figure three"),
        ("the 2nd law, i.e. this", "the second law, that is this"),
        ("50% of CO2", "fifty percent of see oh two"),
        ("a lever", "a lever"),
    ],
)
def test_english_prose_is_said(written: str, words: str) -> None:
    assert say_text(written, "en") == words


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        ("F = ma", "эф равно эм а"),
        (r"g = 9{,}8\ \text{м/с}^2", "жэ равно девять целых восемь десятых метра на секунду в квадрате"),
        ("v_0", "вэ нулевое"),
        (r"F_\text{тр} = \mu N", "эф трения равно мю эн"),
        (r"\frac{a}{b}", "а делить на бэ"),
        (r"\frac{a+b}{c}", "дробь, в числителе а плюс бэ, в знаменателе цэ, конец дроби"),
        (r"\frac{1}{2}", "одна вторая"),
        (r"\sqrt{x+1}", "квадратный корень из икс плюс один"),
        (r"\sqrt[3]{x}", "кубический корень из икс"),
        (r"10^{-3}", "десять в минус третьей степени"),
        (r"\vec F", "вектор эф"),
        (r"\sin^2\alpha", "синус в квадрате альфа"),
        (r"|x|", "модуль икс"),
        (r"45^\circ", "сорок пять градусов"),
        (r"\ce{H2SO4}", "аш два эс о четыре"),
        (r"\ce{2H2 + O2 -> 2H2O}", "два аш два плюс о два образуется два аш два о"),
        (
            r"\ce{CaCO3 ->[t] CaO + CO2 ^}",
            "кальций цэ о три образуется кальций о плюс цэ о два газ, при нагревании",
        ),
        (r"\ce{Ca(OH)2}", "кальций о аш дважды"),
        (r"\ce{SO4^2-}", "эс о четыре два минус"),
    ],
)
def test_formulas_are_said_in_russian(tex: str, words: str) -> None:
    assert said(tex) == words


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        ("E = mc^2", "ee equals em see squared"),
        (r"v = 5\ \text{m/s}", "vee equals five metres per second"),
        (r"\frac{a}{b}", "ay over bee"),
        (r"\ce{2H2 + O2 -> 2H2O}", "two aitch two plus oh two gives two aitch two oh"),
    ],
)
def test_formulas_are_said_in_english(tex: str, words: str) -> None:
    assert said(tex, "en") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Учебник для 9 класса", "Учебник для девятого класса"),
        ("в 1971 году", "в тысяча девятьсот семьдесят первом году"),
        ("Издано: 1687 год.", "Издано: тысяча шестьсот восемьдесят седьмой год."),
        ("на 5 см. Груз", "на пять сантиметров. Груз"),
        ("масса 10 г. Энергия", "масса десять граммов. Энергия"),
        ("см. рис. 1", "смотри рисунок один"),
        ("Задача 2: 5 м/с²", "Задача два: пять метров на секунду в квадрате"),
        ("588 : 6", "пятьсот восемьдесят восемь делить на шесть"),
        ("Tetrad · CC-BY-4.0 · 2026", "Tetrad, CC-BY четыре целых ноль десятых, две тысячи двадцать шесть"),
        ("2 кг · 3 м", "два килограмма умножить на три метра"),
    ],
)
def test_signs_and_abbreviations_are_told_from_their_doubles(written: str, words: str) -> None:
    assert say_text(written, "ru") == words


def test_an_index_of_one_letter_is_no_unit() -> None:
    assert said(r"F_\text{с}") == "эф эс"
    assert said(r"F_\text{тр}") == "эф трения"


def test_a_paragraph_is_said_with_its_formulas_and_without_its_notes() -> None:
    paragraph = etree.fromstring(
        f'<p>Пусть {to_mathml("F = ma")}<sup class="footnote-ref"><a>[1]</a></sup>, т. е. <em>сила</em>.</p>'
    )

    assert spoken_words(paragraph, "ru") == "Пусть эф равно эм а, то есть сила."


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**18), st.sampled_from(["ru", "en"]))
def test_every_number_has_words_alone(number: int, language: Language) -> None:
    assert re.fullmatch(r"[а-яёa-z -]+", say_cardinal(str(number), language))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["ru", "en"]))
def test_any_text_is_said_without_digits_and_signs(text: str, language: Language) -> None:
    assert UNSAID.search(say_text(text, language)) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8), st.sampled_from(["ru", "en"]))
def test_any_formula_is_said_without_digits_and_signs(pieces: list[str], language: Language) -> None:
    try:
        formula = to_mathml(" ".join(pieces))
    except UnreadableFormula:
        return

    assert UNSAID.search(say_math(etree.fromstring(formula), language)) is None


@settings(max_examples=100, deadline=None)
@given(st.text("HOSNaCl0123456789₂⁺⁻+->=() ^·", max_size=30), st.sampled_from(["ru", "en"]))
def test_any_substance_is_said_without_digits_and_signs(written: str, language: Language) -> None:
    assert UNSAID.search(say_chemistry(written, language)) is None
