"""Compute all names of a task for many draws of its parameters at once.

Given values are rounded as displayed, and what follows is computed from the rounded ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import isfinite

import numpy as np

from variants.formulas.trees import Comparison, Name, Tree, names
from variants.quantities.numbers import round_to_decimals, round_to_figures
from variants.quantities.units import read_unit
from variants.templates.checks.analysis import Analysis, analyse
from variants.templates.evaluating.columns import Bools, Coded, Codes, Column, Floats, Numbers, constant
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers
from variants.templates.evaluating.letter_lines import expand
from variants.templates.inference import infer
from variants.templates.located_problems import Problems
from variants.templates.made import Made
from variants.templates.task import (
    DependentForm,
    GivenLine,
    NumbersForm,
    RowForm,
    SeriesForm,
    SolveLine,
    Task,
    WordsForm,
)
from variants.templates.value_types import NumberType, RowType, Type
from variants.templates.values import NumberValue

_GRID = 257
_HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A task made ready for computing: its types and order, and its lines that contain letters.

    What is found out about a formula is kept, since every member of a pool asks for it again; `made` keeps it
    under the identity of formulas that live as long as the program.
    """

    task: Task
    analysis: Analysis
    letter_lines: Mapping[str, Tree]
    _ready: dict[Tree, Tree] = field(default_factory=dict, compare=False, repr=False)
    _types: dict[Tree, Type] = field(default_factory=dict, compare=False, repr=False)
    made: Made = field(default_factory=Made, init=False, compare=False, repr=False)

    def ready(self, tree: Tree) -> Tree:
        """Return a formula with letter lines put in, ready to be evaluated once letters are bound."""
        if tree not in self._ready:
            self._ready[tree] = expand(tree, self.letter_lines)
        return self._ready[tree]

    def name(self, name: str) -> Name:
        """Return the formula that is just this name, the same one each time."""
        return self.made.once(_just, name)

    def type_of(self, tree: Tree) -> Type:
        """Return what a formula of the task holds, also where units don't match. Raises FormulaRefused."""
        if tree not in self._types:
            self._types[tree] = infer(tree, self.analysis.scope(self.task, strict=False))
        return self._types[tree]


