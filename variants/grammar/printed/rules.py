"""What text and LaTeX have in common when a tree is printed: how tightly signs bind, and chains."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from variants.grammar.trees import Comparison, Number, Relation, Statement, Tree, same

LIST, OR, AND, COMPARISON, SETS, SUM, PRODUCT, POWER, ATOM = range(9)
POWERED: Final = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "ln", "lg"))
"""Functions whose power is written on the name: sin²(x)."""
_DIRECTIONS: Final[tuple[frozenset[Relation], ...]] = (
    frozenset(("<", "<=", "=")),
    frozenset((">", ">=", "=")),
)
_LARGEST_RAISED: Final = 10**6


def is_raised(exponent: Tree) -> bool:
    """Say whether an exponent is a whole number that small digits can show."""
    if not isinstance(exponent, Number):
        return False
    return exponent.value.denominator == 1 and 0 <= exponent.value.numerator < _LARGEST_RAISED


def is_chain(parts: Sequence[Statement]) -> bool:
    """Say whether statements joined by “and” are a chain: each comparison goes on from the last."""
    relations = {part.relation for part in parts if isinstance(part, Comparison)}
    return any(relations <= known for known in _DIRECTIONS) and all(
        isinstance(left, Comparison) and isinstance(right, Comparison) and same(left.right, right.left)
        for left, right in pairwise(parts)
    )
