"""What could be done at once and was left undone: arithmetic, like terms, fractions, roots, known values.

A formula is simplified if nothing of it is left; expanded and factored formulas are both simple.
"""

import math
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Final, Literal

from variants.checkers.forms.known_values import has_simple_value, has_square_part
from variants.checkers.forms.layout import (
    Product,
    counted,
    is_product,
    is_sum,
    number,
    power,
    product,
    terms,
    unsigned,
    whole,
    whole_power,
    writing,
)
from variants.checkers.forms.polynomials import as_polynomial
from variants.checkers.forms.shapes import is_in_lowest_terms
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Tree, children

Undone = Literal["arithmetic", "like_terms", "fraction", "root", "value"]
_TEN: Final = Number(Fraction(10))
_LARGEST_POWER: Final = 10_000


def undone(tree: Tree) -> Undone | None:
    """Return what is still to be done, None if the formula is simplified. Raises TooLarge."""
    for node in _parts(tree):
        if is_sum(node):
            found = _left_in_sum(node)
        elif is_product(node) or isinstance(node, Negation):
            found = _left_in_product(node)
        else:
            found = _left_in_power(node) or _left_in_call(node)
        if found:
            return found
    return None if is_in_lowest_terms(tree) else "fraction"


def _parts(tree: Tree) -> Iterator[Tree]:
    """Yield whole sums, whole products, powers and calls, from the outside in."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if is_sum(node):
            waiting += [term for _, term in terms(node)]
        elif is_product(node) or isinstance(node, Negation):
            parts = product(node)
            waiting += [*parts.above, *parts.below]
        else:
            waiting += children(node)


def _left_in_sum(node: Tree) -> Undone | None:
    if any(map(_doubles_sign, _sum_nodes(node))):
        return "arithmetic"
    found = terms(node)
    if any(isinstance(term, Number) and not term.value for _, term in found):
        return "arithmetic"
    alike = [_without_number(term) for _, term in found]
    if len(set(alike)) < len(alike):
        return (
            "like_terms" if len({each for each in alike if alike.count(each) > 1} - {_PURE}) else "arithmetic"
        )
    return "like_terms" if _is_shorter_expanded(node, len(found)) or _makes_one(found) else None


def _sum_nodes(tree: Tree) -> Iterator[Tree]:
    """Yield the sums and minus signs that a sum is made of."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if is_sum(node):
            yield node
            waiting += children(node)


def _doubles_sign(node: Tree) -> bool:
    """Say whether a minus follows another sign: `a + (−b)`, `−(−a)`."""
    second = node.right if isinstance(node, Operation) else node.inner if isinstance(node, Negation) else node
    while isinstance(second, Operation) and second.sign in ("*", "/"):
        second = second.left
    return isinstance(second, Negation)


_PURE: Final[Hashable] = (frozenset[object](), frozenset[object]())


def _without_number(term: Tree) -> Hashable:
    """Return the writing of a term without its numeric factors: what like terms share."""
    parts = product(term)
    return tuple(
        counted(writing(factor) for factor in side if not _is_numeric(factor))
        for side in (parts.above, parts.below)
    )


def _is_numeric(factor: Tree) -> bool:
    raised = whole_power(factor)
    return number(raised[0] if raised else factor) is not None


def _is_shorter_expanded(node: Tree, count: int) -> bool:
    """Say whether a sum with brackets in it has no more terms once they are opened."""
    if not any(is_sum(factor) for _, term in terms(node) for factor in _bases(term)):
        return False
    found = as_polynomial(node)
    return found.below.is_constant() and len(found.above) <= count


def _bases(term: Tree) -> list[Tree]:
    raised = [(factor, whole_power(factor)) for factor in product(term).above]
    return [known[0] if known else factor for factor, known in raised]


def _makes_one(found: list[tuple[bool, Tree]]) -> bool:
    """Say whether sin² and cos² of one angle are added with the same factor."""
    seen: dict[Hashable, set[str]] = {}
    for minus, term in found:
        parts = product(term)
        for factor in parts.above:
            raised = whole_power(factor)
            if (
                raised
                and raised[1] == 2
                and isinstance(raised[0], Call)
                and raised[0].function in ("sin", "cos")
            ):
                rest = [each for each in parts.above if each is not factor]
                sign = minus ^ bool(parts.minuses % 2)
                alike = (
                    sign, writing(raised[0].arguments[0]), counted(map(writing, rest)),
                    counted(map(writing, parts.below)),
                )  # fmt: skip
                seen.setdefault(alike, set()).add(raised[0].function)
    return any(len(functions) == 2 for functions in seen.values())


