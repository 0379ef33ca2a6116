"""What of a pool may be dealt: its graded members, what each displays, and its key if it has a lone one."""

from collections.abc import Hashable
from typing import Final

from variants.dealing import Stock
from variants.keys import Tolerance
from variants.pools import Pool
from variants.quantities.units import read_unit
from variants.templates.asks import QuantityAsk
from variants.templates.task import Task
from variants.templates.values import NumberValue, RowValue, SeriesValue, Value, WordValue

TOLERANCES_APART: Final = 3


def stock_of_pool(pool: Pool) -> Stock:
    """Return the stock of a pool, ready to be dealt to a class."""
    asked = _lone_quantity(pool.task)
    shown = tuple(line.name for line in pool.task.given.values() if not line.hidden)

    def displayed(member: int) -> Hashable:
        values = pool.member(member)
        return tuple(_displayed(values[name]) for name in shown)

    if asked is None:
        return Stock(members=pool.graded, displayed=displayed)
    wanted = asked

    def key(member: int) -> float:
        return pool.member(member).number(wanted.key) / read_unit(wanted.unit).factor

    return Stock(
        members=pool.graded, displayed=displayed, key=key, apart=lambda value: _apart(wanted.tolerance, value)
    )


def _lone_quantity(task: Task) -> QuantityAsk | None:
    """Return the quantity asked if there is exactly one: keys of several can't be kept apart at once."""
    forms = [ask.form for ask in task.asks.values() if isinstance(ask.form, QuantityAsk)]
    return forms[0] if len(forms) == 1 else None


def _apart(tolerance: Tolerance, value: float) -> float:
    """Return how far two keys have to lie apart to be two answers, in the unit of the key."""
    if tolerance.absolute is not None:
        return TOLERANCES_APART * tolerance.absolute
    return TOLERANCES_APART * float(tolerance.relative or 0) * abs(value)


def _displayed(value: Value) -> Hashable:
    """Return what stands for a displayed value; values are SI numbers as they were rounded for display."""
    match value:
        case NumberValue(si=si) | SeriesValue(si=si):
            return si
        case WordValue(name=name):
            return name
        case RowValue(row=row):
            return row
        case _:
            raise TypeError(f"{type(value).__name__} can't be given")