def _just(name: str) -> Name:
    return Name(name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One independent choice of a draw: given `name`, its place in a series, and how many values it has."""

    name: str
    place: int
    count: int


def program_of(task: Task) -> Program:
    """Make a task ready. Raises DocumentRefused if it was not read without problems."""
    problems = Problems(task.document or task.id)
    analysis = analyse(task, problems)
    problems.stop_if_any()
    lettered = {
        name: task.solve[name].formula.tree
        for name in analysis.order
        if name in task.solve and _has_letters(analysis, name)
    }
    return Program(task=task, analysis=analysis, letter_lines=lettered)


def _has_letters(analysis: Analysis, name: str) -> bool:
    found = analysis.types[name]
    return isinstance(found, NumberType) and bool(found.letters)


def axes_of(task: Task) -> tuple[Axis, ...]:
    """Return the independent choices of a task in the order of `given`."""
    axes: list[Axis] = []
    for line in task.given.values():
        match line.form:
            case NumbersForm(numbers=numbers, each=each):
                axes += [Axis(name=line.name, place=place, count=len(numbers)) for place in range(each or 1)]
            case WordsForm(words=words):
                axes.append(Axis(name=line.name, place=0, count=len(words)))
            case RowForm(table=table):
                axes.append(Axis(name=line.name, place=0, count=len(task.tables[table].rows)))
            case _:
                continue
    return tuple(axes)


def compute(program: Program, draws: Codes) -> Environment:
    """Return all names for draws of shape (members, axes)."""
    environment = start(program, draws)
    for name in program.analysis.order:
        if name in program.letter_lines:
            continue
        environment = environment.with_column(name, compute_line(program, name, environment))
    return environment


def start(program: Program, draws: Codes) -> Environment:
    """Return the independent names alone."""
    task = program.task
    columns: dict[str, Column] = {
        name: constant(value.si) for name, value in task.constants.items() if isinstance(value, NumberValue)
    }
    axes = axes_of(task)
    for line in task.given.values():
        chosen = [index for index, axis in enumerate(axes) if axis.name == line.name]
        column = _independent(task, line, draws[:, chosen])
        if column is not None:
            columns[line.name] = column
    types = program.analysis.types
    return Environment(
        columns=columns,
        tables=task.tables,
        row_tables={name: found.table for name, found in types.items() if isinstance(found, RowType)},
        units=program.analysis.units,
    )


def _independent(task: Task, line: GivenLine, codes: Codes) -> Column | None:
    match line.form:
        case NumbersForm(numbers=numbers, unit=unit):
            return _in_si(np.asarray([float(number) for number in numbers])[codes], unit)
        case SeriesForm(numbers=numbers, unit=unit):
            return _in_si(np.asarray([[float(number) for number in numbers]]), unit)
        case WordsForm(words=words):
            return Coded(codes=codes[:, 0], items=tuple(words))
        case RowForm(table=table):
            return Coded(codes=codes[:, 0], items=tuple(task.tables[table].rows))
        case DependentForm():
            return None


def _in_si(values: Floats, unit_text: str) -> Numbers:
    unit = read_unit(unit_text)
    return Numbers(values=values * unit.factor + unit.offset)


def compute_line(program: Program, name: str, environment: Environment) -> Column:
    """Return one dependent given or solved line, from the names before it."""
    task = program.task
    if name in task.given:
        return _dependent_given(task.given[name], environment)
    line = task.solve[name]
    if line.search is not None:
        return _root(line, environment)
    return evaluate(program.ready(line.formula.tree), environment)


def _dependent_given(line: GivenLine, environment: Environment) -> Numbers:
    if not isinstance(line.form, DependentForm):
        raise TypeError("not a dependent given")
    found = evaluate_numbers(line.form.formula.tree, environment)
    unit = read_unit(line.form.unit)
    in_unit = found.values
    if names(line.form.formula.tree):
        in_unit = (found.values - unit.offset) / unit.factor
    return _in_si(_rounded(in_unit, line), line.form.unit)


def _rounded(values: Floats, line: GivenLine) -> Floats:
    """Round as displayed, once for every distinct value."""
    if line.figures is None and line.decimals is None:
        return values
    distinct, places = np.unique(values, return_inverse=True)
    rounded = [_round_one(value, line.figures, line.decimals) for value in distinct.tolist()]
    found: Floats = np.asarray(rounded, dtype=np.float64)[places].reshape(values.shape)
    return found


@lru_cache(maxsize=100_000)
def _round_one(value: float, figures: int | None, decimals: int | None) -> float:
    if not isfinite(value):
        return value
    if figures is not None:
        return round_to_figures(value, figures)
    return round_to_decimals(value, decimals or 0)


def _root(line: SolveLine, environment: Environment) -> Numbers:
    """Return the only root between the limits; NaN where there is none or more than one."""
    search, tree = line.search, line.formula.tree
    if search is None or not isinstance(tree, Comparison):
        raise TypeError("not an implicit line")
    unit = read_unit(search.unit)
    low, high = (number * unit.factor + unit.offset for number in (search.lowest, search.highest))

    def gap(unknown: Floats) -> tuple[Floats, Floats]:
        inside = replace(environment.with_column(line.name, Numbers(values=unknown)), sized=True)
        left, right = (evaluate_numbers(item, inside) for item in tree.items)
        return left.values - right.values, np.maximum(left.magnitude, right.magnitude)

    grid = np.linspace(low, high, _GRID)[None, :]
    with np.errstate(all="ignore"):
        above = gap(grid)[0] > 0
        changes = above[:, 1:] != above[:, :-1]
        start = np.argmax(changes, axis=1)
        left = grid[0, start][:, None]
        right = grid[0, start + 1][:, None]
        roots = _halve(gap, left, right)
        difference, size = gap(roots)
        good = (changes.sum(axis=1)[:, None] == 1) & (np.abs(difference) <= 1e-9 * size)
    return Numbers(values=np.where(good, roots, np.nan))


def _halve(gap: Callable[[Floats], tuple[Floats, Floats]], left: Floats, right: Floats) -> Floats:
    rising: Bools = gap(right)[0] > 0
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        below = (gap(middle)[0] > 0) != rising
        left, right = np.where(below, middle, left), np.where(below, right, middle)
    found: Floats = (left + right) / 2
    return found