def _left_in_product(node: Tree) -> Undone | None:
    parts = product(node)
    if parts.minuses > 1 or _has_idle_numbers(parts):
        return "arithmetic"
    if _is_compound(node):
        return "fraction"
    factors = [*parts.above, *parts.below]
    bases = [writing(_base(factor)) for factor in factors if not _is_numeric(factor)]
    if len(set(bases)) < len(bases):
        return "like_terms"
    roots = [factor for factor in factors if _is_root_of_number(factor)]
    return "root" if len(roots) > 1 else None


def _has_idle_numbers(parts: Product) -> bool:
    """Say whether numbers stand together that make one, or a one or zero that does nothing."""
    above = [factor for factor in parts.above if _is_numeric(factor)]
    below = [factor for factor in parts.below if _is_numeric(factor)]
    plain = [[factor for factor in side if not _is_power_of_ten(factor)] for side in (above, below)]
    if any(len(side) > 1 for side in plain) or len(above) + len(below) - sum(map(len, plain)) > 1:
        return True
    values = [number(factor) for side in plain for factor in side]
    if 0 in values or any(number(factor) == 1 for factor in below):
        return True
    if any(value is not None and value.denominator != 1 for value in values) and len(values) > 1:
        return True
    # In ½·m·v² the one belongs to the fraction in front.
    return any(number(factor) == 1 for factor in above) and len(parts.above) > 1 and not below


def _is_power_of_ten(factor: Tree) -> bool:
    return isinstance(factor, Operation) and factor.sign == "^" and factor.left == _TEN


def _is_compound(node: Tree) -> bool:
    """Say whether a fraction stands in a fraction; a number in front (`½·m·v²/r`) may be one."""
    for part in _product_nodes(node):
        if isinstance(part, Operation) and part.sign == "/":
            above = [each for each in _product_nodes(part.left) if number(each) is None]
            inside = [*above, *_product_nodes(part.right)]
            if any(_is_quotient(each) or (is_sum(each) and _has_fractions(each)) for each in inside):
                return True
    return False


def _has_fractions(total: Tree) -> bool:
    return any(_is_quotient(each) for _, term in terms(total) for each in _product_nodes(term))


def _is_quotient(tree: Tree) -> bool:
    return isinstance(tree, Operation) and tree.sign == "/"


def _product_nodes(tree: Tree) -> Iterator[Tree]:
    """Yield the products and quotients that a product is made of, and its factors."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Negation) or is_product(node):
            waiting += children(node)


def _base(factor: Tree) -> Tree:
    """Return what is raised to a power; a root counts as another base, as in x√x."""
    raised = power(factor)
    if raised is None or (isinstance(factor, Call) and factor.function != "exp"):
        return factor
    return raised[0]


def _is_root_of_number(factor: Tree) -> bool:
    return isinstance(factor, Call) and factor.function == "sqrt" and isinstance(factor.arguments[0], Number)


def _left_in_power(node: Tree) -> Undone | None:
    raised = power(node)
    if raised is None:
        return None
    base, exponent = raised
    times = number(exponent)
    if times is None:
        return "arithmetic" if number(base) == 1 else None
    if times.denominator != 1:
        return "root" if has_square_part(base, times) else None
    if times in (0, 1) or number(base) in (0, 1) or base == Constant("i"):
        return "arithmetic"
    return _left_in_whole_power(base, int(times))


def _left_in_whole_power(base: Tree, times: int) -> Undone | None:
    value = number(base)
    if value is not None:
        size = abs(times) * math.log10(max(abs(value.numerator), value.denominator))
        ten = base == _TEN
        return None if ten or size > math.log10(_LARGEST_POWER) else "arithmetic"
    if isinstance(unsigned(base), Operation) and power(unsigned(base)):
        return "arithmetic"
    if isinstance(base, Call) and power(base):
        return "root"
    idle = isinstance(base, Negation) or (is_product(base) and any(map(_is_numeric, product(base).above)))
    return "arithmetic" if idle else None


def _left_in_call(node: Tree) -> Undone | None:
    if not isinstance(node, Call):
        return None
    inner = node.arguments[0]
    if node.function in ("ln", "lg", "lb") and whole(inner) == 1:
        return "value"
    return "value" if has_simple_value(node) else None
