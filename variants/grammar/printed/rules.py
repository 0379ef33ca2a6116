"""What text and LaTeX have in common when a tree is printed: how tightly signs bind, and chains."""

from collections.abc import Sequence
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


def runs_of(parts: Sequence[Statement]) -> list[list[Statement]]:
    """Part statements joined by “and” into runs; comparisons of one run are a chain: `0 < x ≤ 2`."""
    runs: list[list[Statement]] = []
    for part in parts:
        if runs and _goes_on(runs[-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _goes_on(run: Sequence[Statement], part: Statement) -> bool:
    last = run[-1]
    if not (isinstance(last, Comparison) and isinstance(part, Comparison)):
        return False
    relations = {one.relation for one in (*run, part) if isinstance(one, Comparison)}
    return any(relations <= known for known in _DIRECTIONS) and same(last.right, part.left)
