"""Ask SymPy whether formulas are equal, in a process of its own that is killed at its limit."""

import json
import subprocess
import sys
import threading
from typing import Any, Final

from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, chain

SECONDS: Final = 1.8
MEMORY: Final = 512 * 1024 * 1024
_WORKERS: Final = threading.BoundedSemaphore(2)


def prove_equal(*pairs: tuple[Tree, Tree]) -> bool | None:
    """Return True if SymPy finds one of the pairs equal within its limit, False if none, None if it can't."""
    question = json.dumps([[tree_to_json(left), tree_to_json(right)] for left, right in pairs])
    if not _WORKERS.acquire(timeout=2 * SECONDS):
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "variants.equivalence.symbolic"],
            input=question,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    finally:
        _WORKERS.release()
    return {"equal": True, "different": False}.get(done.stdout.strip())


def tree_to_json(tree: Tree) -> list[Any]:
    """Return a tree as nested lists."""
    match tree:
        case Number(value):
            return ["number", value.numerator, value.denominator]
        case Symbol(name):
            return ["symbol", name]
        case Constant(name):
            return ["constant", name]
        case Negation(inner):
            return ["call", "neg", tree_to_json(inner)]
        case Operation():
            first, terms = chain(tree)
            return ["chain", tree_to_json(first), [[sign, tree_to_json(term)] for sign, term in terms]]
        case Call(function, arguments):
            return ["call", function, *(tree_to_json(argument) for argument in arguments)]
