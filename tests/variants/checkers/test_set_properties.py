"""What changes nothing in a set, a list or an inequality changes no verdict, and no text stops a check."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.registry import check_answer, read_answer, type_key
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import CollectionKey, CollectionKind, EquationKey, InequalityKey, Key, SymbolRange

_numbers = st.fractions(-20, 20, max_denominator=6)
_relations = st.sampled_from(["<", "<=", ">", ">="])
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LETTERS = {"x": SymbolRange(), "y": SymbolRange()}
KEYS: dict[str, Key] = {
    "inequality": InequalityKey(inequality="x^2 > 2", symbols=_LETTERS),
    "two letters": InequalityKey(inequality="x < 2*y", symbols=_LETTERS),
    "hard inequality": InequalityKey(inequality="x < sin(x) + 1", symbols=_LETTERS),
    "set": CollectionKey(kind="set", elements="{1, 2, x}", symbols=_LETTERS),
    "list": CollectionKey(kind="list", elements="1, 2, x", symbols=_LETTERS),
    "vector": CollectionKey(kind="vector", elements="(1, x)", symbols=_LETTERS),
    "matrix": CollectionKey(kind="matrix", elements="[[1, 2], [3, x]]", symbols=_LETTERS),
    "equation": EquationKey(equation="x^2 = 2*x + 1", symbols=_LETTERS),
    "solutions": EquationKey(equation="x^2 = 2*x + 1", symbols=_LETTERS, solutions=True),
}
HOSTILE = [
    "9^9^9^9 < x", "(x+1)^500 > 0", "((x+1)^5 + (x-2)^7)^4 > 3", "x < " + "9" * 60, "|" * 40 + "x < 1",
    "||||x|-1|-2|-3| < 4", " or ".join(f"x < {n}" for n in range(120)), "{" * 35 + "1" + "}" * 35,
    "[" * 100, " ∪ ".join(f"({n}; {n}.5)" for n in range(100)),
    "{" + ";".join(map(str, range(60))) + "}", "x>1;" * 200,
    "{" + ";".join(f"x+{n}" for n in range(50)) + "}", "sin(sin(sin(x))) < 1", "x^x^x^x < 3",
    "2^(2^x) < 5", "ln(ln(ln(x))) < 1", "x\x00 < 1", "\ud800 < x", "x < 3" * 300, "±" * 30 + "2",
    "x = ±1 ± 2 ± 3", "x < 1/0", "x ∈ " * 50 + "(1; 2)", "x < arcsin 5", "floor(x) < 2", "<" * 50,
    "{x|" * 20 + "x>1" + "}" * 20, "x < i", "(1; 2; 3) < x", "{1; 2} = {2; 1}", "x < (1; 2)",
    "__import__('os')", "x.__class__", "[[1, 2], [3]] > 0", "x > ∞", "(∞; -∞)", "{∞}", "[[∞]]",
    "(x; y)", "x < y < z", "{{}}", "{;}", "[;]", "i + j + k + x", "0·i",
]  # fmt: skip


def _typed(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}" if number.denominator > 1 else str(number.numerator)


@given(st.lists(_numbers, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_a_set_changes_no_verdict(numbers: list[Fraction], random: object) -> None:
    shuffled = sorted(numbers, key=lambda _: random.random())  # type: ignore[attr-defined]
    key = CollectionKey(kind="set", elements="{" + "; ".join(map(_typed, numbers)) + "}")

    verdict = check_answer(key, "; ".join(map(_typed, shuffled)), "ru")

    assert verdict.outcome == "right"


@given(_numbers, _numbers, _relations, st.fractions(Fraction(1, 6), 9, max_denominator=6))
@settings(max_examples=60, deadline=None)
def test_a_positive_factor_changes_no_inequality(
    slope: Fraction, end: Fraction, relation: str, factor: Fraction
) -> None:
    key = InequalityKey(inequality=f"({_typed(slope)})*x {relation} {_typed(end)}")

    scaled = f"({_typed(slope * factor)})x {relation} {_typed(end * factor)}"
    negated = f"{_typed(-end)} {relation} ({_typed(-slope)})x"

    assert check_answer(key, scaled, "en").outcome == "right"
    assert check_answer(key, negated, "en").outcome == "right"


@given(_numbers, _numbers, _relations)
@settings(max_examples=40, deadline=None)
def test_another_end_or_relation_is_never_right(end: Fraction, other: Fraction, relation: str) -> None:
    key = InequalityKey(inequality=f"x {relation} {_typed(end)}")

    turned = check_answer(key, f"x {_TURNED[relation]} {_typed(end)}", "en")
    moved = check_answer(key, f"x {relation} {_typed(other)}", "en")

    assert (turned.outcome, turned.reason) == ("wrong", "direction")
    assert (moved.outcome == "right") == (end == other)


@given(st.lists(st.tuples(_numbers, _numbers), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_intervals_are_what_their_inequalities_say(ends: list[tuple[Fraction, Fraction]]) -> None:
    spans = [(min(pair), max(pair)) for pair in ends]
    intervals = " ∪ ".join(f"[{_typed(low)}; {_typed(high)}]" for low, high in spans)
    chains = " или ".join(f"{_typed(low)} ≤ x ≤ {_typed(high)}" for low, high in spans)

    assert check_answer(InequalityKey(inequality=intervals), chains, "ru").outcome == "right"


@pytest.mark.parametrize("kind", ["set", "list", "vector"])
@given(numbers=st.lists(_numbers, min_size=2, max_size=5))
@settings(max_examples=20, deadline=None)
def test_a_key_printed_and_typed_again_is_right(kind: CollectionKind, numbers: list[Fraction]) -> None:
    key = CollectionKey(kind=kind, elements="; ".join(map(_typed, numbers)))

    assert check_answer(key, type_key(key, "ru"), "ru").outcome == "right"
    assert check_answer(key, type_key(key, "en"), "en").outcome == "right"


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("answer", HOSTILE)
def test_whatever_is_typed_gets_a_verdict_or_a_refusal(kind: str, answer: str) -> None:
    try:
        verdict = check_answer(KEYS[kind], answer, "ru")
    except UnreadableAnswer:
        return

    assert verdict.read_as.text
    assert verdict.read_as.mathml


@given(
    st.text(alphabet="xy012.,;/^+-*()[]{}<>=≤≥≠|∪∩∈∞±√ijU ∅Rи", max_size=30), st.sampled_from(sorted(KEYS))
)
@settings(max_examples=250, deadline=None)
def test_any_text_gets_a_reading_or_a_refusal(answer: str, kind: str) -> None:
    try:
        reading = read_answer(KEYS[kind], answer, "en")
    except UnreadableAnswer:
        return

    assert reading.text
    assert check_answer(KEYS[kind], answer, "en").outcome in ("right", "wrong", "partly", "undecided")
