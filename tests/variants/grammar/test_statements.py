"""Statements around formulas: both signs, bounds, and refusals that help."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_words import UNKNOWNS, in_words

from variants.grammar.names import letters_of
from variants.grammar.statements import expand_plus_minus, read_statement
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Symbol, Tree
from variants.texts import LANGUAGES, Language


def _tree(typed: str) -> Tree:
    statement = read_statement(typed, "ru", UNKNOWNS).tree
    assert isinstance(statement, Comparison)
    return statement.right


def _position(typed: str, language: Language) -> int:
    """Return where a text was refused, or 0 if it was read."""
    try:
        read_statement(typed, language, UNKNOWNS)
    except UnreadableFormula as refusal:
        return refusal.position
    return 0


@pytest.mark.parametrize(
    ("typed", "upper", "lower"),
    [
        ("x = ±2", "2", "(-2)"),
        ("x = 1 ± √2", "1+sqrt(2)", "1-sqrt(2)"),
        ("x = 1 ∓ √2", "1-sqrt(2)", "1+sqrt(2)"),
        ("x = 1 ± y ∓ 2", "1+y-2", "1-y+2"),
        ("x = (1 ± √5)/2", "((1+sqrt(5))/2)", "((1-sqrt(5))/2)"),
        ("x = sin(±y)", "sin(y)", "sin((-y))"),
    ],
)
def test_both_signs_give_two_values(typed: str, upper: str, lower: str) -> None:
    assert [in_words(tree) for tree in expand_plus_minus(_tree(typed))] == [upper, lower]


def test_one_sign_gives_one_value() -> None:
    tree = _tree("x = 1 + y")

    assert expand_plus_minus(tree) == (tree,)


def test_a_long_sum_of_both_signs_takes_no_depth() -> None:
    tree = _tree("x = " + "±".join(["y"] * 600))

    assert len(expand_plus_minus(tree)) == 2


def test_letters_of_a_vector_are_letters_where_the_key_has_them() -> None:
    tree = read_statement("i + 2j", "en", letters_of(["i", "j", "k"])).tree

    assert in_words(tree) == "i+2·j"


def test_a_letter_named_like_all_numbers_stays_a_letter() -> None:
    tree = read_statement("R", "en", letters_of(["R"])).tree

    assert tree == Symbol("R")


@pytest.mark.parametrize(
    ("typed", "position", "says"),
    [
        ("(0;1) + 2", 0, "В этих скобках ожидается одно значение."),
        ("2·(0;1)", 2, "В этих скобках ожидается одно значение."),
        ("(0; 1", 0, "Открытая здесь скобка «(» не закрыта."),
        ("{1; 2)", 5, "Скобка «{» закрыта скобкой «)»."),
        ("x >", 3, "После знака «>» ничего нет."),
        ("x < > 2", 4, "Два знака подряд: «< >»."),
    ],
)
def test_a_broken_statement_is_refused_in_words(typed: str, position: int, says: str) -> None:
    with pytest.raises(UnreadableFormula) as caught:
        read_statement(typed, "ru", UNKNOWNS)

    assert caught.value.message.ru == says
    assert caught.value.position == position


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 900,
        "{" * 900,
        "±" * 900,
        "[1;" * 600,
        "x<" * 900,
        "x и " * 450,
        "<" * 900,
        "(1;2)∪" * 300,
        "x" * 10**5,
    ],
)
def test_a_hostile_statement_is_read_or_refused(typed: str) -> None:
    assert 0 <= _position(typed, "ru") <= len(typed)


@given(st.text(alphabet="x12;,. ()[]{}<>=|±∪∈∅и+-\\", max_size=40), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_statement_or_is_refused(typed: str, language: Language) -> None:
    assert 0 <= _position(typed, language) <= len(typed)
