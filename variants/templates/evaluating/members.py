"""Members of a pool: what every name holds for one, and any formula of the task, found for all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple, TypeVar

import numpy as np

from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance, read_substance
from variants.formulas.trees import Comparison, Name, Tree
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.templates.asks import ChoiceAsk, QuantityAsk
from variants.templates.evaluating.columns import UNUSABLE, Coded, Column, Numbers, Truths, take
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers, evaluate_truths
from variants.templates.evaluating.lettered_values import Find, LetteredValues
from variants.templates.evaluating.precision import Printing, always, printing_of_given
from variants.templates.located import Formula
from variants.templates.task import WordsForm
from variants.templates.value_types import NumberType, RowType, TruthType, Type
from variants.templates.values import (
    NoValue,
    NumberValue,
    ReactionValue,
    RowValue,
    SeriesValue,
    SubstanceValue,
    TruthValue,
    Value,
    WordValue,
)

T = TypeVar("T")


class Member(Mapping[str, Value]):
    """A mapping from the names of a task to what they hold for the member at this place of a company."""

    __slots__ = ("company", "index", "place")

    def __init__(self, company: "Company", place: int, index: int) -> None:
        self.company = company
        self.place = place
        self.index = index

    def __getitem__(self, name: str) -> Value:
        return self.company.value(self.company.tree_of(name), None, self.place)

    def __iter__(self) -> Iterator[str]:
        return self.company.names()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def evaluate(self, formula: Formula, unit: str | None = None) -> Value:
        """Return what a formula holds; a number is to be printed in `unit`. Raises NoValue."""
        return self.company.value(formula.tree, unit, self.place)

    def holds(self, formula: Formula | None) -> bool:
        """Tell whether a statement is true for this member; no statement always is."""
        return formula is None or self.company.truth(formula.tree, self.place)

    def number(self, formula: Formula) -> float:
        """Return the SI value of a formula that is a single number."""
        return self.company.number(formula.tree, self.place)

    def sample(self, formula: Formula, letter: str, places: Sequence[float]) -> tuple[float, ...]:
        """Return the SI values of a formula at SI values of its letter."""
        return self.company.sample(formula.tree, (letter, places), self.place)

    def substance(self, formula: Formula) -> SubstanceValue:
        """Return a formula that is a substance, also one in quotes."""
        value = self.evaluate(formula)
        if isinstance(value, WordValue):
            return SubstanceValue(substance=read_substance(value.name))
        if not isinstance(value, SubstanceValue):
            raise NoValue("not a substance")
        return value


class Company:
    """Members of a pool that are looked at together: a formula is evaluated once for all of them.

    What was found out about a formula is kept under its identity, together with the formula so that it lives
    on: comparing formulas takes longer than all the rest.
    """

    def __init__(self, program: Program, environment: Environment, indices: Sequence[int]) -> None:
        rows = np.asarray(indices, dtype=np.int64)
        self._program = program
        self._environment = Environment(
            columns={name: take(column, rows) for name, column in environment.columns.items()},
            tables=environment.tables,
            row_tables=environment.row_tables,
            units=environment.units,
        )
        self._letters = LetteredValues(program, environment.units, self.number, self.truth)
        self.members = tuple(Member(self, place, index) for place, index in enumerate(indices))
        self._values: dict[tuple[int, str | None], tuple[Tree, list[Value | None] | Find]] = {}
        self._truths: dict[int, tuple[Tree, list[bool]]] = {}
        self._numbers: dict[int, tuple[Tree, list[float]]] = {}

    def names(self) -> Iterator[str]:
        """Yield all names of the task that hold something."""
        yield from self._environment.columns
        yield from self._program.letter_lines

    def tree_of(self, name: str) -> Name:
        """Return the formula that is just this name, the same one each time."""
        return self._program.name(name)

    def value(self, tree: Tree, unit: str | None, place: int) -> Value:
        """Return what a formula holds for the member at this place. Raises NoValue."""
        known = self._values.get((id(tree), unit))
        if known is None:
            known = self._values[id(tree), unit] = (tree, self._found(tree, unit))
        found = known[1]
        value = found[place] if isinstance(found, list) else found(place)
        if value is None:
            raise NoValue("not finite, or the chemistry has no answer")
        return value

    def column(self, tree: Tree, unit: str | None = None) -> "list[Value | None]":
        """Return what a formula holds for every member; None where it has no value."""
        known = self._values.get((id(tree), unit))
        found = self._found(tree, unit) if known is None else known[1]
        if not isinstance(found, list):
            find = found
            found = [_value_or_none(find, place) for place in range(len(self.members))]
        self._values[id(tree), unit] = (tree, found)
        return found

    def truths(self, tree: Tree) -> list[bool]:
        """Return the truth of a statement for every member."""
        if self.members:
            self.truth(tree, 0)
        return self._truths[id(tree)][1] if self.members else []

    def truth(self, tree: Tree, place: int) -> bool:
        """Return the truth of a statement."""
        known = self._truths.get(id(tree))
        if known is None:
            truths = evaluate_truths(self._ready(tree), self._environment)
            known = self._truths[id(tree)] = (tree, self._of_all(_each(truths)))
        return known[1][place]

    def numbers(self, tree: Tree) -> list[float]:
        """Return the SI value of a formula that is a single number, for every member."""
        if self.members:
            self.number(tree, 0)
        return self._numbers[id(tree)][1] if self.members else []

    def number(self, tree: Tree, place: int) -> float:
        """Return the SI value of a formula that is a single number."""
        known = self._numbers.get(id(tree))
        if known is None:
            numbers = evaluate_numbers(self._ready(tree), self._environment).values
            known = self._numbers[id(tree)] = (tree, self._of_all(numbers[:, 0].tolist()))
        return known[1][place]

    def sample(self, tree: Tree, along: tuple[str, Sequence[float]], place: int) -> tuple[float, ...]:
        """Return the SI values of a formula at SI values of a letter."""
        letter, places = along
        row = np.asarray([place])
        columns = {
            name: column if _length(column) == 1 else take(column, row)
            for name, column in self._environment.columns.items()
        }
        columns[letter] = Numbers(values=np.asarray([places], dtype=np.float64))
        alone = replace(self._environment, columns=columns)
        values = evaluate_numbers(self._ready(tree), alone).values
        return tuple(float(value) for value in np.broadcast_to(values, (1, len(places)))[0])

    def _found(self, tree: Tree, unit: str | None) -> list[Value | None] | Find:
        """Return the values of a formula by place; of a formula with letters, how each is found."""
        plan = self._plan(tree)
        found = plan.kind
        if isinstance(found, NumberType) and found.letters:
            return self._letters.formulas(tree, found, unit)
        if isinstance(found, TruthType) and found.letters and isinstance(tree, Comparison):
            return self._letters.equations(tree)
        cells = self._cells(tree)
        if cells is not None and unit is None:
            return self._of_all(cells)
        column = evaluate(plan.ready, self._environment)
        if isinstance(column, Numbers) and isinstance(found, NumberType):
            return self._of_all(self._quantities(plan, column, found, unit))
        if isinstance(column, Truths):
            return self._of_all([TruthValue(truth=truth) for truth in _each(column)])
        if not isinstance(column, Coded):
            raise NoValue("neither number nor object")
        return self._of_all(_by_code(column, lambda item: self._object(tree, item, found)))

    def _of_all(self, rows: Sequence[T]) -> list[T]:
        """Return a row for each member; a single one is that of all."""
        return list(rows) if len(rows) == len(self.members) else list(rows) * len(self.members)

    def _cells(self, tree: Tree) -> list[Value | None] | None:
        """Return the cells of a table as they stand there, with their own digits."""
        if not isinstance(tree, Name) or "." not in tree.name:
            return None
        first, *rest = tree.name.split(".")
        rows = self._environment.columns.get(first)
        if isinstance(rows, Coded):
            table = self._environment.tables[self._environment.row_tables[first]]
            return _by_code(rows, lambda row: table.rows[str(row)][rest[0]])
        return [self._environment.tables[first].rows[rest[0]][rest[1]]] if len(rest) == 2 else None

    def _quantities(
        self, plan: "_Plan", column: Numbers, found: NumberType, unit: str | None
    ) -> list[Value | None]:
        """Return quantities, the same one for equal numbers; None where a number isn't finite."""
        dimension = found.dimension or DIMENSIONLESS
        print_as = plan.print_as if unit is None else always(Printing(unit=unit))

        def quantity(*values: float) -> Value | None:
            if not all(map(isfinite, values)):
                return None
            how = print_as(values[0])
            if found.length is None:
                return NumberValue(
                    si=values[0],
                    dimension=dimension,
                    unit=how.unit,
                    figures=how.figures,
                    decimals=how.decimals,
                )
            return SeriesValue(
                si=values * (found.length if len(values) == 1 else 1),
                dimension=dimension,
                unit=how.unit,
                figures=how.figures,
                decimals=how.decimals,
            )

        rows: list[tuple[float, ...]] = list(map(tuple, (column.values + 0.0).tolist()))
        made = {row: quantity(*row) for row in dict.fromkeys(rows)}
        return [made[row] for row in rows]

    def _ready(self, tree: Tree) -> Tree:
        return self._program.made.once(Program.ready, self._program, tree)

    def _plan(self, tree: Tree) -> "_Plan":
        return self._program.made.once(_plan_of, self._program, tree)

    def _object(self, tree: Tree, item: Any, found: Type) -> Value | None:  # noqa: ANN401
        if item is UNUSABLE:
            return None
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


