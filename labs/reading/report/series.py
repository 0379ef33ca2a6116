"""Formulas over the columns of tables: each column is a series; those of two tables don't go row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from labs.reading.checking import Checker, measured_type
from labs.reading.names import Names
from variants.formulas.trees import Call, Name, Tree, children
from variants.templates.documents import Node
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import read_formula_at
from variants.templates.type_checks import refused
from variants.templates.value_types import Type

_TO_ONE: Final = frozenset(("sum", "mean", "first", "last", "count", "slope", "intercept"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Reads formulas over columns; `homes` says in which table each stands."""

    checker: Checker
    homes: Mapping[str, str]

    @property
    def problems(self) -> Problems:
        """Where problems are noted."""
        return self.checker.problems

    def truth(self, node: Node) -> Formula:
        """Read a statement. Raises Complaint."""
        self._check(read_formula_at(node))
        return self.checker.truth(node)

    def number(self, node: Node, unit: str) -> Formula:
        """Read one number in a unit. Raises Complaint."""
        self._check(read_formula_at(node))
        return self.checker.number(unit)(node)

    def _check(self, formula: Formula) -> None:
        self.problems.attempt_formula(formula, lambda: self._tables_in(formula.tree))

    def _tables_in(self, tree: Tree) -> frozenset[str]:
        """Return the tables whose columns go row by row through a tree. Raises FormulaRefused."""
        if isinstance(tree, Name):
            return frozenset((self.homes[tree.name],)) if tree.name in self.homes else frozenset()
        found = frozenset[str]().union(*(self._tables_in(child) for child in children(tree)))
        if len(found) > 1:
            raise refused(
                tree,
                f"columns of different tables ({', '.join(sorted(found))}) don't go row by row together",
                f"столбцы разных таблиц ({', '.join(sorted(found))}) нельзя сопоставить строка к строке",
            )
        single = isinstance(tree, Call) and (
            tree.function in _TO_ONE or (tree.function in ("min", "max") and len(tree.arguments) == 1)
        )
        return frozenset() if single else found


def series_of(names: Names, tables: Sequence[tuple[str, Mapping[str, str]]]) -> Series:
    """Return a reader of formulas over the columns of these tables, given by name and units of columns."""
    types: dict[str, Type] = dict(names.visible)
    homes = {}
    for table, units in tables:
        for name, unit in units.items():
            # All columns of a table are equally long; how long is not known before it is filled.
            types[name] = replace(measured_type(unit), length=2)
            homes[name] = table
    return Series(checker=names.checker(types), homes=homes)
