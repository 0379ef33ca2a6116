"""Real arithmetic in balls that computes first and asks later: what went wrong makes the result not finite.

A step without a real value gives NaN, and NaN stays; `careful_values.py` then says what went wrong.
"""

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Final

from flint import arb

from variants.equivalence.values.arithmetic_tables import Arithmetic
from variants.equivalence.values.unknown_functions import unknown_function

_WHOLE: Final = {number: arb(number) for number in range(-20, 201)}


def whole_or_fraction(numerator: int, denominator: int) -> arb:
    """Return the ball of an exact number."""
    if denominator == 1:
        known = _WHOLE.get(numerator)
        return arb(numerator) if known is None else known
    return arb(numerator) / denominator


def named_constant(name: str) -> arb:
    """Return a real constant; the imaginary unit is NaN."""
    return _CONSTANTS[name]()


_CONSTANTS: Final[dict[str, Callable[[], arb]]] = {
    "pi": arb.pi,
    "e": arb.const_e,
    "i": arb.nan,
    "oo": arb.pos_inf,
    "degree": lambda: arb.pi() / 180,
}


def _rational_power(base: arb, exponent: Fraction) -> arb:
    top, below = exponent.numerator, exponent.denominator
    if below == 1:
        return base**top if top else base * 0 + 1
    if below == 2:
        root = base.sqrt()
        return root if top == 1 else root**top
    return base ** (arb(top) / below)


def _power(base: arb, exponent: arb) -> arb:
    return base**exponent if base > 0 else arb.nan()


def logarithm(value: arb, base: arb | None = None) -> arb:
    """Return the logarithm, natural without a base; NaN unless the value is positive."""
    return value.log() if base is None else value.log() / base.log()


def cube_root(value: arb) -> arb:
    """Return the real cube root; the ball of a number that may be zero is wide."""
    if value < 0:
        return -((-value).root(3))
    return value.root(3)


def _root(value: arb, degree: arb) -> arb:
    whole = degree.unique_fmpz()
    if whole is not None and degree.is_exact():
        return _rational_power(value, Fraction(1, int(whole))) if whole else arb.nan()
    return _power(value, 1 / degree)


def _sign(value: arb) -> arb:
    return value.sgn() if value.is_finite() else arb.nan()


REAL_FUNCTIONS: Final[dict[str, Callable[..., arb]]] = {
    "sin": arb.sin, "cos": arb.cos, "tan": arb.tan, "cot": arb.cot, "sec": arb.sec, "csc": arb.csc,
    "asin": arb.asin, "acos": arb.acos, "atan": arb.atan, "acot": lambda x: (1 / x).atan(),
    "asec": lambda x: (1 / x).acos(), "acsc": lambda x: (1 / x).asin(), "atan2": arb.atan2,
    "sinh": arb.sinh, "cosh": arb.cosh, "tanh": arb.tanh, "coth": arb.coth, "sech": arb.sech,
    "csch": arb.csch, "asinh": arb.asinh, "acosh": arb.acosh, "atanh": arb.atanh, "exp": arb.exp,
    "ln": logarithm, "log": logarithm, "lg": lambda x: logarithm(x, arb(10)),
    "lb": lambda x: logarithm(x, arb(2)), "sqrt": arb.sqrt, "cbrt": cube_root, "root": _root,
    "abs": arb.__abs__, "sign": _sign, "floor": arb.floor, "ceil": arb.ceil,
    "factorial": lambda x: (x + 1).gamma(),
    "plusminus": lambda _: arb.nan(), "min": lambda *values: reduce(arb.min, values),
    "max": lambda *values: reduce(arb.max, values),
}  # fmt: skip
REAL: Final = Arithmetic(
    signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
    functions=REAL_FUNCTIONS,
    number=whole_or_fraction,
    constant=named_constant,
    rational_power=_rational_power,
    power=_power,
    unknown=unknown_function,
)
