"""Find exactly whether an equation has a factor that another lacks and that may be zero.

Both differences of sides are factored as polynomials; a factor of the one that is none of the other is zero
somewhere if it has values of both signs where its letters may be. Functions and roots that stand in both
equations are taken for letters of their own.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from variants.equivalence.solving.domains import domain_of
from variants.equivalence.solving.number_sets import intersection, points
from variants.equivalence.solving.rational_functions import fraction_of
from variants.equivalence.solving.real_numbers import real_roots
from variants.grammar.trees import Constant, Negation, Number, Operation, Symbol, Tree, bottom_up
from variants.keys import SymbolRange

_MOST_LETTERS: Final = 8
_MOST_TERMS: Final = 60
_MOST_DEGREE: Final = 12
_MOST_BITS: Final = 200
_PLACES: Final = 96
_LOWEST_POWER: Final = -4
_POWERS: Final = 11
_NAMED: Final = {"pi": fmpq(355, 113), "e": fmpq(2721, 1001), "degree": fmpq(71, 4068)}


class _TooLarge(Exception):
    """A formula would be long as a polynomial, divides by zero, or is no quotient of polynomials."""


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A polynomial over another; nothing is cancelled."""

    above: fmpq_mpoly
    below: fmpq_mpoly


def spare_factor_vanishes(
    key: Tree, answer: Tree, domains: Mapping[str, SymbolRange], *, poles: bool = False
) -> bool | None:
    """Say whether a factor of the answer that the key lacks is zero somewhere.

    A letter without ends of its range may be any real number. With `poles` factors beneath a stroke count as
    well. None if these are no quotients of polynomials, or long ones.
    """
    variables = _variables(key, answer)
    if variables is None:
        return None
    context = fmpq_mpoly_ctx.get(tuple(f"x{index}" for index in range(len(variables))), Ordering.lex)
    try:
        ours, theirs = (_reduced(_converted(tree, context, variables)) for tree in (key, answer))
        own = ours.above * ours.below if poles else ours.above
        whole = theirs.above * theirs.below if poles else theirs.above
        if not own or not whole:
            return None
        spare = [factor for factor, _ in whole.factor()[1] if own.gcd(factor).is_constant()]
        found = [_vanishes(factor, tuple(variables), domains) for factor in spare]
    except _TooLarge:
        return None
    return True if True in found else None if None in found else False


def _variables(key: Tree, answer: Tree) -> dict[Tree, int] | None:
    """Return a number for each letter, and for what is as good as one; None if there are too many."""
    ours, theirs = (set(filter(_is_variable, bottom_up(tree))) for tree in (key, answer))
    strange = {node for node in ours ^ theirs if not isinstance(node, Symbol | Constant)}
    found = ours | theirs
    if strange or not 0 < len(found) <= _MOST_LETTERS or Constant("i") in found or Constant("oo") in found:
        return None
    return {node: place for place, node in enumerate(sorted(found, key=repr))}


def _is_variable(node: Tree) -> bool:
    if isinstance(node, Operation):
        return node.sign == "^" and _exponent(node.right) is None
    return not isinstance(node, Number | Negation)


def _exponent(tree: Tree) -> int | None:
    sign = -1 if isinstance(tree, Negation) else 1
    tree = tree.inner if isinstance(tree, Negation) else tree
    if isinstance(tree, Number) and tree.value.denominator == 1 and tree.value.numerator <= _MOST_DEGREE:
        return sign * tree.value.numerator
    return None


def _converted(tree: Tree, context: fmpq_mpoly_ctx, variables: Mapping[Tree, int]) -> _Quotient:
    one = context.constant(1)
    known: dict[int, _Quotient] = {}
    for node in bottom_up(tree):
        if node in variables:
            known[id(node)] = _Quotient(context.gen(variables[node]), one)
        elif isinstance(node, Number):
            known[id(node)] = _Quotient(context.constant(fraction_of(node.value)), one)
        elif isinstance(node, Negation):
            inner = known[id(node.inner)]
            known[id(node)] = _Quotient(-inner.above, inner.below)
        else:
            assert isinstance(node, Operation)
            known[id(node)] = _joined(node, known, one)
    return known[id(tree)]


