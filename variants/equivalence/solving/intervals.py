"""What stands between brackets as a set of numbers: `(0; 2]`, `]0; 1[`, `{1; 2}`, with infinite ends."""

from collections.abc import Callable
from typing import TypeGuard

from variants.equivalence.solving.number_sets import (
    EVERYTHING,
    NOTHING,
    NumberSet,
    above,
    below,
    intersection,
    points,
)
from variants.equivalence.solving.real_numbers import of_tree
from variants.grammar.trees import (
    Call,
    Constant,
    Listing,
    Negation,
    Number,
    Operation,
    Statement,
    Symbol,
    Tree,
)


def is_value(statement: Statement) -> TypeGuard[Tree]:
    """Say whether a statement is a formula, not a comparison or set."""
    return isinstance(statement, Number | Symbol | Constant | Negation | Operation | Call)


def is_interval(listing: Listing) -> bool:
    """Say whether a listing is two values between round or square brackets."""
    brackets = listing.opening in ("(", "[", "]") and listing.closing in (")", "]", "[")
    return brackets and len(listing.items) == 2 and all(is_value(item) for item in listing.items)


def points_of(items: tuple[Statement, ...]) -> NumberSet | None:
    """Return the set of these values; None if one of them has no finite real value."""
    numbers = [of_tree(item) if is_value(item) else None for item in items]
    known = [number for number in numbers if number is not None]
    return points(known) if len(known) == len(numbers) else None


def interval_of(listing: Listing) -> NumberSet | None:
    """Return the numbers between two ends; None if an end has no real value."""
    low, high = listing.items
    left = _half(low, closed=listing.opening == "[", side=above)
    right = _half(high, closed=listing.closing == "]", side=below)
    return None if left is None or right is None else intersection(left, right)


def _half(end: Statement, *, closed: bool, side: Callable[..., NumberSet]) -> NumberSet | None:
    sign = infinite_sign(end)
    if sign:
        return EVERYTHING if (sign < 0) == (side is above) else NOTHING
    number = of_tree(end) if is_value(end) else None
    return None if number is None else side(number, closed=closed)


def infinite_sign(statement: Statement) -> int:
    """Return 1 for plus infinity, -1 for minus infinity, 0 for all else."""
    match statement:
        case Constant("oo"):
            return 1
        case Negation(Constant("oo")):
            return -1
        case _:
            return 0
