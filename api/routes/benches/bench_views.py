"""A bench as its page shows it: controls, instruments, actions, log, known values; nothing hidden.

Only what a student may see is read here: of the model nothing but what the scene shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from labs.documents.asking import SettingColumn
from labs.documents.instruments import Instrument, Span
from labs.documents.lab import Lab
from labs.documents.models import Action
from labs.documents.settings import Control, Numbers, Range, Settings, SettingValue, Wiring, Words
from labs.running.machines import machine_of
from labs.running.taking import BEYOND
from labs.sessions import Entry, View
from variants.keys import Answer
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import Language, Text

SET: Final = Text(en="Settings changed", ru="Изменена настройка")
OVERLOAD: Final = Text(en="off the scale", ru="зашкаливает")
BLANK_WIRES: Final = 4
"""Rows for further wires, on a page without scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """How a bench is set, on which measuring ranges its instruments are, and its lab time in seconds."""

    settings: Settings
    spans: Mapping[str, str]
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchState:
    """One bench at one moment: how it is set, what is seen, what was logged, what is being written.

    `chosen` is the number of the entry that goes into a table's cell.
    """

    lab: Lab
    touch: Touch
    view: View
    log: tuple[Entry, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    chosen: int | None = None

    @property
    def readings(self) -> tuple[Entry, ...]:
        """The entries that may stand in a table."""
        return tuple(entry for entry in self.log if entry.kind == "reading")

    @property
    def left(self) -> int:
        """How many readings the quota still allows."""
        return max(self.lab.quota - len(self.readings), 0)


def show_controls(state: BenchState, language: Language) -> list[dict[str, Any]]:
    """Return the controls with their fields, as bench/controls.html shows them."""
    return [
        {
            "name": name,
            "label": control.label,
            **_form_of(control, state.touch.settings[name], language),
        }
        for name, control in state.lab.controls.items()
    ]


def show_instruments(state: BenchState, language: Language) -> list[dict[str, Any]]:
    """Return the instruments: look, unit, spans, what they show now, what stands in the way of measuring."""
    latest = {entry.wish.instrument: entry for entry in state.readings}
    return [
        {
            "name": name,
            "label": instrument.label,
            "look": instrument.look,
            "live": instrument.live,
            "unit": unit_text(instrument.unit, language),
            "span": state.touch.spans.get(name) or (instrument.spans[0].name if instrument.spans else ""),
            "spans": [show_span(span, instrument, language) for span in instrument.spans],
            "display": _display(state, instrument, latest.get(name), language),
            "note": state.view.notes.get(name, Text()).in_language(language),
        }
        for name, instrument in state.lab.instruments.items()
    ]


def show_span(span: Span, instrument: Instrument, language: Language) -> dict[str, Any]:
    """Return a measuring range with what its plate says: limits, smallest step, how wrong it may be."""
    unit = unit_text(instrument.unit, language)
    return {
        "name": span.name,
        "label": span.label.in_language(language) or with_unit(span.highest, unit, language),
        "lowest": span.lowest,
        "highest": span.highest,
        "resolution": span.resolution,
        "plate": _plate(span, unit, language),
    }


def show_actions(state: BenchState, language: Language) -> list[dict[str, Any]]:
    """Return what can be done, each with its amount if it has one."""
    actions = state.lab.process.actions if state.lab.process else {}
    return [
        {"name": name, "label": action.label, "amount": _amount(action, language)}
        for name, action in actions.items()
    ]


def show_log(state: BenchState, language: Language) -> list[dict[str, Any]]:
    """Return the log, latest first, without the lines that only watched."""
    before = [None, *state.log]
    told = [entry for entry, last in zip(state.log, before, strict=False) if not _only_watched(entry, last)]
    return [show_entry(state.lab, entry, language) for entry in reversed(told)]


def _only_watched(entry: Entry, before: Entry | None) -> bool:
    """Tell whether a line is that of a look: nothing was done, read or set anew."""
    if entry.kind != "action" or entry.wish.action:
        return False
    return before is not None and before.wish.settings == entry.wish.settings


def show_entry(lab: Lab, entry: Entry, language: Language) -> dict[str, Any]:
    """Return one line of the log in words."""
    process = lab.process
    instrument = lab.instruments.get(entry.wish.instrument)
    action = process.actions.get(entry.wish.action) if process else None
    done = instrument.label if instrument else action.label if action else SET
    return {
        "number": entry.number,
        "kind": entry.kind,
        "done": done.in_language(language),
        "span": _span_label(instrument, entry.wish.span, language),
        "settings": settings_text(lab, entry.wish.settings, language),
        "at": print_number(entry.wish.at, language, decimals=1) if process else "",
        "text": reading_text(lab, entry, language) if entry.kind == "reading" else "",
        "display": entry_text(lab, entry, language),
        "logged_at": entry.logged_at,
    }


def entry_text(lab: Lab, entry: Entry, language: Language) -> str:
    """Return what came of an entry, as the page says it."""
    instrument = lab.instruments.get(entry.wish.instrument)
    if entry.kind == "mishap":
        said = next((hazard.say for hazard in lab.hazards if hazard.name == entry.mishap), Text())
        return said.in_language(language)
    if entry.kind == "action":
        action = lab.process.actions.get(entry.wish.action) if lab.process else None
        return _amount_text(action, entry.wish.amount, language)
    if instrument is None or entry.nothing:
        return instrument.otherwise.in_language(language) if instrument else ""
    if entry.overload:
        return OVERLOAD.in_language(language)
    return before_unit(reading_text(lab, entry, language), unit_text(instrument.unit, language))


def reading_text(lab: Lab, entry: Entry, language: Language) -> str:
    """Return the number of a reading as displayed, or the words that were seen, without a unit."""
    return spell(lab, entry.wish.instrument, entry.text, language)


def spell(lab: Lab, name: str, shown: str, language: Language) -> str:
    """Return what an instrument shows as the language writes it: digits, or the words of what was seen."""
    instrument = lab.instruments.get(name)
    if instrument is not None and instrument.look == "text":
        return machine_of(lab).seen.get(shown, Text(shown, shown)).in_language(language)
    if shown == BEYOND:
        return OVERLOAD.in_language(language)
    signed = shown.replace("-", "−")
    return signed.replace(".", ",") if language == "ru" else signed


def settings_text(lab: Lab, settings: Mapping[str, SettingValue], language: Language) -> str:
    """Return settings as words, each called as in the tables: `α 30°; load 100 g`."""
    symbols = {
        column.control: column.label
        for table in reversed(tuple(lab.tables.values()))
        for column in table.columns.values()
        if isinstance(column, SettingColumn)
    }
    told = (
        f"{symbols.get(name, control.label).in_language(language)} "
        f"{setting_text(control, settings[name], language)}"
        for name, control in lab.controls.items()
        if name in settings
    )
    return "; ".join(told)


def setting_text(control: Control, value: SettingValue, language: Language) -> str:
    """Return what a control is set to, with its unit."""
    match control.form:
        case Range(unit=unit) | Numbers(unit=unit) if isinstance(value, int | float):
            return with_unit(value, unit_text(unit, language), language)
        case Words(words=words) if isinstance(value, str) and value in words:
            return words[value].in_language(language)
        case Wiring(terminals=terminals) if isinstance(value, tuple | list):
            ends = (join.split("-") for join in value)
            told = (" – ".join(_terminal(terminals, end, language) for end in pair) for pair in ends)
            return ", ".join(told) or {"en": "no wires", "ru": "проводов нет"}[language]
        case _:
            return str(value)


def unit_text(unit: str, language: Language) -> str:
    """Return a unit as printed, nothing for a pure number."""
    return print_unit(unit, language) if unit else ""


def with_unit(value: float, unit: str, language: Language) -> str:
    """Return a number with a printed unit."""
    return before_unit(plain_number(value, language), unit)


def before_unit(number: str, unit: str) -> str:
    """Return a printed number with a printed unit, close where it is a sign of degrees."""
    gap = "" if unit in {"", "°", "′", "″"} else "\u202f"
    return f"{number}{gap}{unit}"


def plain_number(value: float, language: Language) -> str:
    """Return a number of a grid without a tail of binary digits and without powers of ten."""
    digits = f"{Decimal(f'{value:.10g}'):f}"
    bare = digits.rstrip("0").rstrip(".") if "." in digits else digits
    signed = bare.replace("-", "−")
    return signed.replace(".", ",") if language == "ru" else signed


def typed_number(value: float) -> str:
    """Return a number as a field of type number takes it."""
    return plain_number(value, "en").replace("−", "-")


def _form_of(control: Control, value: SettingValue, language: Language) -> dict[str, Any]:
    match control.form:
        case Range() as span:
            return {
                "kind": "range",
                "value": typed_number(float(value) if isinstance(value, int | float) else 0.0),
                "unit": unit_text(span.unit, language),
                "lowest": str(span.lowest),
                "highest": str(span.highest),
                "step": str(span.step),
            }
        case Numbers() as few:
            options = [
                (
                    typed_number(float(number)),
                    with_unit(float(number), unit_text(few.unit, language), language),
                )
                for number in few.numbers
            ]
            chosen = typed_number(float(value) if isinstance(value, int | float) else 0.0)
            return {"kind": "numbers", "value": chosen, "options": options}
        case Words(words=words):
            named = [(name, text.in_language(language)) for name, text in words.items()]
            return {"kind": "words", "value": str(value), "options": named}
        case Wiring(terminals=terminals):
            return _wiring(terminals, value if isinstance(value, tuple | list) else (), language)


def _wiring(terminals: Mapping[str, Text], joins: Sequence[str], language: Language) -> dict[str, Any]:
    pairs = [tuple(join.split("-", 1)) for join in joins]
    return {
        "kind": "wiring",
        "value": list(joins),
        "terminals": [(name, text.in_language(language)) for name, text in terminals.items()],
        "pairs": [*pairs, *[("", "")] * BLANK_WIRES],
    }


def _terminal(terminals: Mapping[str, Text], name: str, language: Language) -> str:
    return terminals[name].in_language(language) if name in terminals else name


def _display(state: BenchState, instrument: Instrument, latest: Entry | None, language: Language) -> str:
    """Return what an instrument shows: a live one the present, another one its last reading."""
    if instrument.live:
        return spell(state.lab, instrument.name, state.view.displays.get(instrument.name, ""), language)
    if latest is None or latest.nothing:
        return ""
    return OVERLOAD.in_language(language) if latest.overload else reading_text(state.lab, latest, language)


def _plate(span: Span, unit: str, language: Language) -> str:
    least, most = (plain_number(limit, language) for limit in (span.lowest, span.highest))
    step = with_unit(span.resolution, unit, language) if span.resolution else ""
    share = plain_number(span.grade * 100, language) if span.grade else ""
    words = {
        "en": ("range {} … {}", "step {}", "class {}"),
        "ru": ("диапазон {} … {}", "шаг {}", "класс {}"),
    }[language]
    limits = words[0].format(least, before_unit(most, unit))
    said = [limits, words[1].format(step) if step else "", words[2].format(share) if share else ""]
    return ", ".join(part for part in said if part)


def _span_label(instrument: Instrument | None, name: str, language: Language) -> str:
    if instrument is None or len(instrument.spans) < 2:
        return ""
    span = next((span for span in instrument.spans if span.name == name), instrument.spans[0])
    return str(show_span(span, instrument, language)["label"])


def _amount(action: Action, language: Language) -> dict[str, Any] | None:
    match action.amount:
        case None:
            return None
        case Range() as span:
            middle = typed_number(float(span.lowest))
            limits = {"lowest": str(span.lowest), "highest": str(span.highest), "step": str(span.step)}
            return {"kind": "range", "value": middle, "unit": unit_text(span.unit, language), **limits}
        case Numbers() as few:
            options = [
                (
                    typed_number(float(number)),
                    with_unit(float(number), unit_text(few.unit, language), language),
                )
                for number in few.numbers
            ]
            return {"kind": "numbers", "value": options[0][0], "options": options}


def _amount_text(action: Action | None, amount: float | None, language: Language) -> str:
    if action is None or action.amount is None or amount is None:
        return ""
    return with_unit(amount, unit_text(action.amount.unit, language), language)
