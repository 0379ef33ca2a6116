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
        ("y = 2*x", "(y - 2x)*(x - 11) = 0", "factor_zero"),
        ("y = 2*x", "(y - 2x)*(x - 100000) = 0", "factor_zero"),
        ("y = 2*x", "(y - 2x)*(x - 1)^2 = 0", "factor_zero"),
        ("y = 2*x", "(y - 2x)*(x^2 - 7x + 12.249) = 0", "factor_zero"),
        ("y = 2*x", "(y - 2x)*(x + 5) = 0", "equal"),
        ("y = 2*x", "(y - 2x)*(x^2 + 1) = 0", "equal"),
        ("y = 2*x", "(y - 2x)^2 = 0", "equal"),
        ("y = 2*x", "(y - 2x)/(x - 11) = 0", "equal"),
        ("v = a*t", "(v - a*t)*(t - 15) = 0", "factor_zero"),
        ("v = a*t", "(v - a*t)*(t - v - a) = 0", "factor_zero"),
        ("C = 2*pi*r", "(C - 2*pi*r)*(r - 15) = 0", "factor_zero"),
        ("v = sqrt(2*g*h)", "(v - sqrt(2*g*h))*(h - 150) = 0", "factor_zero"),
        ("(y - 2x)*(x - 11) = 0", "y = 2x", "different"),
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


def test_equations_that_nothing_real_solves_are_told_apart() -> None:
    key = _read("x^2 = -1")

    assert compare_by_solutions(key, _read("2x^2 + 2 = 0"), {}) == "equal"
    assert compare_by_solutions(key, _read("(x^2 + 1)^2 = 0"), {}) == "equal"
    assert compare_by_solutions(key, _read("x^4 = -1"), {}) == "different"
    assert compare_by_solutions(key, _read("x = x + 1"), {}) == "different"
    assert compare_by_solutions(key, _read("abs(x) = -1"), {}) is None
    assert compare_equations(expected_equation(key, {}), _read("abs(x) = -1")) != "equal"


def test_inequalities_of_several_letters_keep_their_side() -> None:
    key = _read("a < b")

    assert compare_relations(key, _read("2b > 2a"), {}) == "equal"
    assert compare_relations(key, _read("-a < -b"), {}) == "direction"
    assert compare_relations(key, _read("a <= b"), {}) == "endpoint_closed"
    assert compare_relations(key, _read("a < 2b"), {}) == "different"
    assert compare_relations(key, _read("a^2 < b^2"), {}) != "equal"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("(a - b)*(a - 20) > 0", "different"),
        ("(b - a)*(a - 20)^2 > 0", "different"),
        ("(b - a)/(a + 1000)^2 > 0", "different"),
        ("(b - a)*(a^2 + 1) > 0", "equal"),
        ("(a - b)^3 < 0", "equal"),
    ],
)
def test_a_far_factor_of_an_inequality_is_seen(answer: str, outcome: str) -> None:
    assert compare_relations(_read("a < b"), _read(answer), {}) == outcome
