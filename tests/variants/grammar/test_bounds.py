"""Endless numbers are refused before they are computed, and long sums are not."""

import pytest

from variants.equivalence.modular import equal_modulo
from variants.grammar.expressions import read_formula
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Tree, same


def _read(typed: str) -> Tree:
    tree = read_formula(typed, "en").tree
    assert not isinstance(tree, Comparison)
    return tree


@pytest.mark.parametrize(
    "typed",
    [
        "9^9^9^9", "((((9)^20)^20)^20)^20", "2^(10^9)", "x^(10^9)", "exp(10^6)", "(10^6)!", "x!!!!!!!!",
        "x!!", "x/0", "1/(2-2)", "0^-1", "ln 0", "lg(1-1)", "9^9^9^9/9^9^9^9*x",
    ],
)  # fmt: skip
def test_a_number_without_end_or_value_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableFormula) as caught:
        _read(typed)

    assert caught.value.message.ru


@pytest.mark.parametrize(
    "typed", ["(x+1)^500", "(x-a)^6000", "10^300", "0^2", "x^0", "ln 1", "100!", "1/(2-1)"]
)
def test_a_large_number_is_no_crime(typed: str) -> None:
    assert _read(typed)


def test_a_sum_of_hundreds_of_terms_is_read_and_printed() -> None:
    typed = " + ".join(f"{number}*x^{number}" for number in range(1, 120))

    tree = _read(typed)

    assert same(_read(print_formula(tree, "en")), tree)
    assert latex_formula(tree, "en").count("+") == 118


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("(x+1)^500", "(1+x)^500", True),
        ("(x-a)^6000", "(a-x)^6000", True),
        ("(x-a)^6001", "(a-x)^6001", False),
        ("x*10^400/10^400", "x", True),
        ("1/x + 1/y", "(x+y)/(x*y)", True),
        ("x^-2", "1/x^2", True),
        ("sqrt(x)", "sqrt(x)", None),
        ("x^y", "x^y", None),
    ],
)
def test_rational_formulas_are_compared_exactly(left: str, right: str, equal: bool | None) -> None:
    assert equal_modulo(_read(left), _read(right)) is equal
