"""Equations are the same up to a factor that is never zero among the values that their letters may have."""

import pytest

from variants.equivalence.equations.comparing import compare_equations, expected_equation
from variants.equivalence.equations.relations import compare_relations
from variants.equivalence.equations.single_letters import compare_by_solutions
from variants.grammar.expressions import read_formula
from variants.grammar.trees import Comparison
from variants.keys import SymbolRange


def _read(typed: str) -> Comparison:
    tree = read_formula(typed, "en").tree
    assert isinstance(tree, Comparison)
    return tree


@pytest.mark.parametrize(
    ("key", "answer", "outcome"),
    [
        ("x = 10 + 2*t", "3x = 30 + 6t", "equal"),
        ("1/F = 1/d + 1/f", "f = F*d/(d - F)", "equal"),
        ("v = sqrt(2*E/m)", "m*v^2/2 = E", "equal"),
        ("v/(a - b) = c", "v = c*(a - b)", "equal"),
        ("y = 2*x", "(y - 2x)*(x + y) = 0", "equal"),
        ("y = 2*x", "(y - 2x)*(x - 1) = 0", "factor_zero"),
        ("x = 10 + 2*t", "x = -10 - 2t", "sign"),
        ("x = 10 + 2*t", "x - x = 0", "identity"),
        ("U = I*R", "I = U*R", "different"),
        ("a*b = c*d", "a*b*c = c*d", "different"),
    ],
)
def test_equations_are_compared(key: str, answer: str, outcome: str) -> None:
    assert compare_equations(expected_equation(_read(key), {}), _read(answer)) == outcome


def test_a_range_decides_whether_a_factor_may_be_zero() -> None:
    key, answer = _read("y = 2*x"), _read("(y - 2x)*(x - 1) = 0")
    beyond = {"x": SymbolRange(lowest=2, highest=9)}

    assert compare_equations(expected_equation(key, beyond), answer) == "equal"


def test_one_letter_is_settled_by_its_solutions() -> None:
    key = _read("x^2 = 4")

    assert compare_by_solutions(key, _read("x = 2"), {}) == "equal"
    assert compare_by_solutions(key, _read("x = 2"), {"x": SymbolRange(lowest=-9, highest=9)}) == "different"
    assert compare_by_solutions(key, _read("(x - 2)(x - 3) = 0"), {}) == "factor_zero"


def test_inequalities_of_several_letters_keep_their_side() -> None:
    key = _read("a < b")

    assert compare_relations(key, _read("2b > 2a"), {}) == "equal"
    assert compare_relations(key, _read("-a < -b"), {}) == "direction"
    assert compare_relations(key, _read("a <= b"), {}) == "endpoint_closed"
    assert compare_relations(key, _read("a < 2b"), {}) == "different"
    assert compare_relations(key, _read("a^2 < b^2"), {}) != "equal"