class _Plan(NamedTuple):
    """What is known of a formula for all members: what to evaluate, its kind, how numbers are printed."""

    ready: Tree
    kind: Type
    print_as: Callable[[float], Printing]


def _plan_of(program: Program, tree: Tree) -> _Plan:
    kind, ready = program.type_of(tree), program.made.once(Program.ready, program, tree)
    dimension = kind.dimension or DIMENSIONLESS if isinstance(kind, NumberType) else DIMENSIONLESS
    return _Plan(ready, kind, _printing(program, tree, dimension))


def _printing(program: Program, tree: Tree, dimension: Dimension) -> Callable[[float], Printing]:
    name = tree.name if isinstance(tree, Name) else ""
    unit = program.analysis.units.get(name, default_unit(dimension))
    if name in program.task.given:
        return printing_of_given(program.task.given[name])
    for ask in program.task.asks.values() if name else ():
        form = ask.form
        if isinstance(form, QuantityAsk | ChoiceAsk) and form.key is not None and form.key.tree == tree:
            decimals = form.decimals if isinstance(form, ChoiceAsk) else None
            return always(Printing(unit=unit, figures=form.figures, decimals=decimals))
    return always(Printing(unit=unit))


def _value_or_none(find: Find, place: int) -> Value | None:
    try:
        return find(place)
    except NoValue:
        return None


def _each(column: Truths) -> list[bool]:
    """Return a truth for each member; that of a series is true where all of it is."""
    return [all(row) for row in column.values.tolist()]


def _length(column: Column) -> int:
    return len(column.codes) if isinstance(column, Coded) else len(column.values)


def _by_code(column: Coded, make: Callable[[Any], Value | None]) -> list[Value | None]:
    """Return an object's value for each member: made once for each object."""
    codes: list[int] = column.codes.tolist()
    made = {code: make(column.items[code]) for code in set(codes)}
    return [made[code] for code in codes]
