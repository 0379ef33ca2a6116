"""What is typed without brackets is read in the other ways that it may be meant."""

import pytest

from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.other_readings import other_readings
from variants.grammar.printing import print_formula
from variants.grammar.trees import Comparison

LETTERS = letters_of(("g", "h", "V_1", "V_2", "mu", "alpha", "R", "x", "epsilon", "C", "L"), closed=False)


def readings(typed: str) -> list[str]:
    usual = read_formula(typed, "en", LETTERS).tree
    assert not isinstance(usual, Comparison)
    found = other_readings(typed, "en", LETTERS, exponents=True, usual=usual)
    return [print_formula(formula.tree, "en") for formula in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("√2gh", "√(2gh)"),
        ("1/√LC", "1/√(LC)"),
        ("√2gh/R", "√(2gh/R)"),
        ("ln V2/V1", "ln(V_2/V_1)"),
        ("cosα(1+μ)", "cos(α)(1+μ)"),
        ("ε/R(1-x)", "(ε/R)(1-x)"),
        ("1/4πε", "1/(4πε)"),
    ],
)
def test_missing_brackets_are_set_as_they_may_be_meant(typed: str, meant: str) -> None:
    expected = read_formula(meant, "en", LETTERS).tree

    found = readings(typed)

    assert print_formula(expected, "en") in found


@pytest.mark.parametrize("typed", ["√(gh)/R", "g/(2h)R", "ln(x)/R", "sin(x)(1+h)", "g/2/h", "gh", "√x"])
def test_what_is_bracketed_has_one_reading(typed: str) -> None:
    found = readings(typed)

    assert found == []
