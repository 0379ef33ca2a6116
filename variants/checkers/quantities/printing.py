"""Show how a typed quantity was understood: the number as typed, its unit, and the same in SI units."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from variants.checkers.quantities.reading import TypedQuantity
from variants.checkers.verdicts import Reading
from variants.quantities.dimensions import print_si_unit
from variants.quantities.numbers import latex_number, print_number
from variants.quantities.typed_numbers import TypedNumber
from variants.quantities.units import Unit, latex_unit, print_unit
from variants.texts import Language, Text

_MOST_FIGURES: Final = 12
_DIFFERENCE: Final = Text(
    en="It was read as a difference of temperatures.", ru="Прочитано как разность температур."
)


def shown(typed: TypedQuantity, language: Language) -> Reading:
    """Return the reading of an answer, printed when somebody looks."""
    return Reading(
        text=lambda: _text(typed.number, typed.unit, language),
        latex=lambda: _latex(typed.number, typed.unit, language),
        notes=typed.notes,
    )


def shown_as_difference(typed: TypedQuantity, language: Language) -> Reading:
    """Return the reading of degrees that are a difference of temperatures, and say so."""
    difference = replace(typed.unit, offset=0.0)
    return Reading(
        text=lambda: _text(typed.number, difference, language),
        latex=lambda: _latex(typed.number, difference, language),
        notes=(*typed.notes, _DIFFERENCE),
    )


@lru_cache(maxsize=1024)
def _text(number: TypedNumber, unit: Unit, language: Language) -> str:
    printed = print_unit(unit.text, language)
    text = print_number(number.value, language, figures=_figures(number))
    text += ("" if printed in ("°", "′", "″") else " ") + printed if printed else ""
    if not _has_other_si_unit(unit):
        return text
    si = number.value * unit.factor + unit.offset
    return f"{text} = {print_number(si, language)} {print_si_unit(unit.dimension, language)}"


def _latex(number: TypedNumber, unit: Unit, language: Language) -> str:
    printed = latex_unit(unit.text, language)
    latex = latex_number(number.value, language, figures=_figures(number))
    return rf"{latex}\,{printed}" if printed else latex


def _figures(number: TypedNumber) -> int | None:
    if number.place is None:
        return None
    return min(number.figures if number.place < 0 else number.least_figures, _MOST_FIGURES)


def _has_other_si_unit(unit: Unit) -> bool:
    differs = unit.factor != 1 or unit.offset != 0 or unit.text == "°C"
    return bool(unit.text) and differs and any(unit.dimension)
