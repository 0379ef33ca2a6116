"""Solutions with a letter for any whole number, `x = πn, n ∈ ℤ`: how they are written, and their members."""

from fractions import Fraction
from typing import Final

from variants.equivalence.rewriting import replaced
from variants.equivalence.statement_letters import statement_letters
from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    Number,
    SetOperation,
    Statement,
    Symbol,
    Tree,
)

WHOLE_LETTERS: Final = frozenset("nkmlpqjNK")
"""The letters that may stand for any whole number."""
_WHOLE_NUMBERS: Final = Symbol("Z")


def without_whole_numbers(statement: Statement) -> Statement:
    """Leave out what says that letters are whole numbers: `n ∈ ℤ`, `n, k ∈ ℤ`."""
    if not isinstance(statement, Listing | Connective):
        return statement
    parts = statement.items if isinstance(statement, Listing) else statement.parts
    said = any(map(_says_whole, parts))
    kept = tuple(
        without_whole_numbers(part)
        for part in parts
        if not _says_whole(part) and not (said and _is_whole_letter(part))
    )
    if len(kept) == 1 and len(parts) > 1:
        return kept[0]
    if not kept or kept == parts:
        return statement
    if isinstance(statement, Listing):
        return Listing(statement.opening, kept, statement.closing)
    return Connective(statement.word, kept)


def _says_whole(statement: Statement) -> bool:
    if isinstance(statement, Listing):
        *letters, last = statement.items or (_WHOLE_NUMBERS,)
        return _says_whole(last) and all(map(_is_whole_letter, letters))
    return (
        isinstance(statement, Membership)
        and isinstance(statement.member, Symbol)
        and statement.container == _WHOLE_NUMBERS
    )


def _is_whole_letter(statement: Statement) -> bool:
    return isinstance(statement, Symbol) and statement.name in WHOLE_LETTERS


def whole_letters(statement: Statement, letter: str) -> frozenset[str]:
    """Return the letters of a statement that stand for any whole number; none if it has other ones."""
    others = frozenset(
        name for name in statement_letters(statement) if name.partition("_")[0] != letter or name == letter
    ) - {letter}
    return others if others <= WHOLE_LETTERS else frozenset()


def member(statement: Statement, number: int, names: frozenset[str]) -> Statement:
    """Return the statement with a whole number in the place of each of these letters."""
    match statement:
        case Comparison(relation, left, right):
            return Comparison(relation, member_value(left, number, names), member_value(right, number, names))
        case Connective(word, parts):
            return Connective(word, tuple(member(part, number, names) for part in parts))
        case Listing(opening, items, closing):
            return Listing(opening, tuple(member(item, number, names) for item in items), closing)
        case Membership(inner, container):
            return Membership(member_value(inner, number, names), member(container, number, names))
        case SetOperation(sign, left_set, right_set):
            return SetOperation(sign, member(left_set, number, names), member(right_set, number, names))
        case _:
            return member_value(statement, number, names)


def member_value(tree: Tree, number: int, names: frozenset[str]) -> Tree:
    """Return a formula with a whole number in the place of each of these letters."""
    for name in names:
        tree = replaced(tree, Symbol(name), Number(Fraction(number)))
    return tree
