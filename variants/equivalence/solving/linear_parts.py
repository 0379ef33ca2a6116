"""Take a formula that is linear in a letter apart: its slope and its constant, both without the letter."""

from fractions import Fraction
from typing import Final

from variants.grammar.trees import Call, Negation, Number, Operation, Sign, Symbol, Tree, bottom_up

_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))
_Parts = tuple[Tree | None, Tree]
"""A slope, None for zero, and a constant."""


class _NotLinear(Exception):
    """The letter stands in a power, a denominator, a function, or is multiplied by itself."""


def linear_parts(tree: Tree, letter: str) -> tuple[Tree, Tree] | None:
    """Return slope and constant of a formula; None if it isn't written as linear in the letter."""
    parts: dict[int, _Parts] = {}
    try:
        for node in bottom_up(tree):
            parts[id(node)] = _parts(node, letter, parts)
    except _NotLinear:
        return None
    slope, constant = parts[id(tree)]
    return slope or _ZERO, constant


def _parts(node: Tree, letter: str, parts: dict[int, _Parts]) -> _Parts:
    match node:
        case Symbol(name) if name == letter:
            return _ONE, _ZERO
        case Negation(inner):
            slope, constant = parts[id(inner)]
            return (None if slope is None else Negation(slope)), Negation(constant)
        case Operation(sign, left, right):
            return _joined(node, sign, parts[id(left)], parts[id(right)])
        case Call(_, arguments) if any(parts[id(argument)][0] is not None for argument in arguments):
            raise _NotLinear
        case _:
            return None, node


def _joined(node: Operation, sign: Sign, left: _Parts, right: _Parts) -> _Parts:
    if left[0] is None and right[0] is None:
        return None, node
    if sign == "+" or sign == "-":
        return _sum(sign, left[0], right[0]), _sum(sign, left[1], right[1]) or _ZERO
    if sign == "*" and left[0] is None:
        left, right = right, left
    if sign not in "*/" or right[0] is not None or left[0] is None:
        raise _NotLinear
    by = right[1]
    return Operation(sign, left[0], by), _ZERO if left[1] is _ZERO else Operation(sign, left[1], by)


def _sum(sign: Sign, left: Tree | None, right: Tree | None) -> Tree | None:
    if right is None or right is _ZERO:
        return left
    if left is None or left is _ZERO:
        return right if sign == "+" else Negation(right)
    return Operation(sign, left, right)
