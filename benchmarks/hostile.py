"""Hostile answers of every typed kind: the slowest that we decide ourselves, and those left to SymPy."""

from collections.abc import Iterator
from typing import Final
from unittest import mock

from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import UnreadableAnswer
from variants.equivalence import proving
from variants.keys import (
    CollectionKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    QuantityKey,
    ReactionKey,
    SymbolRange,
)

_LETTERS: Final = {name: SymbolRange() for name in ("x", "a", "g", "mu")}
_KEYS: Final[dict[str, Key]] = {
    "quantity": QuantityKey(value=5.0, unit="m/s"),
    "expression": ExpressionKey(formula="g*(sin(a) - mu*cos(a)) + x", symbols=_LETTERS),
    "equation": EquationKey(equation="x = a*g", symbols=_LETTERS),
    "inequality": InequalityKey(inequality="x > 2"),
    "set": CollectionKey(kind="set", elements="{1; 2}"),
    "matrix": CollectionKey(kind="matrix", elements="[[1; 2]; [3; 4]]"),
    "formula": FormulaKey(formula="Al2(SO4)3"),
    "reaction": ReactionKey(equation="2H2 + O2 -> 2H2O"),
}
_ANSWERS: Final = (
    "9^9^9^9", "((((9)^20)^20)^20)^20", "(x+1)^500", "(x-a)^6000", "x!!!!!!!!", "x^x^x^x^x", "(10^200)!",
    "sin(10^200*x)", "tan(pi/2)", "1/(sin(x)^2 + cos(x)^2 - 1)", "0/0", "1/0", "ln(0)", "√(-1)", "0^0",
    "exp(exp(exp(exp(x))))", "sin(" * 30 + "x" + ")" * 30, "√" * 38 + "x", "x" + "^2" * 30,
    "|" * 60 + "x" + "|" * 60, "(" * 1000 + "x" + ")" * 1000, "(" * 2000, ")" * 2000,
    "+".join(["sin(x)^2*cos(a)"] * 120), "*".join(["(x+1)"] * 300), "+".join(f"x^{n}" for n in range(300)),
    "-" * 2000, "x" * 2000, "1" * 2000, "1/" * 900 + "x", "x_" * 900, "m/" * 900 + "s", "м^9^9^9",
    "5 " + "к" * 150, "5 м" + "^2" * 90, "5e308 м", "1e-400", "C1000000000H2000000000",
    "((((((H)99)99)99)99)99)99", "H2O + " * 300 + "H2O = H2O", "=" * 500, "(H2)" * 400, "[[1;2];" * 200,
    "{" + "1;" * 900 + "1}", "x > 1 or " * 200 + "x > 1", "x^59 + x^58 > 1", "∪".join(["(0; 1)"] * 200),
    "__import__('os').system('id')", "x.__class__.__mro__", "\x00", "\ud800", "\u202ex\u202c", "\\frac" * 300,
    "\\" * 900, "а́" * 400, "１２３", "½" * 600, "°" * 900, "±" * 40 + "x", "0," * 600, "1 " * 900, "x'" * 600,
    "f(" * 300,
)  # fmt: skip


def run(sizes: Sizes) -> Iterator[str]:
    """Yield for each kind the slowest answers in milliseconds, SymPy's share of them apart."""
    answers = _ANSWERS if sizes.symbolic > 1 else _ANSWERS[:3]
    for kind, key in _KEYS.items():
        for usual in ("1", "x²−1", "SO₄²⁻"):  # loads what reads unusual characters
            _outcome(key, usual)
        own: list[tuple[float, str, str]] = []
        asked: list[tuple[float, str, str]] = []
        for answer in answers:
            with mock.patch.object(proving, "prove_equal", wraps=proving.prove_equal) as sympy:
                seconds, outcome = timed(_outcome, key, answer)
            (asked if sympy.called else own).append((1000 * seconds, answer[:24], outcome))
        slowest = ", ".join(
            f"{ms:.1f} ms {answer!r} ({outcome})" for ms, answer, outcome in sorted(own)[:-4:-1]
        )
        yield f"{kind}, {len(own)} answers of up to 2,000 characters, slowest: {slowest}"
        for ms, answer, outcome in asked:
            yield f"{kind}, left to SymPy: {ms:.0f} ms {answer!r} ({outcome})"


def _outcome(key: Key, answer: str) -> str:
    try:
        return check_answer(key, answer, "en").outcome
    except UnreadableAnswer:
        return "unreadable"
