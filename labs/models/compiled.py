"""Compile a formula of the language into a closure over the values of one moment, for speed.

Only our own tree is walked, nothing is evaluated as code. Formulas of numbers, truths and words are compiled;
those of series, substances and texts are evaluated as columns of one member. Both give the same values.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from labs.models.kinds import Kinds
from labs.models.scalars import FUNCTIONS, RELATIONS, Scalar, Values, column_of, divide, power, scalar_of
from variants.formulas.trees import (
    Arrow,
    Branch,
    Call,
    Comparison,
    InUnit,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    ReadAs,
    Tree,
    Word,
    names,
    walk,
)
from variants.quantities.units import read_unit
from variants.templates.evaluating.chemistry_functions import same
from variants.templates.evaluating.evaluation import Environment, evaluate
from variants.templates.values import NumberValue

Closure = Callable[[Values], Scalar]
_KEPT: Final = 1024
_ABSENT: Final = object()
_AS_COLUMNS: Final = 50
"""How many times longer a part of a formula takes that is evaluated as a column."""


def compile_formula(tree: Tree, kinds: Kinds) -> Closure:
    """Return a function from the values of the names to the formula's value."""
    if all(_is_plain(node, kinds) for node in walk(tree)):
        return _compiled(tree, kinds)
    return _evaluated(tree, kinds)


def cost_of(tree: Tree, kinds: Kinds) -> int:
    """Return how long a formula takes, in parts of a plain one."""
    parts = list(walk(tree))
    return len(parts) * (1 if all(_is_plain(part, kinds) for part in parts) else _AS_COLUMNS)


def folded(tree: Tree, kinds: Kinds, values: Values, moving: Container[str]) -> Tree:
    """Return the formula with a number in place of every part that names none of the moving names."""
    if isinstance(tree, Number | Word) or (isinstance(tree, Name) and tree.name in moving):
        return tree
    if kinds.sort(tree) == "number" and not any(name in moving for name in names(tree)):
        return Number(value=float(compile_formula(tree, kinds)(values)))
    match tree:
        case Operation():
            left, right = (folded(side, kinds, values, moving) for side in (tree.left, tree.right))
            return replace(tree, left=left, right=right)
        case Negation():
            return replace(tree, inner=folded(tree.inner, kinds, values, moving))
        case Call() if kinds.sort(tree) == "number":
            arguments = tuple(folded(argument, kinds, values, moving) for argument in tree.arguments)
            return replace(tree, arguments=arguments)
        case _:
            return tree


def _is_plain(node: Tree, kinds: Kinds) -> bool:
    match node:
        case Arrow():
            return False
        case ReadAs():
            return not names(node)
        case Call(function=function):
            return function in FUNCTIONS and kinds.sort(node) == "number"
        case Name() | Operation() | Branch():
            return kinds.sort(node) != "other"
        case _:
            return True


def _evaluated(tree: Tree, kinds: Kinds) -> Closure:
    """Evaluate as a column of one member; what follows from words and rows alone is kept, as they are few."""
    needed = sorted(names(tree))
    found: dict[tuple[Scalar, ...], Scalar] = {}

    def apply(values: Values) -> Scalar:
        key = tuple([values.get(name, _ABSENT) for name in needed])
        if not all(value is _ABSENT or isinstance(value, str) for value in key):
            return evaluated(values)
        if key not in found:
            given = evaluated(values)
            if isinstance(given, np.ndarray) or len(found) >= _KEPT:
                return given
            found[key] = given
        return found[key]

    def evaluated(values: Values) -> Scalar:
        columns = {name: column_of(values[name]) for name in needed if name in values}
        with np.errstate(all="ignore"):
            return scalar_of(
                evaluate(
                    tree,
                    Environment(
                        columns=columns, tables=kinds.tables, row_tables=kinds.row_tables, units=kinds.units
                    ),
                )
            )

    return apply


def _compiled(tree: Tree, kinds: Kinds) -> Closure:
    return _RULES[type(tree)](tree, kinds)


def _number(tree: Number, kinds: Kinds) -> Closure:
    value = tree.value
    return lambda values: value


def _word(tree: Word, kinds: Kinds) -> Closure:
    text = tree.text
    return lambda values: text


def _name(tree: Name, kinds: Kinds) -> Closure:
    first, *rest = tree.name.split(".")
    if first in kinds.sorts:
        if not rest:
            return lambda values: values[first]
        cells = _cells(kinds, kinds.row_tables[first], rest[0])
        return lambda values: cells[values[first]]
    if first in kinds.tables:
        value = rest[0] if len(rest) == 1 else _cells(kinds, first, rest[1])[rest[0]]
        return lambda values: value
    reserved = _RESERVED[first]
    return lambda values: reserved


