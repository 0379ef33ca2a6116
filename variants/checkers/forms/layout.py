"""How a formula is laid out: its sums as terms, its products as factors above and below the stroke.

Trees share their writing if they differ in nothing but the order and grouping of terms and factors.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree

_HALF: Final = Number(Fraction(1, 2))
_THIRD: Final = Number(Fraction(1, 3))


@dataclass(frozen=True, slots=True)
class Product:
    """The factors of a product or quotient; `minuses` counts the signs that stood before them."""

    above: tuple[Tree, ...]
    below: tuple[Tree, ...]
    minuses: int


def is_sum(tree: Tree) -> bool:
    """Say whether a value is a sum or difference, perhaps with a minus before it."""
    tree = unsigned(tree)
    return isinstance(tree, Operation) and tree.sign in ("+", "-")


def is_product(tree: Tree) -> bool:
    """Say whether a value is a product or quotient, perhaps with a minus before it."""
    tree = unsigned(tree)
    return isinstance(tree, Operation) and tree.sign in ("*", "/")


def unsigned(tree: Tree) -> Tree:
    """Return a value without the minus signs before it."""
    while isinstance(tree, Negation):
        tree = tree.inner
    return tree


def terms(tree: Tree) -> list[tuple[bool, Tree]]:
    """Return the terms of a sum from left to right, each with whether it is taken away."""
    found: list[tuple[bool, Tree]] = []
    waiting = [(False, tree)]
    while waiting:
        minus, node = waiting.pop()
        match node:
            case Operation("+", left, right):
                waiting += [(minus, right), (minus, left)]
            case Operation("-", left, right):
                waiting += [(not minus, right), (minus, left)]
            case Negation(inner):
                waiting.append((not minus, inner))
            case _:
                found.append((minus, node))
    return found


def product(tree: Tree) -> Product:
    """Return the factors of a product, those of products and quotients inside it too."""
    sides: tuple[list[Tree], list[Tree]] = ([], [])
    minuses = 0
    waiting = [(0, tree)]
    while waiting:
        side, node = waiting.pop()
        match node:
            case Operation("*", left, right):
                waiting += [(side, right), (side, left)]
            case Operation("/", left, right):
                waiting += [(1 - side, right), (side, left)]
            case Negation(inner):
                minuses += 1
                waiting.append((side, inner))
            case _:
                sides[side].append(node)
    return Product(tuple(sides[0]), tuple(sides[1]), minuses)


def whole(tree: Tree) -> int | None:
    """Return the whole number that stands here, None if it is anything else."""
    sign = -1 if isinstance(tree, Negation) else 1
    tree = tree.inner if isinstance(tree, Negation) else tree
    if isinstance(tree, Number) and tree.value.denominator == 1:
        return sign * tree.value.numerator
    return None


def power(tree: Tree) -> tuple[Tree, Tree] | None:
    """Return base and exponent of a power, a root or an exponential; None if it is none of them."""
    match tree:
        case Operation("^", base, exponent):
            return base, exponent
        case Call("sqrt", (inner,)):
            return inner, _HALF
        case Call("cbrt", (inner,)):
            return inner, _THIRD
        case Call("root", (inner, index)):
            return inner, Operation("/", Number(Fraction(1)), index)
        case Call("exp", (inner,)):
            return Constant("e"), inner
        case _:
            return None


def whole_power(tree: Tree) -> tuple[Tree, int] | None:
    """Return base and exponent of a power whose exponent is a whole number."""
    if not (isinstance(tree, Operation) and tree.sign == "^"):
        return None
    exponent = whole(tree.right)
    return None if exponent is None else (tree.left, exponent)


def number(tree: Tree) -> Fraction | None:
    """Return the value of a number, or of a fraction of two; None if it is anything else."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Negation):
        inner = number(tree.inner)
        return None if inner is None else -inner
    if isinstance(tree, Operation) and tree.sign == "/":
        above, below = tree.left, tree.right
        if isinstance(above, Number) and isinstance(below, Number) and below.value:
            return above.value / below.value
    return None


def arithmetic(tree: Tree) -> Iterator[Tree]:
    """Yield the nodes that sums, products and whole powers lead to: not what stands inside functions."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Negation(inner):
                waiting.append(inner)
            case Operation("^", base, _):
                if whole_power(node):
                    waiting.append(base)
            case Operation(_, left, right):
                waiting += [right, left]
            case _:
                pass


def writing(tree: Tree) -> Hashable:
    """Return what is the same for all orders and groupings of the terms and factors of a formula."""
    value = number(tree)
    if value is not None:
        return value
    if is_sum(tree) or isinstance(tree, Negation):
        found = [(minus, writing(term)) for minus, term in terms(tree)]
        return found[0][1] if len(found) == 1 and not found[0][0] else ("+", counted(found))
    raised = power(tree)
    if raised:
        return ("^", writing(raised[0]), writing(raised[1]))
    match tree:
        case Operation("*" | "/"):
            return _product_writing(tree)
        case Call(function, arguments):
            return (function, *map(writing, arguments))
        case Symbol(name) | Constant(name):
            return name
        case _:
            raise TypeError(f"no value: {tree!r}")


def counted(found: Iterable[Hashable]) -> frozenset[tuple[Hashable, int]]:
    """Return things with how often each of them is there."""
    return frozenset(Counter(found).items())


def _product_writing(tree: Tree) -> Hashable:
    parts = product(tree)
    sides = counted(map(writing, parts.above)), counted(map(writing, parts.below))
    plain = ("*", *sides)
    return ("+", counted([(True, plain)])) if parts.minuses % 2 else plain
