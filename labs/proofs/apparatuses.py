"""An apparatus that nobody drew: hidden constants as somebody says them, all else as the lab fixes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

import numpy as np

from labs.documents.lab import Lab
from variants.quantities.units import Unit, UnknownUnit, read_unit
from variants.templates.display.printing import number_in_unit
from variants.templates.evaluating.columns import Coded, Column, Numbers
from variants.templates.evaluating.computing import Program, axes_of, compute_line, program_of, start
from variants.templates.evaluating.evaluation import Environment
from variants.templates.task import (
    DependentForm,
    Form,
    GivenLine,
    NumbersForm,
    RowForm,
    SeriesForm,
    WordsForm,
)
from variants.texts import Text
from variants.variant import Given


class ApparatusRefused(ValueError):
    """Values don't make an apparatus of this lab; says why."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


def apparatus_of(lab: Lab, said: Mapping[str, str]) -> Mapping[str, Given]:
    """Return the givens of an apparatus; `said` are values of all hidden constants that are free, as typed.

    A number is in the unit of its line unless another one stands behind it; it need not be on the grid. The
    numbers of a series are parted by semicolons. Raises ApparatusRefused.
    """
    task = lab.apparatus
    free = {name: line for name, line in task.given.items() if _is_free(line.form)}
    _compare(free, said)
    program = program_of(task)
    environment = start(program, np.zeros((1, len(axes_of(task))), dtype=np.int64))
    for name, line in free.items():
        environment = environment.with_column(name, _column(lab, line, said[name].strip()))
    for name in program.analysis.order:
        if name in task.given:
            environment = environment.with_column(name, compute_line(program, name, environment))
    return {name: _given(lab, program, name, environment) for name in task.given}


def _is_free(form: Form) -> bool:
    return isinstance(form, NumbersForm | WordsForm | RowForm)


def _compare(free: Mapping[str, GivenLine], said: Mapping[str, str]) -> None:
    known = ", ".join(free)
    for name in said:
        if name not in free:
            raise ApparatusRefused(
                Text(
                    en=f"there is no hidden constant `{name}`; there are {known}",
                    ru=f"скрытой величины `{name}` нет; есть {known}",
                )
            )
    missing = ", ".join(name for name in free if name not in said)
    if missing:
        raise ApparatusRefused(
            Text(en=f"say the hidden constants {missing} too", ru=f"укажите также скрытые величины {missing}")
        )


def _column(lab: Lab, line: GivenLine, typed: str) -> Column:
    match line.form:
        case WordsForm(words=words):
            return _coded(line.name, typed, tuple(words))
        case RowForm(table=table):
            return _coded(line.name, typed, tuple(lab.apparatus.tables[table].rows))
        case NumbersForm(unit=unit, each=each):
            numbers = [number_in(unit, one, line.name) for one in typed.split(";")]
            if len(numbers) != (each or 1):
                raise ApparatusRefused(
                    Text(
                        en=f"`{line.name}` takes {each or 1} numbers, not {len(numbers)}",
                        ru=f"для `{line.name}` нужно чисел: {each or 1}, а не {len(numbers)}",
                    )
                )
            known = read_unit(unit)
            return Numbers(values=np.asarray([numbers]) * known.factor + known.offset)
    raise TypeError("not a free given")


def _coded(name: str, typed: str, items: tuple[str, ...]) -> Coded:
    if typed not in items:
        listed = ", ".join(items)
        raise ApparatusRefused(
            Text(en=f"`{name}` is one of {listed}", ru=f"`{name}` может быть одним из: {listed}")
        )
    return Coded(codes=np.asarray([items.index(typed)], dtype=np.int64), items=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """A typed number with its unit, None where none was typed."""

    number: float
    unit: Unit | None


def number_in(unit_text: str, typed: str, name: str) -> float:
    """Return a typed number, `0.1` or `0.1kg`, in a unit. Raises ApparatusRefused."""
    unit, found = read_unit(unit_text), _typed(typed, name)
    if found.unit is None:
        return found.number
    if found.unit.dimension != unit.dimension:
        raise ApparatusRefused(
            Text(
                en=f"`{name}` is in {unit_text or 'no unit'}, not in {found.unit.text}",
                ru=f"единица `{name}` — {unit_text or 'нет'}, а не {found.unit.text}",
            )
        )
    return number_in_unit(found.number * found.unit.factor + found.unit.offset, unit_text)


def _typed(typed: str, name: str) -> _Typed:
    text = typed.strip()
    end = len(text)
    while end:
        try:
            number = float(Decimal(text[:end].strip()))
            unit = read_unit(text[end:]) if text[end:].strip() else None
        except (InvalidOperation, UnknownUnit):
            end -= 1
            continue
        if isfinite(number):
            return _Typed(number=number, unit=unit)
        break
    raise ApparatusRefused(
        Text(
            en=f"“{text}” is no number with a unit (`{name}`)",
            ru=f"«{text}» — не число с единицей (`{name}`)",
        )
    )


def _given(lab: Lab, program: Program, name: str, environment: Environment) -> Given:
    line = program.task.given[name]
    column = environment.columns[name]
    return Given(
        name=name, plain=Text(), value=_plain(line.form, column), hidden=line.hidden or name in lab.hidden
    )


def _plain(form: Form, column: Column) -> Any:  # noqa: ANN401 - plain data of several shapes, as `Given` says
    if isinstance(column, Coded):
        return column.items[int(column.codes[0])]
    if not isinstance(column, Numbers):
        raise TypeError("a statement can't be given")
    unit = form.unit if isinstance(form, NumbersForm | SeriesForm | DependentForm) else ""
    numbers = [number_in_unit(si, unit) for si in column.values[0].tolist()]
    is_series = isinstance(form, SeriesForm) or (isinstance(form, NumbersForm) and form.each is not None)
    return numbers if is_series or len(numbers) > 1 else {"value": numbers[0], "unit": unit}
