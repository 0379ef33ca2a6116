"""Statements about one letter are solved exactly: ends, poles and isolated points are where they belong."""

import pytest
from flint import fmpq

from variants.equivalence.solving.inequalities import solve
from variants.equivalence.solving.number_sets import NumberSet, equal_sets
from variants.equivalence.solving.truth import agree_everywhere, contains
from variants.grammar.statements import read_statement


def _numbers(typed: str) -> NumberSet:
    found = solve(read_statement(typed, "en").tree, "x")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("inequality", "solution"),
    [
        ("2x + 1 <= 7", "(-oo; 3]"),
        ("-2x < 4", "(-2; oo)"),
        ("pi*x < 2", "(-oo; 2/pi)"),
        ("x^2 > 2", "(-oo; -sqrt(2)) ∪ (sqrt(2); oo)"),
        ("x^2 < pi", "(-sqrt(pi); sqrt(pi))"),
        ("(x - 1)^2*(x - 3) >= 0", "{1} ∪ [3; oo)"),
        ("1/x >= 0", "(0; oo)"),
        ("(x - 1)/(x - 1) > 0", "(-oo; 1) ∪ (1; oo)"),
        ("|x - 1| + |x + 2| < 5", "(-3; 2)"),
        ("max(x, 2x) < 4", "(-oo; 2)"),
        ("ln x < 2", "(0; e^2)"),
        ("3*2^x - 1 >= 23", "[3; oo)"),
        ("sqrt(x - 1) > -1", "[1; oo)"),
        ("x^2 + 1 < 0", "∅"),
        ("x^3 - 3x + 1 != 0", "(-oo; oo) ∖ {2cos(2pi/9); 2cos(4pi/9); 2cos(8pi/9)}"),
    ],
)
def test_an_inequality_has_its_solutions(inequality: str, solution: str) -> None:
    assert equal_sets(_numbers(inequality), _numbers(solution))


def test_what_cannot_be_solved_is_not_guessed() -> None:
    assert solve(read_statement("x < sin(x)", "en").tree, "x") is None
    assert solve(read_statement("x < y", "en").tree, "x") is None


def test_roots_that_nearly_meet_are_told_apart() -> None:
    near = "(x^2 - 2)*(x - 1.4142135623730950488016887242) <= 0"

    assert len(_numbers(near).cuts) == 3


def test_a_statement_that_cannot_be_solved_is_tried_at_many_numbers() -> None:
    hard = read_statement("x < sqrt(x)", "en").tree

    assert agree_everywhere(_numbers("0 < x < 1"), hard, "x")
    assert agree_everywhere(_numbers("0 <= x < 1"), hard, "x") is False


def test_a_number_is_in_a_set_or_not() -> None:
    numbers = _numbers("(0; 2] ∪ {5}")

    assert [contains(numbers, fmpq(at)) for at in (0, 1, 2, 3, 5, 6)] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
