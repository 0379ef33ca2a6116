"""Turn what a bench page sends into settings, spans, a moment of lab time and a report.

One scheme of names serves the page, its script and this file:

    set.CONTROL                          what a control is set to; of a wiring: `a-b`, once for each wire
    set.CONTROL.from, set.CONTROL.to     two terminals, as often as there are rows for wires
    span.INSTRUMENT                      the measuring range
    amount.ACTION, at, wait              how much of an action; lab time in seconds, and seconds to wait
    measure, act, fill, calculate        the buttons: an instrument, an action, a cell, a column
    answer.table-T.COLUMN.ROW            a cell as typed, rows from 0
    entry.table-T.COLUMN.ROW             the number of the logged reading that was put into the cell, as long
    shown.table-T.COLUMN.ROW             as what it was shown as still stands there; `#3` is reading 3, too
    formula.table-T.COLUMN               the student's own formula of a column
    answer.plot-P.x, .y, .line           columns of the axes; four numbers x1 y1 x2 y2 of the line
    answer.plot-P.left_out               rows that are left out, from 0
    answer.uncertainty.ASK               how uncertain a result is
    answer.notes                         the student's own notes, which nobody judges
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.forms.answers import LONGEST_LINE
from labs.documents.asking import Plot, ReadingColumn, Table
from labs.documents.lab import Lab
from labs.documents.settings import Wiring
from notebooks_engine.benching.slots import NOTES
from notebooks_engine.refusals import BadEntry
from variants.keys import Answer
from variants.quantities.typed_numbers import UnreadableNumber, read_number
from variants.texts import Language, Text

Form = Mapping[str, Sequence[str]]

LONGEST_CELL: Final = 200
LONGEST_FORMULA: Final = 200
MOST_WIRES: Final = 60
_PLAIN: Final = re.compile(r"[+-]?\d{1,12}(\.\d{0,12})?")
_ENTRY: Final = re.compile(r"[0-9]{1,4}")
_NUMBERED: Final = re.compile(r"\s*[#№]\s*(?P<number>\d{1,4})\s*")


def settings_from_form(lab: Lab, form: Form) -> dict[str, Any]:
    """Return what the form sets, as typed, by control; what it doesn't name is left out."""
    found: dict[str, Any] = {}
    for name, control in lab.controls.items():
        field = f"set.{name}"
        if isinstance(control.form, Wiring):
            found |= {name: _wires(form, field)} if field in form or f"{field}.from" in form else {}
        elif typed := _first(form, field):
            found[name] = typed
    return found


def spans_from_form(lab: Lab, form: Form) -> dict[str, str]:
    """Return the measuring ranges that the form chooses, by instrument."""
    return {name: span for name in lab.instruments if (span := _first(form, f"span.{name}"))}


def seconds_from_form(form: Form, language: Language, default: float) -> float:
    """Return the lab time that the form says, and what it waits on top of that. Raises BadEntry."""
    at, wait = (_first(form, name) for name in ("at", "wait"))
    return (_number(at, language) if at else default) + max(0.0, _number(wait, language) if wait else 0.0)


def amount_from_form(form: Form, action: str) -> str | None:
    """Return how much of an action is wished, as typed; None where nothing is said."""
    return _first(form, f"amount.{action}") or None


def report_from_form(lab: Lab, form: Form, language: Language) -> dict[str, Answer]:
    """Return tables, plots and uncertainties as entered so far, without what is empty. Raises BadEntry."""
    report: dict[str, Answer] = {}
    for table in lab.tables.values():
        filled = _table(table, form)
        report |= {f"table-{table.name}": filled} if filled else {}
    for plot in lab.plots.values():
        drawn = _plot(plot, lab.tables[plot.table], form, language)
        report |= {f"plot-{plot.name}": drawn} if drawn else {}
    uncertain = {
        name: typed
        for name, result in lab.results.items()
        if result.uncertainty and (typed := _typed(form, f"answer.uncertainty.{name}", LONGEST_CELL))
    }
    notes = _typed(form, f"answer.{NOTES}", LONGEST_LINE)
    return report | ({"uncertainty": uncertain} if uncertain else {}) | ({NOTES: notes} if notes else {})


