"""Whether numbers were typed as decimals: a tree keeps their exact values, not how they were written."""

import re
from typing import Final

from variants.grammar.trees import Number, Tree, walk

_DECIMAL: Final = re.compile(r"[.,]\d|\d[eE][+-]?\d")
# The digits of 2.0 leave no trace in its value; three zeros may part thousands.
_NOTHING_BEHIND: Final = re.compile(r"[.,](?!000(?!\d))0+(?![\d(])")


def has_decimals(typed: str, tree: Tree) -> bool:
    """Say whether a decimal fraction stands in what was typed; `0,(3)` and `1/3` are exact."""
    if "≈" in typed:
        return True
    if not _DECIMAL.search(typed):
        return False
    if any(isinstance(node, Number) and _ends(node.value.denominator) for node in walk(tree)):
        return True
    return _NOTHING_BEHIND.search(typed) is not None


def _ends(denominator: int) -> bool:
    """Say whether a fraction with this denominator is no whole number and has finitely many decimals."""
    if denominator == 1:
        return False
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1
