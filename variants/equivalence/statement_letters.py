"""The letters of a statement of any kind, and the formulas that stand in it."""

from collections.abc import Iterator

from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    SetOperation,
    Statement,
    Tree,
    symbols,
)


def formulas_in(statement: Statement) -> Iterator[Tree]:
    """Yield the formulas between the signs of a statement, from the left."""
    match statement:
        case Comparison(_, left, right):
            yield left
            yield right
        case Connective(_, parts) | Listing(_, parts, _):
            for part in parts:
                yield from formulas_in(part)
        case Membership(member, container):
            yield member
            yield from formulas_in(container)
        case SetOperation(_, left_set, right_set):
            yield from formulas_in(left_set)
            yield from formulas_in(right_set)
        case _:
            yield statement


def statement_letters(statement: Statement) -> frozenset[str]:
    """Return the names of all letters in a statement."""
    return frozenset[str]().union(*map(symbols, formulas_in(statement)))
