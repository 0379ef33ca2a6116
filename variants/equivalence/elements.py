"""Compare the elements of sets, lists, vectors and matrices, and find which element of an answer is which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flint import arb, fmpq

from variants.equivalence.equations.comparing import compare_equations, expected_equation
from variants.equivalence.evaluation import value_of
from variants.equivalence.points import point_for
from variants.equivalence.probing import Expected, compare_with
from variants.equivalence.solving.intervals import is_value
from variants.equivalence.solving.rational_functions import evaluate_exactly
from variants.equivalence.values.arithmetic_tables import NoValue
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Comparison, Listing, Statement, Tree, symbols
from variants.keys import SymbolRange

Near = Callable[[float, float], bool]
"""Whether a number (second) is as good as the expected one (first)."""
Ranges = Mapping[str, SymbolRange]
_BITS = 96


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Element:
    """An element with what tells it from most others quickly: its exact value, or a ball at one point."""

    statement: Statement
    letters: frozenset[str]
    exact: fmpq | None
    value: arb | None
    expected: Expected | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matching:
    """Which elements fit: pairs of places (expected, given), and whether a pair could not be decided."""

    pairs: tuple[tuple[int, int], ...]
    doubtful: bool


def elements_from(statements: Iterable[Statement], ranges: Ranges) -> tuple[Element, ...]:
    """Prepare elements for comparison."""
    return tuple(_element(statement, ranges) for statement in statements)


def _element(statement: Statement, ranges: Ranges) -> Element:
    if not is_value(statement):
        return Element(statement=statement, letters=frozenset(), exact=None, value=None, expected=None)
    letters = symbols(statement)
    exact = None if letters else evaluate_exactly(statement)
    value = arb(exact) if exact is not None else _value(statement, point_for(letters, ranges, 0))
    return Element(
        statement=statement,
        letters=letters,
        exact=exact,
        value=value,
        expected=Expected(tree=statement, ranges=ranges),
    )


def _value(tree: Tree, point: Mapping[str, arb]) -> arb | None:
    """Return a ball around the value at a point; None where none is known."""
    with at_precision(_BITS):
        try:
            found: arb = value_of(tree, point, REAL)
        except NoValue:
            return None
    return found if found.is_finite() else None


def same_element(expected: Element, given: Element, near: Near | None, ranges: Ranges) -> bool | None:
    """Say whether two elements are equal; None if that can't be decided."""
    if expected.statement == given.statement:
        return True
    if expected.expected is None or given.expected is None:
        return _same_statement(expected.statement, given.statement, near, ranges)
    if expected.exact is not None and expected.exact == given.exact:
        return True
    if expected.value is not None and given.value is not None:
        if near is not None and not expected.letters | given.letters:
            return near(float(expected.value), float(given.value))
        both_exact = expected.exact is not None and given.exact is not None
        if both_exact or not expected.value.overlaps(given.value):
            return False
    probe = compare_with(expected.expected, given.expected.tree)
    return None if probe.outcome == "unknown" else probe.outcome == "equal"


def _same_statement(expected: Statement, given: Statement, near: Near | None, ranges: Ranges) -> bool | None:
    """Compare points, pairs and sets inside of a list, and equations."""
    if isinstance(expected, Comparison) and isinstance(given, Comparison):
        if expected.relation != given.relation:
            return False
        found = compare_equations(expected_equation(expected, ranges), given)
        return None if found == "unknown" else found == "equal"
    if not (isinstance(expected, Listing) and isinstance(given, Listing)):
        return False
    if (expected.opening, expected.closing, len(expected.items)) != (
        given.opening,
        given.closing,
        len(given.items),
    ):
        return False
    ours, theirs = elements_from(expected.items, ranges), elements_from(given.items, ranges)
    if expected.opening == "{":
        matching = match(ours, theirs, near, ranges)
        return None if matching.doubtful else len(matching.pairs) == len(ours)
    said = [same_element(*pair, near, ranges) for pair in zip(ours, theirs, strict=True)]
    return False if False in said else None if None in said else True


def match(
    expected: Sequence[Element], given: Sequence[Element], near: Near | None, ranges: Ranges
) -> Matching:
    """Give every expected element at most one given element that equals it, whatever the order."""
    free = list(range(len(given)))
    pairs: list[tuple[int, int]] = []
    doubtful = False
    for place, element in enumerate(expected):
        for candidate in free:
            found = same_element(element, given[candidate], near, ranges)
            doubtful |= found is None
            if found:
                pairs.append((place, candidate))
                free.remove(candidate)
                break
    return Matching(pairs=tuple(pairs), doubtful=doubtful)


def without_repetitions(elements: Sequence[Element], ranges: Ranges) -> tuple[Element, ...]:
    """Return each element once; numbers must be the same for that, not only near."""
    kept: list[Element] = []
    for element in elements:
        if not any(same_element(known, element, None, ranges) for known in kept):
            kept.append(element)
    return tuple(kept)
