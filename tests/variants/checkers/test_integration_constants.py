"""An antiderivative is right up to a constant, where the task allows it."""

import pytest

from variants.checkers.algebra.integration_constants import added_letter
from variants.checkers.kinds import expression
from variants.grammar.expressions import read_formula
from variants.keys import ExpressionKey, SymbolRange


def _verdict(formula: str, answer: str) -> tuple[str, str]:
    key = ExpressionKey(formula=formula, symbols={"x": SymbolRange()}, up_to_constant=True)
    verdict = expression.check(key, answer, "ru")
    return verdict.outcome, verdict.reason


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ("x^2/2 + C", "x²/2 + С"),
        ("x^2/2 + C", "x²/2 + c"),
        ("x^2/2 + C", "x²/2 + const"),
        ("x^2/2 + C", "(x² + C)/2"),
        ("x^2/2", "x²/2"),
        ("x^2/2", "x²/2 + 7"),
        ("ln(x)", "ln|x| + C"),
        ("ln(x)", "ln 2x"),
        ("ln(x) + C", "ln(Cx)"),
        ("sin(x)^2", "−cos²x"),
        ("sin(x)^2", "−cos(2x)/2 + C"),
        ("atan(x) + C", "C − arctg(1/x)"),
    ],
)
def test_a_constant_makes_no_difference(formula: str, answer: str) -> None:
    assert _verdict(formula, answer) == ("right", "equal")


@pytest.mark.parametrize(
    "answer", ["x²/2", "x²/2 + 5", "x²/2 + C − C", "x²/2 + 0·C", "x²/2 + C/C", "x²/2 + (C+k) − k − C"]
)
def test_a_constant_that_the_key_shows_is_asked_for(answer: str) -> None:
    assert _verdict("x^2/2 + C", answer) == ("partly", "constant_missing")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("x² + C", "factor"), ("−x²/2 + C", "sign"), ("x²/2 + Cx", "different"), ("C", "missing_letter")],
)
def test_more_than_a_constant_is_wrong(answer: str, reason: str) -> None:
    assert _verdict("x^2/2 + C", answer) == ("wrong", reason)


def test_without_leave_a_constant_is_wrong() -> None:
    key = ExpressionKey(formula="x^2/2 + C", symbols={"x": SymbolRange(), "C": SymbolRange()})

    assert expression.check(key, "x^2/2", "en").outcome == "wrong"


@pytest.mark.parametrize(
    ("typed", "letter"),
    [("x + C", "C"), ("C_1 - x^2", "C_1"), ("x + C*x", None), ("x", None), ("C*x + C", None)],
)
def test_the_constant_stands_once_as_a_term(typed: str, letter: str | None) -> None:
    assert added_letter(read_formula(typed, "en").tree) == letter  # type: ignore[arg-type]
