"""Formulas of a scene become data that a page computes."""

import math
from typing import Any

import pytest

from labs.reading.trees import tree_to_json
from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("2*a^2", ["*", 2.0, ["^", ["name", "a"], 2.0]]),
        ("-(a in deg)", ["neg", ["in", ["name", "a"], pytest.approx(math.pi / 180), 0.0]]),
        ("1 < a <= 2", ["and", ["<", 1.0, ["name", "a"]], ["<=", ["name", "a"], 2.0]]),
        (
            "if not side = 'wide' then pi else 0",
            ["if", ["not", ["=", ["name", "side"], ["word", "wide"]]], math.pi, 0.0],
        ),
        ("a and yes", ["and", ["name", "a"], True]),
        ("max(a, 1)", ["call", "max", ["name", "a"], 1.0]),
        ("(2 read as cm)", ["+", ["*", 2.0, 0.01], 0.0]),
    ],
)
def test_a_formula_becomes_a_tree_of_lists(formula: str, tree: Any) -> None:  # noqa: ANN401 (JSON)
    assert tree_to_json(read_formula(formula)) == tree


@pytest.mark.parametrize("formula", ["mean(a)", "molar_mass('H2O')", "(a read as cm)", "slope(a, b)"])
def test_what_no_page_can_compute_is_refused(formula: str) -> None:
    with pytest.raises(FormulaRefused):
        tree_to_json(read_formula(formula))
