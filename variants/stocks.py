"""What of a pool may be dealt: its graded members, what each displays, and its key if it has a lone one."""

from collections.abc import Callable
from typing import Final

import numpy as np

from variants.dealing import Stock
from variants.keys import Tolerance
from variants.pools import Pool
from variants.quantities.units import read_unit
from variants.templates.asks import QuantityAsk
from variants.templates.evaluating.columns import Coded, Column, Floats, Truths
from variants.templates.evaluating.evaluation import evaluate_numbers
from variants.templates.task import Task

TOLERANCES_APART: Final = 3


def stock_of_pool(pool: Pool) -> Stock:
    """Return the stock of a pool, ready to be dealt to a class."""
    displayed = _displayed(pool)
    asked = _lone_quantity(pool.task)
    if asked is None:
        return Stock(members=pool.graded, displayed=displayed.__getitem__)
    return Stock(
        members=pool.graded,
        displayed=displayed.__getitem__,
        key=_keys(pool, asked).__getitem__,
        apart=_apart(asked.tolerance),
    )


def _displayed(pool: Pool) -> list[tuple[float, ...]]:
    """Return for each member the numbers that stand for what it shows: values as displayed, words by code."""
    columns = [
        _broadcast(pool.environment.columns[line.name], pool.capacity)
        for line in pool.task.given.values()
        if not line.hidden
    ]
    if not columns:
        return [()] * pool.capacity
    return [tuple(row) for row in np.concatenate(columns, axis=1).tolist()]


def _broadcast(column: Column, members: int) -> Floats:
    values = column.codes[:, None] if isinstance(column, Coded) else column.values
    if isinstance(column, Truths):
        raise TypeError("a truth can't be given")
    return np.broadcast_to(values.astype(np.float64), (members, values.shape[1]))


def _keys(pool: Pool, asked: QuantityAsk) -> list[float]:
    """Return the key of each member in the unit asked for."""
    unit = read_unit(asked.unit)
    si = evaluate_numbers(pool.program.ready(asked.key.tree), pool.environment).values[:, 0]
    numbers: list[float] = np.broadcast_to((si - unit.offset) / unit.factor, (pool.capacity,)).tolist()
    return numbers


def _lone_quantity(task: Task) -> QuantityAsk | None:
    """Return the quantity asked if there is exactly one: keys of several can't be kept apart at once."""
    forms = [ask.form for ask in task.asks.values() if isinstance(ask.form, QuantityAsk)]
    return forms[0] if len(forms) == 1 else None


def _apart(tolerance: Tolerance) -> Callable[[float], float]:
    """Return how far from a key another has to lie to be a second answer, in the unit of the key."""
    if tolerance.absolute is not None:
        distance = TOLERANCES_APART * tolerance.absolute
        return lambda key: distance
    share = TOLERANCES_APART * float(tolerance.relative or 0)
    return lambda key: share * abs(key)
