"""Refuse a formula whose numbers would be endless work, or have no value at all, before anything is computed.

Constant parts are followed by the size of their numbers alone: `9^9^9^9` is never worked out.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, bottom_up
from variants.texts import Text

MOST_DIGITS: Final = 10_000.0
"""No constant part of a formula may have more digits than this."""
MOST_POWER: Final = 1e6
_EXACT: Final = 60.0
_SIZES: Final = {"pi": math.log10(math.pi), "e": math.log10(math.e), "i": 0.0, "degree": math.log10(0.0175)}
_LOGARITHMS: Final = frozenset({"ln", "lg", "lb", "log"})
_GROWING: Final = frozenset({"exp", "sinh", "cosh", "factorial"})
_LIMITED: Final = _LOGARITHMS | _GROWING
_SMALL_POWER: Final = 1000
_SMALL_NUMBER: Final = 10**12
_TOO_LARGE: Final = Text(en="A number in this formula is too large.", ru="Слишком большое число в формуле.")
_BY_ZERO: Final = Text(en="This divides by zero.", ru="Здесь деление на ноль.")
_OF_ZERO: Final = Text(en="There is no logarithm of zero.", ru="Логарифма нуля не существует.")


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a constant part is: its decimal logarithm at most, and its value where that is short."""

    digits: float
    exact: Fraction | None = None


def check_bounds(tree: Tree) -> None:
    """Raise UnreadableFormula if a constant part is too large or divides by zero."""
    if not _is_harmless(tree):
        _measure(tree)


def _is_harmless(tree: Tree) -> bool:
    """Say whether no part of a formula can be endless, at a glance at each sign: most have none."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is Operation:
            sign, right = node.sign, node.right  # type: ignore[union-attr]
            if sign == "/" and not _begins_with_a_letter(right):
                if not (type(right) is Number and right.value):
                    return False
            elif sign == "^" and not (
                type(right) is Number
                and abs(right.value.numerator) <= _SMALL_POWER
                and _begins_with_a_letter(node.left)  # type: ignore[union-attr]
            ):
                return False
            waiting += (node.left, right)  # type: ignore[union-attr]
        elif kind is Call:
            if node.function in _LIMITED:  # type: ignore[union-attr]
                return False
            waiting += node.arguments  # type: ignore[union-attr]
        elif kind is Negation:
            waiting.append(node.inner)  # type: ignore[union-attr]
        elif kind is Number and node.value.numerator > _SMALL_NUMBER:  # type: ignore[union-attr]
            return False
    return True


def _begins_with_a_letter(tree: Tree) -> bool:
    """Say whether a letter stands at the front, so that the whole has no fixed size."""
    while type(tree) is Operation:
        tree = tree.left
    return type(tree) is Symbol


def _measure(tree: Tree) -> None:
    sizes: dict[int, _Size | None] = {}
    for node in bottom_up(tree):
        size = _size(node, sizes)
        if size is not None and size.digits > MOST_DIGITS:
            raise UnreadableFormula(_TOO_LARGE)
        sizes[id(node)] = size


def _size(node: Tree, sizes: dict[int, _Size | None]) -> _Size | None:
    """Return the size of a node whose parts are known; None if letters stand in it."""
    match node:
        case Number(value):
            return _of_exact(value)
        case Constant(name):
            return _Size(_SIZES[name]) if name in _SIZES else None
        case Negation(inner):
            size = sizes[id(inner)]
            return size and _Size(size.digits, None if size.exact is None else -size.exact)
        case Operation(sign, left, right):
            return _joined(sign, sizes[id(left)], sizes[id(right)])
        case Call(function, arguments):
            return _called(function, sizes[id(arguments[0])])
        case _:
            return None


def _of_exact(value: Fraction) -> _Size:
    if not value:
        return _Size(-math.inf, value)
    digits = math.log10(abs(value.numerator)) - math.log10(value.denominator)
    return _Size(digits, value if abs(digits) < _EXACT else None)


def _joined(sign: str, left: _Size | None, right: _Size | None) -> _Size | None:
    if sign == "/" and right and right.exact == 0:
        raise UnreadableFormula(_BY_ZERO)
    if sign == "^":
        return _raised(left, right)
    if left is None or right is None:
        return None
    if left.exact is not None and right.exact is not None:
        return _of_exact(_computed(sign, left.exact, right.exact))
    if sign in "+-":
        return _Size(max(left.digits, right.digits) + math.log10(2))
    return _Size(left.digits + (right.digits if sign == "*" else -right.digits))


def _computed(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _raised(base: _Size | None, exponent: _Size | None) -> _Size | None:
    if exponent is None:
        return None
    power = 10.0 ** min(exponent.digits, 300)
    if base is None:
        if power > MOST_POWER:
            raise UnreadableFormula(_TOO_LARGE)
        return None
    if base.exact == 0:
        if exponent.exact is not None and exponent.exact < 0:
            raise UnreadableFormula(_BY_ZERO)
        return None
    digits = power * abs(base.digits)
    if digits > MOST_DIGITS:
        raise UnreadableFormula(_TOO_LARGE)
    short = base.exact is not None and exponent.exact is not None and exponent.exact.denominator == 1
    if short and digits < _EXACT and power <= 64:
        assert base.exact is not None
        assert exponent.exact is not None
        return _of_exact(base.exact ** int(exponent.exact))
    return _Size(digits)


def _called(function: str, argument: _Size | None) -> _Size | None:
    if argument is None:
        return None
    if function in _LOGARITHMS and argument.exact == 0:
        raise UnreadableFormula(_OF_ZERO)
    if function in _GROWING and argument.digits > math.log10(3000):
        raise UnreadableFormula(_TOO_LARGE)
    return None
