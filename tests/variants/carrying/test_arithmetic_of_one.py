"""The arithmetic of one student says the same as that of a whole pool."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.carrying.arithmetic import FUNCTIONS, evaluate, evaluate_text
from variants.formulas.reading import read_formula
from variants.formulas.trees import Call, Name, Negation, Number, Operation, Tree
from variants.templates.evaluating.columns import Numbers
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers
from variants.templates.evaluating.number_functions import NUMBER_FUNCTIONS

VALUES = {"a": (1.5, -2.0, 4.0), "b": (0.25, 3.0, 2.0), "c": (2.0,)}
LEAVES = st.sampled_from(
    [Name(name="a"), Name(name="b"), Name(name="c"), Number(value=0.5), Number(value=3.0)]
)
ONE_ARGUMENT = sorted(FUNCTIONS.keys() - {"min", "max", "slope", "intercept"})


def _wider(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.builds(
            lambda sign, left, right: Operation(sign=sign, left=left, right=right), SIGNS, inner, inner
        ),
        st.builds(lambda one: Negation(inner=one), inner),
        st.builds(
            lambda name, one: Call(function=name, arguments=(one,)), st.sampled_from(ONE_ARGUMENT), inner
        ),
        st.builds(lambda one, two: Call(function="max", arguments=(one, two)), inner, inner),
    )


SIGNS = st.sampled_from("+-*/^")
TREES = st.recursive(LEAVES, _wider, max_leaves=12)


def test_every_function_of_numbers_is_known() -> None:
    assert set(FUNCTIONS) == set(NUMBER_FUNCTIONS)


@given(TREES)
@settings(max_examples=300, deadline=None)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_one_student_gets_what_a_pool_gets(tree: Tree) -> None:
    columns = {name: Numbers(values=np.asarray([series])) for name, series in VALUES.items()}
    expected = evaluate_numbers(tree, Environment(columns=columns)).values[0]

    found = evaluate(tree, VALUES)

    wide = np.broadcast_to(np.asarray(found), expected.shape) if len(found) == 1 else np.asarray(found)
    known = np.isfinite(expected) & (np.abs(expected) < 1e12)
    assert np.allclose(wide[known], expected[known], rtol=1e-6, equal_nan=False)


@pytest.mark.parametrize(
    "formula", ["1/0", "sqrt(0-1)", "ln(0)", "10^400", "(0-8)^(1/3)", "exp(1000)", "asin(2)", "b", "a/(c-c)"]
)
def test_what_has_no_value_is_not_a_number(formula: str) -> None:
    assert all(map(math.isnan, evaluate_text(formula, {"a": (1.0,), "c": (2.0,)})))


def test_a_gap_in_a_series_reaches_its_own_place_and_every_summary() -> None:
    values = {"x": (1.0, math.nan, 3.0), "y": (2.0, 4.0, 6.0)}

    assert [math.isnan(one) for one in evaluate_text("x*y", values)] == [False, True, False]
    assert all(math.isnan(evaluate_text(f"{name}(x)", values)[0]) for name in ("sum", "mean", "min", "max"))
    assert math.isnan(evaluate_text("slope(x, y)", values)[0])


def test_anything_but_arithmetic_is_refused() -> None:
    with pytest.raises(ValueError, match="no arithmetic"):
        evaluate(read_formula("molar_mass('H2O')"), {})
