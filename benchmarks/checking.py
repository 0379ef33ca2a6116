"""The checker: rows a second of all kinds mixed, and each kind's median; beside it, naive SymPy on formulas.

The naive road is what many programs do, `simplify(answer - key) == 0` on text handed to SymPy's parser. It
sees only the fixed rows of this file: that parser evaluates what it reads, and is never used on typed text.
"""

import json
import statistics
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import Any, Final

import sympy

from api.commands.check import answer_line
from benchmarks.sizes import Sizes
from benchmarks.timings import describe, timed

_LETTERS: Final[dict[str, dict[str, float]]] = {
    name: {} for name in ("x", "m", "g", "h", "v", "t", "a", "mu", "U", "I", "R")
}
_FORMULAS: Final = (
    ("(x+1)^2", "x^2 + 2x + 1"),
    ("m*v^2/2", "mv²/2"),
    ("g*(sin(x) - mu*cos(x))", "g sin x − μ g cos x"),
    ("sqrt(2*g*h)", "√(2gh)"),
    ("1 - cos(x)^2", "sin²x"),
    ("m*a*t/(a + t)", "m/(1/t + 1/a)"),
    ("x - a", "a - x"),
)
_NAIVE: Final = (
    ("(x+1)**2", "x**2 + 2*x + 1"),
    ("m*v**2/2", "m*v**2/2"),
    ("g*(sin(x) - mu*cos(x))", "g*sin(x) - mu*g*cos(x)"),
    ("sqrt(2*g*h)", "(2*g*h)**(1/2)"),
    ("1 - cos(x)**2", "sin(x)**2"),
    ("m*a*t/(a + t)", "m/(1/t + 1/a)"),
    ("x - a", "a - x"),
)
_ROWS: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    "quantity": (
        {"key": "0.0035 kg", "answer": "3,5·10^-3 кг", "language": "ru"},
        {"key": "9.8 m/s^2", "answer": "9,8 м/с²", "language": "ru"},
        {"key": "36 km/h", "answer": "10 m/s"},
        {"key": "5 N", "answer": "7 N"},
    ),
    "expression": tuple({"key": key, "answer": answer, "symbols": _LETTERS} for key, answer in _FORMULAS),
    "equation": (
        {"key": "U = I*R", "answer": "I = U/R", "symbols": _LETTERS},
        {"key": "m*a = m*g*sin(x) - mu*m*g*cos(x)", "answer": "a = g(sin x − μ cos x)", "symbols": _LETTERS},
    ),
    "formula": (
        {"key": "Al2(SO4)3", "answer": "Al2(SO4)3"},
        {"key": "SO4^2-", "answer": "SO4 2-"},
    ),
    "reaction": (
        {"key": "2H2 + O2 -> 2H2O", "answer": "O2 + 2H2 = 2H2O"},
        {"key": "Fe2O3 + 6HCl -> 2FeCl3 + 3H2O", "answer": "Fe2O3 + 6 HCl = 2 FeCl3 + H2O"},
    ),
    "choice": ({"key": ["a", "b"], "answer": ["b", "a"], "options": ["a", "b", "c"]},),
}


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the rate of a mixed run, the median of each kind and of the naive way on the same formulas."""
    lines = [_line(kind, row) for kind, rows in _ROWS.items() for row in rows]
    for line in lines:
        _answer(line)
    seconds, _ = timed(_answer_all, islice(cycle(lines), sizes.rows))
    yield f"{sizes.rows} rows of all kinds mixed: {sizes.rows / seconds:.0f} a second in one process"
    medians = {kind: _median(kind, sizes.symbolic) for kind in _ROWS}
    yield "medians: " + ", ".join(f"{kind} {median:.2f} ms" for kind, median in medians.items())
    naive = [timed(_naive, *pair)[0] for pair in list(_NAIVE) * sizes.symbolic]
    yield f"the same formulas through SymPy's simplify(a - b): {describe(naive)}"


def _line(kind: str, row: dict[str, Any]) -> bytes:
    return json.dumps({"id": kind, "kind": kind, **row}).encode()


def _answer_all(lines: Iterable[bytes]) -> None:
    for line in lines:
        _answer(line)


def _answer(line: bytes) -> None:
    result = answer_line(line)
    if "error" in result:
        raise ValueError(f"{result['error']}: {line.decode()}")


def _median(kind: str, times: int) -> float:
    lines = [_line(kind, row) for row in _ROWS[kind]]
    return 1000 * statistics.median(timed(_answer, line)[0] for line in lines * times)


def _naive(key: str, answer: str) -> bool:
    # Without the cache, as for two formulas that were not seen before.
    sympy.core.cache.clear_cache()
    letters = {name: sympy.Symbol(name, positive=True) for name in _LETTERS}
    difference = sympy.sympify(key, locals=letters) - sympy.sympify(answer, locals=letters)
    return bool(sympy.simplify(difference) == 0)
