"""Antiderivatives: formulas whose difference is a constant, whatever the constant is called."""

import re
from collections.abc import Mapping
from typing import Final

from variants.checkers.forms.layout import terms
from variants.equivalence.probing import is_zero
from variants.equivalence.rewriting import rewritten
from variants.grammar.trees import Operation, Symbol, Tree, walk
from variants.keys import SymbolRange

_MARK: Final = "′′"
_USUAL: Final = re.compile(r"[CcKk](?:_\w+)?|const")


def added_letter(tree: Tree) -> str | None:
    """Return the letter of an integration constant: `C` or the like, once, as a term of its own."""
    names = [node.name for node in walk(tree) if isinstance(node, Symbol)]
    added = (term.name for _, term in terms(tree) if isinstance(term, Symbol))
    return next((name for name in added if _USUAL.fullmatch(name) and names.count(name) == 1), None)


def change(tree: Tree, variables: frozenset[str]) -> Tree:
    """Return by how much a formula changes when its variables do: what is constant cancels."""
    return Operation("-", tree, _at_other_values(tree, variables))


def depends_on(tree: Tree, letters: frozenset[str], ranges: Mapping[str, SymbolRange]) -> bool:
    """Say whether a formula has other values when these letters do: x + C − C has not."""
    if not letters:
        return False
    return is_zero(change(tree, letters), doubled(ranges, letters)) is not True


def doubled(ranges: Mapping[str, SymbolRange], variables: frozenset[str]) -> dict[str, SymbolRange]:
    """Return the ranges of letters and of their other values."""
    return {**ranges, **{name + _MARK: known for name, known in ranges.items() if name in variables}}


def _at_other_values(tree: Tree, variables: frozenset[str]) -> Tree:
    def moved(node: Tree) -> Tree:
        if isinstance(node, Symbol) and node.name in variables:
            return Symbol(node.name + _MARK)
        return node

    return rewritten(tree, moved)
