"""Look for a factor that an equation has and another lacks: where it is zero, only the one holds.

Between two points where the quotient of their differences has opposite signs, it is zero, infinite, or jumps.
"""

from typing import Final

from flint import arb

from variants.equivalence.evaluation import Point, value_of
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Tree

_HALVINGS: Final = 26
_PAIRS: Final = 3
_BITS: Final = 80
_TINY: Final = 1e-6
_MODERATE: Final = 1e4


def has_spare_factor(key: Tree, answer: Tree, points: tuple[Point, ...]) -> bool | None:
    """Say whether the answer's difference of sides is zero somewhere among the points where the key's is not.

    False if the quotient of the differences keeps its sign at all points; None where nothing was found
    between points of opposite signs.
    """
    with at_precision(_BITS):
        signs = [(point, _sign(key, answer, point)) for point in points]
        above = [point for point, sign in signs if sign > 0]
        below = [point for point, sign in signs if sign < 0]
        pairs = list(zip(above, below, strict=False))[:_PAIRS]
        if not pairs:
            return False
        return True if any(_zero_between(key, answer, *pair) for pair in pairs) else None


def _sign(key: Tree, answer: Tree, point: Point) -> int:
    """Return the sign of the product of both differences; 0 where it isn't known."""
    value = value_of(key, point, REAL) * value_of(answer, point, REAL)
    if not value.is_finite() or value.contains(0):
        return 0
    return 1 if value > 0 else -1


def _zero_between(key: Tree, answer: Tree, above: Point, below: Point) -> bool:
    size = _size(answer, above) + _size(answer, below)
    usual = _size(key, above) + _size(key, below)
    for _ in range(_HALVINGS):
        middle = {name: _middle(value, below[name]) for name, value in above.items()}
        own, other = value_of(key, middle, REAL), value_of(answer, middle, REAL)
        if not usual / _MODERATE < abs(float(own)) < usual * _MODERATE:
            return False
        if abs(float(other)) < _TINY * size:
            return True
        above, below = (middle, below) if (own > 0) == (other > 0) else (above, middle)
    return False


def _middle(one: arb, other: arb) -> arb:
    return ((one + other) / 2).mid()


def _size(tree: Tree, point: Point) -> float:
    return abs(float(value_of(tree, point, REAL)))
