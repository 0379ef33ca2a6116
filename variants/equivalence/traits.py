"""What a formula is made of, found in one walk: it decides how many points and bits a comparison needs."""

import math
from dataclasses import dataclass, field
from typing import Final, Literal

from variants.equivalence.evaluation import exact_value
from variants.grammar.letters import FUNCTIONS
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree

Pieces = Literal[0, 1, 2]
"""How likely another law holds elsewhere: analytic, with roots that may hide |…|, or in pieces."""
_IN_PIECES: Final = frozenset(
    [
        "abs",
        "sign",
        "min",
        "max",
        "floor",
        "ceil",
        "asin",
        "acos",
        "atan",
        "acot",
        "asec",
        "acsc",
        "atan2",
        "cbrt",
        "root",
    ]
)
INVERSES: Final = frozenset(["asin", "acos", "atan", "acot", "asec", "acsc", "atan2"])
_STEEP: Final = frozenset(["exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "factorial"])
_SLOW: Final = {"factorial": 12}
_LONG: Final = 64
_HIGH: Final = 24


@dataclass(slots=True, kw_only=True)
class Traits:
    """`bits` are those of long numbers and powers; `light` and `heavy` count cheap and dear steps.

    `rooted` says that there are square roots or broken powers, which hide |…| where a letter may be negative.
    """

    names: frozenset[str] = frozenset()
    light: int = 0
    heavy: int = 0
    bits: float = 0.0
    pieces: Pieces = 0
    rational: bool = True
    steep: bool = False
    infinite: bool = False
    imaginary: bool = False
    rooted: bool = False
    inverses: list[Call] = field(default_factory=list)

    def cost(self, bits: int) -> float:
        """Return about how many microseconds one value takes with so many bits."""
        return 0.6 * self.light + self.heavy * (1.0 + (bits / 512) ** 2)


def traits_of(tree: Tree) -> Traits:
    """Walk the tree once."""
    traits = Traits()
    names = set()
    nodes = [tree]
    for node in nodes:
        if type(node) is Symbol:
            names.add(node.name)
        elif type(node) is Operation:
            nodes.append(node.left)
            if node.sign == "^":
                _note_power(traits, node, nodes)
            else:
                nodes.append(node.right)
        elif type(node) is Number:
            _note_number(traits, node)
        elif type(node) is Call:
            _note_call(traits, node)
            nodes += node.arguments
        elif type(node) is Negation:
            nodes.append(node.inner)
        else:
            assert type(node) is Constant
            _note_constant(traits, node)
    traits.light += len(nodes)
    traits.names = frozenset(names)
    return traits


def _note_number(traits: Traits, node: Number) -> None:
    bits = max(node.value.numerator.bit_length(), node.value.denominator.bit_length())
    if bits > _LONG:
        traits.bits += bits


def _note_constant(traits: Traits, node: Constant) -> None:
    traits.rational = False
    traits.infinite |= node.name == "oo"
    traits.imaginary |= node.name == "i"


def _note_call(traits: Traits, node: Call) -> None:
    traits.rational = False
    traits.heavy += _SLOW.get(node.function, 1)
    if node.function in _IN_PIECES:
        traits.pieces = 2
        if node.function in INVERSES:
            traits.inverses.append(node)
    elif node.function == "sqrt":
        _note_root(traits, node.arguments[0])
    traits.steep |= node.function in _STEEP or node.function not in FUNCTIONS


def _note_power(traits: Traits, node: Operation, nodes: list[Tree]) -> None:
    exponent = exact_value(node.right)
    if exponent is None:
        traits.rational, traits.steep = False, True
        traits.heavy += 2
        nodes.append(node.right)
        return
    traits.light += 2
    if exponent.denominator != 1:
        traits.rational = False
        traits.heavy += 2
        _note_root(traits, node.left)
    size = abs(exponent.numerator) / exponent.denominator
    if size > _HIGH:
        traits.steep = True
    base = exact_value(node.left)
    if base:
        traits.bits += size * abs(math.log2(abs(base.numerator)) - math.log2(base.denominator))


def _note_root(traits: Traits, argument: Tree) -> None:
    traits.rooted = True
    if traits.pieces == 0 and not _is_product(argument):
        traits.pieces = 1


def _is_product(tree: Tree) -> bool:
    """Say whether a tree holds only letters and numbers multiplied, divided and raised."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if type(node) is Operation and node.sign in "*/":
            waiting += (node.left, node.right)
        elif type(node) is Operation and node.sign == "^":
            waiting.append(node.left)
        elif type(node) not in (Symbol, Number, Constant):
            return False
    return True
