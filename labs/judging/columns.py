"""Columns of tables as numbers: formulas worked out row by row, and over whole columns as series.

Arrays have shape (replicates, rows) in SI; a student's own table is one replicate. What is missing is NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from labs.documents.asking import DerivedColumn, Table
from labs.judging.cells import FilledTable
from variants.formulas.trees import Tree, names
from variants.templates.evaluating.columns import Bools, Coded, Column, Floats, Numbers, Truths
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers

_NO_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_TINY: Final = 1e-9
"""A difference this small beside its terms is nothing but the rounding of floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one table: numbers by name, and words, which are the same in all replicates."""

    rows: int
    numbers: Mapping[str, Floats]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_WORDS)

    def with_numbers(self, name: str, values: Floats) -> "Columns":
        """Return the columns with one more, or another one of this name."""
        return replace(self, numbers={**self.numbers, name: values})

    def only(self, rows: Bools) -> "Columns":
        """Return some rows alone."""
        chosen = np.flatnonzero(rows)
        return Columns(
            rows=len(chosen),
            numbers={name: values[:, chosen] for name, values in self.numbers.items()},
            words={name: tuple(words[row] for row in chosen) for name, words in self.words.items()},
        )


def entered(filled: FilledTable) -> Columns:
    """Return the columns as the student entered them."""
    numbers, words = {}, {}
    for name in filled.table.columns:
        cells = [row[name] for row in filled.rows]
        numbers[name] = np.asarray([[cell.si for cell in cells]], dtype=np.float64).reshape(1, len(cells))
        if any(cell.word for cell in cells):
            words[name] = tuple(cell.word for cell in cells)
    return Columns(rows=len(filled.rows), numbers=numbers, words=words)


def calculated(table: Table, columns: Columns, environment: Environment) -> Columns:
    """Return the columns with every derived one calculated from the others."""
    for column in table.columns.values():
        if isinstance(column, DerivedColumn):
            columns = columns.with_numbers(column.name, by_row(column.formula.tree, columns, environment))
    return columns


def completed(columns: Columns, others: Columns) -> Columns:
    """Return the columns with numbers of the others where they have none."""
    numbers = {
        name: np.where(np.isfinite(values), values, others.numbers[name])
        for name, values in columns.numbers.items()
    }
    return replace(columns, numbers=numbers)


def by_row(tree: Tree, columns: Columns, environment: Environment) -> Floats:
    """Work a formula out in every row; what is nothing but the rounding of a difference is 0."""
    replicates = max((len(values) for values in columns.numbers.values()), default=1)
    shape = (replicates, columns.rows)
    if not columns.rows:
        return np.zeros(shape)
    bound: dict[str, Column] = dict(environment.columns)
    for name in names(tree):
        if name in columns.words:
            bound[name] = _coded(columns.words[name], replicates)
        elif name in columns.numbers:
            values = np.broadcast_to(columns.numbers[name], shape)
            bound[name] = Numbers(values=values.reshape(-1, 1))
    with np.errstate(all="ignore"):
        found = evaluate_numbers(tree, replace(environment, columns=bound, sized=True))
        values = np.where(np.abs(found.values) <= _TINY * found.magnitude, 0.0, found.values)
    result: Floats = np.broadcast_to(values, (replicates * columns.rows, 1)).reshape(shape)
    return result


def _coded(words: tuple[str, ...], replicates: int) -> Coded:
    items = tuple(dict.fromkeys(words))
    codes = np.asarray([items.index(word) for word in words], dtype=np.int64)
    return Coded(codes=np.tile(codes, replicates), items=items)


def over_columns(tree: Tree, tables: Mapping[str, Columns], environment: Environment) -> Floats | None:
    """Work out a formula that sees columns as series, one value a replicate; None where data are missing.

    Of each table the rows count in which all its columns that the formula uses are filled in.
    """
    bound = _series(tree, tables, environment)
    if bound is None:
        return None
    with np.errstate(all="ignore"):
        found = evaluate_numbers(tree, replace(environment, columns=bound))
    return found.values[:, 0]


def holds_over_columns(tree: Tree, tables: Mapping[str, Columns], environment: Environment) -> bool:
    """Tell whether a statement about columns as series holds for a student's own tables."""
    bound = _series(tree, tables, environment)
    if bound is None:
        return False
    with np.errstate(all="ignore"):
        found = evaluate(tree, replace(environment, columns=bound))
    return isinstance(found, Truths) and bool(found.values.all())


def _series(tree: Tree, tables: Mapping[str, Columns], environment: Environment) -> dict[str, Column] | None:
    """Bind the columns that a formula uses; None where one of them has no rows."""
    used = names(tree)
    bound: dict[str, Column] = dict(environment.columns)
    for columns in tables.values():
        own = sorted(used & columns.numbers.keys())
        if not own:
            continue
        filled = np.ones(columns.rows, dtype=np.bool_)
        for name in own:
            filled &= np.isfinite(columns.numbers[name]).any(axis=0)
        if not filled.any():
            return None
        for name in own:
            bound[name] = Numbers(values=columns.numbers[name][:, filled])
    return bound
