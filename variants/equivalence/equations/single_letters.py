"""Compare equations of one letter by their solutions, exactly, where these can be found."""

from collections.abc import Mapping
from typing import Final, Literal

from flint import fmpq

from variants.equivalence.equations.solution_points import difference
from variants.equivalence.solving.domains import domain_of
from variants.equivalence.solving.inequalities import solve_comparison
from variants.equivalence.solving.number_sets import NumberSet, above, equal_sets, intersection, without
from variants.equivalence.solving.real_numbers import of_fraction
from variants.grammar.trees import Comparison, symbols
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
    domain = domain_of(ranges[letter]) if _is_bounded(ranges.get(letter)) else _POSITIVE
    return _compared(ours, theirs, domain)


def _is_bounded(known: SymbolRange | None) -> bool:
    return known is not None and (known.lowest is not None or known.highest is not None)


def _compared(ours: NumberSet, theirs: NumberSet, domain: NumberSet) -> SolutionsOutcome:
    inside = intersection(ours, domain)
    if not inside.is_empty():
        ours, theirs = inside, intersection(theirs, domain)
    if equal_sets(ours, theirs):
        return "equal"
    return "factor_zero" if without(ours, theirs).is_empty() and not ours.is_empty() else "different"
