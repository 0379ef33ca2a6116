"""Formulas compared by our checker, by naive SymPy and, where it is installed, by Maxima: verdicts and time.

The naive road is what many programs do, `simplify(answer - key) == 0` on text handed to SymPy's parser. It
sees only the fixed rows of this file: that parser evaluates what it reads, and is never used on typed text.
Maxima runs as one warm process, as behind a web server, and simplifies the difference its usual ways.
"""

import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from typing import Final

import sympy

from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.checkers.registry import check_answer
from variants.keys import ExpressionKey, SymbolRange

_LETTERS: Final = ("a", "b", "g", "h", "m", "q", "t", "v", "x", "y", "B", "R", "V")
_EQUAL: Final = (
    ("g*(sin(a) - x*cos(a))", "g*sin(a) - x*g*cos(a)"),
    ("(x + 1)^2", "x^2 + 2*x + 1"),
    ("sqrt(2*g*h)", "sqrt(2)*sqrt(g)*sqrt(h)"),
    ("sqrt(2*V*m/q)/B", "sqrt(2*V*m/(q*B^2))"),
    ("1 - cos(x)^2", "sin(x)^2"),
    ("sin(2*x)", "2*sin(x)*cos(x)"),
    ("m*a*b/(a + b)", "m/(1/a + 1/b)"),
    ("tan(x)", "sin(x)/cos(x)"),
    ("ln(a*b)", "ln(a) + ln(b)"),
    ("a^x*b^x", "(a*b)^x"),
    ("v*t + g*t^2/2", "t*(2*v + g*t)/2"),
    ("exp(-t/(R*a))", "1/exp(t/(R*a))"),
    ("1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)"),
    ("(x^8 - 1)/(x - 1)", "(x + 1)*(x^2 + 1)*(x^4 + 1)"),
    ("cos(x)^4 - sin(x)^4", "cos(2*x)"),
    ("sqrt(5 + 2*sqrt(6))", "sqrt(2) + sqrt(3)"),
    ("x^2*y + x*y^2", "x*y*(x + y)"),
)
_DIFFERENT: Final = (
    ("g*(sin(a) - x*cos(a))", "g*sin(a) + x*g*cos(a)"),
    ("(x + 1)^2", "x^2 + 1"),
    ("sqrt(2*g*h)", "sqrt(g*h)"),
    ("ln(a*b)", "ln(a)*ln(b)"),
    ("sin(2*x)", "2*sin(x)"),
    ("m*a*b/(a + b)", "m*(a + b)/(a*b)"),
    ("v*t + g*t^2/2", "v*t - g*t^2/2"),
    ("(x + 1)^40", "(x + 1)^40 + x/1000000000000"),
)
_ROWS: Final = tuple((*pair, True) for pair in _EQUAL) + tuple((*pair, False) for pair in _DIFFERENT)
_KEYS: Final = {
    key: ExpressionKey(formula=key, symbols={name: SymbolRange() for name in _LETTERS}) for key, _, _ in _ROWS
}
Compare = Callable[[str, str], bool | None]


def run(sizes: Sizes) -> Iterator[str]:
    """Yield for each program how many rows it judges rightly, and its median and worst time."""
    rows = _ROWS[: len(_ROWS) if sizes.symbolic > 1 else 2]
    for key, answer, _ in rows:
        _ours(key, answer)
    yield _measured("our checker", _ours, rows)
    yield _measured("naive SymPy", _naive, rows)
    if shutil.which("maxima") is None:
        yield "Maxima is not installed here (Debian: apt-get install maxima)"
        return
    with _Maxima() as maxima:
        maxima.equal("x", "x")
        yield _measured("warm Maxima", maxima.equal, rows)


def _measured(name: str, compare: Compare, rows: tuple[tuple[str, str, bool], ...]) -> str:
    answers = [(timed(compare, key, answer), truth) for key, answer, truth in rows]
    agreed = sum(said is truth for (_, said), truth in answers)
    times = [1000 * seconds for (seconds, _), _ in answers]
    return (
        f"{name}: {agreed} of {len(rows)} formulas judged rightly, "
        f"median {statistics.median(times):.3f} ms, worst {max(times):.1f} ms"
    )


def _ours(key: str, answer: str) -> bool | None:
    outcome = check_answer(_KEYS[key], answer, "en").outcome
    return None if outcome == "undecided" else outcome == "right"


def _naive(key: str, answer: str) -> bool | None:
    # Without the cache, as for two formulas that were not seen before.
    sympy.core.cache.clear_cache()
    letters = {name: sympy.Symbol(name, positive=True) for name in _LETTERS}
    both = [sympy.sympify(text.replace("^", "**"), locals=letters) for text in (key, answer)]
    return bool(sympy.simplify(both[0] - both[1]) == 0)


class _Maxima:
    """A running Maxima that is asked one formula after another."""

    def __enter__(self) -> "_Maxima":
        self._process = subprocess.Popen(
            ["maxima", "--very-quiet"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        positive = ", ".join(f"{name} > 0" for name in _LETTERS)
        self._write(f"display2d: false$ assume({positive})$ ln(z) := log(z)$")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def equal(self, key: str, answer: str) -> bool | None:
        """Say whether the simplified difference is zero."""
        difference = f"({key}) - ({answer})"
        simplified = f"fullratsimp(trigsimp(trigexpand(radcan({difference}))))"
        self._write(f'print(if is({simplified} = 0) = true then "said equal" else "said no")$')
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "said " in line:
                return "equal" in line
        raise RuntimeError("Maxima ended")

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
