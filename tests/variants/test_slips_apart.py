"""A slip that comes near the key would be refused when the task is proven, so it is never offered."""

import pytest
from task_documents import TABLES

from variants.proofs.slips_apart import drawn_of, is_apart

RATIO = """
id: ratio
title: {en: Ratio}
subject: physics
section: mechanics
grades: [9]
given: {a: {from: 10, to: 30, step: 1, unit: m}, b: {from: 1, to: 30, step: 1, unit: m}}
solve: {x: a/b}
ask: {x: {kind: quantity, tolerance: 2%}}
statement: {en: "{{a}}, {{b}}"}
"""


@pytest.mark.parametrize(("formula", "apart"), [("b/a", False), ("2*a/b", True), ("a/b^2", False)])
def test_a_slip_is_told_from_the_key_in_every_variant_or_not(formula: str, apart: bool) -> None:
    drawn = drawn_of(RATIO, TABLES)

    assert drawn is not None
    assert is_apart(drawn, "x", formula) is apart


@pytest.mark.parametrize(
    "unfinished", [RATIO.replace("x: a/b", "x: a/c"), "id: [", RATIO.replace("ask", "as")]
)
def test_an_unfinished_document_has_no_variants_to_look_at(unfinished: str) -> None:
    assert drawn_of(unfinished, TABLES) is None
