"""Making a variant: givens, keys, named mistakes, statement, hints, solution and figure, all typeset.

Beside it the naive way, for the same task: SymPy's `subs` and `evalf` for every key and mistake, and a Jinja
template for every text. It typesets nothing, and draws nothing.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import jinja2
import sympy

from benchmarks.library import read_built_in, task_texts
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.pools import Pool, build_pool
from variants.templates.assembly import assemble_all
from variants.templates.task import Task

TASK: Final = "suitcase-on-a-chute"
_FORMULAS: Final = {
    "N": "m*g*cos(alpha)",
    "F": "mu*m*g*cos(alpha)",
    "pull": "m*g*sin(alpha)",
    "a": "g*(sin(alpha) - mu*cos(alpha))",
    "N: cosine forgotten": "m*g",
    "N: sine": "m*g*sin(alpha)",
    "F: cosine forgotten": "mu*m*g",
    "F: sine": "mu*m*g*sin(alpha)",
    "a: no friction": "g*sin(alpha)",
    "a: friction helps": "g*(sin(alpha) + mu*cos(alpha))",
}
"""As many keys and mistakes as the task has, of the same kind; the text is our own."""


def run(sizes: Sizes) -> Iterator[str]:
    """Yield milliseconds a variant for one task, for all of the built-in ones, and the naive way."""
    pool = build_pool(read_built_in(TASK))
    members = range(min(pool.capacity, 10 * sizes.requests // 50 or 1))
    _assemble(pool, members)
    ours, _ = timed(_assemble, pool, members)
    naive, _ = timed(_naive, pool.task, members)
    each, naive_each = (1000 * seconds / len(members) for seconds in (ours, naive))
    yield (
        f"{TASK}, {len(members)} variants in two languages: {each:.3f} ms each;"
        f" naively, without typesetting and figure: {naive_each:.3f} ms,"
        f" {naive_each / each:.1f} times as long"
    )
    yield from _of_all(sizes)


def _of_all(sizes: Sizes) -> Iterator[str]:
    taken: dict[str, float] = {}
    for name in list(task_texts())[: sizes.tasks]:
        pool = build_pool(read_built_in(name))
        members = range(min(pool.capacity, 300))
        _assemble(pool, members[:1])
        seconds, _ = timed(_assemble, pool, members)
        taken[name] = 1000 * seconds / len(members)
    ordered = sorted(taken, key=taken.__getitem__)
    middle, slowest = ordered[len(ordered) // 2], ordered[-3:]
    yield (
        f"{len(taken)} tasks: median {taken[middle]:.3f} ms a variant; slowest "
        + ", ".join(f"{name} {taken[name]:.2f} ms" for name in reversed(slowest))
    )


def _assemble(pool: Pool, members: range) -> None:
    assemble_all(pool.task, pool.members(members))


def _naive(task: Task, members: range) -> None:
    names = sympy.symbols("m g alpha mu")
    formulas = _parsed()
    templates = _templates(task)
    for member in members:
        numbers = (10 + member % 20, 9.8, 0.3 + member / 10_000, 0.2)
        given = dict(zip(names, numbers, strict=True))
        keys = {name: formula.subs(given).evalf(4) for name, formula in formulas.items()}
        for template in templates:
            template(keys=keys, given=given)


@cache
def _parsed() -> dict[str, sympy.Expr]:
    return {name: sympy.sympify(formula) for name, formula in _FORMULAS.items()}


def _templates(task: Task) -> list[Callable[..., str]]:
    """Return the texts of the task as templates: six numbers are put into each."""
    environment = jinja2.Environment(autoescape=True)
    passages = (*task.statement, *task.solution, *task.hints)
    texts = (text for passage in passages for text in (passage.texts.en, passage.texts.ru))
    holes = "".join(f" {{{{ keys['{name}'] }}}}" for name in ("N", "F", "pull", "a")) + " {{ given }}"
    return [
        environment.from_string(text.text.replace("{{", "").replace("}}", "") + holes).render
        for text in texts
        if text is not None
    ]
