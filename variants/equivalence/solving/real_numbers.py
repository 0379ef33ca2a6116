"""Real numbers known as sharply as is asked for: fractions, roots of polynomials, values of typed numbers.

Fractions and roots are told apart exactly; other numbers that agree to two thousand bits are taken as equal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Final, cast

from flint import acb, arb, fmpq, fmpz_poly

from variants.equivalence.evaluation import evaluate_real
from variants.equivalence.solving.rational_functions import evaluate_exactly
from variants.equivalence.values.precision import at_precision
from variants.grammar.trees import Tree, symbols

_PRECISIONS: Final = (64, 256, 2048)


@dataclass(frozen=True, slots=True, eq=False)
class RealNumber:
    """A number: an enclosure at any precision, the fraction that it is, or the polynomial it is a root of.

    `minimal` is irreducible, and `index` counts its real roots from the left.
    """

    enclose: Callable[[int], arb]
    exact: fmpq | None = None
    minimal: fmpz_poly | None = None
    index: int = 0

    def __float__(self) -> float:
        return float(self.enclose(64))


def of_fraction(value: fmpq) -> RealNumber:
    """Return a fraction as a real number."""

    def enclose(precision: int) -> arb:
        with at_precision(precision):
            return arb(value)

    return RealNumber(enclose, value)


def of_tree(tree: Tree) -> RealNumber | None:
    """Return the value of a formula without letters; None if it has letters or no finite real value."""
    if symbols(tree):
        return None
    exact = evaluate_exactly(tree)
    if exact is not None:
        return of_fraction(exact)
    first = evaluate_real(tree, {}, precision=_PRECISIONS[0])
    if first is None or not first.is_finite():
        return None

    def enclose(precision: int) -> arb:
        found = evaluate_real(tree, {}, precision=precision)
        return first if found is None else found

    return RealNumber(enclose)


def real_roots(irreducible: fmpz_poly) -> tuple[RealNumber, ...]:
    """Return the real roots of an irreducible polynomial, from the left."""
    if irreducible.degree() == 1:
        return (of_fraction(fmpq(-irreducible[0], irreducible[1])),)
    known = {_PRECISIONS[0]: _enclosed_roots(irreducible, _PRECISIONS[0])}

    def enclosing(index: int) -> Callable[[int], arb]:
        def enclose(precision: int) -> arb:
            if precision not in known:
                known[precision] = _enclosed_roots(irreducible, precision)
            return known[precision][index]

        return enclose

    count = len(known[_PRECISIONS[0]])
    return tuple(RealNumber(enclosing(index), None, irreducible, index) for index in range(count))


def _enclosed_roots(polynomial: fmpz_poly, precision: int) -> list[arb]:
    with at_precision(precision):
        # The stubs know these pairs of a root and its multiplicity as roots alone.
        found = cast("list[tuple[acb, int]]", polynomial.complex_roots())
        roots = [root.real for root, _ in found if root.imag.is_zero()]
    return sorted(roots, key=cmp_to_key(_left_to_right))


def _left_to_right(one: arb, other: arb) -> int:
    return -1 if one < other else 1


def compare_numbers(one: RealNumber, other: RealNumber) -> int:
    """Return -1, 0 or 1 as the first number is less, the same or greater."""
    if one.exact is not None and other.exact is not None:
        return (one.exact > other.exact) - (one.exact < other.exact)
    if one.minimal is not None and other.minimal is not None and one.minimal == other.minimal:
        return (one.index > other.index) - (one.index < other.index)
    for precision in _PRECISIONS:
        left, right = one.enclose(precision), other.enclose(precision)
        if left < right:
            return -1
        if left > right:
            return 1
    return 0


in_order: Final = cmp_to_key(compare_numbers)


class TooClose(Exception):
    """Two numbers can't be told apart."""


def between(low: RealNumber, high: RealNumber) -> fmpq:
    """Return a fraction between two numbers, of which the first is less. Raises TooClose."""
    if low.exact is not None and high.exact is not None:
        return (low.exact + high.exact) / 2
    for precision in _PRECISIONS:
        left, right = low.enclose(precision), high.enclose(precision)
        with at_precision(precision):
            above, below = left.upper(), right.lower()
        if above < below:
            return (above.fmpq() + below.fmpq()) / 2
    raise TooClose


def beyond(number: RealNumber, step: int) -> fmpq:
    """Return a fraction about that far (a whole number) from a number."""
    return number.enclose(64).mid().fmpq() + step
