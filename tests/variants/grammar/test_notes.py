"""What was repaired, or could be read in two ways, is told in both languages."""

import pytest
from tree_words import LETTERS, in_words

from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.tokens import UnreadableFormula
from variants.texts import Language


@pytest.mark.parametrize(
    ("typed", "language", "note"),
    [
        ("1,000x", "en", "“1,000” was read as 1000: the comma parts thousands."),
        ("1,000x", "ru", "Запятая в «1,000» прочитана как десятичная."),
        ("0,(3)", "ru", "«0,(3)» прочитано как периодическая дробь."),
        ("25 %", "ru", "Знак «%» прочитан как сотые доли."),
        ("x/yz", "ru", "В знаменатель отнесено всё «yz»."),
        ("1/2x", "en", "“1/2” was read as the fraction in front."),
        ("log2(8)", "ru", "«log2» прочитано как логарифм по основанию 2."),
        ("х + 1", "ru", "Русские буквы (х) прочитаны как похожие латинские."),
        ("𝑥 + 1", "ru", "Необычные символы прочитаны как обычные (𝑥 = x)."),
        ("x\u200b + 1", "ru", "Невидимые символы не учтены."),
        ("x\x00 + 1", "en", "Invisible characters were left out."),
    ],
)
def test_a_doubtful_reading_is_told(typed: str, language: Language, note: str) -> None:
    notes = read_formula(typed, language, LETTERS).notes

    assert [each.in_language(language) for each in notes] == [note]


@pytest.mark.parametrize("typed", ["1 000", "2·x", "x²/2", "x/(yz)", "½x", r"\frac{x}{2}", "x − 1", "3,5x"])
def test_a_plain_reading_needs_no_note(typed: str) -> None:
    assert read_formula(typed, "ru", LETTERS).notes == ()


@pytest.mark.parametrize("typed", ["x + \ud800", "x + \ue000", "\udfff"])
def test_a_broken_character_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UnreadableFormula) as caught:
        read_formula(typed, "ru", LETTERS)

    assert caught.value.message.ru == "Здесь испорченный символ, наберите его ещё раз."
    assert caught.value.position == len(typed) - 1


def test_capitals_are_numbers_where_the_key_says_so() -> None:
    tree = read_formula("2E + 3In", "en", letters_of(["n"], capitals=("I", "E"))).tree

    assert in_words(tree) == "2·e+3·i·n"


def test_a_capital_that_is_a_letter_of_the_key_stays_one() -> None:
    tree = read_formula("2I", "en", letters_of(["I"], capitals=("I",))).tree

    assert in_words(tree) == "2·I"


def test_an_unknown_function_needs_its_brackets() -> None:
    with pytest.raises(UnreadableFormula) as caught:
        read_formula("2f + 1", "en", LETTERS)

    assert caught.value.message.en == "“f” needs an argument."


def test_a_function_of_the_key_may_have_several_arguments() -> None:
    tree = read_formula("u(x; t) + u(1,2)", "en", letters_of(["x", "t"], functions=["u"])).tree

    assert in_words(tree) == "u(x; t)+u(1; 2)"
