"""Write a statement with ± as two: `x = ±2` is x = 2 or x = −2."""

from variants.grammar.statements import expand_plus_minus
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Listing,
    Membership,
    SetOperation,
    Statement,
    walk,
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


def has_both_signs(comparison: Comparison) -> bool:
    """Say whether ± or ∓ stands in a comparison."""
    return any(
        isinstance(node, Call) and node.function == "plusminus"
        for side in (comparison.left, comparison.right)
        for node in walk(side)
    )


def with_each_sign(comparison: Comparison) -> tuple[Comparison, ...]:
    """Return the comparison with the upper and with the lower signs, which go together on both sides."""
    lefts, rights = expand_plus_minus(comparison.left), expand_plus_minus(comparison.right)
    count = max(len(lefts), len(rights))
    sides = zip(lefts * (count // len(lefts)), rights * (count // len(rights)), strict=True)
    return tuple(Comparison(comparison.relation, *pair) for pair in sides)


def _compared(comparison: Comparison) -> Statement:
    each = with_each_sign(comparison)
    return comparison if len(each) == 1 else Connective("or", each)


def _spread(item: Statement) -> tuple[Statement, ...]:
    if isinstance(item, Comparison | Connective | Membership | SetOperation | Listing):
        return (both_signs(item),)
    return expand_plus_minus(item)
