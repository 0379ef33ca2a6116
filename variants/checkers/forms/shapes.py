"""Brackets and strokes: whether a formula is expanded, factored, a single fraction, in lowest terms.

TooLarge is raised where polynomials would be too long to tell.
"""

from variants.checkers.forms.layout import (
    arithmetic,
    is_product,
    is_sum,
    number,
    power,
    product,
    terms,
    unsigned,
    whole_power,
    writing,
)
from variants.checkers.forms.polynomials import Quotient, as_polynomial, as_polynomials, multiplied
from variants.grammar.trees import Constant, Negation, Operation, Tree


def is_expanded(tree: Tree) -> bool:
    """Say whether no product, quotient or whole power is left over a sum, and no minus before one.

    Like terms need not be gathered; what stands in a function or beneath a stroke may be a sum.
    """
    return not any(_is_bracketed(node) for node in arithmetic(tree))


def _is_bracketed(node: Tree) -> bool:
    match node:
        case Operation("*", left, right):
            return is_sum(left) or is_sum(right)
        case Operation("/", left, right):
            return is_sum(left) and not is_sum(right)
        case Operation("-", _, right):
            return is_sum(right)
        case Negation(inner):
            return is_sum(inner)
        case Operation("^", base, _):
            return _is_open_power(node, base)
        case _:
            return False


def _is_open_power(node: Tree, base: Tree) -> bool:
    raised = whole_power(node)
    if raised is None or raised[1] == -1:
        return False
    return is_sum(base) or (is_product(base) and number(base) is None)


def is_factored(tree: Tree) -> bool:
    """Say whether every factor is irreducible over the rationals, numbers taken out. Raises TooLarge."""
    parts = product(tree)
    waiting = [*parts.above, *parts.below]
    while waiting:
        factor = unsigned(waiting.pop())
        raised = whole_power(factor)
        if raised:
            inner = product(raised[0])
            waiting += [*inner.above, *inner.below]
        elif is_sum(factor) and not _is_irreducible(as_polynomial(factor)):
            return False
    return True


def _is_irreducible(polynomial: Quotient) -> bool:
    """Say whether it is a polynomial with rational coefficients (not x + 1/x) that has no factors."""
    if not polynomial.below.is_constant() or polynomial.content != 1:
        return False
    return sum(int(times) for _, times in polynomial.above.factor()[1]) <= 1


def is_single_fraction(tree: Tree) -> bool:
    """Say whether there is one stroke at most, and nothing is added to it or multiplied with it.

    A number in front of a formula without strokes (`½·m·v²`) may be a fraction.
    """
    tree = unsigned(tree)
    if isinstance(tree, Operation) and tree.sign == "/":
        return not _has_stroke(tree.left) and not _has_stroke(tree.right)
    if not _has_stroke(tree):
        return True
    factors = _typed_factors(tree)
    fractions = [factor for factor in factors if _has_stroke(factor)]
    return len(factors) > 1 and len(fractions) == 1 and number(fractions[0]) is not None


def _typed_factors(tree: Tree) -> list[Tree]:
    """Return the factors of a product; a quotient among them stays whole."""
    found: list[Tree] = []
    waiting = [tree]
    while waiting:
        node = unsigned(waiting.pop())
        if isinstance(node, Operation) and node.sign == "*":
            waiting += [node.right, node.left]
        else:
            found.append(node)
    return found


def _has_stroke(tree: Tree) -> bool:
    return any(_is_stroke(node) for node in arithmetic(tree))


def _is_stroke(node: Tree) -> bool:
    match node:
        case Operation("/"):
            return True
        case Operation("^", base, _):
            raised = whole_power(node)
            return raised is not None and raised[1] < 0 and number(base) is None
        case _:
            return False


def has_root_below(tree: Tree) -> bool:
    """Say whether a root of a number, or the imaginary unit, is left beneath a stroke: 1/√2."""
    strokes = [node for node in arithmetic(tree) if isinstance(node, Operation) and node.sign == "/"]
    return any(_is_irrational(part) for stroke in strokes for part in arithmetic(stroke.right))


def _is_irrational(tree: Tree) -> bool:
    if tree == Constant("i"):
        return True
    raised = None if whole_power(tree) else power(tree)
    return raised is not None and all(number(part) is not None for part in raised)


def is_in_lowest_terms(tree: Tree) -> bool:
    """Say whether no fraction, of numbers or of polynomials, can be reduced. Raises TooLarge."""
    waiting = [tree]
    while waiting:
        for _, term in terms(waiting.pop()):
            parts = product(term)
            if parts.below and _can_be_reduced(parts.above, parts.below):
                return False
            for factor in (*parts.above, *parts.below):
                raised = whole_power(factor)
                base = raised[0] if raised else factor
                if is_sum(base) or is_product(base):
                    waiting.append(base)
    return True


def _can_be_reduced(above: tuple[Tree, ...], below: tuple[Tree, ...]) -> bool:
    ours, theirs = ({writing(factor) for factor in side if number(factor) is None} for side in (above, below))
    if ours & theirs:
        return True
    found = as_polynomials((*above, *below))
    one = found[0].above.context().constant(1)
    upper, lower = found[: len(above)], found[len(above) :]
    numerator = multiplied([each.above for each in upper] + [each.below for each in lower], one)
    denominator = multiplied([each.below for each in upper] + [each.above for each in lower], one)
    return numerator.gcd(denominator) != one
