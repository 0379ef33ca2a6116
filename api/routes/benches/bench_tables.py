"""The report of a lab on its page: tables with their cells, plots with their axes, uncertainties."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.routes.benches.bench_views import BenchState, plain_number, reading_text, setting_text, unit_text
from labs.documents.asking import Column, DerivedColumn, Plot, ReadingColumn, SettingColumn, Table
from labs.documents.lab import Lab
from labs.documents.settings import Numbers, Range
from labs.sessions import Entry
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.quantities.units import read_unit
from variants.texts import Language, Text

_KINDS: Final[Mapping[type, str]] = {
    SettingColumn: "setting",
    ReadingColumn: "reading",
    DerivedColumn: "derived",
}


def show_tables(
    state: BenchState, verdicts: Mapping[str, Verdict], language: Language
) -> list[dict[str, Any]]:
    """Return the tables as bench/table.html shows them: one blank row more than is filled."""
    return [
        {
            "name": table.name,
            "ask": f"table-{table.name}",
            "title": table.title,
            "least": table.least,
            "good": table.good,
            "most": table.most,
            "columns": [show_column(state.lab, column, language) for column in table.columns.values()],
            "formulas": answer_part(state.answers, f"table-{table.name}", "formulas", {}),
            "rows": _rows(state, table, _lost(verdicts.get(f"table-{table.name}")), language),
            "result": verdicts.get(f"table-{table.name}"),
        }
        for table in state.lab.tables.values()
    ]


def show_column(lab: Lab, column: Column, language: Language) -> dict[str, Any]:
    """Return the heading of a column: its label, unit as printed, and what fills it."""
    return {
        "name": column.name,
        "label": column.label,
        "kind": _KINDS[type(column)],
        "unit": unit_text(unit_of(lab, column), language),
        "control": column.control if isinstance(column, SettingColumn) else "",
        "instrument": column.instrument if isinstance(column, ReadingColumn) else "",
    }


def show_plots(
    state: BenchState, verdicts: Mapping[str, Verdict], language: Language
) -> list[dict[str, Any]]:
    """Return the plots as bench/plot.html shows them: what may stand on the axes, what was chosen."""
    return [_plot(state, plot, verdicts, language) for plot in state.lab.plots.values()]


def show_uncertainties(
    state: BenchState, labels: Mapping[str, Any], verdicts: Mapping[str, Verdict]
) -> dict[str, Any] | None:
    """Return the fields for how uncertain the results are; `labels` are those of the asks."""
    typed = state.answers.get("uncertainty") or {}
    fields = [
        {"name": name, "label": labels[name], "value": typed.get(name, "")}
        for name, result in state.lab.results.items()
        if result.uncertainty and name in labels
    ]
    return {"fields": fields, "result": verdicts.get("uncertainty")} if fields else None


def fill_cell(state: BenchState, place: str, language: Language) -> dict[str, Answer]:
    """Return the answers with the chosen reading in the cell `table.column.row`.

    Where nothing is chosen it is the last reading of the column's instrument. Blank columns of settings in
    the row get what the bench was set to. Nothing changes where there is no such cell or reading.
    """
    answers = dict(state.answers)
    name, _, rest = place.partition(".")
    column_name, _, row_text = rest.partition(".")
    table = state.lab.tables.get(name)
    column = table.columns.get(column_name) if table else None
    if (
        table is None
        or not isinstance(column, ReadingColumn)
        or not row_text.isascii()
        or not row_text.isdigit()
    ):
        return answers
    row, entry = int(row_text), _to_put(state, column)
    if entry is None or row >= table.most:
        return answers
    ask = f"table-{name}"
    rows = [dict(each) for each in answer_part(answers, ask, "rows", [])]
    rows += [{} for _ in range(row + 1 - len(rows))]
    rows[row][column_name] = {"entry": entry.number}
    for other in table.columns.values():
        if isinstance(other, SettingColumn) and not rows[row].get(other.name):
            rows[row][other.name] = typed_setting(state.lab, other, entry, language)
    return answers | {ask: {**_mapping(answers.get(ask)), "rows": rows}}


def typed_setting(lab: Lab, column: SettingColumn, entry: Entry, language: Language) -> str:
    """Return what a column of settings says of an entry, as it is typed: in the column's unit."""
    control, value = lab.controls[column.control], entry.wish.settings[column.control]
    if not isinstance(control.form, Range | Numbers) or not isinstance(value, int | float):
        return setting_text(control, value, language)
    number = in_unit(float(value), control.form.unit, unit_of(lab, column))
    return plain_number(number, language).replace("−", "-")


