"""Solve statements about one letter exactly: find which real numbers it may be.

Linear, rational and absolute inequalities, and one monotonic function around them, are solved; `None` says
that the statement is of another kind. Statements are joined, cut and chained as they were typed.
"""

from collections.abc import Callable
from functools import reduce
from typing import Final

from flint import fmpq

from variants.equivalence.solving.case_functions import by_cases
from variants.equivalence.solving.intervals import (
    infinite_sign,
    interval_of,
    is_interval,
    is_value,
    points_of,
)
from variants.equivalence.solving.linear_parts import linear_parts
from variants.equivalence.solving.monotonic import TURNED, undone
from variants.equivalence.solving.number_sets import (
    EVERYTHING,
    NOTHING,
    NumberSet,
    intersection,
    simplified,
    union,
    without,
)
from variants.equivalence.solving.rational_functions import rational_function
from variants.equivalence.solving.real_numbers import RealNumber, compare_numbers, of_fraction, of_tree
from variants.equivalence.solving.sign_charts import HOLDS, solve_rational
from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    Negation,
    Operation,
    Relation,
    SetOperation,
    Statement,
    Symbol,
    Tree,
    symbols,
)

_ZERO: Final = of_fraction(fmpq(0))
_MOST_DEPTH: Final = 6
_Joining = Callable[[NumberSet, NumberSet], NumberSet]
_SET_SIGNS: Final[dict[str, _Joining]] = {"∪": union, "∩": intersection, "\\": without}


def solve(statement: Statement, letter: str) -> NumberSet | None:
    """Return the numbers for which a statement about a letter holds; None if that can't be found exactly."""
    match statement:
        case Connective("and", parts) if all(isinstance(part, Listing | Membership) for part in parts):
            return _side_by_side(parts, letter)
        case Connective(word, parts):
            return _all_joined(parts, letter, intersection if word == "and" else union)
        case Comparison():
            return solve_comparison(statement, letter)
        case Membership(Symbol(name), container) if name == letter:
            return solve(container, letter)
        case Listing():
            return _listed(statement, letter)
        case SetOperation(sign, left, right):
            return _all_joined((left, right), letter, _SET_SIGNS[sign])
        case _:
            return None


def _all_joined(parts: tuple[Statement, ...], letter: str, joining: _Joining) -> NumberSet | None:
    found: NumberSet | None = None
    for part in parts:
        solved = solve(part, letter)
        if solved is None:
            return None
        found = solved if found is None else joining(found, solved)
    return found


def _listed(listing: Listing, letter: str) -> NumberSet | None:
    """Return an interval, the points of a set, or the solutions of statements that stand side by side."""
    items = listing.items
    if is_interval(listing):
        return interval_of(listing)
    if all(is_value(item) for item in items):
        return points_of(items)
    return _side_by_side(items, letter)


def _side_by_side(items: tuple[Statement, ...], letter: str) -> NumberSet | None:
    """Join what stands side by side: it holds together where it can, `x > 1; x < 3`.

    Else these are the parts of a union, `x < 1; x > 3`, and so are intervals that are parted by “and”.
    """
    together = _all_joined(items, letter, intersection)
    if together is None or not together.is_empty():
        return together
    return _all_joined(items, letter, union)


def solve_comparison(comparison: Comparison, letter: str, depth: int = 0) -> NumberSet | None:
    """Return the numbers for which a comparison holds; None if that can't be found exactly."""
    left, right, relation = comparison.left, comparison.right, comparison.relation
    if isinstance(right, Symbol) and right.name == letter:
        left, right, relation = right, left, TURNED[relation]
    if left == Symbol(letter) and letter not in symbols(right):
        return _half_line(relation, right)
    if depth > _MOST_DEPTH:
        return None
    return _solve_by_cases(comparison, letter, depth) or _solve_whole(comparison, letter, depth)


def _half_line(relation: Relation, end: Tree) -> NumberSet | None:
    sign = infinite_sign(end)
    if sign:
        return EVERYTHING if HOLDS[relation](-sign) else NOTHING
    number = of_tree(end)
    return None if number is None else _beside(relation, number)


def _beside(relation: Relation, number: RealNumber) -> NumberSet:
    holds = HOLDS[relation]
    return simplified(NumberSet((number,), (holds(-1), holds(0), holds(1))))


def _solve_by_cases(comparison: Comparison, letter: str, depth: int) -> NumberSet | None:
    cases = by_cases(comparison, letter)
    if cases is None:
        return None
    parts = []
    for condition, then in cases:
        where, what = (solve_comparison(each, letter, depth + 1) for each in (condition, then))
        if where is None or what is None:
            return None
        parts.append(intersection(where, what))
    return reduce(union, parts)


def _solve_whole(comparison: Comparison, letter: str, depth: int) -> NumberSet | None:
    difference = Operation("-", comparison.left, comparison.right)
    function = rational_function(difference, letter)
    if function is not None:
        return solve_rational(function, comparison.relation)
    linear = linear_parts(difference, letter)
    if linear is not None:
        return _solve_linear(*linear, comparison.relation)
    together = undone(comparison, letter)
    if together is None:
        return None
    found = [solve_comparison(each, letter, depth + 1) for each in together]
    known = [each for each in found if each is not None]
    return reduce(intersection, known) if len(known) == len(found) else None


def _solve_linear(slope: Tree, constant: Tree, relation: Relation) -> NumberSet | None:
    """Solve slope·x + constant against zero, where both may be any numbers."""
    number, shift = of_tree(slope), of_tree(constant)
    if number is None or shift is None:
        return None
    sign = compare_numbers(number, _ZERO)
    if not sign:
        return EVERYTHING if HOLDS[relation](compare_numbers(shift, _ZERO)) else NOTHING
    root = of_tree(Operation("/", Negation(constant), slope))
    return None if root is None else _beside(relation if sign > 0 else TURNED[relation], root)
