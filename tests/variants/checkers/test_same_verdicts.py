"""A verdict doesn't change when the answer is printed and read again, reordered, or its letters renamed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers import expression
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import ExpressionKey, SymbolRange

_NAMES = ("x", "y", "z")
_leaves = st.sampled_from([*_NAMES, "2", "3", "0,5", "1/2", "π"])


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(
        lambda t: f"({t[0]}{t[1]}{t[2]})"
    )
    powers = st.tuples(inner, st.sampled_from(["2", "3", "-1", "0,5"])).map(lambda t: f"({t[0]})^({t[1]})")
    calls = st.tuples(st.sampled_from(["sin", "√", "ln", "tg", "-"]), inner).map(
        lambda t: f"({t[0]}({t[1]}))"
    )
    return st.one_of(pairs, powers, calls)


formulas = st.recursive(_leaves, _joined, max_leaves=6)


def _key(formula: str, names: tuple[str, ...] = _NAMES) -> ExpressionKey:
    plain = formula.replace(",", ".")
    return ExpressionKey(formula=plain, symbols={name: SymbolRange() for name in names})


def _outcome(key: ExpressionKey, answer: str) -> str:
    try:
        return expression.check(key, answer, "ru").outcome
    except UnreadableAnswer:
        return "unreadable"


@given(formulas)
@settings(max_examples=100, deadline=None)
def test_a_formula_printed_and_typed_again_is_right(formula: str) -> None:
    try:
        printed = expression.read_answer(_key("x"), formula, "ru").text
    except UnreadableAnswer:
        return

    assert _outcome(_key(formula), printed) == "right"


@given(formulas, formulas)
@settings(max_examples=60, deadline=None)
def test_the_order_of_terms_changes_no_verdict(first: str, second: str) -> None:
    key = _key(f"{first}*{second}+x")

    outcomes = {_outcome(key, f"{first}*{second}+x"), _outcome(key, f"x+{second}*{first}")}

    assert outcomes in ({"right"}, {"right", "undecided"}, {"unreadable"}) or "unreadable" in outcomes


@given(formulas, formulas)
@settings(max_examples=60, deadline=None)
def test_the_names_of_letters_change_no_verdict(first: str, second: str) -> None:
    names = str.maketrans("xyz", "pqr")

    plain = _outcome(_key(first), second)
    renamed = _outcome(_key(first.translate(names), ("p", "q", "r")), second.translate(names))

    assert plain == renamed
