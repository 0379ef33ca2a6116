"""Write the report of an honest student: what was measured, worked out without a slip and typed out."""

from collections.abc import Mapping
from math import isfinite
from typing import Final

import numpy as np

from labs.documents.asking import DerivedColumn, Plot
from labs.documents.lab import Lab
from labs.judging.cells import FilledTable, Filling, fill_table, unit_of
from labs.judging.columns import Columns, calculated, entered, over_columns
from labs.judging.plots import fit_line
from labs.judging.results import around
from labs.running.benches import Bench
from labs.simulating.sessions import Measured, Row
from variants.checkers.registry import type_key
from variants.keys import Answer, LabKey, QuantityKey
from variants.quantities.numbers import print_number, round_to_figures
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import Floats
from variants.templates.evaluating.evaluation import Environment
from variants.texts import Language
from variants.variant import Variant

LANGUAGE: Final[Language] = "en"
_FIGURES: Final = 6
Answers = dict[str, Answer]


def write_report(bench: Bench, measured: Measured, variant: Variant) -> Answers:
    """Return the answers to all asks but the uncertainties, which are worked out from these."""
    lab = bench.lab
    readings = {entry.number: entry for entry in measured.log if entry.kind == "reading"}
    filling = Filling(lab=lab, readings=readings, words=bench.machine.seen, language=LANGUAGE)
    filled = {
        name: fill_table(filling, table, {"rows": list(measured.rows[name])})
        for name, table in lab.tables.items()
    }
    columns = {name: calculated(one.table, entered(one), bench.environment) for name, one in filled.items()}
    answers: Answers = {
        f"table-{name}": {"rows": _typed_rows(one, columns[name], measured.rows[name])}
        for name, one in filled.items()
    }
    answers |= {f"plot-{name}": _plotted(lab, plot, columns[plot.table]) for name, plot in lab.plots.items()}
    return answers | _concluded(lab, variant, columns, bench.environment)


def write_uncertainties(variant: Variant, deviations: Mapping[str, float]) -> Answer:
    """Return uncertainties of two figures."""
    wanted = {ask.name for ask in variant.asks if isinstance(ask.key, QuantityKey)}
    return {
        name: print_number(round_to_figures(sd, 2), LANGUAGE, figures=2)
        for name, sd in deviations.items()
        if name in wanted and sd > 0
    }


def _typed_rows(filled: FilledTable, columns: Columns, rows: tuple[Row, ...]) -> list[Row]:
    typed = [dict(rows[place]) for place in filled.places]
    for column in filled.table.columns.values():
        if not isinstance(column, DerivedColumn):
            continue
        unit = read_unit(column.unit)
        for row, si in zip(typed, columns.numbers[column.name][0].tolist(), strict=True):
            number = (si - unit.offset) / unit.factor
            row[column.name] = print_number(number, LANGUAGE, figures=_FIGURES) if isfinite(number) else ""
    return typed


def _plotted(lab: Lab, plot: Plot, columns: Columns) -> Answer:
    x, y = (_in_unit(lab, plot, columns, name) for name in (plot.x, plot.y))
    usable = np.isfinite(x) & np.isfinite(y)
    fit = fit_line(x[usable], y[usable]) if plot.line else None
    ends = (float(x[usable].min()), float(x[usable].max())) if fit is not None else ()
    line = [[end, fit.slope * end + fit.intercept] for end in ends] if fit is not None else None
    return {"x": plot.x, "y": plot.y, "line": line, "left_out": []}


def _in_unit(lab: Lab, plot: Plot, columns: Columns, name: str) -> Floats:
    unit = read_unit(unit_of(lab, lab.tables[plot.table].columns[name]))
    found: Floats = (columns.numbers[name][0] - unit.offset) / unit.factor
    return found


def _concluded(
    lab: Lab, variant: Variant, columns: Mapping[str, Columns], environment: Environment
) -> Answers:
    """Return results that follow from the columns, and the right conclusions."""
    answers: Answers = {}
    for ask in variant.asks:
        if isinstance(ask.key, LabKey):
            continue
        if not isinstance(ask.key, QuantityKey) or ask.name not in lab.results:
            answers[ask.name] = type_key(ask.key, LANGUAGE)
            continue
        found = over_columns(lab.results[ask.name].own.tree, columns, environment)
        if found is not None and isfinite(found[0]):
            unit = read_unit(ask.key.unit)
            own = (float(found[0]) - unit.offset) / unit.factor
            answers[ask.name] = type_key(around(ask.key, own), LANGUAGE)
    return answers
