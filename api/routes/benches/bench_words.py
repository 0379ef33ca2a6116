"""What is seen at a bench in words: the scene described, observations spelled out."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from labs.documents.lab import Lab
from labs.documents.settings import Control, Numbers, Range, Settings, SettingValue, Wiring, Words
from labs.sessions import View
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.filling import Filler
from variants.templates.located import Templates
from variants.templates.values import NumberValue, TruthValue, Value, WordValue
from variants.texts import Language, Text

_NOTHING: Final = WordValue(name="nothing", text=Text("—", "—"))
_NO_WIRES: Final = Text(en="no wires", ru="проводов нет")


def describe(lab: Lab, settings: Settings, view: View, language: Language) -> str:
    """Return the description of the scene with these settings and what it shows now."""

    @cache
    def value_of(name: str) -> Value:
        head = name.split(".")[0]
        if head in lab.controls:
            return _setting(lab.controls[head], settings[head])
        return _shown(lab, head, view)

    return Filler().plain(_only(lab.scene.description, language), value_of).in_language(language)


def _only(description: Templates, language: Language) -> Templates:
    """Return the description in this language alone, if it was written in it: a reading waits for it."""
    template = description.in_language(language)
    if template is None:
        return description
    return Templates(en=template) if language == "en" else Templates(ru=template)


def _setting(control: Control, value: SettingValue) -> Value:
    match control.form:
        case Range(unit=unit, step=step) if isinstance(value, int | float):
            return _number(float(value), unit, float(step))
        case Numbers(unit=unit) if isinstance(value, int | float):
            return _number(float(value), unit, 0.0)
        case Words(words=words) if isinstance(value, str):
            return WordValue(name=value, text=words.get(value, Text(value, value)))
        case Wiring(terminals=terminals) if isinstance(value, tuple | list):
            return WordValue(name="wires", text=_wires(terminals, tuple(value)))
        case _:
            return WordValue(name=str(value), text=Text(str(value), str(value)))


def _wires(terminals: Mapping[str, Text], joins: tuple[str, ...]) -> Text:
    def told(language: Language) -> str:
        pairs = (join.split("-", 1) for join in joins)
        ends = ([terminals[end].in_language(language) for end in pair] for pair in pairs)
        return "; ".join(" – ".join(pair) for pair in ends)

    return Text(told("en"), told("ru")) if joins else _NO_WIRES


def _shown(lab: Lab, name: str, view: View) -> Value:
    value = view.shows.get(name)
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return TruthValue(truth=value)
    shown = lab.scene.shows[name]
    read = read_unit(shown.unit)
    return _number((value - read.offset) / read.factor, shown.unit, shown.step)


def _number(value: float, unit: str, step: float) -> NumberValue:
    """Return a number of a unit, printed to the decimals of its step."""
    read = read_unit(unit)
    digits = f"{step or value:.10f}".rstrip("0").partition(".")[2]
    dimension = read.dimension if unit else DIMENSIONLESS
    si = value * read.factor + read.offset
    return NumberValue(si=si, dimension=dimension, unit=unit, decimals=min(len(digits), 6))
