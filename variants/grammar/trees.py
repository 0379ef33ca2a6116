"""The tree of a typed formula: small nodes, exact numbers, and walks that need no recursion limit.

Nodes are values: nothing assigns to one. They are not frozen at run time, because a frozen node takes four
times as long to make, and a tree is made for every answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Sign = Literal["+", "-", "*", "/", "^"]
Relation = Literal["=", "<", ">", "<=", ">=", "!="]


@dataclass(slots=True, unsafe_hash=True)
class Number:
    """An exact number."""

    value: Fraction


@dataclass(slots=True, unsafe_hash=True)
class Symbol:
    """A letter of the formula by its one name: `alpha`, `v_0`, `DeltaT`."""

    name: str


@dataclass(slots=True, unsafe_hash=True)
class Constant:
    """A number with a name of its own: `pi`, `e`, `i`, `oo` (infinity), and `degree` = pi/180."""

    name: Literal["pi", "e", "i", "oo", "degree"]


@dataclass(slots=True, unsafe_hash=True)
class Negation:
    """Minus before a value."""

    inner: "Tree"


@dataclass(slots=True, unsafe_hash=True)
class Operation:
    """Two values joined by a sign."""

    sign: Sign
    left: "Tree"
    right: "Tree"


@dataclass(slots=True, unsafe_hash=True)
class Call:
    """A function of the table in `letters.py`, or one that a key leaves unknown, applied to values.

    `plusminus` of one value stands for both signs: `a ± b` is `a + plusminus(b)`.
    """

    function: str
    arguments: tuple["Tree", ...]


@dataclass(slots=True, unsafe_hash=True)
class Comparison:
    """Two sides of an equation or inequality."""

    relation: Relation
    left: "Tree"
    right: "Tree"


Tree = Number | Symbol | Constant | Negation | Operation | Call


@dataclass(slots=True, unsafe_hash=True)
class Connective:
    """Statements joined by “and” or “or”; the chain `0 < x ≤ 2` is `0 < x and x ≤ 2`."""

    word: Literal["and", "or"]
    parts: tuple["Statement", ...]


@dataclass(slots=True, unsafe_hash=True)
class Membership:
    """A value in a set: `x ∈ [0; 2)`."""

    member: Tree
    container: "Statement"


@dataclass(slots=True, unsafe_hash=True)
class Listing:
    """Several values between brackets as they were typed: `(0; 2]`, `{1; 2}`, `[[1; 2]; [3; 4]]`, `1; 2`.

    What it means, an interval, a point or a list, is for the reader's kind of answer to say. A list without
    brackets has empty ones; a matrix is a listing of listings between `[` and `]`.
    """

    opening: Literal["(", "[", "{", "<", "]", ""]
    items: tuple["Statement", ...]
    closing: Literal[")", "]", "}", ">", "[", ""]


@dataclass(slots=True, unsafe_hash=True)
class SetOperation:
    """Two sets joined, cut, or one taken out of the other."""

    sign: Literal["∪", "∩", "\\"]
    left: "Statement"
    right: "Statement"


Statement = Tree | Comparison | Connective | Membership | Listing | SetOperation
"""Whatever can be typed; `ℝ` and `∅` are `Listing("(", (-oo, oo), ")")` and `Listing("{", (), "}")`."""


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the nodes right below a node."""
    if isinstance(tree, Operation):
        return (tree.left, tree.right)
    if isinstance(tree, Call):
        return tree.arguments
    return (tree.inner,) if isinstance(tree, Negation) else ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield every node of the tree."""
    return reversed(bottom_up(tree))


def bottom_up(tree: Tree) -> list[Tree]:
    """Return every node, each after all that stand below it."""
    found = [tree]
    for node in found:
        if isinstance(node, Operation):
            found += (node.left, node.right)
        elif isinstance(node, Call):
            found += node.arguments
        elif isinstance(node, Negation):
            found.append(node.inner)
    found.reverse()
    return found


def height(tree: Tree) -> int:
    """Return the number of nodes on the longest way down; a sum or product of many terms counts as one."""
    level, count = [tree], 0
    while level:
        level = [child for node in level for child in _flat_children(node)]
        count += 1
    return count


def _flat_children(node: Tree) -> tuple[Tree, ...]:
    if not isinstance(node, Operation):
        return children(node)
    first, terms = chain(node)
    return (first, *(right for _, right in terms))


def chain(tree: Tree) -> tuple[Tree, list[tuple[Sign, Tree]]]:
    """Return the first term of a row of operations that is read from the left, and what follows it."""
    terms: list[tuple[Sign, Tree]] = []
    while isinstance(tree, Operation):
        terms.append((tree.sign, tree.right))
        tree = tree.left
    return tree, terms[::-1]


def same(one: Tree, other: Tree) -> bool:
    """Say whether two trees are the same, node by node, however long they are."""
    waiting = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if left is right:
            continue
        if isinstance(left, Operation):
            if not isinstance(right, Operation) or left.sign != right.sign:
                return False
        elif isinstance(left, Call):
            if not isinstance(right, Call) or left.function != right.function:
                return False
        elif not (isinstance(left, Negation) and isinstance(right, Negation)) and left != right:
            return False
        below, others = children(left), children(right)
        if len(below) != len(others):
            return False
        waiting += zip(below, others, strict=True)
    return True


def symbols(tree: Tree) -> frozenset[str]:
    """Return the names of all letters in the tree."""
    return frozenset(node.name for node in walk(tree) if isinstance(node, Symbol))


def has_constant(tree: Tree, name: str) -> bool:
    """Say whether a named constant stands in the tree."""
    return any(isinstance(node, Constant) and node.name == name for node in walk(tree))
