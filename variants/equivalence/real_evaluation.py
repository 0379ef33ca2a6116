"""Evaluate a formula in real numbers alone, several times faster than in complex ones.

It serves formulas of everyday functions that stay real at every point; for the rest there is `evaluation.py`.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variants.equivalence.evaluation import CONSTANTS, to_float
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, chain

Reals = NDArray[np.float64]
RealValues = tuple[Reals, Reals]
"""Values at the points, and bounds of their rounding errors."""
_EPSILON: Final = 2.0**-52
_COARSE: Final = 1e-4


class _NotReal(Exception):
    """A step of the formula has no real value at some point, or isn't known sharply enough."""


def evaluate_real(tree: Tree, points: Mapping[str, Reals]) -> RealValues | None:
    """Evaluate at the points; None if any value isn't a real number that is known sharply."""
    try:
        with np.errstate(all="ignore"):
            value, error = _evaluate(tree, points)
    except _NotReal:
        return None
    size = np.abs(value)
    sharp = (error <= _COARSE * np.maximum(size, 1e-6)) & (size < 1e150)
    return (value, error) if sharp.all() else None


def _evaluate(tree: Tree, points: Mapping[str, Reals]) -> RealValues:
    match tree:
        case Number(exact):
            return _constant(to_float(exact.numerator, exact.denominator))
        case Constant(name):
            return _constant(CONSTANTS[name])
        case Symbol(name):
            return points[name], _ZERO
        case Negation(inner):
            value, error = _evaluate(inner, points)
            return -value, error
        case Operation():
            first, terms = chain(tree)
            found = _evaluate(first, points)
            for sign, term in terms:
                value, error = _OPERATIONS[sign](found, _evaluate(term, points))
                found = value, error + _size(value) * (2 * _EPSILON)
            return found
        case Call(function, arguments):
            return _called(function, [_evaluate(argument, points) for argument in arguments])


_ZERO: Final = np.zeros(1)


def _size(values: Reals) -> Reals:
    return np.asarray(np.abs(values))


def _constant(value: complex) -> RealValues:
    if value.imag or not np.isfinite(value.real):
        raise _NotReal
    exact = np.array([value.real])
    return exact, np.abs(exact) * _EPSILON


def _sum(left: RealValues, right: RealValues) -> RealValues:
    return left[0] + right[0], left[1] + right[1]


def _difference(left: RealValues, right: RealValues) -> RealValues:
    return left[0] - right[0], left[1] + right[1]


def _product(left: RealValues, right: RealValues) -> RealValues:
    error = np.abs(left[0]) * right[1] + np.abs(right[0]) * left[1] + left[1] * right[1]
    return left[0] * right[0], error


def _quotient(above: RealValues, below: RealValues) -> RealValues:
    size = np.abs(below[0])
    if (size <= 1e3 * below[1]).any() or not size.all():
        raise _NotReal
    value = above[0] / below[0]
    return value, (above[1] + np.abs(value) * below[1]) / (size - below[1])


def _power(base: RealValues, exponent: RealValues) -> RealValues:
    """Raise positive numbers, or any but zero to a whole constant power."""
    size = np.abs(base[0])
    whole = exponent[0].size == 1 and float(exponent[0][0]).is_integer()
    if not size.all() or not (whole or (base[0] > 0).all()):
        raise _NotReal
    value = base[0] ** exponent[0]
    relative = np.abs(exponent[0]) * (base[1] / size + 4 * _EPSILON) + exponent[1] * np.abs(np.log(size))
    return value, np.abs(value) * relative


_OPERATIONS: Final[dict[str, Callable[[RealValues, RealValues], RealValues]]] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "^": _power,
}  # fmt: skip
_FUNCTIONS: Final[dict[str, tuple[Callable[[Reals], Reals], Callable[[Reals, Reals], Reals]]]] = {
    "sin": (np.sin, lambda x, _: _size(np.cos(x))),
    "cos": (np.cos, lambda x, _: _size(np.sin(x))),
    "tan": (np.tan, lambda _, y: np.square(y) + 1.0),
    "exp": (np.exp, lambda _, y: y),
    "ln": (np.log, lambda x, _: np.reciprocal(x)),
    "sqrt": (np.sqrt, lambda _, y: np.divide(0.5, y)),
}
"""Each function with the size of its slope at x, where its value is y."""


def _called(function: str, arguments: list[RealValues]) -> RealValues:
    if function not in _FUNCTIONS or len(arguments) > 1:
        raise _NotReal
    argument, error = arguments[0]
    if function in ("ln", "sqrt") and (argument <= 1e3 * error).any():
        raise _NotReal
    compute, slope = _FUNCTIONS[function]
    value = compute(argument)
    moved = np.maximum(error, np.abs(argument) * _EPSILON)
    return value, slope(argument, value) * moved * 1.01 + (4 + np.abs(value)) * _EPSILON
