"""How far named mistakes lie from the key: one that could be taken for it must not be named there."""

from typing import Final

import numpy as np

from variants.formulas.trees import Comparison, Tree
from variants.keys import Tolerance
from variants.quantities.units import Unit, read_unit
from variants.templates.asks import (
    AskForm,
    ChoiceAsk,
    EquationAsk,
    ExpressionAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
)
from variants.templates.checks.key_formulas import mistaken_form
from variants.templates.evaluating.chemistry_functions import same
from variants.templates.evaluating.columns import Bools, Coded, Floats, combine, truths_of
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers
from variants.templates.evaluating.letter_statements import bind_letters
from variants.templates.evaluating.usable import true_for
from variants.templates.located import Formula
from variants.templates.task import MistakeLine

APART: Final = 3.0
_CHOICE_APART: Final = 0.01


def confused(program: Program, mistake: MistakeLine, environment: Environment, members: int) -> Bools:
    """Tell for which members a mistake that is named lies within three tolerances of the key."""
    form = mistaken_form(program.task.asks[mistake.ask], mistake.column_name)
    near = np.broadcast_to(_near(program, mistake.gives, form, environment), (members,))
    if mistake.when is not None:
        near = near & true_for(program, mistake.when, environment)
    return near


def _near(program: Program, gives: Formula, form: AskForm | None, environment: Environment) -> Bools:
    match form:
        case QuantityAsk(key=key, unit=unit, tolerance=tolerance):
            right, wrong = _pair(program, key, gives, environment)
            return _within(right, wrong, tolerance, read_unit(unit))
        case ChoiceAsk(key=Formula() as key):
            right, wrong = _pair(program, key, gives, environment)
            with np.errstate(all="ignore"):
                return np.asarray(np.all(np.abs(wrong - right) <= _CHOICE_APART * np.abs(right), axis=1))
        case ExpressionAsk(key=key):
            return _same_function(program, key.tree, gives.tree, environment)
        case EquationAsk(key=key):
            return _same_equation(program, key.tree, gives.tree, environment)
        case SubstanceAsk(key=key) | ReactionAsk(key=key):
            return _same_object(program, key, gives, environment)
        case _:
            return np.zeros(1, dtype=np.bool_)


def _pair(program: Program, key: Formula, gives: Formula, environment: Environment) -> tuple[Floats, Floats]:
    right, wrong = (
        evaluate_numbers(program.ready(formula.tree), environment).values for formula in (key, gives)
    )
    one, two = np.broadcast_arrays(right, wrong)
    return one, two


def _within(right: Floats, wrong: Floats, tolerance: Tolerance, unit: Unit) -> Bools:
    if tolerance.interval is not None:
        low, high = (bound * unit.factor + unit.offset for bound in tolerance.interval)
        # Three intervals long, as it is three tolerances elsewhere.
        return np.asarray(np.all((wrong >= 2 * low - high) & (wrong <= 2 * high - low), axis=1))
    width = 1e-9 * np.abs(right)
    if tolerance.relative is not None:
        width = np.maximum(width, APART * float(tolerance.relative) * np.abs(right))
    if tolerance.absolute is not None:
        width = np.maximum(width, APART * tolerance.absolute * unit.factor)
    with np.errstate(all="ignore"):
        return np.asarray(np.all(np.abs(wrong - right) <= width, axis=1))


def _same_function(program: Program, key: Tree, gives: Tree, environment: Environment) -> Bools:
    bound = bind_letters(program, environment)
    right, wrong = (evaluate_numbers(program.ready(tree), bound).values for tree in (key, gives))
    with np.errstate(all="ignore"):
        equal = np.abs(right - wrong) <= 1e-9 * np.maximum(np.abs(right), np.abs(wrong))
    return np.asarray(np.all(equal | ~np.isfinite(right - wrong), axis=1))


def _same_equation(program: Program, key: Tree, gives: Tree, environment: Environment) -> Bools:
    """Two equations are the same if their differences of sides keep one ratio."""
    bound = bind_letters(program, environment)
    with np.errstate(all="ignore"):
        ratio = _gap(program, key, bound) / _gap(program, gives, bound)
        first = ratio[:, :1]
        return np.asarray(np.all(np.abs(ratio - first) <= 1e-9 * np.abs(first), axis=1))


def _gap(program: Program, tree: Tree, environment: Environment) -> Floats:
    if not isinstance(tree, Comparison):
        raise TypeError("not an equation")
    left, right = (evaluate_numbers(program.ready(item), environment).values for item in tree.items)
    return np.asarray(left - right)


def _same_object(program: Program, key: Formula, gives: Formula, environment: Environment) -> Bools:
    right, wrong = (evaluate(program.ready(formula.tree), environment) for formula in (key, gives))
    if not isinstance(right, Coded) or not isinstance(wrong, Coded):
        return np.zeros(1, dtype=np.bool_)
    return truths_of(combine(same, right, wrong)).values[:, 0]
