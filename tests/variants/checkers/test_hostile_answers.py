"""Whatever is typed gets a verdict or a refusal, and the next check works as before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.registry import check_answer, read_answer
from variants.checkers.verdicts import UnreadableAnswer
from variants.equivalence.probing import Expected, compare_with
from variants.grammar.expressions import read_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Tree
from variants.keys import (
    Answer,
    AxisKey,
    ChoiceKey,
    CollectionKey,
    ColumnKey,
    DotsKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    PlotKey,
    QuantityKey,
    ReactionKey,
    Statement,
    SymbolRange,
    TableKey,
    TextKey,
)

_LETTERS = {name: SymbolRange() for name in ("x", "a")}
_CELL = QuantityKey(value=5, unit="m")
KEYS: dict[str, tuple[Key, Answer]] = {
    "quantity": (_CELL, "5 m"),
    "expression": (ExpressionKey(formula="x^2 + a", symbols=_LETTERS), "a + x·x"),
    "any letters": (ExpressionKey(formula="x^2 + a"), "a + x·x"),
    "equation": (EquationKey(equation="x = a + 1", symbols=_LETTERS), "x - 1 = a"),
    "inequality": (InequalityKey(inequality="x > 3"), "3 < x"),
    "set": (CollectionKey(kind="set", elements="{1; 2; x}", symbols=_LETTERS), "{x; 2; 1}"),
    "list": (CollectionKey(kind="list", elements="1; 2"), "1; 2"),
    "vector": (CollectionKey(kind="vector", elements="(1; 2; 3)"), "(1; 2; 3)"),
    "matrix": (CollectionKey(kind="matrix", elements="[[1; 2]; [3; 4]]"), "[[1; 2]; [3; 4]]"),
    "formula": (FormulaKey(formula="H2O"), "H2O"),
    "reaction": (ReactionKey(equation="2H2 + O2 = 2H2O"), "O2 + 2H2 = 2H2O"),
    "choice": (ChoiceKey(pick="one", right=("a",), options=("a", "b")), "a"),
    "table": (TableKey(columns=(ColumnKey(name="x", kind="quantity", cells=(_CELL,)),)), {"x": ["5 m"]}),
    "plot": (
        PlotKey(x=AxisKey(name="x"), y=AxisKey(name="y"), dots=DotsKey(x=(1.0, 2.0), y=(1.0, 2.0))),
        {"dots": [[1, 1], [2, 2]]},
    ),
    "text": (TextKey(expects=(Statement(terms={"en": (("force",),)}),)), "a force"),
}
HOSTILE = [
    "9^9^9^9", "((((9)^20)^20)^20)^20", "(x+1)^500", "(x-a)^6000", "x!!!!!!!!", "(((((x!)!)!)!)!)!",
    "(" * 10_000, "(" * 10_000 + "x" + ")" * 10_000, "x" * 100_000, "1" * 100_000, "\0", "5\0 m", "\ud800",
    "x\udfff", "\u202e7 m", "7 m\u202c", "__import__('os').system('id')", "x.__class__.__bases__",
    "x" + "^9" * 50, "5 " + "m^9" * 40, "5 m^99999999", "5 " + "k" * 100 + "m", "5 m" + "/s" * 90,
    "1e999999", "1e-999999", "10^999999", "10^-999999", "5·10^99999999999", "H1000000000",
    "(H999999999)999999999", "C" + "9" * 30, "H2O" * 500, "H2 + " * 300 + "O2 = H2O", "=" * 2000, "+" * 2000,
    "-" * 2000 + "5", "|" * 2000, "√" * 2000, "sin" * 600, "\\frac" * 300, "x^" * 900 + "x", "x!" * 900,
    "½" * 900, "²" * 1900, "1/" * 900 + "1", "0/0", "x/0", "ln 0", "(-8)^(1/3)", "oo-oo", "exp(exp(exp(x)))",
    "(x+1)^(x+2)^(x+3)", "(sin(x)+cos(x))^300", "5 " * 90, "5 м " * 40, "5' " * 60, "(5 ± " * 40, "±" * 100,
    "ответ:" * 30, "F=" * 90 + "5", "мм рт. ст." * 18, "5 m" + "^(1/3)" * 20, "max(" * 600, "log_" * 400,
    "((((x^99)^99)^99)^99)^9999", "i^i^i^i^i", "+".join(["x"] * 700), "²⁻+" * 500, "⇌" * 500, "{" * 2000,
]  # fmt: skip
_DEEP: Answer = []
for _ in range(500):
    _DEEP = [_DEEP]
STRANGE: list[Answer] = [None, True, 0, -1.5, float("inf"), [], {}, _DEEP, {"x": _DEEP}, {"x": [None]}, [[]],
    {"dots": [["1", None]]}, {"dots": [[1e308, float("nan")]]}, {"line": [[0, 0], [0, 0]]},
    {"axes": 5}, {"": ""},
]  # fmt: skip


def _tree(typed: str) -> Tree:
    tree = read_formula(typed, "en").tree
    assert not isinstance(tree, Comparison)
    return tree


def _is_read(typed: str) -> bool:
    try:
        _tree(typed)
    except UnreadableFormula:
        return False
    return True


def _judged(key: Key, answer: Answer) -> str:
    try:
        read_answer(key, answer, "ru")
        return check_answer(key, answer, "ru").outcome
    except UnreadableAnswer as refusal:
        return "unreadable" if refusal.message.en and refusal.message.ru else "refused without words"


@pytest.mark.parametrize("kind", KEYS)
def test_hostile_texts_are_judged_or_refused_and_the_next_check_works(kind: str) -> None:
    key, right_answer = KEYS[kind]

    outcomes = {_judged(key, answer) for answer in HOSTILE}

    assert outcomes <= {"wrong", "partly", "undecided", "unreadable"}
    assert _judged(key, right_answer) in ("right", "undecided")


@pytest.mark.parametrize("kind", KEYS)
def test_strange_values_are_judged_or_refused(kind: str) -> None:
    key, right_answer = KEYS[kind]

    assert {_judged(key, answer) for answer in STRANGE} <= {"wrong", "partly", "undecided", "unreadable"}
    assert _judged(key, right_answer) in ("right", "undecided")


@pytest.mark.parametrize(
    ("answer", "undefined"),
    [("sin(10^200*x)", False), ("tan(pi/2)", True), ("1/(sin(x)^2 + cos(x)^2 - 1)", True)],
)
def test_what_floats_could_not_settle_is_known_to_be_wrong(answer: str, undefined: bool) -> None:
    key, _ = KEYS["expression"]

    verdict = check_answer(key, answer, "ru")

    assert verdict.outcome == "wrong"
    assert (verdict.reason == "undefined") == undefined


_NESTED = [
    *(f"{name}(" * 3 + "x" + ")" * 3 for name in ("exp", "tan", "sin", "sqrt", "ln", "1/")),
    *(f"{name}(" * 30 + "x" + ")" * 30 for name in ("exp", "tan", "sin", "sqrt", "ln", "1/")),
    "x^x^x^x", "x" + "^x" * 30, "((x!)!)!", "sin(10^9000 x)", "tan(10^9999)", "(10^9999+x)!",
    "floor(10^9000*pi)",
    "+".join(f"sin({number}x)" for number in range(200)), "+".join(f"x^{number}" for number in range(300)),
    "+".join(f"sqrt(x+{number})" for number in range(150)), "+".join(["1/(x-x)"] * 200),
    "+".join(["sqrt(-x)"] * 200), "sqrt(" * 30 + "sin(x)^2+cos(x)^2-1" + ")" * 30, "(sin(x)+1)^999999",
    "+".join(["tan(pi/2)"] * 150), "((i*x)!)!", "x+0." + "0" * 1500 + "1", "+".join(["asin(x+2)"] * 150),
]  # fmt: skip


@pytest.mark.parametrize("key", ["x^2 + a", "asin(sin(x))", "sqrt(-x)", "2", "1/(x-x)"])
def test_formulas_that_are_endless_work_are_compared_in_bounded_work(key: str) -> None:
    expected = Expected(tree=_tree(key), ranges={})

    outcomes = {compare_with(expected, _tree(answer)).outcome for answer in _NESTED if _is_read(answer)}

    assert outcomes <= {"different", "unknown"}
    assert compare_with(expected, _tree(key)).outcome in ("equal", "unknown")


_PIECES = st.sampled_from(
    [*"0123456789.,+-−*/^()[]{}|=<>√∛!°±·²⁻½_\\ ;:'\"", "x", "a", "sin", "log_", "tg", "\\frac{", "10^", "e-",
     " м/с", "кг", "м", "°С", "H", "O", "Na", "SO4", "2-", "→", "->", "↑", "(aq)", "ē", "не идёт", "х", "Н",
     "\u200b", "\0"]
)  # fmt: skip


@given(st.sampled_from(sorted(KEYS)), st.lists(_PIECES, max_size=30).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_pieces_put_together_are_judged_or_refused(kind: str, answer: str) -> None:
    assert _judged(KEYS[kind][0], answer) in ("right", "partly", "wrong", "undecided", "unreadable")
