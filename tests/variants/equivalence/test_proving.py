"""SymPy answers from processes of its own, whatever it is asked; nothing here depends on it being in time."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from typed_trees import tree_of

from variants.equivalence.proving import prove_equal, tree_to_json

pytestmark = pytest.mark.slow
_ENDLESS = ("sin(x)^30+cos(y)^40+tan(x*y)^20*(x+y)^30", "(cos(x)+sin(y)+tan(z))^60")


def _pair(one: str, other: str) -> list[object]:
    return [tree_to_json(tree_of(one)), tree_to_json(tree_of(other))]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("sin(2x)", "2sin(x)*cos(x)", "equal"), ("x", "x+1", "different"), ("sin(x)", "x", "unknown"),
        ("f(x)+f(x)", "2f(x)", "equal"), ("log(8,2)+lb(8)", "6", "equal"), ("max(2,3)", "min(3,4)", "equal"),
    ],
)  # fmt: skip
def test_sympy_answers_about_our_trees(one: str, other: str, said: str) -> None:
    from variants.equivalence.symbolic import answer

    assert answer(json.dumps({"pairs": [_pair(one, other)]})) == said


def test_a_name_of_a_key_is_never_looked_up_in_sympy() -> None:
    from variants.equivalence.symbolic import build

    assert str(build(["call", "sympify", ["symbol", "x"]])) == "sympify(x)"


def test_many_threads_may_ask_and_nobody_hears_a_falsehood() -> None:
    pair = (tree_of("sin(2x)"), tree_of("2sin(x)*cos(x)"))

    with ThreadPoolExecutor(6) as threads:
        said = list(threads.map(lambda _: prove_equal(pair), range(6)))

    assert False not in said


def test_a_question_without_end_is_cut_short_and_the_next_is_answered() -> None:
    endless = prove_equal((tree_of(_ENDLESS[0]), tree_of(_ENDLESS[1])))

    assert endless is None
    assert prove_equal((tree_of("x+x"), tree_of("2x"))) is not False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on this system")
def test_the_processes_end_with_the_one_that_asked() -> None:
    asks = (
        "from variants.equivalence.proving import prove_equal\n"
        "from variants.grammar.trees import Symbol\n"
        "prove_equal((Symbol('x'), Symbol('x')))\n"
    )

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", asks], capture_output=True, text=True, timeout=600, check=True
    )

    # The server holds these pipes open as long as it lives: `run` returns when it has ended.
    assert (done.stdout, done.stderr) == ("", "")
