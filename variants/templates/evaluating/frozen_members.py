"""One member of a task that nobody drew: its names follow from givens that a variant froze earlier.

A given that was shown, or drawn and hidden, keeps its frozen value. One that was hidden and follows from the
others is the author's own arithmetic: it is computed anew.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.display.printing import number_in_unit
from variants.templates.evaluating.columns import Coded, Column, Floats, Numbers
from variants.templates.evaluating.computing import Program, axes_of, compute_line, start
from variants.templates.evaluating.evaluation import Environment
from variants.templates.located_problems import Problems
from variants.templates.task import (
    DependentForm,
    GivenLine,
    NumbersForm,
    RowForm,
    SeriesForm,
    Task,
    WordsForm,
)
from variants.texts import Text
from variants.variant import Given

_HEAD: Final = (0, 0)


def frozen_environment(program: Program, given: Mapping[str, Given], problems: Problems) -> Environment:
    """Return all names for one member; what does not fit the task is added to the problems.

    `given` are the frozen givens by name. Where problems were found, names may be missing.
    """
    task = program.task
    _compare_names(task, given, problems)
    fixed = {
        name: column
        for name, line in task.given.items()
        if name in given and not _is_computed(line, given[name])
        for column in [_column(line, given[name], task, problems)]
        if column is not None
    }
    environment = start(program, np.zeros((1, len(axes_of(task))), dtype=np.int64))
    if problems.any:
        return environment
    for name, column in fixed.items():
        if not isinstance(task.given[name].form, DependentForm):
            environment = environment.with_column(name, column)
    for name in program.analysis.order:
        if name in program.letter_lines:
            continue
        computed = compute_line(program, name, environment)
        environment = environment.with_column(name, _settled(task, name, computed, fixed.get(name)))
    return environment


def _settled(task: Task, name: str, computed: Column, frozen: Column | None) -> Column:
    """Return the frozen value; where the task computes the same digits, with all bits of its own number."""
    if not isinstance(frozen, Numbers) or not isinstance(computed, Numbers):
        return computed
    unit = _unit_of(task.given[name])
    return computed if _digits(computed, unit) == _digits(frozen, unit) else frozen


def _digits(column: Numbers, unit: str) -> list[float]:
    return [number_in_unit(si, unit) for si in column.values[0].tolist()]


def _is_computed(line: GivenLine, frozen: Given) -> bool:
    return frozen.hidden and line.hidden and isinstance(line.form, DependentForm)


def _compare_names(task: Task, given: Mapping[str, Given], problems: Problems) -> None:
    for name, line in task.given.items():
        own_arithmetic = line.hidden and isinstance(line.form, DependentForm)
        if name not in given and not own_arithmetic:
            problems.add(
                (line.line, line.column),
                Text(en=f"`{name}` was not given to the student", ru=f"ученику не было дано `{name}`"),
            )
        if name in given and given[name].hidden and not line.hidden:
            problems.add(
                (line.line, line.column),
                Text(
                    en=f"`{name}` is shown now, and the student has not seen it",
                    ru=f"`{name}` теперь показывается, а ученик этого не видел",
                ),
            )
    for name, one in given.items():
        if name not in task.given and not one.hidden:
            problems.add(
                _HEAD,
                Text(
                    en=f"the student was given `{name}`, which is no longer there",
                    ru=f"ученику было дано `{name}`, а в исправленной задаче этого нет",
                ),
            )


def _column(line: GivenLine, frozen: Given, task: Task, problems: Problems) -> Column | None:
    """Return what a given holds; None if it can't be what the task means, with the reason in the problems."""
    match line.form, frozen.value:
        case WordsForm(words=words), str() as name:
            return _coded(line, name, tuple(words), problems)
        case RowForm(table=table), str() as row:
            return _coded(line, row, tuple(task.tables[table].rows), problems)
        case NumbersForm(each=None) | DependentForm(), {
            "value": float() | int() as value,
            "unit": str() as unit,
        }:
            return _quantity(line, float(value), unit, problems)
        case NumbersForm() | SeriesForm() | DependentForm(), list() as numbers if all(
            map(_is_number, numbers)
        ):
            return _series(line, [float(number) for number in numbers], problems)
        case _:
            problems.add(
                (line.line, line.column),
                Text(
                    en=f"`{line.name}` is of another kind than what the student was given",
                    ru=f"`{line.name}` другого рода, чем то, что было дано ученику",
                ),
            )
            return None


def _is_number(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def _coded(line: GivenLine, name: str, items: tuple[str, ...], problems: Problems) -> Column | None:
    if name not in items:
        problems.add(
            (line.line, line.column),
            Text(
                en=f"`{line.name}` has no `{name}` any more, which the student was given",
                ru=f"в `{line.name}` больше нет `{name}`, а ученику дано именно это",
            ),
        )
        return None
    return Coded(codes=np.asarray([items.index(name)], dtype=np.int64), items=items)


def _quantity(line: GivenLine, value: float, unit_text: str, problems: Problems) -> Column | None:
    try:
        unit = read_unit(unit_text)
    except UnknownUnit:
        unit = None
    if unit is None or unit.dimension != read_unit(_unit_of(line)).dimension:
        problems.add(
            (line.line, line.column),
            Text(
                en=f"`{line.name}` is of another dimension than the student's, which is in `{unit_text}`",
                ru=f"`{line.name}` другой размерности, чем у ученика: у него единица `{unit_text}`",
            ),
        )
        return None
    return _numbers(np.asarray([[value]]) * unit.factor + unit.offset)


def _series(line: GivenLine, numbers: list[float], problems: Problems) -> Column | None:
    length = _length_of(line)
    if length is not None and length != len(numbers):
        problems.add(
            (line.line, line.column),
            Text(
                en=f"`{line.name}` has {length} numbers, the student was given {len(numbers)}",
                ru=f"в `{line.name}` чисел: {length}, а ученику дано {len(numbers)}",
            ),
        )
        return None
    unit = read_unit(_unit_of(line))
    return _numbers(np.asarray([numbers]) * unit.factor + unit.offset)


def _numbers(values: Floats) -> Numbers:
    return Numbers(values=values)


def _length_of(line: GivenLine) -> int | None:
    match line.form:
        case NumbersForm(each=each):
            return each
        case SeriesForm(numbers=numbers):
            return len(numbers)
        case _:
            return None


def _unit_of(line: GivenLine) -> str:
    match line.form:
        case NumbersForm(unit=unit) | SeriesForm(unit=unit) | DependentForm(unit=unit):
            return unit
        case _:
            return ""
