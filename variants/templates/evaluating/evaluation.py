"""Evaluate formulas for all members of a pool at once, from our own tree.

Numbers are SI floats of the values as displayed. What can't be computed becomes NaN or unusable, never an
error: such members are dropped, or stand in a branch that isn't taken.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from variants.chemistry.substances import Substance, read_substance
from variants.chemistry.typed.cursors import UnreadableSubstance
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
)
from variants.quantities.units import read_unit
from variants.templates.evaluating.chemistry_functions import CHEMISTRY, arrow, as_mixture, mix, same, times
from variants.templates.evaluating.columns import (
    UNUSABLE,
    Bools,
    Coded,
    Column,
    Floats,
    Numbers,
    Truths,
    choose,
    combine,
    constant,
    numbers_of,
    objects_of,
    the_object,
    truth,
    truths_of,
)
from variants.templates.evaluating.number_functions import NUMBER_FUNCTIONS
from variants.templates.task import Table
from variants.templates.values import NumberValue, SubstanceValue, Value, WordValue

CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Columns by name; rows hold ids, `row_tables` says of which table.

    `units` are the units in which names are printed; `printed` replaces quantities by printed numbers, and
    `sized` follows the size of what was added, for comparisons that certify.
    """

    columns: Mapping[str, Column]
    tables: Mapping[str, Table] = field(default_factory=dict)
    row_tables: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    printed: bool = False
    sized: bool = False

    def with_column(self, name: str, column: Column) -> "Environment":
        """Return the environment with one name more."""
        return replace(self, columns={**self.columns, name: column})


def evaluate(tree: Tree, environment: Environment) -> Column:
    """Return what the formula holds for every member; letters have to be bound or expanded before."""
    with np.errstate(all="ignore"):
        return _evaluate(tree, environment)


def evaluate_numbers(tree: Tree, environment: Environment) -> Numbers:
    """Return a formula known to be a number."""
    with np.errstate(all="ignore"):
        return _numbers(tree, environment)


def evaluate_truths(tree: Tree, environment: Environment) -> Truths:
    """Return a formula known to be a statement."""
    with np.errstate(all="ignore"):
        return _truths(tree, environment)


def _evaluate(tree: Tree, environment: Environment) -> Column:
    return _RULES[type(tree)](tree, environment)


def _numbers(tree: Tree, environment: Environment) -> Numbers:
    column = _evaluate(tree, environment)
    if not isinstance(column, Numbers):
        raise TypeError("not a number")
    return column


def _truths(tree: Tree, environment: Environment) -> Truths:
    column = _evaluate(tree, environment)
    if not isinstance(column, Truths):
        raise TypeError("not a statement")
    return column


def close(left: Numbers, right: Numbers) -> Bools:
    """Tell where two numbers agree to a relative 1e-9 of the terms that they were added up from."""
    scale = np.maximum(left.magnitude, right.magnitude)
    near: Bools = np.abs(left.values - right.values) <= CLOSE * scale
    return near


def _number(tree: Number, environment: Environment) -> Column:
    return constant(tree.value)


def _word(tree: Word, environment: Environment) -> Column:
    return the_object(tree.text)


def _name(tree: Name, environment: Environment) -> Column:
    first, *rest = tree.name.split(".") if "." in tree.name else (tree.name,)
    column = environment.columns.get(first)
    if column is not None:
        if not rest:
            return _as_read(column, environment.units.get(first, ""), environment)
        rows = environment.tables[environment.row_tables[first]]
        return _cells(column, rows, rest[0], environment)
    if first in environment.tables:
        table = environment.tables[first]
        if len(rest) == 1:
            return the_object(rest[0])
        return _cells(the_object(rest[0]), table, rest[1], environment)
    return _RESERVED[first]


_RESERVED: Final[Mapping[str, Column]] = {
    "pi": constant(np.pi),
    "yes": truth(True),  # noqa: FBT003
    "no": truth(False),  # noqa: FBT003
    "true": truth(True),  # noqa: FBT003
    "false": truth(False),  # noqa: FBT003
    "no_reaction": the_object(None),
}


def _cells(rows: Column, table: Table, name: str, environment: Environment) -> Column:
    if not isinstance(rows, Coded):
        raise TypeError("not a row")
    cells = Coded(codes=rows.codes, items=tuple(_plain(table.rows[row][name]) for row in rows.items))
    if table.columns[name].kind in ("number", "quantity"):
        return _as_read(numbers_of(cells), table.columns[name].unit, environment)
    return cells


def _plain(value: Value) -> object:
    match value:
        case NumberValue(si=si):
            return si
        case SubstanceValue(substance=substance):
            return substance
        case WordValue():
            return value
        case _:
            raise TypeError("no cell of a table")


def _as_read(column: Column, unit_text: str, environment: Environment) -> Column:
    """Inside `read as`, a quantity is its printed number."""
    if not environment.printed or not isinstance(column, Numbers):
        return column
    unit = read_unit(unit_text)
    return Numbers(values=(column.values - unit.offset) / unit.factor)


def _negation(tree: Negation, environment: Environment) -> Column:
    inner = _numbers(tree.inner, environment)
    return Numbers(values=-inner.values, size=inner.size)


def _not(tree: Not, environment: Environment) -> Column:
    return Truths(values=~_truths(tree.inner, environment).values)


def _logic(tree: Logic, environment: Environment) -> Column:
    left, right = _truths(tree.left, environment), _truths(tree.right, environment)
    both = np.logical_and if tree.word == "and" else np.logical_or
    return Truths(values=both(left.values, right.values))


