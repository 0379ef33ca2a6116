"""Work out the value of a formula at a point in rigorous balls: the true value lies inside.

There is one walk of the tree for all kinds of numbers; the arithmetic that is handed in does the rest.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from flint import acb, arb

from variants.equivalence.values.arithmetic_tables import Arithmetic, Missing, NoValue, Unclear, Value
from variants.equivalence.values.careful_values import CAREFUL, SETTLING
from variants.equivalence.values.complex_values import COMPLEX
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, chain

Point = Mapping[str, arb]
"""A value of every letter."""
STEP: Final = 4
"""A value that is not clear is worked out again with so many times the bits."""
_SHARP: Final = 0.6
_SHARPEST: Final = 64
_NEAR_ZERO: Final = 2.0**-100
_LARGEST: Final = 10**12


def value_of(tree: Tree, point: Mapping[str, Value], arithmetic: Arithmetic) -> Value:
    """Walk the tree at the working precision. Raises KeyError for a letter without a value."""
    if type(tree) is Symbol:
        return point[tree.name]
    if type(tree) is Operation:
        return _joined(tree, point, arithmetic)
    if type(tree) is Number:
        return arithmetic.number(tree.value.numerator, tree.value.denominator)
    if type(tree) is Call:
        return _called(tree, point, arithmetic)
    if type(tree) is Negation:
        return -value_of(tree.inner, point, arithmetic)
    assert type(tree) is Constant
    return arithmetic.constant(tree.name)


def _called(tree: Call, point: Mapping[str, Value], arithmetic: Arithmetic) -> Value:
    function = arithmetic.functions.get(tree.function)
    if function is not None and len(tree.arguments) == 1:
        inner = tree.arguments[0]
        return function(point[inner.name] if type(inner) is Symbol else value_of(inner, point, arithmetic))
    arguments = [value_of(argument, point, arithmetic) for argument in tree.arguments]
    if function is not None:
        return function(*arguments)
    return arithmetic.unknown(tree.function, tuple(arguments))


def _joined(tree: Operation, point: Mapping[str, Value], arithmetic: Arithmetic) -> Value:
    """Work out a row of operations from the left, however long it is."""
    waiting = []
    node: Tree = tree
    while type(node) is Operation:
        waiting.append(node)
        node = node.left
    value = point[node.name] if type(node) is Symbol else value_of(node, point, arithmetic)
    signs = arithmetic.signs
    while waiting:
        operation = waiting.pop()
        right = operation.right
        if operation.sign == "^":
            exponent = exact_value(right)
            if exponent is None:
                value = arithmetic.power(value, value_of(right, point, arithmetic))
            else:
                value = arithmetic.rational_power(value, exponent)
        elif type(right) is Symbol:
            value = signs[operation.sign](value, point[right.name])
        else:
            value = signs[operation.sign](value, value_of(right, point, arithmetic))
    return value


def exact_value(tree: Tree) -> Fraction | None:
    """Return the fraction that a tree of short numbers and + − · / is; None for anything else."""
    if type(tree) is Number:
        return tree.value
    if type(tree) is Negation:
        inner = exact_value(tree.inner)
        return None if inner is None else -inner
    if type(tree) is not Operation:
        return None
    first, terms = chain(tree)
    found = exact_value(first)
    for sign, term in terms:
        right = None if found is None or sign == "^" else exact_value(term)
        found = None if found is None or right is None else _computed(sign, found, right)
        if found is None:
            return None
    return found


def _computed(sign: str, left: Fraction, right: Fraction) -> Fraction | None:
    if sign == "/":
        found = left / right if right else None
    else:
        found = left * right if sign == "*" else left + right if sign == "+" else left - right
    short = found is not None and abs(found.numerator) < _LARGEST and found.denominator < _LARGEST
    return found if short else None


def evaluate_real(tree: Tree, point: Point, *, precision: int = 128) -> arb | None:
    """Return a ball around the value, sharp to half of the bits unless it is zero; None if there is none.

    None stands for a complex value, a pole, and what is too large or too blurred to be known.
    """
    found, _ = known_value(tree, point, levels_from(precision))
    return None if isinstance(found, str) else found


def levels_from(precision: int) -> tuple[int, ...]:
    """Return the bits to work with, one after the other, until a value is sharp."""
    return precision, STEP * precision, max(STEP * STEP * precision, 2 * SETTLING)


def known_value(tree: Tree, point: Point, levels: tuple[int, ...]) -> tuple[arb | Missing, int]:
    """Return a ball sharp to half of the first level's bits, or why there is none; and the levels it took.

    What can't be told from zero with the bits of the last level is taken as zero: its reciprocal is a pole.
    """
    with at_precision(levels[0]):
        quick: arb = value_of(tree, point, REAL)
    if is_sharp(quick, levels[0]):
        return quick, 1
    found: arb | Missing = "unknown"
    for count, bits in enumerate(levels, start=1):
        try:
            with at_precision(bits):
                found = value_of(tree, point, CAREFUL)
        except NoValue as reason:
            return reason.missing, count
        except Unclear:
            continue
        if isinstance(found, str) or is_sharp(found, levels[0]):
            return found, count
    return found, len(levels)


def is_sharp(ball: arb, precision: int) -> bool:
    """Say whether a ball is known to more than half of the bits asked for."""
    return ball.is_finite() and ball.rel_accuracy_bits() >= _SHARP * precision


def is_blurred(ball: arb) -> bool:
    """Say whether a value is neither sharp nor so near to zero that it is taken as zero."""
    return ball.rel_accuracy_bits() < _SHARPEST and not ball.rad() < _NEAR_ZERO


def evaluate_complex(
    tree: Tree, point: Mapping[str, acb], levels: tuple[int, ...] = (128, 512, 2048)
) -> acb | None:
    """Return a ball around the complex value (principal branches), sharp to half of the first level's bits.

    None where there is no value, or it is too large or too blurred to be known.
    """
    found: acb = acb(0)
    for bits in levels:
        try:
            with at_precision(bits):
                found = value_of(tree, point, COMPLEX)
        except (NoValue, Unclear):
            return None
        if found.is_finite() and found.rel_accuracy_bits() >= _SHARP * levels[0]:
            return found
    return found if found.is_finite() and found.rad() < _NEAR_ZERO else None