_RESERVED: Final[Mapping[str, Scalar]] = {"pi": np.pi, "yes": True, "no": False, "true": True, "false": False}


def _cells(kinds: Kinds, table: str, column: str) -> dict[str, float]:
    rows = kinds.tables[table].rows
    found = {row: cells[column] for row, cells in rows.items()}
    return {row: cell.si for row, cell in found.items() if isinstance(cell, NumberValue)}


def _negation(tree: Negation, kinds: Kinds) -> Closure:
    inner = _compiled(tree.inner, kinds)
    return lambda values: -inner(values)


def _not(tree: Not, kinds: Kinds) -> Closure:
    inner = _compiled(tree.inner, kinds)
    return lambda values: not inner(values)


def _logic(tree: Logic, kinds: Kinds) -> Closure:
    left, right = _compiled(tree.left, kinds), _compiled(tree.right, kinds)
    if tree.word == "and":
        return lambda values: left(values) and right(values)
    return lambda values: left(values) or right(values)


def _operation(tree: Operation, kinds: Kinds) -> Closure:
    left, right = _compiled(tree.left, kinds), _compiled(tree.right, kinds)
    if tree.sign == "*" and isinstance(tree.left, Number):
        factor = tree.left.value
        return lambda values: factor * right(values)
    match tree.sign:
        case "+":
            return lambda values: left(values) + right(values)
        case "-":
            return lambda values: left(values) - right(values)
        case "*":
            return lambda values: left(values) * right(values)
        case "/":
            return lambda values: divide(left(values), right(values))
        case "^":
            return _power(left, right, tree.right)


def _power(left: Closure, right: Closure, exponent: Tree) -> Closure:
    if isinstance(exponent, Number) and exponent.value == 2:
        return lambda values: _squared(left(values))
    return lambda values: power(left(values), right(values))


def _squared(x: float) -> float:
    return x * x


def _comparison(tree: Comparison, kinds: Kinds) -> Closure:
    sorts = [kinds.sort(item) for item in tree.items]
    items = [_compiled(item, kinds) for item in tree.items]
    pairs = [
        _compared(relation, items[place], items[place + 1], numeric=sorts[place] == "number")
        for place, relation in enumerate(tree.relations)
    ]
    if len(pairs) == 1:
        return pairs[0]
    return lambda values: all(pair(values) for pair in pairs)


def _compared(relation: str, left: Closure, right: Closure, *, numeric: bool) -> Closure:
    if numeric:
        compare = RELATIONS[relation]
        return lambda values: compare(left(values), right(values))
    if relation == "=":
        return lambda values: same(left(values), right(values))
    return lambda values: not same(left(values), right(values))


def _branch(tree: Branch, kinds: Kinds) -> Closure:
    condition = _compiled(tree.condition, kinds)
    yes, no = _compiled(tree.yes, kinds), _compiled(tree.no, kinds)
    return lambda values: yes(values) if condition(values) else no(values)


def _in_unit(tree: InUnit, kinds: Kinds) -> Closure:
    inner, unit = _compiled(tree.inner, kinds), read_unit(tree.unit)
    offset, factor = unit.offset, unit.factor
    return lambda values: (inner(values) - offset) / factor


def _read_as(tree: ReadAs, kinds: Kinds) -> Closure:
    """Return the constant that a bare number read as a unit is: without names nothing has to be printed."""
    unit = read_unit(tree.unit)
    inner = _compiled(tree.inner, kinds)({})
    constant = float(inner) * unit.factor + unit.offset if isinstance(inner, int | float) else np.nan
    return lambda values: constant


def _call(tree: Call, kinds: Kinds) -> Closure:
    function = FUNCTIONS[tree.function]
    arguments = [_compiled(argument, kinds) for argument in tree.arguments]
    if len(arguments) == 1:
        (only,) = arguments
        plain = _plain_name(tree.arguments[0], kinds)
        if plain:
            return lambda values: function(values[plain])
        # A single value is its own least and greatest.
        return lambda values: function(only(values))
    return partial(_called, function, arguments)


def _plain_name(tree: Tree, kinds: Kinds) -> str:
    """Return the name that a formula is, if that is all; it is looked up without a call of its own."""
    return tree.name if isinstance(tree, Name) and tree.name in kinds.sorts else ""


def _called(function: Callable[..., float], arguments: list[Closure], values: Values) -> Scalar:
    return function(*(argument(values) for argument in arguments))


_RULES: Final[Mapping[type, Callable[..., Closure]]] = {
    Number: _number,
    Word: _word,
    Name: _name,
    Negation: _negation,
    Not: _not,
    Logic: _logic,
    Operation: _operation,
    Comparison: _comparison,
    Branch: _branch,
    InUnit: _in_unit,
    ReadAs: _read_as,
    Call: _call,
}
