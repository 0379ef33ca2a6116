"""Take what was typed for a set, a list, a vector or a matrix apart into its elements."""

from fractions import Fraction
from typing import Final

from variants.equivalence.solving.intervals import is_value
from variants.equivalence.solving.linear_parts import linear_parts
from variants.equivalence.solving.rational_functions import evaluate_exactly
from variants.grammar.statements import expand_plus_minus
from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    Number,
    Operation,
    SetOperation,
    Statement,
    Symbol,
    Tree,
    symbols,
)
from variants.keys import CollectionKind

Elements = tuple[Statement, ...]
_EMPTY: Final = Listing("{", (), "}")
_ZERO: Final = Number(Fraction(0))
AXES: Final = ("i", "j", "k")
"""The letters of the unit vectors along the axes."""
_BRACKETS: Final[dict[CollectionKind, frozenset[str]]] = {
    "set": frozenset({"{", ""}),
    "list": frozenset({"[", "(", "<", ""}),
    "vector": frozenset({"[", "(", "<", "{", ""}),
}


def elements_of(statement: Statement, kind: CollectionKind) -> Elements | None:
    """Return the elements of a set, list or vector; None if it is none of this kind."""
    if isinstance(statement, Membership):
        return elements_of(statement.container, kind)
    if statement == _EMPTY:
        return ()
    if kind == "set":
        return _elements_of_set(statement)
    if kind == "vector" and is_value(statement) and symbols(statement) & set(AXES):
        return _along_axes(statement)
    if isinstance(statement, Listing) and statement.opening in _BRACKETS[kind]:
        return _flat(statement.items) if kind == "vector" else statement.items
    return (statement,) if kind == "list" and is_value(statement) else None


def rows_of(statement: Statement) -> tuple[Elements, ...] | None:
    """Return the rows of a matrix; None if it isn't one, or its rows are of different lengths."""
    if isinstance(statement, Membership):
        return rows_of(statement.container)
    if not isinstance(statement, Listing) or not statement.items:
        return ((statement,),) if is_value(statement) else None
    rows = [item.items for item in statement.items if isinstance(item, Listing)]
    if not rows:
        return (statement.items,)
    if len(rows) < len(statement.items) or len({len(row) for row in rows}) > 1:
        return None
    return tuple(rows)


def with_zeros(elements: Elements, count: int) -> Elements:
    """Return the components with so many zeros behind them."""
    return (*elements, *(_ZERO,) * count)


def _elements_of_set(statement: Statement) -> Elements | None:
    """Return the elements between braces, of a bare list, or of `x = 1 or x = 2`."""
    match statement:
        case Listing(opening, items, _) if opening in _BRACKETS["set"]:
            return tuple(each for item in items for each in _values(item))
        case Connective(_, parts) if all(map(_is_tuple, parts)):
            return parts
        case Connective(word, parts) if word == "or" or all(map(is_value, parts)):
            return _joined(parts)
        case SetOperation("∪", left, right):
            return _joined((left, right))
        case Comparison("=", _, _):
            return _values(statement)
        case _ if is_value(statement):
            return _values(statement)
        case _:
            return None


def _is_tuple(statement: Statement) -> bool:
    """Say whether a statement is `(1; 2)`, a pair of numbers rather than two of them."""
    return isinstance(statement, Listing) and (statement.opening, statement.closing) == ("(", ")")


def with_braces(statement: Statement, expected: Elements) -> Statement:
    """Return `(1; 2)` as the set of this one pair, where the elements that are expected are such."""
    if _is_tuple(statement) and expected and all(map(_is_tuple, expected)):
        return Listing("{", (statement,), "}")
    return statement


def multiplied(factor: Statement, statement: Statement) -> Statement:
    """Return a vector whose components are those of a vector times a formula before it."""
    if not (is_value(factor) and isinstance(statement, Listing) and all(map(is_value, statement.items))):
        return statement
    items = tuple(Operation("*", factor, item) for item in statement.items if is_value(item))
    return Listing(statement.opening, items, statement.closing)


def named_components(statement: Statement) -> Statement:
    """Return the components of `v_x = 3; v_y = 4` without their names, which end with x, y and z in order."""
    if (
        isinstance(statement, Comparison)
        and is_value(statement.right)
        and symbols(statement.right) & set(AXES)
    ):
        return statement.right
    items = statement.parts if isinstance(statement, Connective) else ()
    items = statement.items if isinstance(statement, Listing) else items
    sides = [
        (item.left, item.right) for item in items if isinstance(item, Comparison) and item.relation == "="
    ]
    if len(sides) < 2 or len(sides) < len(items):
        return statement
    names = [_last_letter(left) for left, _ in sides]
    return (
        Listing("(", tuple(right for _, right in sides), ")")
        if names == list("xyz")[: len(names)]
        else statement
    )


def _last_letter(name: Tree) -> str:
    """Return the letter at the end of `v_x`, which may have been read as a product."""
    if isinstance(name, Operation):
        return _last_letter(name.right)
    return name.name[-1] if isinstance(name, Symbol) else ""


def _joined(parts: tuple[Statement, ...]) -> Elements | None:
    found = [_elements_of_set(part) for part in parts]
    return None if None in found else tuple(each for part in found if part for each in part)


def _values(item: Statement) -> Elements:
    """Return the value of `x = 2`, both values of `±2` and of `1 and 2`, and anything else as it is."""
    if isinstance(item, Comparison) and item.relation == "=" and len(symbols(item.left)) == 1:
        return _values(item.right)
    if isinstance(item, Connective) and all(map(is_value, item.parts)):
        return tuple(each for part in item.parts for each in _values(part))
    return expand_plus_minus(item) if is_value(item) else (item,)


def _flat(items: Elements) -> Elements:
    """Return the components of a column or a row that was typed as a matrix."""
    rows = [item.items for item in items if isinstance(item, Listing)]
    if len(rows) < len(items):
        return items
    if len(rows) == 1:
        return rows[0]
    return tuple(row[0] for row in rows) if all(len(row) == 1 for row in rows) else items


def _along_axes(tree: Tree) -> Elements | None:
    """Return the components of `2i − 3j + k`, two at least, without zeros behind them."""
    components: list[Tree] = []
    rest = tree
    for axis in AXES:
        parts = linear_parts(rest, axis)
        if parts is None or symbols(parts[0]) & set(AXES):
            return None
        components.append(parts[0])
        rest = parts[1]
    if evaluate_exactly(rest) != 0:
        return None
    while len(components) > 2 and evaluate_exactly(components[-1]) == 0:
        components.pop()
    return tuple(components)
