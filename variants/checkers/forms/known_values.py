"""Values that one knows by heart: sin 30°, ln e, lg 100, √4, and what comes out of √8."""

from fractions import Fraction
from typing import Final

from flint import fmpz

from variants.checkers.forms.layout import number, product, whole, whole_power
from variants.checkers.forms.polynomials import TooLarge, as_polynomials
from variants.grammar.trees import Call, Constant, Number, Operation, Tree

_ANGLES: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_ARCS: Final = frozenset({"asin", "acos", "atan", "acot"})
_ODDITIES: Final = frozenset({"sinh", "cosh", "tanh", "exp"})
_ROUNDED: Final = frozenset({"abs", "sign", "floor", "ceil", "min", "max"})
_MOST_FACTORIAL: Final = 12
_LARGEST: Final = 10**18
_INVERSE_PAIRS: Final = frozenset({("ln", "exp"), ("exp", "ln")})


def has_simple_value(call: Call) -> bool:
    """Say whether the value of a function at this number is known by heart."""
    inner, value = call.arguments[0], number(call.arguments[0])
    if isinstance(inner, Call) and (call.function, inner.function) in _INVERSE_PAIRS:
        return True
    if call.function in _ANGLES:
        turns = _half_turns(inner)
        return turns is not None and ((6 * turns).denominator == 1 or (4 * turns).denominator == 1)
    if call.function in ("ln", "lg", "lb", "log"):
        return _has_simple_logarithm(call)
    if value is None:
        return False
    if call.function == "factorial":
        return 0 <= value <= _MOST_FACTORIAL
    if call.function in _ARCS:
        return value in (0, 1, -1, Fraction(1, 2), Fraction(-1, 2))
    return call.function in _ROUNDED or (call.function in _ODDITIES and not value)


def _half_turns(angle: Tree) -> Fraction | None:
    """Return an angle in units of π; None if it is no rational multiple of it."""
    try:
        pi, degree, found = as_polynomials((Constant("pi"), Constant("degree"), angle))
    except TooLarge:
        return None
    if not found.below.is_constant():
        return None
    below = int(found.below.leading_coefficient())
    if not found.above:
        return Fraction(0)
    for unit, parts in ((pi.above, 1), (degree.above, 180)):
        if len(found.above) == 1 and found.above.monoms() == unit.monoms():
            return Fraction(int(found.above.leading_coefficient()), below * parts)
    return None


def _has_simple_logarithm(call: Call) -> bool:
    inner = call.arguments[0]
    bases: dict[str, Tree] = {"lg": Number(Fraction(10)), "lb": Number(Fraction(2))}
    base = call.arguments[1] if len(call.arguments) > 1 else bases.get(call.function, Constant("e"))
    raised = whole_power(inner)
    if (
        inner == base
        or whole(inner) == 1
        or (isinstance(inner, Operation) and inner.sign == "^" and inner.left == base)
    ):
        return True
    value, of = number(inner), number(base)
    if value is None or of is None or raised or value <= 0 or of <= 1 or value > _LARGEST:
        return False
    value = max(value, 1 / value)
    while value > 1:
        value /= of
    return value == 1


def has_square_part(base: Tree, exponent: Fraction) -> bool:
    """Say whether something comes out of a root: 2 of √8, a of √(a²b), 3 of ∛27."""
    degree = exponent.denominator
    parts = product(base)
    for factor in (*parts.above, *parts.below):
        raised = whole_power(factor)
        if raised and abs(raised[1]) >= degree and number(raised[0]) is None:
            return True
        value = number(raised[0]) ** raised[1] if raised and _is_short(raised) else number(factor)  # type: ignore[operator]
        if value is not None and any(
            _has_power(part, degree) for part in (value.numerator, value.denominator)
        ):
            return True
    return False


def _is_short(raised: tuple[Tree, int]) -> bool:
    value = number(raised[0])
    return (
        value is not None
        and value != 0
        and abs(raised[1]) <= 12
        and value.numerator * value.denominator < 1000
    )


def _has_power(value: int, degree: int) -> bool:
    if abs(value) >= _LARGEST or not value:
        return not value
    return any(times >= degree for _, times in fmpz(abs(value)).factor())
