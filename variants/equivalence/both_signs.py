"""Write a statement with ± as two: `x = ±2` is x = 2 or x = −2."""

from variants.grammar.statements import expand_plus_minus
from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    SetOperation,
    Statement,
)


def both_signs(statement: Statement) -> Statement:
    """Return the statement without ±; a formula with ± by itself becomes the set of its two values."""
    match statement:
        case Comparison():
            return _compared(statement)
        case Connective(word, parts):
            return Connective(word, tuple(map(both_signs, parts)))
        case Membership(member, container):
            return Membership(member, both_signs(container))
        case SetOperation(sign, left, right):
            return SetOperation(sign, both_signs(left), both_signs(right))
        case Listing(opening, items, closing):
            return Listing(opening, tuple(each for item in items for each in _spread(item)), closing)
        case _:
            values = expand_plus_minus(statement)
            return statement if len(values) == 1 else Listing("{", values, "}")


def _compared(comparison: Comparison) -> Statement:
    """Return both comparisons; signs on either side go together."""
    lefts, rights = expand_plus_minus(comparison.left), expand_plus_minus(comparison.right)
    count = max(len(lefts), len(rights))
    if count == 1:
        return comparison
    sides = zip(lefts * (count // len(lefts)), rights * (count // len(rights)), strict=True)
    return Connective("or", tuple(Comparison(comparison.relation, *pair) for pair in sides))


def _spread(item: Statement) -> tuple[Statement, ...]:
    if isinstance(item, Comparison | Connective | Membership | SetOperation | Listing):
        return (both_signs(item),)
    return expand_plus_minus(item)
