"""The tree of an author's formula: frozen nodes, each with the offset in the text that it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Sign = Literal["+", "-", "*", "/", "^"]
Relation = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A bare number; `text` keeps it as typed."""

    value: float
    text: str = ""
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name, with dots for the columns of a row: `metal.density`, `liquids.water.density`."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in single quotes: an id of a list of words, or the formula of a substance."""

    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Minus before a value."""

    inner: "Tree"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Two values joined by an arithmetic sign; between substances `+` mixes and `*` counts."""

    sign: Sign
    left: "Tree"
    right: "Tree"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A chain of comparisons: `items` has one member more than `relations`."""

    relations: tuple[Relation, ...]
    items: tuple["Tree", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """Two truths joined by `and` or `or`."""

    word: Literal["and", "or"]
    left: "Tree"
    right: "Tree"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """A truth turned over."""

    inner: "Tree"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """`if condition then yes else no`."""

    condition: "Tree"
    yes: "Tree"
    no: "Tree"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A function of the language with its arguments."""

    function: str
    arguments: tuple["Tree", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InUnit:
    """`(inner in unit)`: the bare number of a quantity in a unit."""

    inner: "Tree"
    unit: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """`(inner read as unit)`: every name inside as its printed number, the result called `unit`."""

    inner: "Tree"
    unit: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """`left -> right` between mixtures of substances."""

    left: "Tree"
    right: "Tree"
    position: int = field(default=0, compare=False)


Tree = (
    Number
    | Name
    | Word
    | Negation
    | Operation
    | Comparison
    | Logic
    | Not
    | Branch
    | Call
    | InUnit
    | ReadAs
    | Arrow
)


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the parts that this node is made of, from left to right."""
    match tree:
        case Number() | Name() | Word():
            return ()
        case Negation(inner=inner) | Not(inner=inner) | InUnit(inner=inner) | ReadAs(inner=inner):
            return (inner,)
        case Operation(left=left, right=right) | Logic(left=left, right=right):
            return (left, right)
        case Arrow(left=left, right=right):
            return (left, right)
        case Branch(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case Comparison(items=items):
            return items
        case Call(arguments=arguments):
            return arguments


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield the node and every node below it."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def names(tree: Tree) -> frozenset[str]:
    """Return the names used in the tree, without the columns after a dot."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.add(node.name.split(".")[0])
        else:
            waiting.extend(children(node))
    return frozenset(found)
