"""Completed squares and partial fractions: sums whose terms have a set form in one letter.

TooLarge is raised where polynomials would be too long to tell.
"""

from flint import fmpz_mpoly

from variants.checkers.forms.layout import product, terms, whole_power
from variants.checkers.forms.polynomials import as_polynomials, degree_in
from variants.grammar.trees import Symbol, Tree, symbols


def is_completed_square(tree: Tree) -> bool:
    """Say whether it is a·(x + b)² + c: a letter stands in one square of a linear sum alone."""
    return any(_is_square_in(letter, tree) for letter in symbols(tree))


def _is_square_in(letter: str, tree: Tree) -> bool:
    holding = [term for _, term in terms(tree) if letter in symbols(term)]
    if len(holding) != 1:
        return False
    parts = product(holding[0])
    factors = [factor for factor in (*parts.above, *parts.below) if letter in symbols(factor)]
    if len(factors) != 1 or factors[0] not in parts.above:
        return False
    raised = whole_power(factors[0])
    return raised is not None and raised[1] == 2 and degree_in(letter, raised[0]) == 1


def is_in_partial_fractions(tree: Tree) -> bool:
    """Say whether each term is a polynomial, or a proper fraction over a power of one irreducible factor."""
    letters = symbols(tree)
    return not letters or any(_is_decomposed_in(letter, tree) for letter in letters)


def _is_decomposed_in(letter: str, tree: Tree) -> bool:
    beneath = []
    _, *found = as_polynomials((Symbol(letter), *(term for _, term in terms(tree))))
    for term in found:
        if not term.below.degrees()[0]:
            continue
        factors = _factors_in_first(term.below)
        degree = term.above.degrees()[0] if term.above else 0
        if len(factors) != 1 or degree >= factors[0][0].degrees()[0]:
            return False
        beneath.append(factors[0])
    return not any(one in beneath[:place] for place, one in enumerate(beneath))


def _factors_in_first(polynomial: fmpz_mpoly) -> list[tuple[fmpz_mpoly, int]]:
    """Return the factors that hold the first variable, with their powers."""
    return [(factor, int(times)) for factor, times in polynomial.factor()[1] if factor.degrees()[0]]