def _joined(node: Operation, known: Mapping[int, _Quotient], one: fmpq_mpoly) -> _Quotient:
    left = known[id(node.left)]
    if node.sign == "^":
        return _raised(left, _exponent(node.right) or 0, one)
    right = known[id(node.right)]
    if node.sign == "*":
        return _Quotient(_times(left.above, right.above), _times(left.below, right.below))
    if node.sign == "/":
        return _Quotient(_times(left.above, right.below), _not_zero(_times(left.below, right.above)))
    first, second = _times(left.above, right.below), _times(right.above, left.below)
    return _Quotient(first + second if node.sign == "+" else first - second, _times(left.below, right.below))


def _raised(base: _Quotient, exponent: int, one: fmpq_mpoly) -> _Quotient:
    above, below = (base.above, base.below) if exponent >= 0 else (base.below, base.above)
    found, under = one, one
    for _ in range(abs(exponent)):
        found, under = _times(found, above), _times(under, _not_zero(below))
    return _Quotient(found, under)


def _not_zero(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    if not polynomial:
        raise _TooLarge
    return polynomial


def _times(left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
    if len(left) * len(right) > 8 * _MOST_TERMS:
        raise _TooLarge
    found = left * right
    if len(found) > _MOST_TERMS or (found and int(found.total_degree()) > _MOST_DEGREE):
        raise _TooLarge
    if any(max(int(each.p).bit_length(), int(each.q).bit_length()) > _MOST_BITS for each in found.coeffs()):
        raise _TooLarge
    return found


def _reduced(quotient: _Quotient) -> _Quotient:
    common = quotient.above.gcd(quotient.below)
    return _Quotient(quotient.above / common, quotient.below / common)


def _vanishes(
    factor: fmpq_mpoly, variables: tuple[Tree, ...], domains: Mapping[str, SymbolRange]
) -> bool | None:
    """Say whether an irreducible polynomial is zero where its letters may be; None if that is not known."""
    used = [place for place, degree in enumerate(factor.degrees()) if degree]
    nodes = [variables[place] for place in used]
    if not all(isinstance(node, Symbol | Constant) for node in nodes):
        return None
    ranges = [domains.get(node.name, SymbolRange()) for node in nodes if isinstance(node, Symbol | Constant)]
    if len(used) == 1 and isinstance(nodes[0], Symbol):
        return _has_root(factor, used[0], ranges[0])
    if all(known.lowest is not None and known.lowest >= 0 for known in ranges) and _has_one_sign(factor):
        return False
    return _has_both_signs(factor, variables, domains)


def _has_root(factor: fmpq_mpoly, place: int, known: SymbolRange) -> bool:
    by_degree = {int(degrees[place]): value for degrees, value in factor.to_dict().items()}
    dense = fmpq_poly([by_degree.get(degree, fmpq(0)) for degree in range(max(by_degree) + 1)])
    return not intersection(points(real_roots(dense.numer())), domain_of(known)).is_empty()


def _has_one_sign(factor: fmpq_mpoly) -> bool:
    return len({value > 0 for value in factor.coeffs()}) == 1


def _has_both_signs(
    factor: fmpq_mpoly, variables: tuple[Tree, ...], domains: Mapping[str, SymbolRange]
) -> bool:
    signs = set()
    for number in range(_PLACES):
        value = factor(*(_value(node, domains, number) for node in variables))
        if value:
            signs.add(value > 0)
        if len(signs) == 2:
            return True
    return False


def _value(node: Tree, domains: Mapping[str, SymbolRange], number: int) -> fmpq:
    if isinstance(node, Constant):
        return _NAMED[node.name]
    name = node.name if isinstance(node, Symbol) else ""
    known = domains.get(name, SymbolRange())
    return _place(name, known.lowest, known.highest, number)


@lru_cache(maxsize=4096)
def _place(name: Hashable, lowest: float | None, highest: float | None, number: int) -> fmpq:
    """Return a number of a letter's range: spread evenly between two ends, else from 10⁻⁴ to 10⁶ away."""
    digest = sha256(f"{name}/{number}".encode("utf-8", "replace")).digest()
    share = fmpq(int.from_bytes(digest[:4], "big") | 1, 2**32)
    if lowest is not None and highest is not None:
        low, high = (fmpq(*end.as_integer_ratio()) for end in (lowest, highest))
        return low + (high - low) * share
    away = (1 + 9 * share) * fmpq(10) ** (_LOWEST_POWER + digest[4] % _POWERS)
    if lowest is not None:
        return fmpq(*lowest.as_integer_ratio()) + away
    if highest is not None:
        return fmpq(*highest.as_integer_ratio()) - away
    return -away if digest[5] % 2 else away
