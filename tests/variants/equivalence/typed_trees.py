"""Read formulas of tests into trees; the letters are declared, so that `xy` is a product."""

from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.trees import Comparison, Tree

_LETTERS = letters_of(frozenset("abcdghkmnqtxyzABCV") | {"mu"}, closed=False, functions=("f", "w"))


def tree_of(typed: str) -> Tree:
    """Return the tree of a formula."""
    tree = read_formula(typed, "en", _LETTERS).tree
    assert not isinstance(tree, Comparison)
    return tree
