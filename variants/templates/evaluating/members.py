"""One member of a pool: what every name holds, and any formula of the task evaluated for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance, read_substance
from variants.formulas.derivatives import quotient
from variants.formulas.trees import Comparison, Name, Number, Tree, names
from variants.formulas.writing import write_formula
from variants.quantities.numbers import round_to_figures
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import read_unit
from variants.templates.asks import ChoiceAsk, QuantityAsk
from variants.templates.default_units import default_unit
from variants.templates.evaluating.columns import UNUSABLE, Coded, Column, Numbers, Truths, take
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers, evaluate_truths
from variants.templates.evaluating.letter_formulas import PLAIN, scales_for, settle, with_factors
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.task import DependentForm, GivenLine, NumbersForm, SeriesForm, WordsForm
from variants.templates.value_types import NumberType, RowType, TruthType, Type
from variants.templates.values import (
    EquationValue,
    FormulaValue,
    NumberValue,
    ReactionValue,
    RowValue,
    SeriesValue,
    SubstanceValue,
    TruthValue,
    Value,
    WordValue,
)


class NoValue(ValueError):
    """The formula has no value for this member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a number is printed."""

    unit: str
    figures: int | None = None
    decimals: int | None = None


class Member(Mapping[str, Value]):
    """A mapping from the names of a task to what they hold for this member."""

    __slots__ = ("_environment", "_program", "index")

    def __init__(self, program: Program, environment: Environment, index: int) -> None:
        self._program = program
        self.index = index
        row = np.asarray([index])
        self._environment = Environment(
            columns={name: take(column, row) for name, column in environment.columns.items()},
            tables=environment.tables,
            row_tables=environment.row_tables,
            units=environment.units,
        )

    def __getitem__(self, name: str) -> Value:
        return self._value(Name(name=name), None)

    def __iter__(self) -> Iterator[str]:
        yield from self._environment.columns
        yield from self._program.letter_lines

    def __len__(self) -> int:
        return len(self._environment.columns) + len(self._program.letter_lines)

    def evaluate(self, formula: Formula, unit: str | None = None) -> Value:
        """Return what a formula holds; a number is to be printed in `unit`. Raises NoValue."""
        return self._value(formula.tree, unit)

    def holds(self, formula: Formula | None) -> bool:
        """Tell whether a statement is true for this member; no statement always is."""
        if formula is None:
            return True
        return bool(evaluate_truths(self._program.ready(formula.tree), self._environment).values.all())

    def number(self, formula: Formula) -> float:
        """Return the SI value of a formula that is a single number."""
        return float(evaluate_numbers(self._program.ready(formula.tree), self._environment).values[0, 0])

    def sample(self, formula: Formula, letter: str, places: Sequence[float]) -> tuple[float, ...]:
        """Return the SI values of a formula at SI values of its letter."""
        bound = Numbers(values=np.asarray([places], dtype=np.float64))
        environment = self._environment.with_column(letter, bound)
        values = evaluate_numbers(self._program.ready(formula.tree), environment).values
        return tuple(float(value) for value in np.broadcast_to(values, (1, len(places)))[0])

    def _value(self, tree: Tree, unit: str | None) -> Value:
        found = self._program.type_of(tree)
        if isinstance(found, NumberType) and found.letters:
            return self._formula(tree, found, unit)
        if isinstance(found, TruthType) and found.letters and isinstance(tree, Comparison):
            return self._equation(tree, found)
        cell = self._cell(tree)
        if cell is not None and unit is None:
            return cell
        column = evaluate(self._program.ready(tree), self._environment)
        return self._from_column(tree, column, found, unit)

    def _cell(self, tree: Tree) -> Value | None:
        """Return a cell of a table as it stands there, with its own digits."""
        if not isinstance(tree, Name) or "." not in tree.name:
            return None
        first, *rest = tree.name.split(".")
        rows = self._environment.columns.get(first)
        if isinstance(rows, Coded):
            table = self._environment.tables[self._environment.row_tables[first]]
            return table.rows[str(_item(rows))][rest[0]]
        table = self._environment.tables[first]
        return table.rows[rest[0]][rest[1]] if len(rest) == 2 else None

    def _from_column(self, tree: Tree, column: Column, found: Type, unit: str | None) -> Value:
        if isinstance(column, Numbers) and isinstance(found, NumberType):
            return self._quantity(tree, column, found, unit)
        if isinstance(column, Truths):
            return TruthValue(truth=bool(column.values.all()))
        if not isinstance(column, Coded):
            raise NoValue("neither number nor object")
        return self._object(tree, _item(column), found)

    def _quantity(self, tree: Tree, column: Numbers, found: NumberType, unit: str | None) -> Value:
        values = tuple(float(value) + 0.0 for value in column.values[0])
        if not np.isfinite(values).all():
            raise NoValue("the number is not finite")
        printing = self._printing(tree, found.dimension or DIMENSIONLESS, values[0])
        printing = printing if unit is None else Printing(unit=unit)
        fields: dict[str, Any] = {
            "dimension": found.dimension or DIMENSIONLESS,
            "unit": printing.unit,
            "figures": printing.figures,
            "decimals": printing.decimals,
        }
        if found.length is not None:
            return SeriesValue(si=values * (found.length if len(values) == 1 else 1), **fields)
        return NumberValue(si=values[0], **fields)

    def _printing(self, tree: Tree, dimension: Dimension, value: float) -> Printing:
        name = tree.name if isinstance(tree, Name) else ""
        unit = self._environment.units.get(name, default_unit(dimension))
        if name in self._program.task.given:
            return _printing_of_given(self._program.task.given[name], value)
        for ask in self._program.task.asks.values() if name else ():
            form = ask.form
            if isinstance(form, QuantityAsk | ChoiceAsk) and form.key is not None and form.key.tree == tree:
                decimals = form.decimals if isinstance(form, ChoiceAsk) else None
                return Printing(unit=unit, figures=form.figures, decimals=decimals)
        return Printing(unit=unit)

    def _object(self, tree: Tree, item: Any, found: Type) -> Value:  # noqa: ANN401
        if item is UNUSABLE:
            raise NoValue("the chemistry has no answer here")
        if isinstance(item, WordValue):
            return item
        if isinstance(item, Substance):
            return SubstanceValue(substance=item)
        if item is None or isinstance(item, Reaction):
            return ReactionValue(reaction=item)
        if isinstance(found, RowType):
            return RowValue(
                table=found.table, row=item, columns=self._environment.tables[found.table].rows[item]
            )
        line = self._program.task.given.get(tree.name) if isinstance(tree, Name) else None
        if line is not None and isinstance(line.form, WordsForm):
            return WordValue(name=item, text=line.form.words[item])
        return WordValue(name=str(item))

    def substance(self, formula: Formula) -> SubstanceValue:
        """Return a formula that is a substance, also one in quotes."""
        value = self.evaluate(formula)
        if isinstance(value, WordValue):
            return SubstanceValue(substance=read_substance(value.name))
        if not isinstance(value, SubstanceValue):
            raise NoValue("not a substance")
        return value

    def _formula(self, tree: Tree, found: NumberType, unit: str | None) -> FormulaValue:
        name = tree.name if isinstance(tree, Name) else ""
        printed = (
            unit
            if unit is not None
            else self._environment.units.get(name, default_unit(found.dimension or DIMENSIONLESS))
        )
        expanded = self._program.ready(tree)
        letters = frozenset(self._program.task.letters)
        inside_names = names(expanded)
        used = tuple(letter for letter in self._program.task.letters if letter in inside_names)
        units = {letter: read_unit(self._program.task.letters[letter].unit) for letter in used}
        si = settle(expanded, letters, self._measure, self._decide, PLAIN)
        result = read_unit(printed)
        scales = scales_for((*units.values(), result))
        if scales is None:
            inside = with_factors(si, units)
            shown: Tree = _divided(inside, result.factor)
        else:
            shown = settle(expanded, letters, self._measure, self._decide, scales)
        present = names(shown)
        return FormulaValue(
            text=write_formula(shown),
            tree=shown,
            si=si,
            letters=tuple(letter for letter in used if letter in present),
            dimension=found.dimension or DIMENSIONLESS,
            unit=printed,
        )

    def _equation(self, tree: Comparison, found: TruthType) -> EquationValue:
        expanded = self._program.ready(tree)
        letters = frozenset(self._program.task.letters)
        inside_names = names(expanded)
        used = [letter for letter in self._program.task.letters if letter in inside_names]
        units = {letter: read_unit(self._program.task.letters[letter].unit) for letter in used}
        scales = scales_for(tuple(units.values()))
        if scales is None:
            shown = with_factors(settle(expanded, letters, self._measure, self._decide, PLAIN), units)
        else:
            shown = settle(expanded, letters, self._measure, self._decide, scales)
        if not isinstance(shown, Comparison):
            raise NoValue("not an equation")
        left, right = shown.items
        present = names(shown)
        return EquationValue(
            text=write_formula(shown),
            left=left,
            right=right,
            letters=tuple(letter for letter in used if letter in present),
        )

    def _measure(self, tree: Tree) -> tuple[float, Dimension]:
        scope = self._program.analysis.scope(self._program.task, strict=False)
        found = infer(tree, scope)
        value = float(evaluate_numbers(tree, self._environment).values[0, 0])
        if not np.isfinite(value):
            raise NoValue("a number in the formula is not finite")
        return value, found.dimension or DIMENSIONLESS if isinstance(found, NumberType) else DIMENSIONLESS

    def _decide(self, tree: Tree) -> bool:
        return bool(evaluate_truths(tree, self._environment).values.all())


def _item(column: Coded) -> Any:  # noqa: ANN401
    return column.items[column.codes[0]]


def _divided(tree: Tree, factor: float) -> Tree:
    return quotient(tree, Number(value=factor))


def _printing_of_given(line: GivenLine, value: float) -> Printing:
    form = line.form
    if not isinstance(form, NumbersForm | SeriesForm | DependentForm):
        return Printing(unit="")
    if line.figures is not None or line.decimals is not None:
        return Printing(unit=form.unit, figures=line.figures, decimals=line.decimals)
    unit = read_unit(form.unit)
    in_unit = (value - unit.offset) / unit.factor
    if isinstance(form, SeriesForm):
        return _typed(form.unit, form.numbers)
    if isinstance(form, NumbersForm):
        if form.each is not None:
            return _typed(form.unit, form.numbers)
        return _typed(form.unit, (min(form.numbers, key=lambda number: abs(float(number) - in_unit)),))
    if isinstance(form.formula.tree, Number):
        return _typed(form.unit, (Decimal(form.formula.tree.text),))
    return Printing(unit=form.unit, figures=_figures_needed(in_unit))


def _typed(unit: str, numbers: Sequence[Decimal]) -> Printing:
    """Print as many decimals as were typed; numbers far from one keep their figures instead."""
    if all(-4 < number.adjusted() < 7 or not number for number in numbers):
        return Printing(
            unit=unit, decimals=max(max(0, -int(number.as_tuple().exponent)) for number in numbers)
        )
    return Printing(unit=unit, figures=max(len(number.as_tuple().digits) for number in numbers))


def _figures_needed(value: float) -> int | None:
    """Return None where four figures say all of the number."""
    for figures in range(4, 15):
        if abs(round_to_figures(value, figures) - value) <= 1e-12 * abs(value):
            return None if figures == 4 else figures
    return 15
