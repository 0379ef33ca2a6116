"""The server that asks SymPy: a line is a list of pairs of trees; it says `equal`, `different` or `unknown`.

It builds SymPy values from our own trees alone; no text is ever parsed by SymPy. Every question is answered
in a fork with a limit of its own memory and time; without forks (Windows) whoever asks keeps the time.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy

from variants.equivalence.proving import MEMORY
from variants.grammar.letters import FUNCTIONS

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
CPU_SECONDS = 2
_WARMING = (
    ["call", "sin", ["chain", ["symbol", "x"], [["*", ["number", 2, 1]]]]],
    [
        "chain",
        ["number", 2, 1],
        [["*", ["call", "sin", ["symbol", "x"]]], ["*", ["call", "cos", ["symbol", "x"]]]],
    ],
)
_NAMES = frozenset(FUNCTIONS.values())
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
    return _function(node[1])(*(build(child) for child in node[2:]))


def _function(name: str) -> Callable[..., Any]:
    """Return the function of our table that has this name, or an unknown function."""
    if name in _OPERATIONS:
        return _OPERATIONS[name]
    known: Callable[..., Any] = getattr(sympy, name) if name in _NAMES else sympy.Function(name)
    return known


def decide(left: list[Any], right: list[Any]) -> str:
    """Say whether the difference of two trees is proven zero, proven another number, or neither."""
    difference = sympy.simplify(build(left) - build(right))
    if difference == 0:
        return "equal"
    if difference.is_number and difference.is_finite and not difference.free_symbols:
        return "different" if difference.is_zero is False else "unknown"
    return "unknown"


def answer(question: str) -> str:
    """Say whether any pair of a question is equal."""
    said = set()
    for left, right in json.loads(question)["pairs"]:
        said.add(decide(left, right))
        if "equal" in said:
            break
    return min(said, key=("equal", "unknown", "different").index)


def answer_in_a_fork(question: str) -> str:
    """Answer in a worker of bounded memory that is killed at its limit; `unknown` if it did not end well."""
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        _work(question, writing)
    os.close(writing)
    left = json.loads(question)["until"] - time.monotonic()
    ready, _, _ = select.select([reading], [], [], max(0.0, left))
    said = os.read(reading, 100).decode() if ready else ""
    os.close(reading)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    return said or "unknown"


def _work(question: str, writing: int) -> None:
    """Write the answer and end this process, whatever happens."""
    import resource

    try:
        # Should the server be killed, its worker must neither keep its pipes open nor go on for ever.
        os.close(sys.stdin.fileno())
        os.close(sys.stdout.fileno())
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        os.write(writing, answer(question).encode())
    finally:
        os._exit(0)


def main() -> None:
    """Answer line after line until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    respond = answer_in_a_fork if hasattr(os, "fork") else answer
    warm = False
    for question in sys.stdin:
        sys.stdout.write(respond(question) + "\n")
        sys.stdout.flush()
        if not warm:
            # SymPy loads much of itself only when it simplifies; the workers forked from now on have it.
            warm = decide(*_WARMING) == "equal"


if __name__ == "__main__":
    main()
