"""Formulas are read as typed, printed so that they read back, and bounded before any work."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.grammar.bounds import check_bounds
from variants.grammar.characters import repair
from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Call, Comparison, Constant, Negation, Number, Operation, Sign, Symbol, Tree
from variants.texts import Language

LETTERS = letters_of(["x", "y", "v_0", "alpha", "DeltaT", "F_max"])
SIGNS: tuple[Sign, ...] = ("+", "-", "*", "/", "^")
LEAVES = st.one_of(
    st.integers(min_value=0, max_value=10**6).map(lambda whole: Number(Fraction(whole))),
    st.integers(min_value=1, max_value=10**6).map(lambda part: Number(Fraction(part, 1000))),
    st.sampled_from(sorted(LETTERS.names)).map(Symbol),
    st.sampled_from([Constant("pi"), Constant("e")]),
)


def _grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        inner.map(Negation),
        st.tuples(st.sampled_from(SIGNS), inner, inner).map(lambda parts: Operation(*parts)),
        st.tuples(st.sampled_from(["sin", "tan", "ln", "sqrt", "abs", "factorial", "asin"]), inner).map(
            lambda parts: Call(parts[0], (parts[1],))
        ),
        inner.map(lambda tree: Operation("*", tree, Constant("degree"))),
    )


def _is_bounded(tree: Tree) -> bool:
    try:
        check_bounds(tree)
    except UnreadableFormula:
        return False
    return True


TREES: st.SearchStrategy[Tree] = st.recursive(LEAVES, _grown, max_leaves=12).filter(_is_bounded)


@given(TREES, st.sampled_from(["en", "ru"]))
@settings(max_examples=300, deadline=None)
def test_a_printed_formula_reads_back_as_the_same_tree(tree: Tree, language: Language) -> None:
    printed = print_formula(tree, language)

    assert read_formula(printed, language, LETTERS, exponents=False).tree == tree


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("mgh", "m·g·h"),
        ("a/2b", "a/(2·b)"),
        ("1/2mv^2", "1/2·m·v²"),
        ("v/2 g", "v/2·g"),
        ("sin 2x cos x", "sin(2·x)·cos(x)"),
        ("sin^-1 x", "arcsin(x)"),
        ("2||x|-1|", "2·abs(|x| − 1)"),
        ("e^-n", "e^(−n)"),
        ("2.5e-3x", "0.0025·x"),
        ("x = 10 + 2t - t²", "x = 10 + 2·t − t²"),
        (r"\sqrt[3]{x\cdot y}", "root(x·y; 3)"),
    ],
)
def test_a_formula_is_read_as_books_mean_it(typed: str, printed: str) -> None:
    assert print_formula(read_formula(typed, "en").tree, "en") == printed


def test_a_formula_is_set_in_latex() -> None:
    tree = read_formula("v_0 t + a t^2/2", "en").tree

    assert latex_formula(tree, "en") == r"v_{0}\cdot t+\frac{a\cdot t^{2}}{2}"


def test_a_repaired_character_knows_where_it_was_typed() -> None:
    repaired = repair("х² + ½")

    assert repaired.text == "x^(2) + (1/2)"
    assert repaired.typed_position(repaired.text.index("+")) == 3
    assert "х" in repaired.notes[0].in_language("ru")


def test_russian_words_stay_russian() -> None:
    assert repair("F_тр + Фон").notes == ()


@pytest.mark.parametrize(
    ("typed", "position"), [("x + #", 4), ("(x", 0), ("x)", 1), ("2 + ", 4), ("x² + q_{", 6), ("½ ** * x", 5)]
)
def test_a_misprint_is_located_in_what_was_typed(typed: str, position: int) -> None:
    with pytest.raises(UnreadableFormula) as caught:
        read_formula(typed, "en")

    assert caught.value.position == position


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 5000,
        "(" * 300 + "x" + ")" * 300,
        "-" * 500 + "x",
        "9" * 100,
        "x^" * 200 + "x",
        "|" * 500,
        "√" * 500,
        "x" * 900,
    ],
)
def test_bounds_stand_before_any_work(typed: str) -> None:
    with pytest.raises(UnreadableFormula):
        read_formula(typed, "en")


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_formula_or_is_refused(typed: str) -> None:
    try:
        tree = read_formula(typed, "ru").tree
    except UnreadableFormula:
        return

    assert isinstance(tree, Comparison) or print_formula(tree, "ru")
