import math

import numpy as np
import pytest

from variants.formulas.derivatives import differentiate
from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula
from variants.formulas.writing import write_formula
from variants.templates.evaluating.columns import Numbers, constant
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers


def value(tree_text: str, x: float) -> float:
    environment = Environment(columns={"x": constant(x), "a": constant(1.3)})
    return float(evaluate_numbers(read_formula(tree_text), environment).values[0, 0])


@pytest.mark.parametrize(
    "text",
    [
        "x^3 - 2*x",
        "a*sin(2*x)",
        "cos(x)/x",
        "exp(-a*x)",
        "ln(x^2)",
        "sqrt(1 + x^2)",
        "x^x",
        "atan(a/x)",
        "tan(x)",
        "asin(x/2)",
        "acos(x/2)",
        "lg(x)",
        "abs(x - 3)",
        "a^x",
        "if a > 1 then x^2 else x",
    ],
)
def test_derivatives_agree_with_differences(text: str) -> None:
    x, step = 0.7, 1e-6
    environment = Environment(columns={"x": constant(x), "a": constant(1.3)})

    found = evaluate_numbers(differentiate(read_formula(text), "x"), environment).values[0, 0]

    assert found == pytest.approx((value(text, x + step) - value(text, x - step)) / (2 * step), rel=1e-6)


def test_a_derivative_is_written_without_needless_ones_and_zeros() -> None:
    assert write_formula(differentiate(read_formula("a*t + b"), "t")) == "a"


def test_what_has_no_rule_is_refused() -> None:
    with pytest.raises(FormulaRefused):
        differentiate(read_formula("floor(x)"), "x")


def test_evaluation_works_for_all_members_at_once() -> None:
    environment = Environment(columns={"x": Numbers(values=np.linspace(0, 1, 5)[:, None])})

    found = evaluate_numbers(read_formula("sin(pi*x)"), environment).values[:, 0]

    assert found == pytest.approx([math.sin(math.pi * x / 4) for x in range(5)])