def _wires(form: Form, field: str) -> list[str]:
    """Return the wires in one order, each once, its ends in one order too."""
    rows = zip(form.get(f"{field}.from", ()), form.get(f"{field}.to", ()), strict=False)
    joined = [*form.get(field, ()), *(f"{one}-{other}" for one, other in rows if one and other)]
    ends = ("-".join(sorted(join.split("-"))) for join in joined[:MOST_WIRES] if join)
    return sorted(set(ends))


def _table(table: Table, form: Form) -> Answer:
    ask = f"table-{table.name}"
    rows = [
        {
            name: cell
            for name, column in table.columns.items()
            if (cell := _cell(form, f"{ask}.{name}.{row}", reading=isinstance(column, ReadingColumn)))
        }
        for row in range(table.most)
    ]
    while rows and not rows[-1]:
        rows.pop()
    formulas = {
        name: typed
        for name in table.columns
        if (typed := _typed(form, f"formula.{ask}.{name}", LONGEST_FORMULA))
    }
    found: dict[str, Any] = {"rows": rows} if rows else {}
    return found | ({"formulas": formulas} if formulas else {})


def _cell(form: Form, name: str, *, reading: bool) -> Any:  # noqa: ANN401 - a cell is text or an entry
    typed = _typed(form, f"answer.{name}", LONGEST_CELL)
    if not reading or not typed:
        return typed
    logged = _typed(form, f"entry.{name}", LONGEST_CELL)
    named = _NUMBERED.fullmatch(typed)
    if named:
        return {"entry": int(named["number"])}
    kept = _ENTRY.fullmatch(logged) and typed == _typed(form, f"shown.{name}", LONGEST_CELL)
    return {"entry": int(logged)} if kept else typed


def _coordinate(typed: str, language: Language) -> float | str:
    """Return a coordinate as a number; what can't be read yet stays as typed."""
    bare = typed.strip()[:LONGEST_CELL]
    try:
        return read_number(bare, language).value if bare else ""
    except UnreadableNumber:
        return bare


def _plot(plot: Plot, table: Table, form: Form, language: Language) -> Answer:
    name = f"answer.plot-{plot.name}"
    chosen: dict[str, Any] = {
        side: column
        for side in ("x", "y")
        if (column := _typed(form, f"{name}.{side}", LONGEST_CELL)) in table.columns
    }
    ends = [_coordinate(value, language) for value in form.get(f"{name}.line", ())][:4]
    if plot.line and len(ends) == 4 and any(end != "" for end in ends):
        chosen["line"] = [ends[:2], ends[2:]]
    left_out = [row for row in range(table.most) if str(row) in form.get(f"{name}.left_out", ())]
    return chosen | ({"left_out": left_out} if left_out else {})


def _typed(form: Form, name: str, longest: int) -> str:
    values = form.get(name, ())
    typed = values[-1].strip() if values else ""
    if len(typed) > min(longest, LONGEST_LINE):
        raise BadEntry(
            Text(
                en=f"This is longer than {longest} characters: {typed[:20]}…",
                ru=f"Здесь больше {longest} символов: {typed[:20]}…",
            )
        )
    return typed


def _first(form: Form, name: str) -> str:
    return "".join(form.get(name, ())[:1]).strip()


def _number(typed: str, language: Language) -> float:
    try:
        # A field of type number sends a point in any language, and grouping has no place in a setting.
        return float(typed) if _PLAIN.fullmatch(typed) else read_number(typed, language).value
    except UnreadableNumber as error:
        raise BadEntry(
            Text(en=f"“{typed[:20]}” is not a number.", ru=f"«{typed[:20]}» — не число.")
        ) from error
