"""Equations like a given one but for one sign: to tell an answer that is right up to a slip of a sign."""

from collections.abc import Iterator
from functools import reduce
from itertools import islice
from typing import Final

from variants.grammar.trees import Comparison, Negation, Operation, Sign, Tree

_MOST: Final = 6


def with_one_sign_changed(equation: Comparison) -> Iterator[Comparison]:
    """Yield the equation with the sign of one term of a side changed, for each of its first terms in turn."""
    for left, right in islice(_changed_sides(equation), _MOST):
        yield Comparison(equation.relation, left, right)


def _changed_sides(equation: Comparison) -> Iterator[tuple[Tree, Tree]]:
    for side in _changed(equation.left):
        yield side, equation.right
    for side in _changed(equation.right):
        yield equation.left, side


def _changed(side: Tree) -> Iterator[Tree]:
    terms = _terms(side)
    for place, (sign, term) in enumerate(terms):
        turned: Sign = "-" if sign == "+" else "+"
        yield _sum([*terms[:place], (turned, term), *terms[place + 1 :]])


def _terms(side: Tree) -> list[tuple[Sign, Tree]]:
    """Return the terms of a sum with their signs."""
    terms: list[tuple[Sign, Tree]] = []
    while isinstance(side, Operation) and side.sign in ("+", "-"):
        terms.append((side.sign, side.right))
        side = side.left
    terms.append(("-", side.inner) if isinstance(side, Negation) else ("+", side))
    return terms[::-1]


def _sum(terms: list[tuple[Sign, Tree]]) -> Tree:
    (sign, first), *rest = terms
    start: Tree = first if sign == "+" else Negation(first)
    return reduce(lambda whole, term: Operation(term[0], whole, term[1]), rest, start)
