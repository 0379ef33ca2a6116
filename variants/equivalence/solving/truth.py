"""Whether a statement of one letter holds at a number: for statements that can't be solved exactly.

A statement without a value at a number, such as ln x > 1 at −1, doesn't hold there.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import Final

from flint import arb, fmpq

from variants.equivalence.evaluation import evaluate_real
from variants.equivalence.solving.inequalities import solve
from variants.equivalence.solving.number_sets import NumberSet
from variants.equivalence.solving.real_numbers import TooClose, between, compare_numbers, of_fraction
from variants.equivalence.solving.sign_charts import HOLDS
from variants.grammar.trees import (
    Comparison,
    Connective,
    Listing,
    Membership,
    Operation,
    SetOperation,
    Statement,
    symbols,
)

ENOUGH: Final = 8
_HOPELESS: Final = 5
_PRECISIONS: Final = (64, 256)
_NEAR: Final = fmpq(1, 10**7)


def contains(numbers: NumberSet, at: fmpq) -> bool:
    """Say whether a number is in a set."""
    number = of_fraction(at)
    for place, cut in enumerate(numbers.cuts):
        order = compare_numbers(number, cut)
        if order <= 0:
            return numbers.inside[2 * place + (order == 0)]
    return numbers.inside[-1]


def holds_at(statement: Statement, letter: str, at: fmpq) -> bool | None:
    """Say whether a statement holds where the letter is this number; None where that can't be told."""
    match statement:
        case Comparison():
            return _comparison_holds(statement, letter, at)
        case Connective(word, parts):
            return _joined([holds_at(part, letter, at) for part in parts], every=word == "and")
        case Membership() | Listing() | SetOperation():
            solved = solve(statement, letter)
            return None if solved is None else contains(solved, at)
        case _:
            return None


def _joined(found: list[bool | None], *, every: bool) -> bool | None:
    if (not every) in found:
        return not every
    return None if None in found else every


def _comparison_holds(comparison: Comparison, letter: str, at: fmpq) -> bool | None:
    difference = Operation("-", comparison.left, comparison.right)
    if not symbols(difference) <= {letter}:
        return None
    value: arb | None = None
    for precision in _PRECISIONS:
        value = evaluate_real(difference, {letter: arb(at)}, precision=precision)
        if value is None:
            return False
        if value > 0 or value < 0:
            return HOLDS[comparison.relation](1 if value > 0 else -1)
    return HOLDS[comparison.relation](0) if value is not None and value.is_zero() else None


def agree_everywhere(numbers: NumberSet, statement: Statement, letter: str) -> bool | None:
    """Say whether a statement holds at just the numbers of a set: near its ends, between them, far away.

    One number where they differ decides; None where too few numbers could be looked at.
    """
    looked = unknown = 0
    for at in places_to_look(numbers):
        found = holds_at(statement, letter, at)
        if found is None:
            unknown += 1
            if not looked and unknown > _HOPELESS:
                return None
            continue
        if found != contains(numbers, at):
            return False
        looked += 1
    return True if looked >= ENOUGH else None


def places_to_look(numbers: NumberSet) -> Iterator[fmpq]:
    """Yield fractions beside the ends of a set, the ends that are fractions, places between, and a grid."""
    for cut in numbers.cuts:
        middle = cut.enclose(64).mid().fmpq()
        yield from (middle - _NEAR, middle + _NEAR)
        if cut.exact is not None:
            yield cut.exact
    for low, high in pairwise(numbers.cuts):
        with suppress(TooClose):
            yield between(low, high)
    yield from _grid()


@lru_cache(maxsize=1)
def _grid() -> tuple[fmpq, ...]:
    steps = [fmpq(37 * step + 5, 100) for step in range(30)]
    far = [fmpq(10**power) + fmpq(1, 7) for power in range(2, 7)]
    return tuple(sign * at for at in (*steps, *far) for sign in (1, -1))
