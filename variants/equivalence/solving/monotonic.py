"""Undo one monotonic function around a letter: `ln x < 2`, `2^x ≥ 8`, `√(x − 1) > 3` without the function."""

from fractions import Fraction
from typing import Final, TypeGuard

from flint import fmpq

from variants.equivalence.rewriting import replaced
from variants.equivalence.solving.linear_parts import linear_parts
from variants.equivalence.solving.real_numbers import compare_numbers, of_fraction, of_tree
from variants.grammar.trees import (
    Call,
    Comparison,
    Constant,
    Negation,
    Number,
    Operation,
    Relation,
    Symbol,
    Tree,
    symbols,
    walk,
)

TURNED: Final[dict[Relation, Relation]] = {
    "<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!=",
}  # fmt: skip
_PLACE: Final = Symbol("\0")
_ZERO: Final = Number(Fraction(0))
_BASES: Final[dict[str, Tree]] = {
    "ln": Constant("e"), "log": Constant("e"), "lg": Number(Fraction(10)), "lb": Number(Fraction(2)),
}  # fmt: skip
ALWAYS: Final = Comparison("=", _ZERO, _ZERO)
NEVER: Final = Comparison("!=", _ZERO, _ZERO)


def undone(comparison: Comparison, letter: str) -> tuple[Comparison, ...] | None:
    """Return comparisons that hold together just where this one does, with one function less.

    None if the letter doesn't stand in exactly one function that always rises or always falls.
    """
    difference = Operation("-", comparison.left, comparison.right)
    around = _outermost(difference, letter)
    if around is None:
        return None
    parts = linear_parts(replaced(difference, around, _PLACE), _PLACE.name)
    if parts is None or letter in symbols(parts[0]) | symbols(parts[1]):
        return None
    slope, constant = parts
    sign = sign_of(slope)
    if not sign:
        return None
    relation = comparison.relation if sign > 0 else TURNED[comparison.relation]
    end = Operation("/", Negation(constant), slope)
    if isinstance(around, Operation):
        if letter in symbols(around.left):
            return _undone_power(around, relation, end)
        return _undone_exponential(around.left, around.right, relation, end)
    return _undone_call(around, relation, end)


def sign_of(tree: Tree) -> int | None:
    """Return the sign of a formula without letters; None if it has no real value."""
    number = of_tree(tree)
    return None if number is None else compare_numbers(number, of_fraction(fmpq(0)))


def _outermost(tree: Tree, letter: str) -> Call | Operation | None:
    """Return the one function or exponential around the letter, the outermost if they stand in each other."""
    return next((node for node in walk(tree) if _is_function(node, letter)), None)


def _is_function(node: Tree, letter: str) -> TypeGuard[Call | Operation]:
    if isinstance(node, Call):
        return letter in symbols(node)
    return isinstance(node, Operation) and node.sign == "^" and letter in symbols(node)


def _undone_call(call: Call, relation: Relation, end: Tree) -> tuple[Comparison, ...] | None:
    inner = call.arguments[0]
    if call.function in _BASES:
        return _undone_logarithm(call, relation, end)
    if call.function == "exp":
        return _undone_exponential(Constant("e"), inner, relation, end)
    if call.function == "cbrt":
        return (Comparison(relation, inner, Operation("^", end, Number(Fraction(3)))),)
    if call.function != "sqrt":
        return None
    defined = Comparison(">=", inner, _ZERO)
    sign = sign_of(end)
    if sign is None:
        return None
    if sign < 0:
        return (defined, ALWAYS if relation in (">", ">=", "!=") else NEVER)
    return (defined, Comparison(relation, inner, Operation("^", end, Number(Fraction(2)))))


def _undone_logarithm(call: Call, relation: Relation, end: Tree) -> tuple[Comparison, ...] | None:
    base = call.arguments[1] if len(call.arguments) > 1 else _BASES[call.function]
    rises = None if symbols(base) else _rises(base)
    if rises is None:
        return None
    turned = relation if rises else TURNED[relation]
    inner = call.arguments[0]
    return (Comparison(">", inner, _ZERO), Comparison(turned, inner, Operation("^", base, end)))


def _undone_exponential(
    base: Tree, exponent: Tree, relation: Relation, end: Tree
) -> tuple[Comparison, ...] | None:
    rises = None if symbols(base) else _rises(base)
    sign = sign_of(end)
    if rises is None or sign is None:
        return None
    if sign <= 0:
        return (ALWAYS if relation in (">", ">=", "!=") else NEVER,)
    turned = relation if rises else TURNED[relation]
    return (Comparison(turned, exponent, Operation("/", Call("ln", (end,)), Call("ln", (base,)))),)


def _undone_power(power: Operation, relation: Relation, end: Tree) -> tuple[Comparison, ...] | None:
    """Undo an even whole power: `u² < c` is `|u| < √c`, and holds nowhere where c is negative."""
    exponent = power.right.value if isinstance(power.right, Number) else Fraction(0)
    sign = sign_of(end)
    if exponent.denominator != 1 or exponent % 2 or exponent <= 0 or sign is None:
        return None
    if sign < 0:
        return (ALWAYS if relation in (">", ">=", "!=") else NEVER,)
    root = Operation("^", end, Number(1 / exponent))
    return (Comparison(relation, Call("abs", (power.left,)), root),)


def _rises(base: Tree) -> bool | None:
    """Say whether the powers of a base rise with the exponent; None if it can't be a base."""
    if not (sign_of(base) or 0) > 0:
        return None
    above_one = sign_of(Operation("-", base, Number(Fraction(1))))
    return None if not above_one else above_one > 0
