"""A right value in another form than the one asked for is worth half, and is told what to do."""

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.forms.demands import unmet_demand
from variants.checkers.forms.layout import writing
from variants.checkers.forms.polynomials import TooLarge, as_polynomial
from variants.checkers.forms.shapes import is_expanded, is_factored
from variants.checkers.kinds import expression
from variants.grammar.expressions import read_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Tree
from variants.keys import ExpressionKey, Form, SymbolRange
from variants.texts import LANGUAGES


def _tree(typed: str) -> Tree:
    return read_formula(typed, "en").tree  # type: ignore[return-value]


@pytest.mark.parametrize("line", fixture_lines("forms.txt"))
def test_a_demand_on_form_gets_its_verdict(line: str) -> None:
    _, form, letters, formula, answer, outcome, reason = fields(line)
    ranges = {name: SymbolRange() for name in letters.split()}

    key = ExpressionKey(formula=formula, symbols=ranges, forms=(form,))  # type: ignore[arg-type]
    verdict = expression.check(key, answer, "ru")

    assert (verdict.outcome, verdict.reason) == (outcome, reason)
    assert all(verdict.message.in_language(language) for language in LANGUAGES)


@pytest.mark.parametrize("line", [line for line in fixture_lines("forms.txt") if " | exact | " not in line])
def test_what_was_read_has_the_same_form_when_typed(line: str) -> None:
    _, form, letters, formula, answer, _, reason = fields(line)
    ranges = {name: SymbolRange() for name in letters.split()}
    key = ExpressionKey(formula=formula, symbols=ranges, forms=(form,))  # type: ignore[arg-type]

    shown = expression.read_answer(key, answer, "ru")

    assert expression.check(key, shown.text, "ru").reason == reason
    assert shown.mathml


def test_several_demands_are_told_one_after_the_other() -> None:
    key = ExpressionKey(formula="x^2/2 - 1/2", symbols={"x": SymbolRange()}, forms=("factored", "exact"))

    reasons = [
        expression.check(key, answer, "en").reason
        for answer in ("0.5x^2 - 0.5", "0.5(x-1)(x+1)", "(x-1)(x+1)/2")
    ]

    assert reasons == ["not_factored", "not_exact", "equal"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a*b/c", "b/c*a"),
        ("a - b + c", "c + a - b"),
        ("-(a*b)", "(-a)*b"),
        ("x^2*sin(y+z)", "sin(z+y)*x^2"),
        ("sqrt(x)", "x^(1/2)"),
    ],
)
def test_order_and_grouping_leave_the_writing(one: str, other: str) -> None:
    assert writing(_tree(one)) == writing(_tree(other))


@pytest.mark.parametrize(("one", "other"), [("a - b", "b - a"), ("a/b", "b/a"), ("x + x", "2*x")])
def test_other_formulas_have_another_writing(one: str, other: str) -> None:
    assert writing(_tree(one)) != writing(_tree(other))


@pytest.mark.parametrize(
    "typed",
    ["(a+b+c+d+f)^20 + 1", "x^999 + 1", "+".join(f"x_{index}" for index in range(30)), "x/(y - y) + x"],
)
def test_what_is_too_long_to_factor_is_left_to_the_teacher(typed: str) -> None:
    with pytest.raises(TooLarge):
        as_polynomial(_tree(typed))

    unmet = unmet_demand(("factored",), _tree(typed), decimals=False)

    assert unmet is not None
    assert not unmet.known


_ROOTS = st.lists(st.integers(-4, 4), min_size=1, max_size=4)


def _factor(root: int) -> str:
    return f"(x + {root})" if root >= 0 else f"(x - {-root})"


def _expanded(roots: list[int]) -> list[int]:
    coefficients = [1]
    for root in roots:
        shifted = [0, *coefficients]
        coefficients = [a + root * b for a, b in zip(shifted, [*coefficients, 0], strict=True)]
    return coefficients


@given(_ROOTS)
@settings(max_examples=60, deadline=None)
def test_a_product_multiplied_out_is_expanded_and_only_the_product_is_factored(roots: list[int]) -> None:
    product = _tree("*".join(map(_factor, roots)))
    terms = [f"{number}*x^{power}" for power, number in enumerate(_expanded(roots)) if number]
    total = _tree("+".join(terms).replace("+-", "-"))

    assert is_factored(product)
    assert is_expanded(total)
    assert is_factored(total) == (len(terms) == 1 or len(roots) == 1)
    assert is_expanded(product) == (len(roots) == 1)


@given(st.text(alphabet="xy0123456789+-*/^()√·², sincol", max_size=30), st.sampled_from(("x", "y/2")))
@settings(max_examples=150, deadline=None)
def test_any_formula_has_or_lacks_each_form(typed: str, beside: str) -> None:
    try:
        tree = _tree(f"{beside} + {typed}")
    except UnreadableFormula:
        return

    forms: tuple[Form, ...] = ("expanded", "factored", "single_fraction", "lowest_terms", "simplified")
    for form in (*forms, "completed_square", "partial_fractions"):
        unmet = unmet_demand((form,), tree, decimals=False)
        assert unmet is None or unmet.message.in_language("ru")
