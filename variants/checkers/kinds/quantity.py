"""Check a number with a unit, and name what is wrong: dimension, prefix, sign, power of ten, figures."""

from typing import Final

from variants.checkers.quantities.closeness import (
    as_difference,
    has_figures,
    is_rounding,
    values_in_asked_unit,
    within,
)
from variants.checkers.quantities.facts import with_facts
from variants.checkers.quantities.printing import shown, shown_as_difference
from variants.checkers.quantities.reading import TypedQuantity, read_quantity, understood
from variants.checkers.quantities.slips import explained, other_dimension, other_figures, without_unit
from variants.checkers.verdicts import RIGHT, Reading, Verdict, right
from variants.keys import QuantityKey
from variants.quantities.numbers import print_number, round_to_figures
from variants.quantities.units import Unit, print_unit, read_unit
from variants.texts import Language

_MOST_TYPED: Final = 15


def read_answer(key: QuantityKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return shown(understood(read_quantity(answer, language), key.unit), language)


def type_key(key: QuantityKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    typed = print_number(key.value, language, figures=key.figures, decimals=key.decimals)
    if key.figures is None and key.decimals is None:
        for figures in (4, 6, 9, _MOST_TYPED):
            if within(read_quantity(typed, language).number.value, key):
                break
            typed = print_number(round_to_figures(key.value, figures), language, figures=figures)
    unit = print_unit(key.unit, language)
    return f"{typed}{'' if unit in ('°', '') else ' '}{unit}".strip()


def check(key: QuantityKey, answer: object, language: Language) -> Verdict:
    """Compare the answer with the key. Raises UnreadableAnswer."""
    typed = understood(read_quantity(answer, language), key.unit)
    wanted = read_unit(key.unit)
    return with_facts(_judged(key, typed, wanted, language), key, typed, wanted)


def _judged(key: QuantityKey, typed: TypedQuantity, wanted: Unit, language: Language) -> Verdict:
    reading, unit = shown(typed, language), typed.unit
    if typed.number.value == 0 and key.value == 0 and not wanted.offset:
        return right("equal", RIGHT, reading)
    if not unit.text and (wanted.factor != 1 or any(wanted.dimension)):
        return _without_unit(key, typed, wanted, reading)
    if unit.dimension != wanted.dimension:
        return other_dimension(key, typed, reading)
    difference = as_difference(typed, wanted, key)
    is_difference = difference is not None and key.temperature == "difference"
    values = () if is_difference else values_in_asked_unit(typed, wanted)
    for value in values:
        if within(value, key) or is_rounding(typed, value, key, wanted):
            return _with_figures(key, typed, wanted, reading)
    if difference is not None and within(difference, key):
        return _with_figures(key, typed, wanted, shown_as_difference(typed, language))
    return explained(key, typed, reading, values[0] if values else difference or 0.0, wanted)


def _without_unit(key: QuantityKey, typed: TypedQuantity, wanted: Unit, reading: Reading) -> Verdict:
    number = typed.number.value
    if not any(wanted.dimension) and within(number / wanted.factor, key):
        return _with_figures(key, typed, wanted, reading)
    if not within(number, key):
        return explained(key, typed, reading, number, wanted)
    return without_unit(key, reading) if key.unit_required else _with_figures(key, typed, wanted, reading)


def _with_figures(key: QuantityKey, typed: TypedQuantity, wanted: Unit, reading: Reading) -> Verdict:
    """Accept a right number, unless another count of figures or decimals was demanded."""
    if key.figures_rule == "ignored" or has_figures(typed.number, key, typed.unit, wanted):
        return right("equal", RIGHT, reading)
    return other_figures(key, typed, wanted, reading)
