"""Compare equations of one letter by their solutions, exactly, where these can be found."""

from collections.abc import Mapping
from typing import Final, Literal

from flint import fmpq

from variants.equivalence.equations.solution_points import difference
from variants.equivalence.solving.domains import domain_of
from variants.equivalence.solving.inequalities import solve_comparison
from variants.equivalence.solving.number_sets import NumberSet, above, equal_sets, intersection, without
from variants.equivalence.solving.rational_functions import RationalFunction, rational_function
from variants.equivalence.solving.real_numbers import of_fraction
from variants.grammar.trees import Comparison, Tree, symbols
from variants.keys import SymbolRange

SolutionsOutcome = Literal["equal", "different", "identity", "factor_zero"]
_POSITIVE: Final = above(of_fraction(fmpq(0)), closed=False)


def compare_by_solutions(
    expected: Comparison, given: Comparison, ranges: Mapping[str, SymbolRange]
) -> SolutionsOutcome | None:
    """Compare the solutions among the values that the letter may have, positive ones where nothing is said.

    If the key has none of these, all real numbers count. None if there are more letters, or the solutions
    can't be found exactly.
    """
    letters = symbols(difference(expected)) | symbols(difference(given))
    if len(letters) != 1:
        return None
    letter = min(letters)
    ours, theirs = solve_comparison(expected, letter), solve_comparison(given, letter)
    if ours is None or theirs is None:
        return None
    if theirs.is_everything():
        return "equal" if ours.is_everything() else "identity"
    if ours.is_empty() and theirs.is_empty():
        return _compared_without_solutions(difference(expected), difference(given), letter)
    domain = domain_of(ranges[letter]) if _is_bounded(ranges.get(letter)) else _POSITIVE
    return _compared(ours, theirs, domain)


def _compared_without_solutions(ours: Tree, theirs: Tree, letter: str) -> SolutionsOutcome | None:
    """Compare equations that no real number solves by their complex solutions: x² = −1 is not x⁴ = −1."""
    functions = [rational_function(side, letter) for side in (ours, theirs)]
    zeros = [_zeros(function) for function in functions if function is not None]
    if len(zeros) < len(functions):
        return None
    return "equal" if zeros[0] == zeros[1] else "different"


def _zeros(function: RationalFunction) -> frozenset[str]:
    """Return the irreducible polynomials whose roots are the zeros of a function."""
    poles = function.poles.numer()
    return frozenset(
        str(factor) for factor, _ in function.above.numer().factor()[1] if not (poles % factor).is_zero()
    )


def _is_bounded(known: SymbolRange | None) -> bool:
    return known is not None and (known.lowest is not None or known.highest is not None)


def _compared(ours: NumberSet, theirs: NumberSet, domain: NumberSet) -> SolutionsOutcome:
    inside = intersection(ours, domain)
    if not inside.is_empty():
        ours, theirs = inside, intersection(theirs, domain)
    if equal_sets(ours, theirs):
        return "equal"
    return "factor_zero" if without(ours, theirs).is_empty() and not ours.is_empty() else "different"
