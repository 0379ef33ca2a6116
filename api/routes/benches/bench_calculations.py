"""A derived column calculated by the student's own formula: our grammar, units checked, never code."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from api.routes.benches.bench_tables import answer_part, unit_of
from api.routes.benches.bench_views import BenchState, plain_number
from labs.documents.asking import Column, DerivedColumn, Table
from labs.documents.lab import Lab
from notebooks_engine.refusals import BadEntry
from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula
from variants.formulas.trees import Tree, names
from variants.keys import Answer
from variants.quantities.numbers import round_to_figures
from variants.quantities.typed_numbers import UnreadableNumber, read_number
from variants.quantities.units import Unit, print_unit, read_unit
from variants.templates.evaluating.columns import constant
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers
from variants.templates.inference import RESERVED, infer
from variants.templates.value_types import NumberType, Scope
from variants.texts import Language, Text
from variants.variant import Given

FIGURES: Final = 5
"""Significant figures of what is calculated: students round their results, not what goes into a plot."""

Known = Mapping[str, tuple[float, Unit]]
"""Values by name, in SI, with the unit that they were given in."""


def calculate(
    state: BenchState, place: str, known: Known, language: Language
) -> tuple[dict[str, Answer], list[str]]:
    """Return the answers with the column `table.column` calculated, and its cells as typed.

    A row that lacks a value keeps what stands in it. Raises BadEntry for a formula that can't be read, that
    names what is not there or whose unit is not that of the column.
    """
    name, _, column_name = place.partition(".")
    table = state.lab.tables.get(name)
    column = table.columns.get(column_name) if table else None
    if table is None or not isinstance(column, DerivedColumn):
        raise BadEntry(Text(en="There is no such column.", ru="Такого столбца нет."))
    ask = f"table-{name}"
    formula = str(answer_part(state.answers, ask, "formulas", {}).get(column_name, ""))
    tree = _read(state.lab, table, column, known, formula)
    rows = [dict(row) for row in answer_part(state.answers, ask, "rows", [])]
    fixed = {one: value for one, (value, _) in known.items()}
    for row in rows:
        value = _value(tree, fixed | _values(state, table, row, language))
        if value is not None:
            row[column_name] = _typed(value, read_unit(column.unit), language)
    answers = {**state.answers, ask: {**(state.answers.get(ask) or {}), "rows": rows}}
    return answers, [str(row.get(column_name, "")) for row in rows]


def known_values(given: tuple[Given, ...], hidden: tuple[str, ...]) -> dict[str, tuple[float, Unit]]:
    """Return the numbers that everybody knows, in SI; what is hidden is not among them."""
    shown = [one for one in given if not one.hidden and one.name not in hidden]
    known: dict[str, tuple[float, Unit]] = {}
    for one in shown:
        if isinstance(one.value, dict) and isinstance(one.value.get("value"), int | float):
            unit = read_unit(str(one.value.get("unit", "")))
            known[one.name] = (one.value["value"] * unit.factor + unit.offset, unit)
    return known


def _read(lab: Lab, table: Table, column: DerivedColumn, known: Known, formula: str) -> Tree:
    """Return the formula's tree once its names, kinds and unit fit. Raises BadEntry."""
    units = {name: read_unit(unit_of(lab, other)) for name, other in table.columns.items()}
    usable = {name: unit for name, (_, unit) in known.items()} | units
    types = {
        name: NumberType(dimension=unit.dimension) for name, unit in usable.items() if name != column.name
    }
    try:
        tree = read_formula(formula)
        found = infer(tree, Scope(names=types))
    except FormulaRefused as error:
        raise BadEntry(_placed(error.message)) from error
    if not isinstance(found, NumberType) or found.length is not None:
        raise BadEntry(Text(en="The formula does not give a number.", ru="По формуле получается не число."))
    if found.dimension not in (None, units[column.name].dimension):
        raise BadEntry(_wrong_unit(column.unit))
    return tree


def _values(state: BenchState, table: Table, row: Mapping[str, Any], language: Language) -> dict[str, float]:
    numbers = {
        name: number_of_cell(state, column, row.get(name), language) for name, column in table.columns.items()
    }
    return {name: number for name, number in numbers.items() if number is not None}


def _value(tree: Tree, values: Mapping[str, float]) -> float | None:
    if not names(tree) - RESERVED.keys() <= values.keys():
        return None
    environment = Environment(columns={name: constant(value) for name, value in values.items()})
    with np.errstate(all="ignore"):
        found = float(evaluate_numbers(tree, environment).values.flat[0])
    return found if np.isfinite(found) else None


def number_of_cell(state: BenchState, column: Column, cell: object, language: Language) -> float | None:
    """Return what a cell says in SI, or None where no number stands in it."""
    if isinstance(cell, dict):
        entry = next((each for each in state.log if each.number == cell.get("entry")), None)
        instrument = state.lab.instruments.get(entry.wish.instrument) if entry else None
        if entry is None or instrument is None or entry.value is None:
            return None
        unit = read_unit(instrument.unit)
        return entry.value * unit.factor + unit.offset
    try:
        typed = read_number(str(cell), language).value if cell else None
    except UnreadableNumber:
        return None
    unit = read_unit(unit_of(state.lab, column))
    return None if typed is None else typed * unit.factor + unit.offset


def _typed(value: float, unit: Unit, language: Language) -> str:
    rounded = round_to_figures((value - unit.offset) / unit.factor, FIGURES)
    return plain_number(rounded, language).replace("−", "-")


def _placed(message: Text) -> Text:
    return Text(
        en=f"The formula can’t be read: {message.in_language('en')}.",
        ru=f"Формула не читается: {message.in_language('ru')}.",
    )


def _wrong_unit(unit: str) -> Text:
    if not unit:
        return Text(
            en="By this formula the column would have a unit, and it should be a pure number.",
            ru="По этой формуле у столбца получается единица измерения, а должно быть число без единицы.",
        )
    return Text(
        en=f"By this formula the unit does not come out as {print_unit(unit, 'en')}.",
        ru=f"По этой формуле единица измерения не получается: {print_unit(unit, 'ru')}.",
    )
