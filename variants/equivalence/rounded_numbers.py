"""Keys whose numbers were computed: twelve digits stand for a longer number, so what agrees to ten is equal.

A task puts its parameters into a formula as numbers: a third becomes 0.333333333333, and a student who writes
x/3 is right.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from flint import arb

from variants.equivalence.evaluation import evaluate_real
from variants.equivalence.points import points_for
from variants.grammar.trees import Number, Tree, symbols, walk
from variants.keys import SymbolRange

_MANY_FIGURES: Final = 11
_LONGEST: Final = 40
_COUNT: Final = 6
_ENOUGH: Final = 3
_AGREE: Final = arb(1e-9)
Pair = tuple[arb, arb]


def has_rounded_numbers(tree: Tree) -> bool:
    """Say whether a number has so many figures that a computer must have written it."""
    return any(isinstance(node, Number) and _is_rounded(node.value) for node in walk(tree))


def _is_rounded(value: Fraction) -> bool:
    for places in range(_LONGEST):
        whole = value * 10**places
        if whole.denominator == 1:
            return len(str(abs(whole.numerator)).rstrip("0")) >= _MANY_FIGURES
    return False


def agree(one: Tree, other: Tree, ranges: Mapping[str, SymbolRange]) -> bool:
    """Say whether two formulas agree to nine figures wherever they were looked at."""
    pairs = _values(one, other, ranges)
    return len(pairs) >= _ENOUGH and all(abs(left - right) <= _AGREE * abs(left) for left, right in pairs)


def are_proportional(one: Tree, other: Tree, ranges: Mapping[str, SymbolRange]) -> bool:
    """Say whether the ratio of two formulas is the same to nine figures wherever it was looked at."""
    ratios = [left / right for left, right in _values(one, other, ranges) if not right.contains(0)]
    if len(ratios) < _ENOUGH:
        return False
    first = ratios[0]
    return all(abs(ratio - first) <= _AGREE * abs(first) for ratio in ratios)


def _values(one: Tree, other: Tree, ranges: Mapping[str, SymbolRange]) -> list[Pair]:
    """Return both values at some points; none at all if one of them has a value where the other has none."""
    found: list[Pair] = []
    for point in points_for(symbols(one) | symbols(other), ranges, _COUNT):
        left, right = evaluate_real(one, point), evaluate_real(other, point)
        if left is not None and right is not None:
            found.append((left, right))
        elif left is not None or right is not None:
            return []
    return found
