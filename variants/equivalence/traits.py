"""What a formula is made of, found in one walk: it decides how many points and bits a comparison needs."""

import math
from dataclasses import dataclass, field
from typing import Final, Literal

from flint import arb

from variants.equivalence.evaluation import exact_value, value_of
from variants.equivalence.values.arithmetic_tables import NoValue
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
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
_STEEP: Final = frozenset(["exp", "sinh", "cosh", "tanh", "coth", "sech", "csch"])
_SLOW: Final = 12
_LARGEST_FACTORIAL: Final = 10_000
_HIGH: Final = 24
_ROUGH: Final = 64
_EVERYWHERE: Final = frozenset(["abs", "sign", "min", "max", "floor", "ceil", "root"])


@dataclass(slots=True, kw_only=True)
class Traits:
    """`bits` are the sizes of all that has no letters; `light` and `heavy` count cheap and dear steps.

    `rooted` says that there are square roots or broken powers, which hide |…| where a letter may be negative.
    `turning` says that another law may hold far out: in `signs` are the values that matter by their sign, in
    `jumps` those that matter at whole numbers.
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
    turning: bool = False
    inverses: list[Call] = field(default_factory=list)
    signs: list[Tree] = field(default_factory=list)
    jumps: list[Tree] = field(default_factory=list)

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
    traits.bits += max(node.value.numerator.bit_length(), node.value.denominator.bit_length()) - 1


def _note_constant(traits: Traits, node: Constant) -> None:
    traits.rational = False
    traits.infinite |= node.name == "oo"
    traits.imaginary |= node.name == "i"


def _note_call(traits: Traits, node: Call) -> None:
    traits.rational = False
    if node.function == "factorial":
        _note_factorial(traits, node.arguments[0])
    else:
        traits.heavy += 1
        traits.bits += (_size(node) or 0) if node.function in _STEEP else 0
    if node.function in _IN_PIECES:
        traits.pieces = 2
        _note_pieces(traits, node)
    elif node.function == "sqrt":
        _note_root(traits, node.arguments[0])
    traits.steep |= node.function in _STEEP or node.function not in FUNCTIONS


def _note_factorial(traits: Traits, argument: Tree) -> None:
    """Note the bits of a factorial that is a number like any other; the others are slow."""
    number = exact_value(argument)
    if number is not None and 0 <= number <= _LARGEST_FACTORIAL and number.denominator == 1:
        traits.bits += math.lgamma(number + 1) / math.log(2)
    else:
        traits.heavy += _SLOW
        traits.steep = True


def _note_pieces(traits: Traits, node: Call) -> None:
    if node.function in INVERSES:
        traits.inverses.append(node)
    traits.turning |= node.function in _EVERYWHERE
    if node.function in ("abs", "sign"):
        traits.signs.append(node.arguments[0])
    elif node.function in ("floor", "ceil"):
        traits.jumps.append(node.arguments[0])
    elif node.function in ("min", "max"):
        first, *others = node.arguments
        traits.signs += [Operation("-", first, other) for other in others]


def _note_power(traits: Traits, node: Operation, nodes: list[Tree]) -> None:
    exponent = exact_value(node.right)
    if exponent is None:
        traits.rational, traits.steep = False, True
        traits.heavy += 2
        traits.bits += _size(node) or 0
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
    elif base is None and size > 1 and type(node.left) is not Symbol:
        traits.bits += _size(node) or 0


def _note_root(traits: Traits, argument: Tree) -> None:
    traits.rooted = True
    if _is_product(argument):
        return
    traits.pieces = traits.pieces or 1
    traits.turning = True
    if type(argument) is Operation and argument.sign == "^" and type(argument.left) is not Symbol:
        traits.signs.append(argument.left)


def _size(tree: Tree) -> float | None:
    """Return the binary digits before or behind the point of a value without letters; None if it has some."""
    try:
        with at_precision(_ROUGH):
            value: arb = value_of(tree, {}, REAL)
            size = abs(abs(value).log()) / arb.const_log2() if value.is_finite() else arb(0)
    except (KeyError, NoValue):
        return None
    return float(size.abs_upper()) if size.is_finite() else 0.0


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
