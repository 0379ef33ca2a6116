"""A ball holds the true value, or there is a reason for its absence."""

import math

import pytest
from flint import acb, arb
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_trees import tree_of

from variants.equivalence.evaluation import evaluate_complex, evaluate_real, known_value, levels_from
from variants.equivalence.points import points_for
from variants.equivalence.values.precision import at_precision
from variants.grammar.trees import Operation, Symbol, Tree

(POINT,) = points_for(frozenset("xy"), {}, 1)
_PARTS = [
    "x",
    "y",
    "2",
    "0.5",
    "sin(x)",
    "cos(y)",
    "tan(x/9)",
    "sqrt(x)",
    "ln(x+1)",
    "exp(-y)",
    "(x+y)",
    "x^2",
]


@given(st.lists(st.tuples(st.sampled_from("+-*/"), st.sampled_from(_PARTS)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_sharper_ball_lies_inside_a_wider_one(parts: list[tuple[str, str]]) -> None:
    tree = tree_of("x" + "".join(sign + part for sign, part in parts))

    wide, sharp = (evaluate_real(tree, POINT, precision=bits) for bits in (64, 256))

    if wide is not None and sharp is not None:
        assert wide.overlaps(sharp)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("(-8)^(1/3)", -2), ("(-8)^(2/3)", 4), ("root(-32,5)", -2), ("5!", 120), ("floor(-1.5)", -2),
        ("ceil(1.5)", 2), ("floor(2*0.5)", 1), ("min(3,1,2)", 1), ("max(3,1,2)", 3), ("sign(-2)", -1),
        ("lg(1000)", 3), ("lb(8)", 3), ("log(9,3)", 2), ("sin(30°)", 0.5), ("0^0", 1), ("acosh(1)", 0),
        ("sqrt(sin(2)^2+cos(2)^2-1)", 0), ("asin(sin(2)^2+cos(2)^2)", math.pi / 2),
        ("atan2(1,-1)", 3 * math.pi / 4),
        ("acot(2)", math.atan(0.5)), ("sec(0)", 1), ("coth(1)", 1 / math.tanh(1)), ("cbrt(-27)", -3),
    ],
)  # fmt: skip
def test_functions_have_their_school_values(typed: str, value: float) -> None:
    found = evaluate_real(tree_of(typed), {})

    assert found is not None
    assert float(found) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("sqrt(-x)", "imaginary"), ("ln(-x)", "imaginary"), ("(-x)^0.5", "imaginary"),
        ("asin(x+9)", "imaginary"),
        ("i*x", "imaginary"), ("acosh(x-x)", "imaginary"), ("1/(x-x)", "undefined"), ("ln(x-x)", "undefined"),
        ("tan(pi/2)", "undefined"), ("1/(sin(x)^2+cos(x)^2-1)", "undefined"), ("cot(0)", "undefined"),
        ("(x-x)^-2", "undefined"), ("atanh(1)", "undefined"), ("(-3)!", "undefined"),
        ("exp(exp(exp(exp(exp(exp(x))))))", "unknown"),
    ],
)  # fmt: skip
def test_an_absent_value_has_a_reason(typed: str, missing: str) -> None:
    found, _ = known_value(tree_of(typed), POINT, levels_from(128))

    assert found == missing


def test_a_chain_of_many_terms_needs_no_deep_recursion() -> None:
    many: Tree = Symbol("x")
    for _ in range(5000):
        many = Operation("+", many, Symbol("x"))

    found = evaluate_real(many, {"x": arb(2)})

    assert found is not None
    assert found.contains(10_002)


def test_an_unknown_function_keeps_the_chain_rule() -> None:
    with at_precision(256):
        step = arb(2) ** -60
        here, there = (
            evaluate_real(tree_of("w(2x)"), {"x": arb(3) + step * side}, precision=256) for side in (-1, 1)
        )
        slope = evaluate_real(tree_of("2w'(2x)"), {"x": arb(3)})

        assert here is not None
        assert there is not None
        assert slope is not None
        assert float((there - here) / (2 * step)) == pytest.approx(float(slope), rel=1e-9)


def test_complex_values_are_principal() -> None:
    found = evaluate_complex(tree_of("sqrt(-4)+i^2+ln(-x)-ln(x)"), {"x": acb(2)})

    assert found is not None
    assert complex(found) == pytest.approx(complex(-1, 2 + math.pi))
