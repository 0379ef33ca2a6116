"""Complex arithmetic in balls: principal branches, but real odd roots of real negative numbers as at school.

A step without a value gives NaN, and NaN stays; functions of real numbers alone raise NoValue elsewhere.
"""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from flint import acb

from variants.equivalence.values.arithmetic_tables import Arithmetic, NoValue
from variants.equivalence.values.careful_values import CAREFUL
from variants.equivalence.values.real_values import named_constant, whole_or_fraction
from variants.equivalence.values.unknown_functions import unknown_function

_OF_REALS: Final = ("cbrt", "sign", "floor", "ceil", "atan2", "min", "max", "plusminus")


def _rational_power(base: acb, exponent: Fraction) -> acb:
    top, below = exponent.numerator, exponent.denominator
    if below == 1:
        return base**top if top else base * 0 + 1
    if below == 2:
        return base.sqrt() ** top
    if below % 2 and base.imag.is_zero() and base.real < 0:
        return acb(CAREFUL.rational_power(base.real, exponent))
    return base ** (acb(top) / below)


def _power(base: acb, exponent: acb) -> acb:
    if base.is_zero() and exponent.real > 0:
        return acb(0)
    return base**exponent


def _logarithm(value: acb, base: acb | None = None) -> acb:
    return value.log() if base is None else value.log() / base.log()


def _root(value: acb, degree: acb) -> acb:
    whole = degree.real.unique_fmpz() if degree.is_exact() and degree.imag.is_zero() else None
    if whole is not None and int(whole):
        return _rational_power(value, Fraction(1, int(whole)))
    return _power(value, 1 / degree)


def _of_reals(name: str) -> Callable[..., acb]:
    function = CAREFUL.functions[name]

    def guarded(*arguments: acb) -> acb:
        if not all(argument.imag.is_zero() for argument in arguments):
            raise NoValue("undefined")
        return acb(function(*(argument.real for argument in arguments)))

    return guarded


_FUNCTIONS: Final[Mapping[str, Callable[..., acb]]] = {
    **{name: _of_reals(name) for name in _OF_REALS},
    "sin": acb.sin, "cos": acb.cos, "tan": acb.tan, "cot": acb.cot, "sec": acb.sec, "csc": acb.csc,
    "asin": acb.asin, "acos": acb.acos, "atan": acb.atan, "acot": lambda x: (1 / x).atan(),
    "asec": lambda x: (1 / x).acos(), "acsc": lambda x: (1 / x).asin(), "sinh": acb.sinh, "cosh": acb.cosh,
    "tanh": acb.tanh, "coth": acb.coth, "sech": acb.sech, "csch": acb.csch, "asinh": acb.asinh,
    "acosh": acb.acosh, "atanh": acb.atanh, "exp": acb.exp, "ln": _logarithm, "log": _logarithm,
    "lg": lambda x: _logarithm(x, acb(10)), "lb": lambda x: _logarithm(x, acb(2)), "sqrt": acb.sqrt,
    "abs": lambda x: acb(abs(x)), "factorial": lambda x: (x + 1).gamma(), "root": _root,
}  # fmt: skip
_UNIT: Final = acb(0, 1)
COMPLEX: Final = Arithmetic(
    signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
    functions=_FUNCTIONS,
    number=lambda numerator, denominator: acb(whole_or_fraction(numerator, denominator)),
    constant=lambda name: _UNIT if name == "i" else acb(named_constant(name)),
    rational_power=_rational_power,
    power=_power,
    unknown=unknown_function,
)
