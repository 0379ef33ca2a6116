"""Formulas as quotients of polynomials with whole coefficients, exactly.

Letters, named constants, roots and functions are the variables of the polynomials; what would take long to
multiply out is refused before any work.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from variants.checkers.forms.layout import arithmetic, whole_power, writing
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, symbols

MOST_VARIABLES: Final = 12
MOST_TERMS: Final = 200
MOST_DEGREE: Final = 24
MOST_DEGREE_OF_ONE: Final = 64
MOST_DIGITS: Final = 40


class TooLarge(Exception):
    """A formula would be too long as a polynomial, or divides by zero."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A polynomial over another; nothing is cancelled."""

    above: fmpz_mpoly
    below: fmpz_mpoly

    @property
    def content(self) -> int:
        """The whole number that can be taken out of the polynomial above, what is below taken off."""
        above, below = (gcd(*map(int, side.coeffs())) for side in (self.above, self.below))
        return above // gcd(above, below) if above else 0


def as_polynomials(trees: Sequence[Tree]) -> list[Quotient]:
    """Return formulas as quotients in the same variables. Raises TooLarge."""
    variables: dict[Hashable, int] = {}
    nodes = [list(arithmetic(tree)) for tree in trees]
    for node in (node for each in nodes for node in each if _is_variable(node)):
        variables.setdefault(writing(node), len(variables))
    if len(variables) > MOST_VARIABLES:
        raise TooLarge
    # There is always a variable, so that numbers alone are polynomials as well.
    names = tuple(f"x{index}" for index in range(len(variables) or 1))
    context = fmpz_mpoly_ctx.get(names, Ordering.lex)
    return [_converted(each, context, variables) for each in nodes]


def as_polynomial(tree: Tree) -> Quotient:
    """Return a formula as a quotient of polynomials. Raises TooLarge."""
    return as_polynomials((tree,))[0]


def multiplied(factors: Sequence[fmpz_mpoly], one: fmpz_mpoly) -> fmpz_mpoly:
    """Return the product. Raises TooLarge."""
    found = one
    for factor in factors:
        found = _times(found, factor)
    return found


def degree_in(letter: str, tree: Tree) -> int | None:
    """Return the degree of a polynomial in one letter; None if it is no polynomial in it. Raises TooLarge."""
    if any(
        _is_variable(node) and letter in symbols(node) and node != Symbol(letter) for node in arithmetic(tree)
    ):
        return None
    # The letter comes first, so it is the first variable.
    _, found = as_polynomials((Symbol(letter), tree))
    if found.below.degrees()[0]:
        return None
    return int(found.above.degrees()[0]) if found.above else 0


def _is_variable(node: Tree) -> bool:
    match node:
        case Symbol() | Constant() | Call():
            return True
        case Operation("^"):
            return whole_power(node) is None
        case _:
            return False


def _converted(nodes: list[Tree], context: fmpz_mpoly_ctx, variables: dict[Hashable, int]) -> Quotient:
    """Work from the leaves up; nodes come parents first."""
    one = context.constant(1)
    found: dict[int, Quotient] = {}
    for node in reversed(nodes):
        if _is_variable(node):
            value = Quotient(context.gen(variables[writing(node)]), one)
        elif isinstance(node, Number):
            value = _constant(node, context)
        elif isinstance(node, Negation):
            inner = found[id(node.inner)]
            value = Quotient(-inner.above, inner.below)
        else:
            assert isinstance(node, Operation)
            value = _joined(node, found, one)
        found[id(node)] = value
    return found[id(nodes[0])]


def _constant(node: Number, context: fmpz_mpoly_ctx) -> Quotient:
    above, below = node.value.numerator, node.value.denominator
    if max(abs(above), below) >= 10**MOST_DIGITS:
        raise TooLarge
    return Quotient(context.constant(above), context.constant(below))


def _joined(node: Operation, found: dict[int, Quotient], one: fmpz_mpoly) -> Quotient:
    left = found[id(node.left)]
    raised = whole_power(node)
    if raised:
        return _raised(left, raised[1], one)
    right = found[id(node.right)]
    if node.sign == "*":
        return Quotient(_times(left.above, right.above), _times(left.below, right.below))
    if node.sign == "/":
        if not right.above:
            raise TooLarge
        return Quotient(_times(left.above, right.below), _times(left.below, right.above))
    common = left.below.gcd(right.below)
    first, second = right.below / common, left.below / common
    ours, theirs = _times(left.above, first), _times(right.above, second)
    return Quotient(ours + theirs if node.sign == "+" else ours - theirs, _times(left.below, first))


def _raised(base: Quotient, exponent: int, one: fmpz_mpoly) -> Quotient:
    above, below = (base.above, base.below) if exponent >= 0 else (base.below, base.above)
    if abs(exponent) > MOST_DEGREE_OF_ONE or not below:
        raise TooLarge
    times = abs(exponent)
    return Quotient(multiplied([above] * times, one), multiplied([below] * times, one))


def _times(left: fmpz_mpoly, right: fmpz_mpoly) -> fmpz_mpoly:
    if len(left) * len(right) > MOST_TERMS * MOST_TERMS // 8:
        raise TooLarge
    found = left * right
    several = sum(degree > 0 for degree in found.degrees()) > 1
    if len(found) > MOST_TERMS or _degree(found) > (MOST_DEGREE if several else MOST_DEGREE_OF_ONE):
        raise TooLarge
    if found and max(abs(int(number)) for number in found.coeffs()) >= 10 ** (2 * MOST_DIGITS):
        raise TooLarge
    return found


def _degree(polynomial: fmpz_mpoly) -> int:
    return int(polynomial.total_degree()) if polynomial else 0
