"""Readers of formulas that are held against what stands there: a number of a unit, a statement, a word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from variants.formulas.trees import Number, ReadAs, Tree, names, walk
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import read_unit
from variants.templates.documents import Node
from variants.templates.inference import Unknowable, infer
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import read_formula_at
from variants.templates.type_checks import expect_number, expect_truth, refused
from variants.templates.value_types import NumberType, QuotedType, Scope, Type, WordType, product

Reader = Callable[[Node], Formula]
NOTHING: Final = Formula(text="0", tree=Number(value=0.0))
"""Stands where a formula could not be read; the document is refused then."""
SECOND: Final = read_unit("s").dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Reads formulas that may use the names of `scope`; what is wrong is noted, reading goes on.

    `printed` are names with a printed number, which alone may stand in `(… read as unit)`.
    """

    scope: Scope
    problems: Problems
    printed: frozenset[str] = frozenset()

    def with_names(self, names: Mapping[str, Type]) -> "Checker":
        """Return a checker that knows these names as well."""
        return replace(self, scope=replace(self.scope, names={**self.scope.names, **names}))

    def type_of(self, formula: Formula) -> Type | None:
        """Return what a formula holds, None where that can't be told."""
        return self._inferred(formula, lambda: _words(infer(formula.tree, self.scope)))

    def number(self, unit: str) -> Reader:
        """Return a reader of one number with the dimension of this unit."""
        return self.measured(read_unit(unit).dimension)

    def rate(self, unit: str) -> Reader:
        """Return a reader of one number in this unit a second."""
        return self.measured(product(read_unit(unit).dimension, SECOND, -1))

    def measured(self, dimension: Dimension) -> Reader:
        """Return a reader of one number of this dimension."""

        def read(node: Node) -> Formula:
            formula = read_formula_at(node)
            self._inferred(formula, lambda: expect_measured(formula, self.scope, dimension))
            return formula

        return read

    def truth(self, node: Node) -> Formula:
        """Read a statement. Raises Complaint."""
        formula = read_formula_at(node)
        self._inferred(formula, lambda: expect_truth(infer(formula.tree, self.scope), formula.tree))
        return formula

    def _inferred(self, formula: Formula, read: Callable[[], Type]) -> Type | None:
        self.problems.attempt_formula(formula, lambda: _refuse_unprinted(formula.tree, self.printed))
        try:
            return self.problems.attempt_formula(formula, read)
        except Unknowable:
            return None


def _refuse_unprinted(tree: Tree, printed: frozenset[str]) -> None:
    for node in walk(tree):
        unprinted = names(node.inner) - printed if isinstance(node, ReadAs) else frozenset[str]()
        for name in sorted(unprinted):
            raise refused(
                node,
                f"`{name}` has no printed number; write ({name} in …), or a bare number: (50 read as mL)",
                f"у `{name}` нет напечатанного числа; напишите ({name} in …) или число: (50 read as mL)",
            )


def expect_measured(formula: Formula, scope: Scope, dimension: Dimension) -> NumberType:
    """Return the type of one number of this dimension. Raises FormulaRefused, Unknowable."""
    tree = formula.tree
    found = expect_number(infer(tree, scope), tree)
    if found.length is not None:
        raise refused(tree, "one number is expected here, not a series", "здесь нужно одно число, а не ряд")
    if found.dimension not in (None, dimension):
        here, wanted = (default_unit(one or DIMENSIONLESS) for one in (found.dimension, dimension))
        raise refused(
            tree,
            f"this is in {here or 'no unit'}, and {wanted or 'a pure number'} is expected here",
            f"единица здесь {here or 'отсутствует'}, а нужно {wanted or 'число без единицы'}",
        )
    return NumberType(dimension=dimension)


def _words(found: Type) -> Type:
    """A word in quotes alone is a list of one word."""
    return WordType(words=frozenset((found.text,))) if isinstance(found, QuotedType) else found


def measured_type(unit: str) -> NumberType:
    """Return what a number in this unit is."""
    return NumberType(dimension=read_unit(unit).dimension)
