"""Evaluate one formula of numbers and series for one student: plain floats, NaN where there is no value.

A quantity is a series of one. The functions are those of the author's language, with the same meaning.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from variants.formulas.reading import read_formula
from variants.formulas.trees import Call, Comparison, Name, Negation, Number, Operation, Tree

Series = tuple[float, ...]
_EDGE: Final = 1e-9
_GRID: Final = 257
_HALVINGS: Final = 60
_PI: Final[Series] = (math.pi,)
_read = lru_cache(maxsize=1024)(read_formula)


def evaluate_text(formula: str, values: Mapping[str, Series]) -> Series:
    """Return the SI values of a formula; NaN where it has none or uses a name that has none."""
    return evaluate(_read(formula), values)


def evaluate(tree: Tree, values: Mapping[str, Series]) -> Series:
    """Return the SI values of an arithmetic tree. Raises ValueError for anything else."""
    match tree:
        case Number(value=value):
            return (value,)
        case Name(name=name):
            return values.get(name) or (_PI if name == "pi" else (math.nan,))
        case Negation(inner=inner):
            return tuple(-number for number in evaluate(inner, values))
        case Operation(sign=sign, left=left, right=right):
            return _each(_SIGNS[sign], evaluate(left, values), evaluate(right, values))
        case Call(function=function, arguments=arguments) if function in FUNCTIONS:
            return FUNCTIONS[function](*(evaluate(argument, values) for argument in arguments))
        case _:
            raise ValueError(f"{type(tree).__name__} is no arithmetic")


def find_root(equation: str, name: str, between: tuple[float, float], values: Mapping[str, Series]) -> float:
    """Return the only root of `left = right` between the limits (SI), NaN where there is none or several."""
    tree = _read(equation)
    if not isinstance(tree, Comparison):
        raise ValueError("not an equation")
    left, right = tree.items

    def gap(unknown: float) -> float:
        inside = {**values, name: (unknown,)}
        return evaluate(left, inside)[0] - evaluate(right, inside)[0]

    low, high = between
    grid = [low + (high - low) * step / (_GRID - 1) for step in range(_GRID)]
    signs = [gap(place) > 0 for place in grid]
    turns = [place for place in range(_GRID - 1) if signs[place] != signs[place + 1]]
    if len(turns) != 1:
        return math.nan
    return _halve(gap, grid[turns[0]], grid[turns[0] + 1])


def _halve(gap: Callable[[float], float], left: float, right: float) -> float:
    rising = gap(right) > 0
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if (gap(middle) > 0) != rising:
            left = middle
        else:
            right = middle
    return (left + right) / 2


def _each(function: Callable[..., float], *series: Series) -> Series:
    """Apply a function place by place; a lone value goes with every place."""
    length = max(map(len, series))
    if any(len(one) not in (1, length) for one in series):
        return (math.nan,)
    wide = [one if len(one) == length else one * length for one in series]
    return tuple(_safe(function, *places) for places in zip(*wide, strict=True))


def _safe(function: Callable[..., float], *arguments: float) -> float:
    """Return NaN where a function has no real value or a number grows out of the floats."""
    try:
        found = function(*arguments)
    except (ValueError, ArithmeticError):
        return math.nan
    return found if isinstance(found, float) else math.nan


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)


def _floor(value: float) -> float:
    return float(math.floor(value + _EDGE * max(1.0, abs(value))))


def _round(value: float) -> float:
    return math.copysign(_floor(abs(value) + 0.5), value)


def _sign(value: float) -> float:
    return value if math.isnan(value) else float((value > 0) - (value < 0))


def _mean(series: Series) -> float:
    return sum(series) / len(series)


def _slope_of(x: Series, y: Series) -> float:
    """The slope of the straight line of least squares."""
    if len(x) != len(y):
        return math.nan
    x_mean, y_mean = _mean(x), _mean(y)
    above = sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True))
    return above / sum((a - x_mean) ** 2 for a in x)


def _intercept_of(x: Series, y: Series) -> float:
    return _mean(y) - _slope_of(x, y) * _mean(x)


def _extreme(choose: Callable[[Series], float]) -> Callable[..., Series]:
    def apply(*series: Series) -> Series:
        if len(series) == 1:
            return (_whole(choose, series[0]),)
        return _each(lambda *numbers: _whole(choose, numbers), *series)

    return apply


def _whole(choose: Callable[[Series], float], numbers: Series) -> float:
    return math.nan if any(map(math.isnan, numbers)) else choose(numbers)


def _of_each(function: Callable[[float], float]) -> Callable[..., Series]:
    return lambda series: _each(function, series)


def _of_all(function: Callable[..., float]) -> Callable[..., Series]:
    return lambda *series: (_safe(function, *series),)


_SIGNS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}
FUNCTIONS: Final[Mapping[str, Callable[..., Series]]] = {
    "sqrt": _of_each(math.sqrt),
    "abs": _of_each(abs),
    "sign": _of_each(_sign),
    "floor": _of_each(_floor),
    "round": _of_each(_round),
    "exp": _of_each(math.exp),
    "ln": _of_each(math.log),
    "lg": _of_each(math.log10),
    "sin": _of_each(math.sin),
    "cos": _of_each(math.cos),
    "tan": _of_each(math.tan),
    "asin": _of_each(math.asin),
    "acos": _of_each(math.acos),
    "atan": _of_each(math.atan),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _of_all(lambda series: float(sum(series))),
    "mean": _of_all(_mean),
    "count": lambda series: (float(len(series)),),
    "first": lambda series: series[:1],
    "last": lambda series: series[-1:],
    "slope": _of_all(_slope_of),
    "intercept": _of_all(_intercept_of),
}
"""The functions of numbers and series, by name."""