def unit_of(lab: Lab, column: Column) -> str:
    """Return the unit in which a column is written."""
    if column.unit:
        return column.unit
    if isinstance(column, ReadingColumn):
        return lab.instruments[column.instrument].unit
    if isinstance(column, SettingColumn):
        form = lab.controls[column.control].form
        return form.unit if isinstance(form, Range | Numbers) else ""
    return ""


def in_unit(value: float, unit: str, wanted: str) -> float:
    """Return a number of one unit in another."""
    if unit == wanted:
        return value
    one, other = read_unit(unit), read_unit(wanted)
    return (value * one.factor + one.offset - other.offset) / other.factor


def cell_text(lab: Lab, column: Column, cell: Any, log: Sequence[Entry], language: Language) -> str:  # noqa: ANN401
    """Return what stands in a cell: as typed, or the logged reading in the column's unit."""
    if not isinstance(cell, dict):
        return str(cell or "")
    entry = next((each for each in log if each.number == cell.get("entry")), None)
    if entry is None:
        return f"№{cell.get('entry', '')}"
    unit = lab.instruments[entry.wish.instrument].unit if entry.wish.instrument in lab.instruments else ""
    wanted = unit_of(lab, column)
    if entry.value is None or unit == wanted:
        return reading_text(lab, entry, language)
    return plain_number(in_unit(entry.value, unit, wanted), language)


def answer_part(answers: Mapping[str, Answer], ask: str, part: str, default: Any) -> Any:  # noqa: ANN401
    """Return a part of an answer that is an object of this shape, else the default."""
    found = _mapping(answers.get(ask)).get(part)
    return found if isinstance(found, type(default)) else default


def _mapping(answer: Answer) -> Mapping[str, Any]:
    return answer if isinstance(answer, dict) else {}


def _to_put(state: BenchState, column: ReadingColumn) -> Entry | None:
    fitting = [entry for entry in state.readings if entry.wish.instrument == column.instrument]
    chosen = [entry for entry in fitting if entry.number == state.chosen]
    found = chosen or fitting
    return found[-1] if found else None


def _lost(verdict: Verdict | None) -> Mapping[str, Text]:
    """Return why cells cost points, by `column:row` with rows from 0."""
    parts = verdict.parts if verdict else ()
    return {
        below.name: below.verdict.message
        for part in parts
        for below in part.verdict.parts
        if below.verdict.outcome != "right"
    }


def _rows(
    state: BenchState, table: Table, lost: Mapping[str, Text], language: Language
) -> list[list[dict[str, Any]]]:
    entered = [_mapping(row) for row in answer_part(state.answers, f"table-{table.name}", "rows", [])]
    shown = min(max(len(entered) + 1, table.least), table.most)
    return [
        [
            _cell(state, column, entered[row].get(column.name) if row < len(entered) else None, language)
            | {"lost": lost.get(f"{column.name}:{row}")}
            for column in table.columns.values()
        ]
        for row in range(shown)
    ]


def _cell(state: BenchState, column: Column, cell: Any, language: Language) -> dict[str, Any]:  # noqa: ANN401
    return {
        "column": column.name,
        "kind": _KINDS[type(column)],
        "value": cell_text(state.lab, column, cell, state.log, language),
        "entry": cell.get("entry") if isinstance(cell, dict) else None,
    }


def _plot(
    state: BenchState, plot: Plot, verdicts: Mapping[str, Verdict], language: Language
) -> dict[str, Any]:
    ask = f"plot-{plot.name}"
    table = state.lab.tables[plot.table]
    line = answer_part(state.answers, ask, "line", [])
    ends = [number for end in line if isinstance(end, list) for number in end]
    left_out = answer_part(state.answers, ask, "left_out", [])
    return {
        "name": plot.name,
        "ask": ask,
        "title": plot.title,
        "table": plot.table,
        "line": plot.line,
        "x": answer_part(state.answers, ask, "x", ""),
        "y": answer_part(state.answers, ask, "y", ""),
        "ends": [_typed_end(end, language) for end in ends] if len(ends) == 4 else [""] * 4,
        "left_out": left_out,
        "rows": len(answer_part(state.answers, f"table-{table.name}", "rows", [])),
        "columns": [show_column(state.lab, column, language) for column in table.columns.values()],
        "result": verdicts.get(ask),
    }


def _typed_end(end: object, language: Language) -> str:
    return plain_number(float(end), language) if isinstance(end, int | float) else str(end)
