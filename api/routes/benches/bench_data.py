"""What the scripts of a bench are told, as JSON: never a hidden constant, nor a formula of the model.

The bindings of the scene and the course of a run are formulas over settings and what the scene shows; all
others stay here.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from api.routes.benches.bench_tables import cell_text, show_column, typed_setting
from api.routes.benches.bench_views import (
    OVERLOAD,
    BenchState,
    entry_text,
    show_actions,
    show_entry,
    show_span,
    spell,
    unit_text,
)
from api.routes.benches.bench_words import describe
from labs.documents.asking import ReadingColumn, SettingColumn
from labs.documents.instruments import Instrument
from labs.documents.lab import Lab
from labs.documents.scenes import Binding
from labs.documents.settings import Control, Numbers, Range, Settings, Wiring, Words
from labs.reading.trees import tree_to_json
from labs.sessions import Entry, View
from variants.quantities.units import read_unit
from variants.texts import Language


def data_block(
    state: BenchState, urls: Mapping[str, str | None], language: Language, *, watches: int, editable: bool
) -> Markup:
    """Return the block of data that stands in the page."""
    data = bench_data(state, language, watches=watches) | {"urls": urls, "editable": editable}
    text = json.dumps(data, ensure_ascii=False)
    # Nothing inside may end the block: "</script" is the only thing that a browser looks for.
    return Markup('<script type="application/json" id="bench-data">{}</script>').format(
        Markup(text.replace("<", "\\u003c"))
    )


def bench_data(state: BenchState, language: Language, *, watches: int = 0) -> dict[str, Any]:
    """Return what the script needs to know of a lab and of this moment.

    `watches` is how many times it may look at live instruments of the apparatus, each of which is logged.
    """
    lab, process = state.lab, state.lab.process
    return {
        "language": language,
        "decimal": "," if language == "ru" else ".",
        "quota": lab.quota,
        "left": state.left,
        "controls": [_control(control, language) for control in lab.controls.values()],
        "instruments": [_instrument(lab, one, language) for one in lab.instruments.values()],
        "clock": {"speeds": list(process.speeds), "longest": process.longest} if process else None,
        "actions": [_action(action, language) for action in show_actions(state, language)],
        "shows": {name: bool(shown.step) for name, shown in lab.scene.shows.items()},
        "bindings": [_binding(binding) for binding in lab.scene.bindings],
        "tables": [_table(lab, name, language) for name in lab.tables],
        "plots": [{"name": plot.name, "table": plot.table, "line": plot.line} for plot in lab.plots.values()],
        "watches": watches,
        "words": {"overload": OVERLOAD.in_language(language)},
        "now": now_data(state, language),
        "log": log_data(state, language),
    }


def now_data(state: BenchState, language: Language) -> dict[str, Any]:
    """Return how the bench stands."""
    return {
        "settings": settings_data(state.touch.settings),
        "spans": dict(state.touch.spans),
        "at": state.touch.at,
        "view": view_data(state.lab, state.view, language),
        "description": describe(state.lab, state.touch.settings, state.view, language),
    }


def view_data(lab: Lab, view: View, language: Language) -> dict[str, Any]:
    """Return what a page may know of a moment, in its language."""
    return {
        "displays": {name: spell(lab, name, shown, language) for name, shown in view.displays.items()},
        "shows": dict(view.shows),
        "notes": {name: note.in_language(language) for name, note in view.notes.items()},
        "measured": view.measured,
    }


def settings_data(settings: Settings) -> dict[str, Any]:
    """Return settings as JSON has them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}


def log_data(state: BenchState, language: Language) -> list[dict[str, Any]]:
    """Return the log, oldest first."""
    return [entry_data(state.lab, entry, language) for entry in state.log]


