"""Statements about formulas with letters: compared as functions, at places inside the letters' ranges."""

from dataclasses import replace
from typing import Final

import numpy as np

from variants.formulas.trees import Comparison, Tree, names
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import Bools, Numbers
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_truths
from variants.templates.located import Formula

PLACES: Final = 7


def holds(program: Program, statement: Formula, environment: Environment, members: int) -> Bools:
    """Tell for which members a statement is true, for all letters in it at every place tried."""
    tree = program.ready(statement.tree)
    sized = replace(environment, sized=True)
    letters = [letter for letter in program.task.letters if letter in names(tree)]
    if not letters:
        plain = np.all(evaluate_truths(tree, sized).values, axis=1)
        return np.broadcast_to(plain, (members,))
    bound = _bind(program, sized, letters)
    truths = evaluate_truths(tree, bound).values
    defined = _defined(tree, bound)
    good = np.all(truths | ~defined, axis=1) & np.any(defined, axis=1)
    return np.broadcast_to(good, (members,))


def _bind(program: Program, environment: Environment, letters: list[str]) -> Environment:
    """Bind each letter to places spread over its range, in another order for each."""
    for number, letter in enumerate(letters):
        line = program.task.letters[letter]
        unit = read_unit(line.unit)
        # Multiples of an irrational number never line up, whatever the ranges are.
        shares = np.modf((np.arange(1, PLACES + 1) + 0.37) * (0.6180339887498949 + 0.1234567 * number))[0]
        places = line.lowest + shares * (line.highest - line.lowest)
        values = (places * unit.factor + unit.offset)[None, :]
        environment = environment.with_column(letter, Numbers(values=values))
    return environment


def bind_letters(program: Program, environment: Environment) -> Environment:
    """Bind all letters of the task to places spread over their ranges."""
    return _bind(program, environment, list(program.task.letters))


def _defined(tree: Tree, environment: Environment) -> Bools:
    """Tell where both sides of every comparison at the top have a value; a pole says nothing."""
    if not isinstance(tree, Comparison):
        return np.ones((1, 1), dtype=np.bool_)
    defined = np.ones((1, 1), dtype=np.bool_)
    for item in tree.items:
        column = evaluate(item, environment)
        if isinstance(column, Numbers):
            defined = defined & np.isfinite(column.values)
    return defined
