"""The functions of numbers and series, on arrays of shape (members or 1, values or 1)."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Final

import numpy as np

from variants.templates.evaluating.columns import Floats, Numbers

_EDGE: Final = 1e-9


def _one_by_one(function: Callable[[Floats], Floats]) -> Callable[[Numbers], Numbers]:
    def apply(column: Numbers) -> Numbers:
        return Numbers(values=function(column.values))

    return apply


def _absolute(column: Numbers) -> Numbers:
    return Numbers(values=np.abs(column.values), size=column.size)


def _floor(values: Floats) -> Floats:
    """Round down, but keep whole what is whole but for the rounding of floats."""
    return np.floor(values + _EDGE * np.maximum(1.0, np.abs(values)))


def _round(values: Floats) -> Floats:
    """Round half away from zero, as schools do."""
    return np.sign(values) * _floor(np.abs(values) + 0.5)


def _extreme(choose: Callable[[Floats, Floats], Floats]) -> Callable[..., Numbers]:
    def apply(*columns: Numbers) -> Numbers:
        if len(columns) > 1:
            return Numbers(values=reduce(choose, (column.values for column in columns)))
        values = columns[0].values
        return Numbers(
            values=reduce(choose, (values[:, index : index + 1] for index in range(values.shape[1])))
        )

    return apply


def _sum(column: Numbers) -> Numbers:
    return Numbers(
        values=column.values.sum(axis=1, keepdims=True), size=column.magnitude.sum(axis=1, keepdims=True)
    )


def _mean(column: Numbers) -> Numbers:
    return Numbers(
        values=column.values.mean(axis=1, keepdims=True), size=column.magnitude.mean(axis=1, keepdims=True)
    )


def _count(column: Numbers) -> Numbers:
    return Numbers(values=np.full((1, 1), float(column.values.shape[1])))


def _first(column: Numbers) -> Numbers:
    return Numbers(values=column.values[:, :1])


def _last(column: Numbers) -> Numbers:
    return Numbers(values=column.values[:, -1:])


def _slope(x: Numbers, y: Numbers) -> Numbers:
    """The slope of the straight line of least squares."""
    dx = x.values - x.values.mean(axis=1, keepdims=True)
    dy = y.values - y.values.mean(axis=1, keepdims=True)
    return Numbers(values=(dx * dy).sum(axis=1, keepdims=True) / (dx * dx).sum(axis=1, keepdims=True))


def _intercept(x: Numbers, y: Numbers) -> Numbers:
    slope = _slope(x, y).values
    return Numbers(values=y.values.mean(axis=1, keepdims=True) - slope * x.values.mean(axis=1, keepdims=True))


NUMBER_FUNCTIONS: Final[Mapping[str, Callable[..., Numbers]]] = {
    "sqrt": _one_by_one(np.sqrt),
    "abs": _absolute,
    "sign": _one_by_one(np.sign),
    "floor": _one_by_one(_floor),
    "round": _one_by_one(_round),
    "exp": _one_by_one(np.exp),
    "ln": _one_by_one(np.log),
    "lg": _one_by_one(np.log10),
    "sin": _one_by_one(np.sin),
    "cos": _one_by_one(np.cos),
    "tan": _one_by_one(np.tan),
    "asin": _one_by_one(np.arcsin),
    "acos": _one_by_one(np.arccos),
    "atan": _one_by_one(np.arctan),
    "min": _extreme(np.minimum),
    "max": _extreme(np.maximum),
    "sum": _sum,
    "mean": _mean,
    "count": _count,
    "first": _first,
    "last": _last,
    "slope": _slope,
    "intercept": _intercept,
}
