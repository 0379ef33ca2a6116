"""Tables, plots, choices and texts of any shape and size get a verdict or a refusal, at once."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.registry import check_answer, read_answer
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import (
    Answer,
    AxisKey,
    ChoiceKey,
    ColumnKey,
    CurveKey,
    DotsKey,
    Key,
    LineKey,
    PlotKey,
    QuantityKey,
    Statement,
    TableKey,
    TextKey,
    Tolerance,
)

_TOLERANCE = Tolerance(relative=Fraction(1, 20))
PLOT = PlotKey(
    x=AxisKey(name="x", unit="m", lowest=0, highest=4),
    y=AxisKey(name="y", unit="m"),
    axes=Fraction(1),
    dots=DotsKey(x=(1.0, 2.0), y=(1.0, 4.0)),
    line=LineKey(slope=2, intercept=0, tolerance=_TOLERANCE),
    curve=CurveKey(
        through=((1, 1), (2, 0)),
        samples=tuple((x / 10, 1 - (x / 10 - 1) ** 2) for x in range(41)),
        tolerance=_TOLERANCE,
    ),
)
KEYS: list[Key] = [
    ChoiceKey(pick="one", right=("a",), options=("a", "b")),
    ChoiceKey(pick="several", right=("a",), options=("a", "b")),
    ChoiceKey(pick="ordering", right=("a", "b"), options=("a", "b", "c")),
    ChoiceKey(pick="matching", matches={"x": "a"}, options=("a", "b")),
    TableKey(columns=(ColumnKey(name="x", kind="quantity", cells=(QuantityKey(value=1.0), None)),)),
    PLOT,
    TextKey(expects=(Statement(terms={"en": (("force", "push"),)}),)),
]
_HUGE: list[Answer] = [
    ["a"] * 100_000,
    [["a"]] * 100_000,
    ["b", "a"] * 50_000,
    {"x": ["2"] * 100_000},
    {"x": "9" * 100_000},
    {"x": ["9" * 100_000]},
    {str(number): "a" for number in range(20_000)},
    {"dots": [[1, 1]] * 100_000},
    {"dots": [[1, 4]] * 1000, "line": [[0, 0], [5e-324, 1e15]]},
    {"curve": [[number * 5e-324, 1e15] for number in range(1000)]},
    {"curve": [[number / 250, (-1) ** number * 1e15] for number in range(1000)]},
    {"curve": [[1, 10**400], [2, 2]]},
    {"dots": [[1e308, -1e308]]},
    {"axes": {"x": {"name": "x" * 100_000}}},
    {"axes": {"x": {"name": "x", "unit": "m^" * 99, "lowest": 1e308, "highest": float("nan")}, "y": []}},
    "force " * 20_000,
    "not " * 4_000,
    "a" * 20_000,
]
_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "x", "1", "", "m", "\0"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["x", "y", "axes", "dots", "line", "curve", "name", "unit", "lowest"]), inner
        )
    ),
    max_leaves=12,
)


def _judged(key: Key, answer: Answer) -> str:
    try:
        _ = read_answer(key, answer, "ru").text
        verdict = check_answer(key, answer, "ru")
    except UnreadableAnswer as refusal:
        return "unreadable" if len(refusal.message.in_language("ru")) < 1000 else "refused at length"
    assert 0 <= verdict.score <= 1
    return verdict.outcome


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{type(key).__name__}-{getattr(key, 'pick', '')}")
def test_huge_answers_are_judged_or_refused(key: Key) -> None:
    assert {_judged(key, answer) for answer in _HUGE} <= {"wrong", "partly", "undecided", "unreadable"}


@given(st.sampled_from(KEYS), _PLAIN)
@settings(max_examples=300, deadline=None)
def test_any_plain_data_is_judged_or_refused(key: Key, answer: Answer) -> None:
    assert _judged(key, answer) in {"right", "wrong", "partly", "undecided", "unreadable"}