def entry_data(lab: Lab, entry: Entry, language: Language) -> dict[str, Any]:
    """Return one line of the log, with the texts that it puts into tables."""
    told = show_entry(lab, entry, language)
    instrument = lab.instruments.get(entry.wish.instrument)
    reads = entry.kind == "reading"
    return {
        "number": entry.number,
        "kind": entry.kind,
        "instrument": entry.wish.instrument,
        "span": entry.wish.span,
        "action": entry.wish.action,
        "amount": entry.wish.amount,
        "settings": settings_data(entry.wish.settings),
        "at": entry.wish.at,
        "value": entry.value,
        "text": told["text"],
        "unit": unit_text(instrument.unit, language) if instrument else "",
        "overload": entry.overload,
        "nothing": entry.nothing,
        "mishap": entry.mishap,
        "said": entry_text(lab, entry, language) if entry.kind == "mishap" or entry.nothing else "",
        "shown": told["display"],
        "words": told["settings"],
        "done": told["done"],
        "cells": _cells(lab, entry, language) if reads else {},
        "typed": _typed(lab, entry, language) if reads else {},
    }


def _cells(lab: Lab, entry: Entry, language: Language) -> dict[str, dict[str, str]]:
    """Return what the columns that a reading fits would show of it."""
    cell = {"entry": entry.number}
    return {
        table.name: fitting
        for table in lab.tables.values()
        if (
            fitting := {
                name: cell_text(lab, column, cell, (entry,), language)
                for name, column in table.columns.items()
                if isinstance(column, ReadingColumn) and column.instrument == entry.wish.instrument
            }
        )
    }


def _typed(lab: Lab, entry: Entry, language: Language) -> dict[str, dict[str, str]]:
    return {
        table.name: {
            name: typed_setting(lab, column, entry, language)
            for name, column in table.columns.items()
            if isinstance(column, SettingColumn)
        }
        for table in lab.tables.values()
    }


def _control(control: Control, language: Language) -> dict[str, Any]:
    said: dict[str, Any] = {"name": control.name, "label": control.label.in_language(language)}
    match control.form:
        case Range() as span:
            limits = {"lowest": float(span.lowest), "highest": float(span.highest), "step": float(span.step)}
            return said | {"kind": "range", **_unit(span.unit, language), **limits}
        case Numbers() as few:
            numbers = [float(number) for number in few.numbers]
            return said | {"kind": "numbers", **_unit(few.unit, language), "numbers": numbers}
        case Words(words=words):
            return said | {
                "kind": "words",
                "words": {name: text.in_language(language) for name, text in words.items()},
            }
        case Wiring(terminals=terminals):
            named = {name: text.in_language(language) for name, text in terminals.items()}
            return said | {"kind": "wiring", "terminals": named}


def _unit(unit: str, language: Language) -> dict[str, Any]:
    read = read_unit(unit)
    return {"unit": unit_text(unit, language), "factor": read.factor, "offset": read.offset}


def _instrument(lab: Lab, instrument: Instrument, language: Language) -> dict[str, Any]:
    runs: Sequence[Any] = [run.lasts.tree for run in lab.scene.runs if run.instrument == instrument.name]
    return {
        "name": instrument.name,
        "label": instrument.label.in_language(language),
        "unit": unit_text(instrument.unit, language),
        "look": instrument.look,
        "live": instrument.live,
        "run": tree_to_json(runs[0]) if runs else None,
        "spans": [show_span(span, instrument, language) for span in instrument.spans],
    }


def _action(action: Mapping[str, Any], language: Language) -> dict[str, Any]:
    amount = action["amount"]
    said = {"name": action["name"], "label": action["label"].in_language(language), "amount": None}
    if amount is None:
        return said
    if amount["kind"] == "numbers":
        numbers = [float(value) for value, _ in amount["options"]]
        return said | {"amount": {"kind": "numbers", "numbers": numbers, "unit": amount["unit"]}}
    limits = {name: float(amount[name]) for name in ("lowest", "highest", "step")}
    return said | {"amount": {"kind": "range", "unit": amount["unit"], **limits}}


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "part": binding.part,
        "moves": {kind: tree_to_json(formula.tree) for kind, formula in binding.moves.items()},
        "about": list(binding.about),
        "colours": [list(stop) for stop in binding.colours],
        "text": binding.text,
    }


def _table(lab: Lab, name: str, language: Language) -> dict[str, Any]:
    table = lab.tables[name]
    columns = [show_column(lab, column, language) for column in table.columns.values()]
    return {
        "name": name,
        "least": table.least,
        "good": table.good,
        "most": table.most,
        "columns": [column | {"label": column["label"].in_language(language)} for column in columns],
    }
