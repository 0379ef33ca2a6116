"""Real arithmetic in balls that says why a step has no value; slower than `real_values.py`, asked after it.

Where a ball straddles an edge of a domain it raises Unclear, so that more bits can tell. With `SETTLING` bits
or more, a ball that is still within half of the bits of zero is taken as zero.
"""

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Final, NoReturn

from flint import arb, ctx

from variants.equivalence.values.arithmetic_tables import Arithmetic, NoValue, Unclear
from variants.equivalence.values.real_values import REAL_FUNCTIONS, named_constant, whole_or_fraction
from variants.equivalence.values.unknown_functions import unknown_function

SETTLING: Final = 1024
_POLES: Final = ("tan", "cot", "sec", "csc", "coth", "csch", "factorial")


def _is_zero(ball: arb) -> bool:
    """Say whether a ball is zero, or so near that it is taken as zero. Raises Unclear if it may be either."""
    if not ball.contains(0):
        return False
    if ball.is_zero() or (ctx.prec >= SETTLING and ball.abs_upper() < arb(2) ** (-ctx.prec // 2)):
        return True
    raise Unclear


def _finite(ball: arb) -> arb:
    if not ball.is_finite():
        raise Unclear
    return ball


def _is_positive(value: arb) -> bool:
    """Say whether a value is positive and not zero. Raises NoValue for a negative one."""
    if value > 0:
        return True
    if value < 0:
        raise NoValue("imaginary")
    return not _is_zero(value)


def _divided(above: arb, below: arb) -> arb:
    if _is_zero(below):
        raise NoValue("undefined")
    return _finite(above / below)


def _about_zero(base: arb, exponent: int) -> arb:
    """Return a whole power of a ball that holds zero, for which `**` knows no value."""
    size = abs(base).abs_upper() ** exponent
    return arb(0, size)


def _rational_power(base: arb, exponent: Fraction) -> arb:
    top, below = exponent.numerator, exponent.denominator
    if not top:
        return arb(1)
    if below == 1 and top > 0:
        return _finite(_about_zero(base, top) if base.contains(0) else base**top)
    if _is_zero(base):
        if top < 0:
            raise NoValue("undefined")
        return arb(0)
    if below == 1:
        return _finite(base**top)
    if base > 0:
        return _finite(base ** (arb(top) / below))
    if below % 2 == 0:
        raise NoValue("imaginary")
    size = _finite((-base) ** (arb(top) / below))
    return -size if top % 2 else size


def _power(base: arb, exponent: arb) -> arb:
    if exponent.is_exact() and exponent.is_integer():
        return _rational_power(base, Fraction(int(exponent.unique_fmpz() or 0)))
    if _is_positive(base):
        return _finite(base**exponent)
    if exponent > 0:
        return arb(0)
    raise NoValue("undefined")


def _logarithm(value: arb, base: arb | None = None) -> arb:
    if not _is_positive(value):
        raise NoValue("undefined")
    if base is None:
        return _finite(value.log())
    return _divided(_finite(value.log()), _logarithm(base))


def _root(value: arb, degree: arb) -> arb:
    whole = degree.unique_fmpz() if degree.is_exact() else None
    if whole is not None and int(whole):
        return _rational_power(value, Fraction(1, int(whole)))
    return _power(value, _divided(arb(1), degree))


def _inside_one(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """Guard asin and acos: outside of [−1; 1] they aren't real, and an end may be straddled."""

    def guarded(value: arb) -> arb:
        if _is_positive(1 - abs(value)):
            return _finite(function(value))
        return function(arb(1) if value > 0 else arb(-1))

    return guarded


def _acosh(value: arb) -> arb:
    return _finite(value.acosh()) if _is_positive(value - 1) else arb(0)


def _atanh(value: arb) -> arb:
    if not _is_positive(1 - abs(value)):
        raise NoValue("undefined")
    return _finite(value.atanh())


def _sign(value: arb) -> arb:
    return arb(0) if _is_zero(value) else value.sgn()


def _stepped(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """Guard floor and ceil, which jump at whole numbers."""

    def guarded(value: arb) -> arb:
        whole = value.unique_fmpz()
        if whole is not None and _is_zero(value - arb(whole)):
            return arb(whole)
        found = function(value)
        if not found.is_exact():
            raise Unclear
        return found

    return guarded


def _angle(above: arb, right: arb) -> arb:
    """Return atan2, which jumps on the negative half of the axis and has no value at the centre."""
    if right > 0 or not _is_zero(above):
        return _finite(arb.atan2(above, right))
    if _is_zero(right):
        raise NoValue("undefined")
    return arb.pi()


def _with_poles(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    def guarded(value: arb) -> arb:
        found = function(value)
        if found.is_finite():
            return found
        if ctx.prec >= SETTLING and value.rad() < arb(2) ** (-ctx.prec // 2):
            raise NoValue("undefined")
        raise Unclear

    return guarded


def _checked(function: Callable[..., arb]) -> Callable[..., arb]:
    return lambda *arguments: _finite(function(*arguments))


def _plus_minus(_: arb) -> NoReturn:
    """Refuse two values at once; whoever compares ± takes each by itself."""
    raise NoValue("unknown")


def _real_constant(name: str) -> arb:
    if name == "i":
        raise NoValue("imaginary")
    return _finite(named_constant(name))


CAREFUL: Final = Arithmetic(
    signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divided},
    functions={name: _checked(function) for name, function in REAL_FUNCTIONS.items()}
    | {name: _with_poles(REAL_FUNCTIONS[name]) for name in _POLES}
    | {
        "ln": _logarithm, "log": _logarithm, "lg": lambda x: _logarithm(x, arb(10)),
        "lb": lambda x: _logarithm(x, arb(2)), "sqrt": lambda x: _rational_power(x, Fraction(1, 2)),
        "cbrt": lambda x: _rational_power(x, Fraction(1, 3)), "root": _root, "sign": _sign,
        "asin": _inside_one(arb.asin), "acos": _inside_one(arb.acos), "acosh": _acosh, "atanh": _atanh,
        "acot": lambda x: _divided(arb(1), x).atan(),
        "asec": lambda x: _inside_one(arb.acos)(_divided(arb(1), x)),
        "acsc": lambda x: _inside_one(arb.asin)(_divided(arb(1), x)), "floor": _stepped(arb.floor),
        "ceil": _stepped(arb.ceil), "atan2": _angle, "plusminus": _plus_minus,
    },
    number=whole_or_fraction,
    constant=_real_constant,
    rational_power=_rational_power,
    power=_power,
    unknown=unknown_function,
)  # fmt: skip
