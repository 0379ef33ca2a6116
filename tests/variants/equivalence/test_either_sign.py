"""Letters whose range holds negative numbers are asked for on both sides of zero."""

import pytest

from variants.equivalence.probing import Expected, compare_with
from variants.grammar.expressions import read_formula
from variants.grammar.trees import Comparison, Tree
from variants.keys import SymbolRange

RANGE = {"x": SymbolRange(lowest=-5, highest=5)}


def outcome(key: str, answer: str) -> str:
    return compare_with(Expected(tree=tree(key), ranges=RANGE), tree(answer)).outcome


def tree(typed: str) -> Tree:
    read = read_formula(typed, "en").tree
    assert not isinstance(read, Comparison)
    return read


@pytest.mark.parametrize("answer", ["x", "-x", "sqrt(x)^2"])
def test_root_of_a_square_is_no_letter_of_either_sign(answer: str) -> None:
    said = outcome("sqrt(x^2)", answer)

    assert said == "different"


@pytest.mark.parametrize("answer", ["|x|", "sqrt(x^4)/|x|", "max(x, -x)"])
def test_root_of_a_square_is_the_absolute_value(answer: str) -> None:
    said = outcome("sqrt(x^2)", answer)

    assert said == "equal"


def test_logarithm_without_bars_lacks_the_negative_half_of_the_range() -> None:
    said = outcome("ln(abs(x))", "ln(x)")

    assert said == "different"
