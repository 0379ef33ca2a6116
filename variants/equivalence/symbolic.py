"""The worker that asks SymPy: reads pairs of trees, writes `equal`, `different` or `unknown`.

It builds SymPy values from our own trees alone; no text is ever parsed by SymPy.
"""

import json
import sys
from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy

from variants.equivalence.proving import MEMORY

_OPERATIONS: dict[str, Callable[..., Any]] = {
    "neg": lambda inner: -inner,
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
    "ln": sympy.log,
    "log": sympy.log,
    "lg": lambda inner: sympy.log(inner, 10),
    "lb": lambda inner: sympy.log(inner, 2),
    "abs": sympy.Abs,
    "min": sympy.Min,
    "max": sympy.Max,
    "ceil": sympy.ceiling,
}
_CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "oo": sympy.oo, "degree": sympy.pi / 180}


def build(node: list[Any]) -> Any:  # noqa: ANN401 - SymPy has no types
    """Return the SymPy value of a tree; letters are positive numbers."""
    if node[0] == "number":
        return sympy.Rational(node[1], node[2])
    if node[0] == "symbol":
        return sympy.Symbol(node[1], positive=True)
    if node[0] == "constant":
        return _CONSTANTS[node[1]]
    if node[0] == "chain":
        return reduce(lambda left, term: _OPERATIONS[term[0]](left, build(term[1])), node[2], build(node[1]))
    function = _OPERATIONS.get(node[1]) or getattr(sympy, node[1])
    return function(*(build(child) for child in node[2:]))


def decide(left: list[Any], right: list[Any]) -> str:
    """Say whether the difference of two trees is proven zero, proven another number, or neither."""
    difference = sympy.simplify(build(left) - build(right))
    if difference == 0:
        return "equal"
    if difference.is_number and difference.is_finite and not difference.free_symbols:
        return "different" if difference.is_zero is False else "unknown"
    return "unknown"


def main() -> None:
    """Say whether any pair is equal, in bounded memory where the system can bound it (not on Windows)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said = set()
    for left, right in json.load(sys.stdin):
        said.add(decide(left, right))
        if "equal" in said:
            break
    sys.stdout.write(min(said, key=("equal", "unknown", "different").index) + "\n")


if __name__ == "__main__":
    main()
