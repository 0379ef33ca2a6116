"""The quick evaluation in real numbers agrees with the one in complex numbers, or gives way to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.equivalence.evaluation import evaluate
from variants.equivalence.probing import COUNT, sample_points
from variants.equivalence.real_evaluation import evaluate_real
from variants.grammar.expressions import read_formula
from variants.grammar.trees import Comparison, Tree

POINTS = sample_points(frozenset("xy"), {})
REALS = {name: values.real for name, values in POINTS.items()}
_PARTS = [
    "x",
    "y",
    "2",
    "0.5",
    "sin x",
    "cos(y)",
    "tg(x/9)",
    "sqrt(x)",
    "ln(x+1)",
    "exp(-y)",
    "(x+y)",
    "π",
    "x^2",
]


def _read(typed: str) -> Tree:
    tree = read_formula(typed, "en").tree
    assert not isinstance(tree, Comparison)
    return tree


@given(st.lists(st.tuples(st.sampled_from("+-*/"), st.sampled_from(_PARTS)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_real_and_complex_values_agree_within_their_errors(parts: list[tuple[str, str]]) -> None:
    tree = _read("x" + "".join(sign + part for sign, part in parts))

    quick, full = evaluate_real(tree, REALS), evaluate(tree, POINTS, COUNT)

    if quick is not None:
        assert (np.abs(quick[0] - full.value.real) <= 4 * (quick[1] + full.error)).all()


@pytest.mark.parametrize(
    "typed", ["sqrt(-x)", "ln(x-x)", "(-x)^0.5", "1/(x-x)", "asin(x)", "i*x", "x*10^200"]
)
def test_what_is_not_real_or_not_sharp_gives_way(typed: str) -> None:
    assert evaluate_real(_read(typed), REALS) is None
