"""What is printed reads back as the same tree, in either language, and can always be typeset."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.grammar.bounds import check_bounds
from variants.grammar.names import letters_of
from variants.grammar.printed.latex import MAX_BRACES, MAX_LENGTH
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.statements import read_statement
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Constant,
    Listing,
    Membership,
    Negation,
    Number,
    Operation,
    Relation,
    SetOperation,
    Sign,
    Statement,
    Symbol,
    Tree,
)
from variants.prose import formulas
from variants.prose.formulas import to_mathml
from variants.texts import Language

LETTERS = letters_of(["x", "y", "v_0", "alpha", "DeltaT", "F_max", "F_тр", "q"], functions=("f", "f'", "g"))
LANGUAGES = st.sampled_from(["en", "ru"])
SIGNS: tuple[Sign, ...] = ("+", "-", "*", "/", "^")
RELATIONS: tuple[Relation, ...] = ("<", "<=", ">", ">=", "=", "!=")
FUNCTIONS = ("sin", "tan", "ln", "sqrt", "cbrt", "abs", "factorial", "asin", "exp", "f", "f'", "g")
LEAVES: st.SearchStrategy[Tree] = st.one_of(
    st.integers(min_value=0, max_value=10**6).map(lambda whole: Number(Fraction(whole))),
    st.integers(min_value=1, max_value=10**6).map(lambda part: Number(Fraction(part, 10**4))),
    st.sampled_from([Symbol(name) for name in ("x", "y", "v_0", "alpha", "DeltaT", "F_max", "F_тр", "q")]),
    st.sampled_from([Constant("pi"), Constant("e"), Constant("i")]),
)


def _grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        inner.map(Negation),
        st.tuples(st.sampled_from(SIGNS), inner, inner).map(lambda parts: Operation(*parts)),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(lambda parts: Call(parts[0], (parts[1],))),
        st.tuples(inner, inner).map(lambda pair: Call("root", pair)),
        st.tuples(inner, st.integers(2, 9)).map(
            lambda pair: Call("log", (pair[0], Number(Fraction(pair[1]))))
        ),
        st.tuples(st.sampled_from(("+", "-")), inner, inner).map(
            lambda parts: Operation("+" if parts[0] == "+" else "-", parts[1], Call("plusminus", (parts[2],)))
        ),
        inner.map(lambda tree: Operation("*", tree, Constant("degree"))),
    )


def is_bounded(tree: Tree) -> bool:
    try:
        check_bounds(tree)
    except UnreadableFormula:
        return False
    return True


TREES: st.SearchStrategy[Tree] = st.recursive(LEAVES, _grown, max_leaves=8).filter(is_bounded)
SHORT: st.SearchStrategy[Tree] = st.recursive(LEAVES, _grown, max_leaves=3).filter(is_bounded)
ENDS = st.one_of(SHORT, st.sampled_from([Constant("oo"), Negation(Constant("oo"))]))
BRACKETS = (("(", ")"), ("[", "]"), ("(", "]"), ("[", ")"))
INTERVALS: st.SearchStrategy[Statement] = st.tuples(st.sampled_from(BRACKETS), ENDS, ENDS).map(
    lambda parts: Listing(parts[0][0], (parts[1], parts[2]), parts[0][1])  # type: ignore[arg-type]
)
VALUES = st.lists(SHORT, min_size=2, max_size=3).map(tuple)
BRACED: st.SearchStrategy[Statement] = st.lists(SHORT, max_size=3).map(
    lambda items: Listing("{", tuple(items), "}")
)
SETS: st.SearchStrategy[Statement] = st.recursive(
    INTERVALS | BRACED,
    lambda inner: st.tuples(st.sampled_from(("∪", "∩", "\\")), inner, inner).map(
        lambda parts: SetOperation(parts[0], parts[1], parts[2])  # type: ignore[arg-type]
    ),
    max_leaves=4,
)
COMPARISONS: st.SearchStrategy[Statement] = st.tuples(st.sampled_from(RELATIONS), SHORT, SHORT).map(
    lambda parts: Comparison(*parts)
)
MEMBERSHIPS: st.SearchStrategy[Statement] = st.tuples(st.just(Symbol("x")), SETS).map(
    lambda parts: Membership(*parts)
)
CHAINS: st.SearchStrategy[Statement] = st.tuples(
    st.sampled_from(("<", "<=")), st.sampled_from(("<", "<=")), SHORT, SHORT, SHORT
).map(
    lambda parts: Connective(
        "and",
        (Comparison(parts[0], parts[2], parts[3]), Comparison(parts[1], parts[3], parts[4])),  # type: ignore[arg-type]
    )
)
CLAUSES = COMPARISONS | MEMBERSHIPS | CHAINS
JOINED: st.SearchStrategy[Statement] = st.one_of(
    st.lists(CLAUSES, min_size=2, max_size=3).map(lambda parts: Connective("or", tuple(parts))),
    st.lists(COMPARISONS | MEMBERSHIPS, min_size=2, max_size=3).map(
        lambda parts: Connective("and", tuple(parts))
    ),
)
LISTS: st.SearchStrategy[Statement] = st.one_of(
    VALUES.map(lambda items: Listing("", items, "")),
    VALUES.map(lambda items: Listing("<", items, ">")),
    VALUES.map(lambda items: Listing("(", items, ")")),
    st.lists(COMPARISONS, min_size=2, max_size=3).map(lambda items: Listing("", tuple(items), "")),
    st.tuples(VALUES, VALUES)
    .filter(lambda rows: len(rows[0]) == len(rows[1]))
    .map(lambda rows: Listing("[", tuple(Listing("[", row, "]") for row in rows), "]")),
)
STATEMENTS = st.one_of(TREES, COMPARISONS, MEMBERSHIPS, CHAINS, JOINED, SETS, LISTS)


def read(text: str, language: Language) -> Statement:
    return read_statement(text, language, LETTERS, exponents=False).tree


@pytest.mark.slow
@given(TREES, LANGUAGES)
@settings(max_examples=150, deadline=None)
def test_a_printed_formula_reads_back_as_the_same_tree(tree: Tree, language: Language) -> None:
    assert read(print_formula(tree, language), language) == tree


@pytest.mark.slow
@given(STATEMENTS, LANGUAGES)
@settings(max_examples=250, deadline=None)
def test_a_printed_statement_reads_back_as_the_same_tree(tree: Statement, language: Language) -> None:
    assert read(print_formula(tree, language), language) == tree


@pytest.mark.slow
@given(STATEMENTS, LANGUAGES)
@settings(max_examples=120, deadline=None)
def test_whatever_is_printed_can_be_typeset(tree: Statement, language: Language) -> None:
    assert to_mathml(latex_formula(tree, language)).startswith("<math")


@pytest.mark.parametrize(
    ("typed", "printed", "latex"),
    [
        ("0<x<=2", "0 < x ≤ 2", r"0 < x \le 2"),
        ("x<0 или x>=1", "x < 0 или x ≥ 1", r"x < 0\text{ или }x \ge 1"),
        ("(x<0 или y) и x", "(x < 0 или y) и x", r"\left(x < 0\text{ или }y\right)\text{ и }x"),
        ("x∈[0;2)∪{5}", "x ∈ [0; 2) ∪ {5}", r"x \in \left[0;\,2\right) \cup \left\{5\right\}"),
        ("(0;oo)\\{1}", "(0; +∞) ∖ {1}", r"\left(0;\,+\infty\right) \,∖\, \left\{1\right\}"),
        ("x=±2,5", "x = ±2,5", r"x = \pm 2{,}5"),
        ("x±y", "x ± y", r"x\pm y"),
        ("[[1;2];[3;4]]", "[[1; 2]; [3; 4]]", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"),
        ("0,(3)x", "1/3·x", r"\frac{1}{3}\cdot x"),
        ("f'(x)+g(y)", "f'(x) + g(y)", r"f'\left(x\right)+g\left(y\right)"),
        ("sin^2 alpha", "sin²(α)", r"\sin^{2} \alpha"),
        ("tg(x/2)", "tg(x/2)", r"\tg\left(\frac{x}{2}\right)"),
        ("F_тр/F_max", "F_тр/F_max", r"\frac{F_{\text{тр}}}{F_{\text{max}}}"),
        ("решений нет", "∅", r"\varnothing"),
    ],
)  # fmt: skip
def test_books_write_it_so(typed: str, printed: str, latex: str) -> None:
    tree = read(typed, "ru")

    assert (print_formula(tree, "ru"), latex_formula(tree, "ru")) == (printed, latex)


@pytest.mark.parametrize(
    ("value", "printed", "latex"),
    [
        (Fraction(-5, 2), "−2,5", "-2{,}5"),
        (Fraction(1, 3), "1/3", r"\frac{1}{3}"),
        (Fraction(2, 10**30), "2·10⁻³⁰", r"2\cdot10^{-30}"),
        (Fraction(6022 * 10**20), "6,022·10²³", r"6{,}022\cdot10^{23}"),
        (Fraction(10**40), "10⁴⁰", "10^{40}"),
        (Fraction(123456789, 1000), "123456,789", "123456{,}789"),
    ],
)
def test_an_exact_number_is_a_decimal_a_fraction_or_a_power_of_ten(
    value: Fraction, printed: str, latex: str
) -> None:
    assert (print_formula(Number(value), "ru"), latex_formula(Number(value), "ru")) == (printed, latex)


def test_a_number_that_is_no_run_of_digits_is_bracketed_as_a_base() -> None:
    square = Operation("^", Number(Fraction(1, 3)), Number(Fraction(2)))

    assert print_formula(square, "en") == "(1/3)²"


def test_what_is_too_long_or_deep_to_be_typeset_has_no_latex() -> None:
    deep: Tree = Symbol("x")
    for _ in range(MAX_BRACES + 1):
        deep = Call("sqrt", (deep,))
    long = read("+".join(["F_max"] * 200), "en")

    assert (latex_formula(deep, "en"), latex_formula(long, "en")) == ("", "")
    assert (MAX_LENGTH, MAX_BRACES) == (formulas.MAX_LENGTH, formulas.MAX_DEPTH)
