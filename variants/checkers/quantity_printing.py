"""Show how a typed quantity was understood: the number as typed, its unit, and the same in SI units."""

from functools import lru_cache

from variants.checkers.quantity_reading import TypedQuantity
from variants.checkers.verdicts import Reading
from variants.quantities.dimensions import print_si_unit
from variants.quantities.numbers import latex_number, print_number
from variants.quantities.typed_numbers import TypedNumber
from variants.quantities.units import Unit, latex_unit, print_unit
from variants.texts import Language

_MOST_FIGURES = 12


def shown(typed: TypedQuantity, language: Language) -> Reading:
    """Return the reading of an answer, printed when somebody looks."""
    return Reading(
        text=lambda: _text(typed.number, typed.unit, language),
        latex=lambda: _latex(typed.number, typed.unit, language),
        notes=typed.notes,
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
    return None if number.place is None else min(number.figures, _MOST_FIGURES)


def _has_other_si_unit(unit: Unit) -> bool:
    return bool(unit.text) and (unit.factor != 1 or unit.offset != 0) and any(unit.dimension)
