"""Read a formula as a key writes it and as a student types it; no algebra is loaded for that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from variants.checkers.verdicts import Reading, UnreadableAnswer
from variants.grammar.expressions import Formula, read_formula
from variants.grammar.letters import canonical
from variants.grammar.names import Capital, Letters, letters_of
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Constant, Tree, symbols, walk
from variants.keys import SymbolRange
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How the answers to a key are read: its letters, and whether `2e3` is a number."""

    letters: Letters
    exponents: bool


def ranges_of(declared: Mapping[str, SymbolRange]) -> dict[str, SymbolRange]:
    """Return the ranges of declared letters under their one spelling."""
    return {canonical(name): known for name, known in declared.items()}


def read_typed(typed: str, language: Language, vocabulary: Vocabulary) -> Formula:
    """Read a formula. Raises UnreadableAnswer."""
    try:
        return read_formula(typed, language, vocabulary.letters, exponents=vocabulary.exponents)
    except UnreadableFormula as error:
        raise UnreadableAnswer(error.message, position=error.position) from error


@lru_cache(maxsize=1024)
def read_key(formula: str, declared: frozenset[str], functions: tuple[str, ...] = ()) -> Tree | Comparison:
    """Read a key's own formula; letters that nobody declared are found in it. Raises UnreadableFormula."""
    tree = read_formula(formula, "en", letters_of(declared, closed=False, functions=functions)).tree
    capitals = _constant_capitals(letter_names(tree), declared)
    if not capitals:
        return tree
    letters = letters_of(declared, closed=False, functions=functions, capitals=capitals)
    return read_formula(formula, "en", letters).tree


def letter_names(tree: Tree | Comparison) -> frozenset[str]:
    """Return the names of the letters of a formula or an equation."""
    return symbols(tree.left) | symbols(tree.right) if isinstance(tree, Comparison) else symbols(tree)


def _constant_capitals(names: frozenset[str], declared: Iterable[str]) -> list[Capital]:
    """Return which of `I` and `E` are numbers in a key.

    They are letters where declared, or where nothing is declared and other letters stand beside them.
    """
    declared = {canonical(name) for name in declared}
    capitals: tuple[Capital, ...] = ("I", "E")
    found = [name for name in capitals if name in names - declared]
    return found if declared or names <= {*capitals} else []


def vocabulary_of(
    tree: Tree | Comparison,
    declared: frozenset[str],
    more: tuple[str, ...] = (),
    *,
    functions: tuple[str, ...] = (),
    closed: bool = True,
) -> Vocabulary:
    """Return how answers to a key are read: other letters than the declared ones are refused, if any are."""
    sides = (tree.left, tree.right) if isinstance(tree, Comparison) else (tree,)
    names = letter_names(tree) | declared
    found = {node.name for side in sides for node in walk(side) if isinstance(node, Constant)}
    capitals: list[Capital] = []
    if not {"I", "i"} & names and "i" in found:
        capitals.append("I")
    if not {"E", "e"} & names and "e" in found:
        capitals.append("E")
    letters = letters_of(
        (*names, *more), closed=closed and bool(declared), functions=functions, capitals=capitals
    )
    return Vocabulary(letters=letters, exponents="e" not in found and not {"e", "E"} & letters.names)


def reading_of(formula: Formula, language: Language) -> Reading:
    """Return how a formula was understood, as text and typeset."""
    tree = formula.tree
    return Reading(
        text=lambda: print_formula(tree, language),
        latex=lambda: latex_formula(tree, language),
        notes=formula.notes,
    )
