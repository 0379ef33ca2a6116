"""Compare equations: the same solutions, whatever the sides and the common factor that is never zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from flint import arb

from variants.equivalence.equations.polynomial_factors import spare_factor_vanishes
from variants.equivalence.equations.solution_points import difference, solution_points, solved_letters
from variants.equivalence.equations.spare_factors import has_spare_factor
from variants.equivalence.evaluation import Point, value_of
from variants.equivalence.points import points_for
from variants.equivalence.probing import Expected, compare_with
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Comparison, Tree, symbols
from variants.keys import SymbolRange

EquationOutcome = Literal["equal", "different", "sign", "identity", "factor_zero", "unknown"]
COUNT: Final = 6
ENOUGH: Final = 3
_MANY: Final = 24
_BITS: Final = 192
_SMALL: Final = 1e-25
_POSITIVE: Final = SymbolRange(lowest=0)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ExpectedEquation:
    """A key's equation and the ranges of its letters; what can be worked out once is kept with it."""

    equation: Comparison
    ranges: Mapping[str, SymbolRange]
    solved: Mapping[str, Expected]


@dataclass(frozen=True, slots=True)
class _Places:
    """Random points, the differences of the key's sides there, and points where the key holds."""

    points: tuple[Point, ...]
    differences: tuple[arb, ...]
    solutions: tuple[Point, ...] | None


def expected_equation(equation: Comparison, ranges: Mapping[str, SymbolRange]) -> ExpectedEquation:
    """Prepare a key's equation for many comparisons."""
    solved = {name: Expected(tree=tree, ranges=ranges) for name, tree in solved_letters(equation).items()}
    return ExpectedEquation(equation=equation, ranges=ranges, solved=solved)


def compare_equations(expected: ExpectedEquation, given: Comparison) -> EquationOutcome:
    """Say whether an equation has the solutions of the expected one where its letters may be."""
    theirs = solved_letters(given)
    for name in expected.solved.keys() & theirs.keys():
        probe = compare_with(expected.solved[name], theirs[name])
        return "sign" if probe.outcome == "different" and probe.ratio == -1 else probe.outcome
    whole = difference(given)
    names = symbols(difference(expected.equation)) | symbols(whole)
    places = _places(expected, names)
    with at_precision(_BITS):
        values = [value_of(whole, point, REAL) for point in places.points]
        if _constant_ratio(places.differences, values):
            return "equal"
        if _vanishes(values):
            return "identity"
        forward = _vanishes_on(places.solutions, whole, values)
        if forward == "different":
            return forward
        backward = _vanishes_on(
            solution_points(given, places.points), difference(expected.equation), list(places.differences)
        )
    return _judged(expected, given, forward, backward)


def may_be_equal(expected: ExpectedEquation, given: Comparison) -> bool:
    """Say by one solution of the key, in little time, that an equation can't be equal to it."""
    whole = difference(given)
    places = _places(expected, symbols(whole) | symbols(difference(expected.equation)))
    if places.solutions is None:
        return True
    with at_precision(_BITS):
        value = value_of(whole, places.solutions[0], REAL)
    return bool(not value.is_finite() or value.contains(0))


def _judged(
    expected: ExpectedEquation, given: Comparison, forward: EquationOutcome, backward: EquationOutcome
) -> EquationOutcome:
    """Join what was found: the answer holds where the key does, the key holds where the answer does."""
    if backward == "different" and forward != "equal":
        return "different"
    key, answer = difference(expected.equation), difference(given)
    names = symbols(key) | symbols(answer)
    domains = {name: _positive(expected.ranges.get(name, SymbolRange())) for name in names}
    if spare_factor_vanishes(answer, key, domains):
        return "different"
    spare = spare_factor_vanishes(key, answer, domains)
    if spare is None and forward == backward == "equal" and solved_letters(given):
        return "equal"
    if spare is None:
        spare = has_spare_factor(key, answer, _many_points(names, expected))
    if spare and forward == "equal":
        return "factor_zero"
    if backward == "different":
        return "different"
    if forward == "equal" and (backward == "equal" or spare is False):
        return "equal"
    return "unknown"


def _positive(known: SymbolRange) -> SymbolRange:
    """Return a range without ends as that of a physical quantity."""
    return _POSITIVE if known.lowest is None and known.highest is None else known


@lru_cache(maxsize=512)
def _places(expected: ExpectedEquation, names: frozenset[str]) -> _Places:
    points = points_for(names, expected.ranges, COUNT)
    whole = difference(expected.equation)
    with at_precision(_BITS):
        return _Places(
            points,
            tuple(value_of(whole, point, REAL) for point in points),
            solution_points(expected.equation, points),
        )


def _many_points(names: frozenset[str], expected: ExpectedEquation) -> tuple[Point, ...]:
    return points_for(names, expected.ranges, _MANY)


def _constant_ratio(ours: tuple[arb, ...], theirs: list[arb]) -> bool:
    """Say whether the differences of the sides have one ratio at all points, which is not zero."""
    ratios = [
        answer / key
        for key, answer in zip(ours, theirs, strict=True)
        if key.is_finite() and answer.is_finite() and not key.contains(0)
    ]
    if len(ratios) < ENOUGH or ratios[0].contains(0):
        return False
    return all(_small(ratio - ratios[0], ratios[0]) for ratio in ratios)


def _vanishes(values: list[arb]) -> bool:
    """Say whether a difference of sides is zero at all points: the equation says nothing."""
    known = [value for value in values if value.is_finite()]
    return len(known) >= ENOUGH and all(value.contains(0) and float(value.rad()) < _SMALL for value in known)


def _vanishes_on(solutions: tuple[Point, ...] | None, whole: Tree, usual: list[arb]) -> EquationOutcome:
    """Say whether a difference of sides is zero at all of these points, measured by its usual values."""
    if solutions is None:
        return "unknown"
    values = [value_of(whole, point, REAL) for point in solutions]
    known = [
        (value, size)
        for value, size in zip(values, usual, strict=True)
        if value.is_finite() and size.is_finite()
    ]
    if len(known) < ENOUGH:
        return "unknown"
    if any(not value.contains(0) for value, _ in known):
        return "different"
    return "equal" if all(_small(value, size) for value, size in known) else "unknown"


def _small(value: arb, beside: arb) -> bool:
    """Say whether a ball holds zero and is tiny beside a usual value."""
    return value.contains(0) and float(value.rad()) <= _SMALL * max(abs(float(beside)), 1e-6)
