import pytest

from variants.checkers.registry import check_answer
from variants.equivalence.rounded_numbers import agree, are_proportional, has_rounded_numbers
from variants.grammar.expressions import read_formula
from variants.grammar.trees import Tree
from variants.keys import EquationKey, ExpressionKey, SymbolRange

LETTERS = {"x": SymbolRange(), "y": SymbolRange()}


def tree(typed: str) -> Tree:
    found = read_formula(typed, "en").tree
    assert isinstance(found, Tree)
    return found


@pytest.mark.parametrize(
    ("typed", "rounded"),
    [("0.333333333333*x", True), ("x^2 + 13.8592929113", True), ("9.81*x", False), ("6*10^23*x", False)],
)
def test_a_computed_number_is_told_by_its_figures(typed: str, rounded: bool) -> None:
    assert has_rounded_numbers(tree(typed)) is rounded


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("1.33333333333*x", "4x/3", "equal"),
        ("0.333333333333*x + y", "x/3 + y", "equal"),
        ("1.41421356237*x", "√2 x", "equal"),
        ("1.41421356237*x", "1.4142x", "rounding"),
        ("0.333333333333*x + y", "x/3 - y", "different"),
        ("0.333*x", "x/3", "factor"),
    ],
)
def test_a_number_that_was_computed_may_be_typed_exactly(key: str, answer: str, reason: str) -> None:
    verdict = check_answer(ExpressionKey(formula=key, symbols=LETTERS), answer, "en")

    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("y = 4x/3", "right"), ("3y - 4x = 0", "right"), ("3y - 4.001x = 0", "wrong"), ("3y + 4x = 0", "wrong")],
)
def test_so_it_is_in_an_equation(answer: str, outcome: str) -> None:
    key = EquationKey(equation="y = 1.33333333333*x", symbols=LETTERS)

    assert check_answer(key, answer, "en").outcome == outcome


def test_a_value_where_the_other_has_none_is_no_agreement() -> None:
    assert agree(tree("0.333333333333*x"), tree("x/3"), LETTERS)
    assert not agree(tree("0.333333333333*x"), tree("x/3 + 0*sqrt(-1-x^2)"), LETTERS)
    assert not are_proportional(tree("x*y"), tree("x + y"), LETTERS)
