"""Check a number with a unit, and name what is wrong: dimension, prefix, sign, power of ten, figures."""

import math
from fractions import Fraction
from functools import cache
from typing import Final

from variants.checkers.quantity_reading import TypedQuantity, read_quantity, understood
from variants.checkers.verdicts import Reading, Verdict, partly, right, wrong
from variants.keys import QuantityKey, Tolerance
from variants.quantities.numbers import (
    latex_number,
    print_number,
    round_to_figures,
    superscript,
)
from variants.quantities.units import Unit, latex_unit, print_unit, read_unit
from variants.texts import Language, Text

_SLACK: Final = 1e-9
_HALF: Final = Fraction(1, 2)


def read_answer(key: QuantityKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _reading(understood(read_quantity(answer, language), key.unit), language)


def type_key(key: QuantityKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    typed = print_number(key.value, language, figures=key.figures)
    for figures in (4, 6, 9, 15):
        if _within(read_quantity(typed, language).number.value, key):
            break
        if key.figures is None:
            typed = print_number(round_to_figures(key.value, figures), language, figures=figures)
    unit = print_unit(key.unit, language)
    return f"{typed}{'' if unit in ('°', '') else ' '}{unit}".strip()


def check(key: QuantityKey, answer: object, language: Language) -> Verdict:
    """Compare the answer with the key. Raises UnreadableAnswer."""
    typed = understood(read_quantity(answer, language), key.unit)
    reading = _reading(typed, language)
    wanted = read_unit(key.unit)
    if typed.number.value == 0 and key.value == 0 and not wanted.offset:
        return right("equal", Text(en="Right.", ru="Верно."), reading)
    if not typed.unit.text and (wanted.factor != 1 or any(wanted.dimension)):
        return _without_unit(key, typed, reading)
    if typed.unit.dimension != wanted.dimension:
        return _other_dimension(key, typed, reading)
    if any(_within(value, key) for value in _values(typed, wanted)):
        return _with_figures(key, typed, reading)
    return _explained(key, typed, reading, _values(typed, wanted)[0])


def _reading(typed: TypedQuantity, language: Language) -> Reading:
    figures = min(typed.number.figures, 12) if typed.number.place is not None else None
    number, unit = typed.number.value, typed.unit
    printed, latex = print_unit(unit.text, language), latex_unit(unit.text, language)
    text = print_number(number, language, figures=figures)
    text += ("" if printed == "°" else " ") + printed if printed else ""
    si = number * unit.factor + unit.offset
    if unit.text and (unit.factor != 1 or unit.offset) and any(unit.dimension):
        text += f" = {print_number(si, language)} {_si_unit(unit, language)}"
    tex = latex_number(number, language, figures=figures)
    return Reading(text=text, latex=rf"{tex}\,{latex}" if latex else tex, notes=typed.notes)


def _si_unit(unit: Unit, language: Language) -> str:
    """Print the coherent SI unit of a dimension, by its own name where it has one."""
    named = _named_si_units().get(unit.dimension)
    if named:
        return print_unit(named, language)
    names = ("m", "kg", "s", "A", "K", "mol", "cd")
    return "·".join(
        print_unit(name, language) + ("" if power == 1 else superscript(power))
        for name, power in zip(names, unit.dimension, strict=True)
        if power
    )


@cache
def _named_si_units() -> dict[tuple[Fraction | int, ...], str]:
    texts = (
        "N",
        "Pa",
        "J",
        "W",
        "C",
        "V",
        "ohm",
        "F",
        "H",
        "T",
        "Wb",
        "m/s",
        "m/s^2",
        "kg/m^3",
        "mol/m^3",
        "kg/mol",
    )
    return {read_unit(text).dimension: text for text in texts}


def _values(typed: TypedQuantity, wanted: Unit) -> list[float]:
    """Return the answer in the asked unit; a difference of temperatures may be typed in °C."""
    si = typed.number.value * typed.unit.factor
    values = [(si + typed.unit.offset - wanted.offset) / wanted.factor]
    if typed.unit.offset and not wanted.offset:
        values.append(si / wanted.factor)
    return values


def _within(value: float, key: QuantityKey) -> bool:
    return math.isfinite(value) and abs(value - key.value) <= _distance(key.tolerance, key.value)


def _distance(tolerance: Tolerance, value: float) -> float:
    """Return how far an answer may lie from a key of this value, in its unit."""
    if tolerance.absolute is not None:
        allowed = tolerance.absolute
    else:
        allowed = float(tolerance.relative or 0) * abs(value)
    return allowed * (1 + _SLACK) + abs(value) * _SLACK


def _without_unit(key: QuantityKey, typed: TypedQuantity, reading: Reading) -> Verdict:
    wanted = read_unit(key.unit)
    if not any(wanted.dimension) and _within(typed.number.value / wanted.factor, key):
        return _with_figures(key, typed, reading)
    if not _within(typed.number.value, key):
        return _explained(key, typed, reading, typed.number.value)
    if not key.unit_required:
        return _with_figures(key, typed, reading)
    return partly(
        _HALF,
        "unit_missing",
        Text(en="The number is right; the unit is missing.", ru="Число верное, но не указана единица."),
        reading,
    )


def _other_dimension(key: QuantityKey, typed: TypedQuantity, reading: Reading) -> Verdict:
    if not key.unit and typed.unit.text:
        message = Text(
            en="This answer is a number without a unit.", ru="Этот ответ — число без единицы измерения."
        )
    else:
        message = Text(
            en="This is the unit of another quantity.", ru="Это единица другой физической величины."
        )
    return wrong("dimension", message, reading)


def _with_figures(key: QuantityKey, typed: TypedQuantity, reading: Reading) -> Verdict:
    """Accept a right number, unless another count of significant figures was demanded."""
    if key.figures is None or key.value == 0:
        return right("equal", Text(en="Right.", ru="Верно."), reading)
    if typed.number.place is not None and typed.number.least_figures <= key.figures <= typed.number.figures:
        return right("equal", Text(en="Right.", ru="Верно."), reading)
    message = Text(
        en=f"The value is right, but {key.figures} significant figures are asked for.",
        ru=f"Значение верное, но значащих цифр должно быть {key.figures}.",
    )
    return partly(_HALF, "figures", message, reading)


def _explained(key: QuantityKey, typed: TypedQuantity, reading: Reading, value: float) -> Verdict:
    """Name the mistake behind a value of the right dimension that lies too far from the key."""
    wanted = read_unit(key.unit)
    if _within(-value, key):
        return wrong("sign", Text(en="The sign is wrong.", ru="Неверный знак."), reading)
    if typed.unit.text and _within(typed.number.value, key):
        return _unit_mistake(typed.unit.factor / wanted.factor, reading)
    ratio = value / key.value if key.value and math.isfinite(value) else 0.0
    if _power_of_ten(ratio, key):
        message = Text(en="It is off by a power of ten.", ru="Ошибка в степени десяти.")
        return wrong("power_of_ten", message, reading)
    if _rounded_too_far(key, typed, value):
        message = Text(en="It is rounded too far.", ru="Ответ округлён слишком грубо.")
        return partly(_HALF, "rounding", message, reading)
    if any(_within(value * factor, key) or _within(value / factor, key) for factor in (3.6, 60.0, 3600.0)):
        message = Text(en="The units were converted wrongly.", ru="Ошибка в переводе единиц.")
        return wrong("unit_factor", message, reading)
    if 0 < abs(ratio - 1) < 0.1:
        message = Text(
            en="Close, but not within what is allowed.", ru="Близко, но вне допустимой погрешности."
        )
        return wrong("off_by_percent", message, reading)
    return wrong("value", Text(en="The value is wrong.", ru="Неверное значение."), reading)


def _unit_mistake(factor: float, reading: Reading) -> Verdict:
    tens = math.log10(factor) if factor > 0 else 0.5
    if abs(tens - round(tens)) < _SLACK:
        message = Text(
            en="The number is right with another prefix.", ru="Число верное, но приставка единицы не та."
        )
        return wrong("prefix", message, reading)
    message = Text(en="The number is right in another unit.", ru="Число верное, но в другой единице.")
    return wrong("unit_factor", message, reading)


def _power_of_ten(ratio: float, key: QuantityKey) -> bool:
    if ratio <= 0:
        return False
    tens = round(math.log10(ratio))
    return tens != 0 and abs(tens) < 300 and _within(key.value * ratio / 10.0**tens, key)


def _rounded_too_far(key: QuantityKey, typed: TypedQuantity, value: float) -> bool:
    """Say whether the answer is the key rounded to the figures typed, one or two at least."""
    if typed.number.place is None or not key.value or abs(value / key.value - 1) > 0.25:
        return False
    figures = typed.number.figures
    return math.isclose(round_to_figures(key.value, figures), value, rel_tol=_SLACK)
