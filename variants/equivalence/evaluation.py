"""Evaluate a typed formula at many points at once: complex numbers with a bound of their rounding error.

Every step carries how far rounding may have moved it, so that values are told apart only where they differ.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, chain

Numbers = NDArray[np.complex128]
Bounds = NDArray[np.float64]
_EPSILON: Final = 2.0**-52
CONSTANTS: Final[dict[str, complex]] = {
    "pi": math.pi, "e": math.e, "i": 1j, "oo": math.inf, "degree": math.pi / 180,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Values:
    """Values at the points, bounds of their errors, and where all steps on the way were real numbers."""

    value: Numbers
    error: Bounds
    real: NDArray[np.bool_]


Points = Mapping[str, "Numbers | Values"]


def evaluate(tree: Tree, points: Points, count: int) -> Values:
    """Evaluate at `count` points, which may be known with errors themselves; poles give infinities or NaN.

    Symbols without values raise KeyError.
    """
    with np.errstate(all="ignore"):
        return _evaluate(tree, points, count)


def _evaluate(tree: Tree, points: Points, count: int) -> Values:
    match tree:
        case Number(value):
            return _constant(to_float(value.numerator, value.denominator), count)
        case Constant(name):
            return _constant(CONSTANTS[name], count)
        case Symbol(name):
            given = points[name]
            if isinstance(given, Values):
                return given
            return Values(given, np.zeros(count), given.imag == 0)
        case Negation(inner):
            found = _evaluate(inner, points, count)
            return Values(_real_where(-found.value, found.real), found.error, found.real)
        case Operation():
            first, terms = chain(tree)
            found = _evaluate(first, points, count)
            for sign, term in terms:
                found = _OPERATIONS[sign](found, _evaluate(term, points, count))
            return found
        case Call(function, arguments):
            return _call(function, [_evaluate(argument, points, count) for argument in arguments])


def to_float(numerator: int, denominator: int) -> float:
    """Return the nearest float of a fraction, infinite if there is none."""
    try:
        return numerator / denominator
    except OverflowError:
        return math.inf


def _constant(value: complex, count: int) -> Values:
    filled = np.full(count, value, dtype=np.complex128)
    return Values(filled, np.abs(filled) * _EPSILON, np.full(count, filled[0].imag == 0 if count else True))


def _result(value: Numbers, error: Bounds, real: NDArray[np.bool_]) -> Values:
    """Add the rounding of the last step; a value is real if it came from reals and has no imaginary part."""
    return Values(value, error + np.abs(value) * 2 * _EPSILON, real & (value.imag == 0))


def _real_where(value: Numbers, real: NDArray[np.bool_]) -> Numbers:
    """Drop the imaginary dust, and the sign of its zero, from a step that takes reals to reals."""
    return np.where(real, value.real + 0j, value)


def _add(left: Values, right: Values) -> Values:
    return _result(left.value + right.value, left.error + right.error, left.real & right.real)


def _subtract(left: Values, right: Values) -> Values:
    return _result(left.value - right.value, left.error + right.error, left.real & right.real)


def _multiply(left: Values, right: Values) -> Values:
    real = left.real & right.real
    error = np.abs(left.value) * right.error + np.abs(right.value) * left.error + left.error * right.error
    return _result(_real_where(left.value * right.value, real), error, real)


def _divide(left: Values, right: Values) -> Values:
    real = left.real & right.real
    below = np.abs(right.value)
    value = np.where(below == 0, np.nan, left.value / np.where(below == 0, 1, right.value))
    error = (left.error + np.abs(value) * right.error) / np.maximum(below - right.error, below * 1e-3)
    return _result(_real_where(value, real), error, real)


def _raise(base: Values, exponent: Values) -> Values:
    real = base.real & exponent.real
    whole = real & (exponent.value.real == np.round(exponent.value.real))
    positive = real & (base.value.real >= 0)
    power = np.where(whole, _whole_power(base.value, exponent.value), base.value**exponent.value)
    value = np.where(whole | positive, _real_where(power, real & np.isfinite(power)), power)
    odd = _odd_root(base.value.real, exponent.value.real, real & ~whole & ~positive)
    value = np.where(np.isnan(odd), value, odd + 0j)
    magnitude = np.abs(base.value)
    relative = np.abs(exponent.value) * base.error / np.where(magnitude == 0, 1, magnitude)
    relative = relative + exponent.error * np.abs(np.log(np.where(magnitude == 0, 1, magnitude)))
    relative = relative + np.abs(exponent.value) * 4 * _EPSILON
    error = np.where(exponent.value == 0, 0.0, np.abs(value) * relative)
    return _result(np.where(exponent.value == 0, 1.0 + 0j, value), error, real & (value.imag == 0))


def _whole_power(base: Numbers, exponent: Numbers) -> Numbers:
    return np.power(base.real, np.round(exponent.real)) + 0j


def _odd_root(base: Bounds, exponent: Bounds, wanted: NDArray[np.bool_]) -> Bounds:
    """Return real roots of negative numbers for exponents of thirds and fifths; NaN elsewhere."""
    found = np.full(base.shape, np.nan)
    if not wanted.any():
        return found
    for degree in (3, 5):
        top = exponent * degree
        near = wanted & (np.abs(top - np.round(top)) < 1e-12)
        sign = np.where(np.round(top) % 2 == 0, 1.0, -1.0)
        found = np.where(near, sign * np.power(np.abs(base), exponent), found)
    return found


_OPERATIONS: Final[dict[str, Callable[[Values, Values], Values]]] = {
    "+": _add, "-": _subtract, "*": _multiply, "/": _divide, "^": _raise,
}  # fmt: skip


def _call(function: str, arguments: list[Values]) -> Values:
    if function == "log" and len(arguments) == 2:
        return _divide(_call("ln", arguments[:1]), _call("ln", arguments[1:]))
    if function == "root":
        return _raise(arguments[0], _divide(_constant(1, len(arguments[1].value)), arguments[1]))
    real = np.logical_and.reduce([argument.real for argument in arguments])
    if function in _OF_REALS:
        return _of_reals(_OF_REALS[function], arguments, real)
    argument = arguments[0]
    value = _FUNCTIONS[function](argument.value)
    moved = _FUNCTIONS[function](
        argument.value + np.maximum(argument.error, np.abs(argument.value) * _EPSILON)
    )
    shift = np.abs(moved - value)
    error = np.where(np.isfinite(shift), shift, np.inf) + 4 * _EPSILON
    dust = np.abs(value.imag) <= 1e-14 * np.maximum(1, np.abs(value.real))
    return _result(np.where(real & dust, value.real + 0j, value), error, real)


def _of_reals(function: Callable[..., Bounds], arguments: list[Values], real: NDArray[np.bool_]) -> Values:
    """Apply a function that is defined for real numbers only; elsewhere there is no value."""
    value = np.where(real, function(*(argument.value.real for argument in arguments)), np.nan) + 0j
    error = np.asarray(sum(argument.error for argument in arguments))
    return _result(value, error, real)


def _reciprocal(function: Callable[[Numbers], Numbers]) -> Callable[[Numbers], Numbers]:
    return lambda values: 1 / function(values)


def _of_reciprocal(function: Callable[[Numbers], Numbers]) -> Callable[[Numbers], Numbers]:
    return lambda values: function(1 / values)


def _factorial(values: Numbers) -> Numbers:
    """Return gamma(x + 1) by Lanczos' series (g = 7, n = 9; relative error about 1e-15)."""
    reflected = values.real < -0.5
    z = np.where(reflected, -1 - values, values)
    series = np.full(z.shape, _LANCZOS[0], dtype=np.complex128)
    for number, coefficient in enumerate(_LANCZOS[1:], start=1):
        series = series + coefficient / (z + number)
    t = z + 7.5
    gamma = math.sqrt(2 * math.pi) * np.power(t, z + 0.5) * np.exp(-t) * series
    return np.where(reflected, np.pi / (np.sin(np.pi * -values) * gamma), gamma)


_LANCZOS: Final = (
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
)  # fmt: skip
_FUNCTIONS: Final[dict[str, Callable[[Numbers], Numbers]]] = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "cot": _reciprocal(np.tan), "sec": _reciprocal(np.cos),
    "csc": _reciprocal(np.sin), "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "acot": _of_reciprocal(np.arctan), "asec": _of_reciprocal(np.arccos), "acsc": _of_reciprocal(np.arcsin),
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "coth": _reciprocal(np.tanh),
    "sech": _reciprocal(np.cosh), "csch": _reciprocal(np.sinh), "asinh": np.arcsinh, "acosh": np.arccosh,
    "atanh": np.arctanh, "ln": np.log, "log": np.log, "lg": np.log10, "lb": np.log2, "exp": np.exp,
    "sqrt": np.sqrt, "abs": lambda values: np.abs(values) + 0j, "factorial": _factorial,
}  # fmt: skip
_OF_REALS: Final[dict[str, Callable[..., Bounds]]] = {
    "cbrt": np.cbrt, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "atan2": np.arctan2,
    "min": lambda *values: np.minimum.reduce(values), "max": lambda *values: np.maximum.reduce(values),
}  # fmt: skip
