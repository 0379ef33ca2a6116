"""A compiled formula and the same formula evaluated as columns give the same value."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.models.compiled import compile_formula, folded
from labs.models.kinds import Kinds
from labs.models.scalars import FUNCTIONS, column_of, scalar_of
from variants.formulas.reading import read_formula
from variants.formulas.trees import (
    Branch,
    Call,
    Comparison,
    InUnit,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    Tree,
)
from variants.templates.evaluating.evaluation import Environment, evaluate

KINDS = Kinds(sorts={"a": "number", "b": "number", "word": "word"})

numbers = st.one_of(
    st.sampled_from(["a", "b", "pi"]).map(lambda name: Name(name=name)),
    st.floats(0, 1e6).map(lambda value: Number(value=value)),
)


def _wider(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    truths = st.one_of(
        st.builds(
            lambda relation, left, right: Comparison(relations=(relation,), items=(left, right)),
            st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
            inner,
            inner,
        ),
        st.builds(
            lambda words: Comparison(relations=("=",), items=(Name(name="word"), words)),
            st.sampled_from([read_formula("'red'"), read_formula("'blue'")]),
        ),
    )
    statements = st.one_of(
        truths,
        truths.map(lambda one: Not(inner=one)),
        st.builds(
            lambda word, one, two: Logic(word=word, left=one, right=two),
            st.sampled_from(["and", "or"]),
            truths,
            truths,
        ),
    )
    return st.one_of(
        st.builds(
            lambda sign, left, right: Operation(sign=sign, left=left, right=right),
            st.sampled_from(["+", "-", "*", "/", "^"]),
            inner,
            inner,
        ),
        inner.map(lambda one: Negation(inner=one)),
        inner.map(lambda one: InUnit(inner=one, unit="cm")),
        st.builds(
            lambda name, one: Call(function=name, arguments=(one,)),
            st.sampled_from([*FUNCTIONS, "mean", "sum"]),
            inner,
        ),
        st.builds(lambda one, two: Call(function="max", arguments=(one, two)), inner, inner),
        st.builds(lambda when, one, two: Branch(condition=when, yes=one, no=two), statements, inner, inner),
    )


trees = st.recursive(numbers, _wider, max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(trees, st.floats(-1e3, 1e3), st.floats(-10, 10), st.sampled_from(["red", "blue"]))
def test_compiling_changes_no_value(tree: Tree, a: float, b: float, word: str) -> None:
    values = {"a": a, "b": b, "word": word}
    columns = {name: column_of(value) for name, value in values.items()}

    compiled = compile_formula(tree, KINDS)(dict(values))

    expected = scalar_of(evaluate(tree, Environment(columns=columns)))
    assert compiled == pytest.approx(expected, rel=1e-9, nan_ok=True)


@settings(max_examples=80, deadline=None)
@given(trees, st.floats(-1e3, 1e3), st.floats(-10, 10), st.sampled_from(["red", "blue"]))
def test_folding_what_does_not_move_changes_no_value(tree: Tree, a: float, b: float, word: str) -> None:
    values = {"a": a, "b": b, "word": word}

    short = folded(tree, KINDS, dict(values), {"a"})

    expected = compile_formula(tree, KINDS)(dict(values))
    assert compile_formula(short, KINDS)(dict(values)) == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_folding_leaves_one_number_for_all_that_does_not_move() -> None:
    tree = read_formula("-(b/(b + 1))*sin(a)")

    short = folded(tree, KINDS, {"a": 0.0, "b": 1.0}, {"a"})

    assert short == Operation(
        sign="*", left=Number(value=-0.5), right=Call(function="sin", arguments=(Name(name="a"),))
    )


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1/0", math.inf),
        ("-1/0", -math.inf),
        ("0/0", math.nan),
        ("sqrt(-1)", math.nan),
        ("(-8)^(1/3)", math.nan),
        ("ln(0)", -math.inf),
        ("exp(1000)", math.inf),
        ("10^400", math.inf),
    ],
)
def test_what_has_no_value_raises_nothing(formula: str, value: float) -> None:
    found = compile_formula(read_formula(formula), KINDS)({})

    assert found == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("formula", "value"),
    [("(3 read as cm)", 0.03), ("(-5 read as degC)", 268.15), ("a + (2*3 read as mm)", 1.006)],
)
def test_a_bare_number_read_as_a_unit_is_a_constant(formula: str, value: float) -> None:
    found = compile_formula(read_formula(formula), KINDS)({"a": 1.0})

    assert found == pytest.approx(value)


def test_chemistry_is_evaluated_as_it_stands() -> None:
    mass = compile_formula(read_formula("molar_mass('H2O')*a"), KINDS)({"a": 2.0})

    assert mass == pytest.approx(2 * 0.018015, rel=1e-4)


def test_what_follows_from_words_is_the_same_each_time_it_is_asked_for() -> None:
    formula = "if word = 'red' then molar_mass('H2O') else molar_mass('O2')"
    mass = compile_formula(read_formula(formula), KINDS)

    found = [mass({"word": word}) for word in ("red", "blue", "red", "blue")]

    assert found == pytest.approx([0.018015, 0.031998] * 2, rel=1e-4)


def test_what_follows_from_a_number_beside_a_word_is_computed_anew() -> None:
    mass = compile_formula(read_formula("if word = 'red' then a*molar_mass('H2O') else a"), KINDS)

    found = [mass({"word": "red", "a": amount}) for amount in (1.0, 2.0)]

    assert found == pytest.approx([0.018015, 0.03603], rel=1e-4)
