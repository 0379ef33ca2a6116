"""Functions that are written by cases, |x − 3|, sign, min and max: what a comparison says in each of them."""

from fractions import Fraction
from typing import Final

from variants.equivalence.rewriting import replaced
from variants.grammar.trees import (
    Call,
    Comparison,
    Negation,
    Number,
    Relation,
    Tree,
    symbols,
    walk,
)

_MOST: Final = 4
_FUNCTIONS: Final = frozenset({"abs", "sign", "min", "max"})
_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))


def by_cases(comparison: Comparison, letter: str) -> list[tuple[Comparison, Comparison]] | None:
    """Return pairs of a condition and what the comparison then says, for one of its functions of the letter.

    None if it has no such function, or too many.
    """
    call = _innermost(comparison, letter)
    if call is None:
        return None
    return [
        (
            condition,
            Comparison(
                comparison.relation,
                replaced(comparison.left, call, value),
                replaced(comparison.right, call, value),
            ),
        )
        for condition, value in _cases(call)
    ]


def _innermost(comparison: Comparison, letter: str) -> Call | None:
    found = [
        node
        for side in (comparison.left, comparison.right)
        for node in walk(side)
        if isinstance(node, Call) and node.function in _FUNCTIONS and letter in symbols(node)
    ]
    return found[-1] if 0 < len(found) <= _MOST else None


def _cases(call: Call) -> list[tuple[Comparison, Tree]]:
    """Return the conditions and values of a function that is written by cases."""
    first, zero = call.arguments[0], _ZERO
    if call.function == "abs":
        return [(Comparison(">=", first, zero), first), (Comparison("<", first, zero), Negation(first))]
    if call.function == "sign":
        signs: list[tuple[Relation, Tree]] = [(">", _ONE), ("=", zero), ("<", Negation(_ONE))]
        return [(Comparison(relation, first, zero), value) for relation, value in signs]
    rest = call.arguments[1] if len(call.arguments) == 2 else Call(call.function, call.arguments[1:])
    if not call.arguments[1:]:
        return [(Comparison("=", zero, zero), first)]
    wins: Relation = ">=" if call.function == "max" else "<="
    loses: Relation = "<" if call.function == "max" else ">"
    return [(Comparison(wins, first, rest), first), (Comparison(loses, first, rest), rest)]
