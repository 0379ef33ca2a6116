"""Which draws make usable variants: `where` holds, keys exist and lie `within`, what is certified is true."""

from collections.abc import Iterable

import numpy as np

from variants.formulas.trees import Tree, names
from variants.quantities.units import read_unit
from variants.templates.asks import AskLine, QuantityAsk, TableAsk
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import UNUSABLE, Bools, Coded, Column, Numbers
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers, evaluate_truths
from variants.templates.evaluating.letter_statements import holds
from variants.templates.located import Formula
from variants.templates.task import DependentForm


def usable(program: Program, environment: Environment, members: int) -> Bools:
    """Tell for each draw whether it may be in the pool."""
    good = possible(program, environment, members)
    for statement in program.task.certify:
        good &= holds(program, statement, environment, members)
    return good


def possible(program: Program, environment: Environment, members: int) -> Bools:
    """Tell the same without looking at what is certified."""
    good = np.ones(members, dtype=np.bool_)
    for statement in program.task.where:
        good &= true_for(program, statement, environment)
    for name, line in program.task.given.items():
        if isinstance(line.form, DependentForm):
            good &= exists(environment.columns[name])
    for ask in program.task.asks.values():
        good &= _keys_exist(program, ask, environment)
        good &= within(program, ask, environment)
    return good


def nice(program: Program, environment: Environment, members: int) -> Bools:
    """Tell which draws also satisfy what a variant should satisfy: nothing `ugly` holds."""
    good = np.ones(members, dtype=np.bool_)
    for statement in program.task.ugly:
        good &= ~true_for(program, statement, environment)
    return good


def true_for(program: Program, statement: Formula, environment: Environment) -> Bools:
    """Tell for which draws a statement without letters is true."""
    values = evaluate_truths(program.ready(statement.tree), environment).values
    return np.asarray(np.all(values, axis=1))


def exists(column: Column) -> Bools:
    """Tell where a name holds something: a finite number, a reaction that balances."""
    if isinstance(column, Numbers):
        return np.asarray(np.all(np.isfinite(column.values), axis=1))
    if isinstance(column, Coded):
        good = np.asarray([item is not UNUSABLE for item in column.items], dtype=np.bool_)
        found: Bools = good[column.codes]
        return found
    return np.ones(1, dtype=np.bool_)


def within(program: Program, ask: AskLine, environment: Environment) -> Bools:
    """Tell where the keys of an ask lie in `within`."""
    good = np.ones(1, dtype=np.bool_)
    for form in quantities_of(ask):
        if form.within is None:
            continue
        unit = read_unit(form.unit)
        low, high = (bound * unit.factor + unit.offset for bound in form.within)
        values = evaluate_numbers(program.ready(form.key.tree), environment).values
        slack = 1e-9 * max(abs(low), abs(high))
        with np.errstate(all="ignore"):
            good = good & ((values >= low - slack) & (values <= high + slack)).all(axis=1)
    return good


def quantities_of(ask: AskLine) -> Iterable[QuantityAsk]:
    """Return the numbers that an ask asks for; those of a table column by column."""
    if isinstance(ask.form, QuantityAsk):
        yield ask.form
    elif isinstance(ask.form, TableAsk):
        for column in ask.form.columns:
            if isinstance(column.form, QuantityAsk):
                yield column.form


def _keys_exist(program: Program, ask: AskLine, environment: Environment) -> Bools:
    good = np.ones(1, dtype=np.bool_)
    for formula in key_formulas(ask):
        tree = program.ready(formula.tree)
        if not _lettered(program, tree):
            good = good & exists(evaluate(tree, environment))
    return good


def _lettered(program: Program, tree: Tree) -> bool:
    return bool(names(tree) & set(program.task.letters))
