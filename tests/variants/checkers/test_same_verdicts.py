"""A verdict doesn't change when the answer is printed and read again, reordered, or its letters renamed.

What formulas are worth is asked of the points alone, never of SymPy, so nothing here depends on the clock.
"""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from variants.checkers.kinds import expression
from variants.checkers.verdicts import UnreadableAnswer
from variants.equivalence.probing import Expected, compare_with
from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Tree, same
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
_IDENTITIES = [
    ("1", "sin({u})^2+cos({u})^2"),
    ("sin(2({u}))", "2*sin({u})*cos({u})"),
    ("cos(({u})+({v}))", "cos({u})*cos({v})-sin({u})*sin({v})"),
    ("(({u})+({v}))^2", "({u})^2+2*({u})*({v})+({v})^2"),
    ("(({u})-({v}))*(({u})+({v}))", "({u})^2-({v})^2"),
    ("exp(({u})+({v}))", "exp({v})*exp({u})"),
    ("({u})*(({v})+1)", "({v})*({u})+({u})"),
]


def _tree(formula: str, names: tuple[str, ...] = _NAMES) -> Tree | None:
    try:
        tree = read_formula(formula, "ru", letters_of(names)).tree
    except UnreadableFormula:
        return None
    assert not isinstance(tree, Comparison)
    return tree


def _outcome(key: Tree | None, answer: Tree | None) -> str:
    if key is None or answer is None:
        return "unreadable"
    return compare_with(Expected(tree=key, ranges={}), answer).outcome


def _has_no_value(formula: str) -> bool:
    """Say whether the points find no value at all, so that not even the formula itself can be compared."""
    tree = _tree(formula)
    return _outcome(tree, tree) != "equal"


@given(formulas)
@settings(max_examples=100, deadline=None)
def test_a_formula_printed_and_typed_again_is_right(formula: str) -> None:
    key = ExpressionKey(formula="x", symbols={name: SymbolRange() for name in _NAMES})
    try:
        printed = expression.read_answer(key, formula, "ru").text
    except UnreadableAnswer:
        return

    tree, again = _tree(formula), _tree(printed)

    assert tree is not None
    assert again is not None
    assert same(tree, again) or _outcome(tree, again) == "equal" or _has_no_value(formula)


@given(formulas, formulas)
@settings(max_examples=60, deadline=None)
def test_the_order_of_terms_changes_no_verdict(first: str, second: str) -> None:
    key, turned = f"{first}*{second}+x", f"x+{second}*{first}"

    outcome = _outcome(_tree(key), _tree(turned))

    assert outcome in ("equal", "unreadable") or _has_no_value(key)


@given(formulas, formulas)
@settings(max_examples=60, deadline=None)
def test_the_names_of_letters_change_no_verdict(first: str, second: str) -> None:
    names = str.maketrans("xyz", "pqr")

    plain = _outcome(_tree(first), _tree(second))
    renamed = _outcome(*(_tree(typed.translate(names), ("p", "q", "r")) for typed in (first, second)))

    assert plain == renamed


@given(st.sampled_from(_IDENTITIES), formulas, formulas)
@example(("1", "sin({u})^2+cos({u})^2"), "√(-1,5)", "x")
@example(("1", "sin({u})^2+cos({u})^2"), "√(-(x))", "x")
@settings(max_examples=80, deadline=None)
def test_identities_hold_whatever_stands_in_them(identity: tuple[str, str], u: str, v: str) -> None:
    key, answer = (side.format(u=u, v=v) for side in identity)

    outcome = _outcome(_tree(key), _tree(answer))

    assert outcome in ("equal", "unreadable") or _has_no_value(key) or _has_no_value(answer)


@given(formulas, st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_a_changed_digit_changes_the_verdict(formula: str, digit: int) -> None:
    key, changed = f"{digit}*x+({formula})^2", f"{digit + 1}*x+({formula})^2"

    outcome = _outcome(_tree(key), _tree(changed))

    assert outcome in ("different", "unreadable") or _has_no_value(key)


@given(formulas, formulas)
@settings(max_examples=60, deadline=None)
def test_a_comparison_said_twice_is_said_alike(first: str, second: str) -> None:
    key, answer = _tree(first), _tree(second)

    assert _outcome(key, answer) == _outcome(key, answer)
