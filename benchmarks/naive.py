"""The naive way to make a variant: SymPy's `subs` and `evalf` for keys and mistakes, Jinja for the texts.

It typesets nothing, draws nothing and checks nothing; each student's numbers are rolled at random.
"""

import random
from collections.abc import Callable
from functools import cache
from typing import Final

import jinja2
import sympy

from variants.templates.task import Task

_FORMULAS: Final = (
    "m*g*sin(alpha)",
    "m*g*cos(alpha)",
    "mu*m*g*cos(alpha)",
    "g*(sin(alpha) - mu*cos(alpha))",
    "m*g",
    "mu*m*g",
    "mu*m*g*sin(alpha)",
    "g*sin(alpha)",
    "g*(sin(alpha) + mu*cos(alpha))",
)
"""As many keys and mistakes as a task has that asks for three or four numbers."""


def make_naively(task: Task, variants: int) -> None:
    """Roll numbers, compute keys and fill the texts of a task in both languages, so many times."""
    names = sympy.symbols("m g alpha mu")
    chance = random.Random(1)
    formulas, templates = _formulas(), _templates(task)
    for _ in range(variants):
        numbers = (chance.randint(10, 30), 9.8, chance.uniform(0.3, 0.6), chance.uniform(0.1, 0.3))
        given = dict(zip(names, numbers, strict=True))
        keys = [formula.subs(given).evalf(4) for formula in formulas]
        for fill in templates:
            fill(keys=keys, given=given)


@cache
def _formulas() -> tuple[sympy.Expr, ...]:
    return tuple(sympy.sympify(formula) for formula in _FORMULAS)


def _templates(task: Task) -> list[Callable[..., str]]:
    """Return the texts of the task as templates: four keys and the givens are put into each."""
    environment = jinja2.Environment(autoescape=True)
    passages = (*task.statement, *task.solution, *task.hints)
    texts = (text for passage in passages for text in (passage.texts.en, passage.texts.ru))
    holes = " {{ keys[0] }} {{ keys[1] }} {{ keys[2] }} {{ keys[3] }} {{ given }}"
    return [
        environment.from_string(text.text.replace("{{", "").replace("}}", "") + holes).render
        for text in texts
        if text is not None
    ]
