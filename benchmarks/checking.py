"""The checker: rows a second of all kinds mixed as `tetrad check` streams them, and each kind's median.

What other programs need for the same formulas stands in `peers.py`.
"""

import io
import json
import statistics
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import Any, Final

from api.commands.check import answer_lines
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.checkers.registry import check_answer
from variants.checkers.rows.reading import key_from_row

_LETTERS: Final[dict[str, dict[str, float]]] = {
    name: {} for name in ("x", "m", "g", "h", "v", "t", "a", "mu", "U", "I", "R")
}
_INCLINE: Final = "g*(sin(a) - mu*cos(a))"
_ROWS: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    "number with a unit": (
        {"kind": "quantity", "key": "0.0035 kg", "answer": "3,5·10^-3 кг", "language": "ru"},
        {"kind": "quantity", "key": "9.8 m/s^2", "answer": "9,8 м/с²", "language": "ru"},
        {"kind": "quantity", "key": "36 km/h", "answer": "10 m/s", "language": "en"},
        {"kind": "quantity", "key": "5 N", "answer": "7 N", "language": "en"},
    ),
    "expression, expanded": (
        {"kind": "expression", "key": _INCLINE, "answer": "g*sin(a) - mu*g*cos(a)", "symbols": _LETTERS},
        {"kind": "expression", "key": _INCLINE, "answer": "g sin a − μ g cos a", "symbols": _LETTERS},
    ),
    "expression, an identity": (
        {"kind": "expression", "key": "sin(2*x)", "answer": "2 sin x cos x", "symbols": _LETTERS},
        {"kind": "expression", "key": "1 - cos(x)^2", "answer": "sin²x", "symbols": _LETTERS},
    ),
    "expression, others": (
        {"kind": "expression", "key": "(x+1)^2", "answer": "x^2 + 2x + 1", "symbols": _LETTERS},
        {"kind": "expression", "key": "m*v^2/2", "answer": "mv²/2", "symbols": _LETTERS},
        {"kind": "expression", "key": "sqrt(2*g*h)", "answer": "√(2gh)", "symbols": _LETTERS},
        {"kind": "expression", "key": "m*a*t/(a + t)", "answer": "m/(1/t + 1/a)", "symbols": _LETTERS},
        {"kind": "expression", "key": "x - a", "answer": "a - x", "symbols": _LETTERS},
    ),
    "equation": (
        {"kind": "equation", "key": "U = I*R", "answer": "I = U/R", "symbols": _LETTERS},
        {
            "kind": "equation",
            "key": "m*a = m*g*sin(x) - mu*m*g*cos(x)",
            "answer": "a = g(sin x − μ cos x)",
            "symbols": _LETTERS,
        },
    ),
    "inequality": (
        {"kind": "inequality", "key": "x^2 > 4", "answer": "x < -2 or x > 2"},
        {"kind": "inequality", "key": "(0; 2]", "answer": "0 < x ≤ 2", "language": "ru"},
    ),
    "set, list, vector, matrix": (
        {"kind": "set", "key": "{1; 2}", "answer": "{2; 1}"},
        {"kind": "list", "key": "1; 2", "answer": "1; 2"},
        {"kind": "vector", "key": "(1; 2; 3)", "answer": "(1; 2; 3)"},
        {"kind": "matrix", "key": "[[1; 2]; [3; 4]]", "answer": "[[1; 2]; [3; 4]]"},
    ),
    "formula": (
        {"kind": "formula", "key": "Al2(SO4)3", "answer": "Al2(SO4)3"},
        {"kind": "formula", "key": "SO4^2-", "answer": "SO4 2-"},
    ),
    "reaction": (
        {"kind": "reaction", "key": "2H2 + O2 -> 2H2O", "answer": "O2 + 2H2 = 2H2O"},
        {
            "kind": "reaction",
            "key": "Fe2O3 + 6HCl -> 2FeCl3 + 3H2O",
            "answer": "Fe2O3 + 6 HCl = 2 FeCl3 + H2O",
        },
    ),
    "choice": ({"kind": "choice", "key": ["a", "b"], "answer": ["b", "a"], "options": ["a", "b", "c"]},),
}


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the rate of a mixed stream and the median of each kind, warm, in one process."""
    lines = [_line(kind, row) for kind, rows in _ROWS.items() for row in rows]
    _stream(lines)
    many = list(islice(cycle(lines), sizes.rows))
    seconds, _ = timed(_stream, many)
    yield f"{len(many)} rows of all kinds mixed: {len(many) / seconds:.0f} a second in one process"
    for kind in _ROWS:
        yield f"{kind}: {_median(kind, sizes.symbolic * 5):.3f} ms"


def _line(kind: str, row: dict[str, Any]) -> bytes:
    return json.dumps({"id": kind, **row}).encode()


def _stream(lines: Iterable[bytes]) -> None:
    output = io.BytesIO()
    answer_lines(lines, output)
    refused = [line for line in output.getvalue().splitlines() if b'"error"' in line]
    if refused:
        raise ValueError(refused[0].decode())


def _median(kind: str, times: int) -> float:
    """Return the median time of a check, from the typed text to the verdict, in milliseconds."""
    checks = []
    for row in _ROWS[kind]:
        key, language = key_from_row(row)
        check_answer(key, row["answer"], language)
        checks.append((key, row["answer"], language))
    return 1000 * statistics.median(timed(check_answer, *check)[0] for check in checks * times)
