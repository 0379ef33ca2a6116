"""What a name of a lab holds at one moment: an SI float, a truth, a word, a row, an object of the language.

Arithmetic follows that on columns: what has no value is NaN, a quotient by zero is infinite; nothing raises.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from variants.templates.evaluating.columns import Coded, Column, Numbers, Truths, constant, the_object, truth

Scalar = Any
"""A float, a bool, an array of a series of shape (1, values), or an object (word, row, substance …)."""

Values = dict[str, Scalar]
"""Scalars by name."""

NAN: Final = math.nan
INFINITE: Final = math.inf
CLOSE: Final = 1e-9
_EDGE: Final = 1e-9


def scalar_of(column: Column) -> Scalar:
    """Return what a column holds for its first member."""
    if isinstance(column, Coded):
        return column.items[int(column.codes[0])]
    if isinstance(column, Truths):
        return bool(np.all(column.values[0]))
    return float(column.values[0, 0]) if column.values.shape[1] == 1 else column.values[:1]


def column_of(scalar: Scalar) -> Column:
    """Return a column of one member."""
    if isinstance(scalar, bool):
        return truth(scalar)
    if isinstance(scalar, float):
        return constant(scalar)
    return Numbers(values=scalar) if isinstance(scalar, np.ndarray) else the_object(scalar)


def divide(left: float, right: float) -> float:
    """Return a quotient; by zero it is infinite, or NaN."""
    try:
        return left / right
    except ZeroDivisionError:
        if left == 0 or left != left:
            return NAN
        return math.copysign(INFINITE, left) * math.copysign(1.0, right)


def power(base: float, exponent: float) -> float:
    """Return a power; of a negative number it is real or NaN."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        odd = base < 0 and exponent % 2 == 1
        return -INFINITE if odd else INFINITE
    except ValueError:
        if base != 0:
            return NAN
        return math.copysign(INFINITE, base) if exponent % 2 == 1 else INFINITE


def is_near(left: float, right: float) -> bool:
    """Tell whether two numbers agree to a relative 1e-9."""
    return abs(left - right) <= CLOSE * max(abs(left), abs(right))


def _equal(left: float, right: float) -> bool:
    return is_near(left, right)


def _unequal(left: float, right: float) -> bool:
    return math.isfinite(left) and math.isfinite(right) and not is_near(left, right)


def _below(left: float, right: float) -> bool:
    return left < right and not is_near(left, right)


def _not_above(left: float, right: float) -> bool:
    return left < right or is_near(left, right)


def _above(left: float, right: float) -> bool:
    return left > right and not is_near(left, right)


def _not_below(left: float, right: float) -> bool:
    return left > right or is_near(left, right)


RELATIONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "=": _equal,
    "!=": _unequal,
    "<": _below,
    "<=": _not_above,
    ">": _above,
    ">=": _not_below,
}


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return INFINITE


def _logarithm(of: Callable[[float], float]) -> Callable[[float], float]:
    def apply(x: float) -> float:
        if x > 0:
            return of(x)
        return -INFINITE if x == 0 else NAN

    return apply


def _partial(function: Callable[[float], float]) -> Callable[[float], float]:
    """Return a function that is NaN where it has no value."""

    def apply(x: float) -> float:
        try:
            return function(x)
        except ValueError:
            return NAN

    return apply


def _sign(x: float) -> float:
    return x if x != x else float((x > 0) - (x < 0))


def _floor(x: float) -> float:
    if not math.isfinite(x):
        return x
    return float(math.floor(x + _EDGE * max(1.0, abs(x))))


def _round(x: float) -> float:
    return _sign(x) * _floor(abs(x) + 0.5)


def _least(*numbers: float) -> float:
    return NAN if any(x != x for x in numbers) else min(numbers)


def _greatest(*numbers: float) -> float:
    return NAN if any(x != x for x in numbers) else max(numbers)


FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    "sqrt": _partial(math.sqrt),
    "abs": abs,
    "sign": _sign,
    "floor": _floor,
    "round": _round,
    "exp": _exp,
    "ln": _logarithm(math.log),
    "lg": _logarithm(math.log10),
    "sin": _partial(math.sin),
    "cos": _partial(math.cos),
    "tan": _partial(math.tan),
    "asin": _partial(math.asin),
    "acos": _partial(math.acos),
    "atan": math.atan,
    "min": _least,
    "max": _greatest,
}
