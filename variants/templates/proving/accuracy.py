"""Which members have keys that floats compute well: computed again in longer numbers, they agree.

A key that is the small difference of large numbers, or stands beside a pole, would be its own rounding.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from variants.formulas.trees import Tree, names
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Bools, Column, Floats, Numbers
from variants.templates.evaluating.computing import Program, compute_line
from variants.templates.evaluating.evaluation import Environment, evaluate
from variants.templates.evaluating.letter_statements import bind_letters

AGREE: Final = 1e-9
"""How far a key may lie from the same key in longer numbers, as a share of it."""
_NOISE: Final = 1e-12
"""What a sum leaves below this share of its terms is rounding, not a value."""


def accurate(program: Program, environment: Environment, members: int) -> Bools:
    """Tell for which draws every number that decides a key is more than its own rounding."""
    longer = _longer(program, environment)
    good = np.ones(members, dtype=np.bool_)
    letters = set(program.task.letters)
    for ask in program.task.asks.values():
        for formula in key_formulas(ask):
            tree = program.ready(formula.tree)
            bound = [bind_letters(program, one) if names(tree) & letters else one for one in longer]
            good &= _agree(tree, bound[0], bound[1], lettered=bool(names(tree) & letters))
    return good


def _agree(tree: Tree, plain: Environment, longer: Environment, *, lettered: bool) -> Bools:
    usual, exact = evaluate(tree, plain), evaluate(tree, longer)
    if not isinstance(usual, Numbers) or not isinstance(exact, Numbers):
        return np.ones(1, dtype=np.bool_)
    with np.errstate(all="ignore"):
        # Beside a pole of a letter's range a value at one place says nothing of the formula.
        allowed = (1e-6 if lettered else AGREE) * np.abs(exact.values)
        near = np.abs(usual.values - exact.values) <= allowed
        noise = (np.abs(exact.values) <= _NOISE * exact.magnitude) & (exact.values != 0)
    unknown = ~np.isfinite(usual.values)
    good = (near & ~noise) | (usual.values == exact.values) & ~noise | unknown
    return np.asarray(np.all(good, axis=1))


def _longer(program: Program, environment: Environment) -> tuple[Environment, Environment]:
    """Return the same names in floats as they are, and solved again from the givens in longer ones."""
    task = program.task
    start = {
        name: _lengthened(column) for name, column in environment.columns.items() if name not in task.solve
    }
    found = replace(environment, columns=start, sized=True)
    for name in program.analysis.order:
        if name in task.solve and name not in program.letter_lines:
            found = found.with_column(name, _of_line(program, name, environment, found))
    return environment, found


def _of_line(program: Program, name: str, environment: Environment, longer: Environment) -> Column:
    """Solve a line again; what isn't made of numbers stays what it is."""
    if not isinstance(environment.columns[name], Numbers):
        return environment.columns[name]
    return compute_line(program, name, longer)


def _lengthened(column: Column) -> Column:
    if not isinstance(column, Numbers):
        return column
    longer: Floats = column.values.astype(np.longdouble)
    return Numbers(values=longer)