def _operation(tree: Operation, environment: Environment) -> Column:
    left, right = _evaluate(tree.left, environment), _evaluate(tree.right, environment)
    if isinstance(left, Numbers) and isinstance(right, Numbers):
        return _arithmetic(tree.sign, left, right, sized=environment.sized)
    if tree.sign == "*" and isinstance(left, Numbers) and isinstance(right, Coded):
        return combine(times, objects_of(left), right)
    if isinstance(left, Coded) and isinstance(right, Coded):
        return combine(mix, left, right)
    raise TypeError("no arithmetic")


_SIGNS: Final[Mapping[str, Callable[[Floats, Floats], Floats]]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}


def _arithmetic(sign: str, left: Numbers, right: Numbers, *, sized: bool) -> Numbers:
    values = _SIGNS[sign](left.values, right.values)
    if not sized:
        return Numbers(values=values)
    if sign in "+-":
        return Numbers(values=values, size=np.maximum(left.magnitude, right.magnitude))
    if sign == "*":
        return Numbers(values=values, size=left.magnitude * right.magnitude)
    spread = np.maximum(1.0, left.magnitude / np.abs(left.values))
    if sign == "/":
        spread = spread * np.maximum(1.0, right.magnitude / np.abs(right.values))
    size = np.where(left.values == 0, np.abs(values), np.abs(values) * spread)
    return Numbers(values=values, size=size)


def _comparison(tree: Comparison, environment: Environment) -> Column:
    items = [_evaluate(item, environment) for item in tree.items]
    result = truth(True)  # noqa: FBT003
    for relation, left, right in zip(tree.relations, items, items[1:], strict=False):
        values = _compare(relation, left, right)
        result = Truths(values=result.values & values)
    return result


def _compare(relation: str, left: Column, right: Column) -> Bools:
    if isinstance(left, Numbers) and isinstance(right, Numbers):
        return _compare_numbers(relation, left, right)
    if isinstance(left, Truths) and isinstance(right, Truths):
        equal: Bools = left.values == right.values
    elif isinstance(left, Coded) and isinstance(right, Coded):
        equal = truths_of(combine(same, left, right)).values
    else:
        raise TypeError("these can't be compared")
    return equal if relation == "=" else ~equal


def _compare_numbers(relation: str, left: Numbers, right: Numbers) -> Bools:
    near = close(left, right)
    match relation:
        case "=":
            return near
        case "!=":
            known: Bools = np.isfinite(left.values) & np.isfinite(right.values)
            return ~near & known
        case "<" | ">":
            strictly: Bools = _STRICTLY[relation](left.values, right.values)
            return strictly & ~near
        case _:
            surely: Bools = _STRICTLY[relation[0]](left.values, right.values)
            return surely | near


_STRICTLY: Final[Mapping[str, Callable[[Floats, Floats], Bools]]] = {"<": np.less, ">": np.greater}


def _branch(tree: Branch, environment: Environment) -> Column:
    condition = _truths(tree.condition, environment)
    yes, no = _evaluate(tree.yes, environment), _evaluate(tree.no, environment)
    if isinstance(yes, Coded) and isinstance(no, Coded):
        yes, no = _as_substances(yes, no), _as_substances(no, yes)
    return choose(condition, yes, no)


def _as_substances(column: Coded, other: Coded) -> Coded:
    """Read quoted formulas where the other branch holds substances."""
    if not any(isinstance(item, Substance) for item in other.items):
        return column
    items = tuple(_substance(item) if isinstance(item, str) else item for item in column.items)
    return Coded(codes=column.codes, items=items)


def _substance(text: str) -> object:
    try:
        return read_substance(text)
    except UnreadableSubstance:
        return UNUSABLE


def _in_unit(tree: InUnit, environment: Environment) -> Column:
    inner, unit = _numbers(tree.inner, environment), read_unit(tree.unit)
    size = None if inner.size is None else inner.size / unit.factor
    return Numbers(values=(inner.values - unit.offset) / unit.factor, size=size)


def _read_as(tree: ReadAs, environment: Environment) -> Column:
    inner = _numbers(tree.inner, replace(environment, printed=True))
    unit = read_unit(tree.unit)
    return Numbers(values=inner.values * unit.factor + unit.offset)


def _arrow(tree: Arrow, environment: Environment) -> Column:
    left, right = _evaluate(tree.left, environment), _evaluate(tree.right, environment)
    if not isinstance(left, Coded) or not isinstance(right, Coded):
        raise TypeError("no substances")
    return combine(arrow, combine(as_mixture, left), combine(as_mixture, right))


def _call(tree: Call, environment: Environment) -> Column:
    arguments = [_evaluate(argument, environment) for argument in tree.arguments]
    if tree.function in NUMBER_FUNCTIONS:
        numbers = [argument for argument in arguments if isinstance(argument, Numbers)]
        return NUMBER_FUNCTIONS[tree.function](*numbers)
    objects = [argument for argument in arguments if isinstance(argument, Coded)]
    found = combine(CHEMISTRY[tree.function], *objects)
    return numbers_of(found) if tree.function in _COUNTS else found


_COUNTS: Final = frozenset(("molar_mass", "charge", "atoms", "coefficient"))
_RULES: Final[Mapping[type, Callable[..., Column]]] = {
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
    Arrow: _arrow,
    Call: _call,
}
