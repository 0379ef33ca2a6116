"""Compare inequalities that can't be solved for one letter: equal up to a factor that is always positive."""

from collections.abc import Mapping
from typing import Final, Literal

from variants.equivalence.equations.comparing import compare_equations, expected_equation
from variants.equivalence.equations.polynomial_factors import spare_factor_vanishes
from variants.equivalence.equations.solution_points import difference
from variants.equivalence.evaluation import value_of
from variants.equivalence.points import points_for
from variants.equivalence.solving.monotonic import TURNED
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Comparison, Connective, Statement, Tree, symbols
from variants.keys import SymbolRange

RelationOutcome = Literal["equal", "different", "direction", "endpoint_open", "endpoint_closed", "unknown"]
_COUNT: Final = 24
_BITS: Final = 128
_ANY_SIGN: Final = SymbolRange(lowest=-9.7, highest=10.3)
_ORDERED: Final = frozenset({"<", "<="})


def compare_relations(
    expected: Statement, given: Statement, ranges: Mapping[str, SymbolRange]
) -> RelationOutcome:
    """Compare inequalities, or chains of them link by link, for letters of any sign where nothing is said."""
    if isinstance(expected, Connective) and isinstance(given, Connective):
        return _compare_chains(expected, given, ranges)
    if not (isinstance(expected, Comparison) and isinstance(given, Comparison)):
        return "unknown"
    ours, theirs = _turned(expected), _turned(given)
    names = symbols(difference(ours)) | symbols(difference(theirs))
    domain = {name: ranges.get(name, _ANY_SIGN) for name in names}
    if ours.relation != theirs.relation and not {ours.relation, theirs.relation} <= _ORDERED:
        return "different"
    found = compare_equations(expected_equation(_as_equation(ours), domain), _as_equation(theirs))
    if found == "unknown" or found in ("different", "identity", "factor_zero"):
        return "unknown" if found == "unknown" else "different"
    sides = difference(ours), difference(theirs)
    if any(spare_factor_vanishes(*pair, ranges, poles=True) for pair in (sides, sides[::-1])):
        return "different"
    return _directed(ours, theirs, domain)


def _turned(comparison: Comparison) -> Comparison:
    """Write an inequality with “less” instead of “greater”."""
    if comparison.relation not in (">", ">="):
        return comparison
    return Comparison(TURNED[comparison.relation], comparison.right, comparison.left)


def _as_equation(comparison: Comparison) -> Comparison:
    return Comparison("=", comparison.left, comparison.right)


def _directed(ours: Comparison, theirs: Comparison, domain: Mapping[str, SymbolRange]) -> RelationOutcome:
    """Compare on which side of their border two inequalities hold, and whether it belongs to them."""
    if ours.relation in ("=", "!="):
        return "equal"
    signs = _signs(difference(ours), difference(theirs), domain)
    if signs == {-1}:
        return "direction"
    if signs != {1}:
        return "unknown" if not signs else "different"
    if ours.relation == theirs.relation:
        return "equal"
    return "endpoint_open" if theirs.relation == "<" else "endpoint_closed"


def _signs(ours: Tree, theirs: Tree, domain: Mapping[str, SymbolRange]) -> set[int]:
    """Return the signs of the product of two differences at random points."""
    with at_precision(_BITS):
        values = [
            value_of(ours, point, REAL) * value_of(theirs, point, REAL)
            for point in points_for(frozenset(domain), domain, _COUNT)
        ]
    return {1 if value > 0 else -1 for value in values if value > 0 or value < 0}


def _compare_chains(
    expected: Connective, given: Connective, ranges: Mapping[str, SymbolRange]
) -> RelationOutcome:
    """Compare link by link, in any order; links that are joined otherwise are another matter."""
    if expected.word != given.word or len(expected.parts) != len(given.parts):
        return "unknown"
    waiting = list(given.parts)
    for part in expected.parts:
        fitting = next((each for each in waiting if compare_relations(part, each, ranges) == "equal"), None)
        if fitting is None:
            return "unknown"
        waiting.remove(fitting)
    return "equal"
