"""Check a number with a unit, and name what is wrong: dimension, prefix, sign, power of ten, figures."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict, partly, right, wrong
from variants.grammar.arithmetic import read_leading_value
from variants.keys import QuantityKey, Tolerance
from variants.quantities.numbers import (
    latex_number,
    print_number,
    round_to_figures,
    superscript,
)
from variants.quantities.typed_numbers import TypedNumber, UnreadableNumber
from variants.quantities.units import Products, Unit, UnknownUnit, latex_unit, print_unit, read_unit
from variants.texts import Language, Text

MAX_LENGTH: Final = 200
_NAMED: Final = re.compile(r"\s*[^\W\d]\w{0,8}(?:\([^()]{0,6}\))?\s*[=≈]\s*(?=\S)")
_EDITOR: Final = {"{,}": ",", "\\,": " ", "\\ ": " ", "~": " ", "^{\\circ}": "°", "^\\circ": "°", "\\%": "%"}
_SLACK: Final = 1e-9
_HALF: Final = Fraction(1, 2)
_NEWTON_OR_HENRY: Final = str.maketrans("H\u041d", "\u041dH")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuantity:
    """An answer as read: its number, and the units that its unit may mean, the likeliest first."""

    number: TypedNumber
    units: tuple[Unit, ...]

    @property
    def unit(self) -> Unit:
        """The likeliest meaning of the unit."""
        return self.units[0]


def read_answer(key: QuantityKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _reading(_understood(key, read_quantity(answer, language)), language)


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
    typed = _understood(key, read_quantity(answer, language))
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


def read_quantity(answer: object, language: Language) -> TypedQuantity:
    """Read a number and what follows as a unit. Raises UnreadableAnswer."""
    if not isinstance(answer, str):
        raise UnreadableAnswer(Text(en="A number is expected.", ru="Ожидается число."))
    text = _from_editor(answer).strip()
    if not text:
        raise UnreadableAnswer(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if len(text) > MAX_LENGTH:
        raise UnreadableAnswer(Text(en="This is too long for a number.", ru="Слишком длинно для числа."))
    start = named.end() if (named := _NAMED.match(text)) else 0
    try:
        number, end = read_leading_value(text[start:], language)
    except UnreadableNumber as error:
        raise UnreadableAnswer(error.message, position=start + error.position) from error
    return TypedQuantity(number=number, units=_units(text[start + end :].strip(" *·×;."), start + end))


def _from_editor(answer: str) -> str:
    """Write what a formula editor puts around numbers and degrees as it is typed on a keyboard."""
    for latex, plain in _EDITOR.items():
        answer = answer.replace(latex, plain)
    return answer


def _units(text: str, position: int) -> tuple[Unit, ...]:
    """Read a unit in every way that it may be meant: as books write it first."""
    try:
        units = [read_unit(text)]
    except UnknownUnit as error:
        raise UnreadableAnswer(_unknown_unit(error), position=position) from error
    others: list[tuple[str, Products]] = [(text.translate(_NEWTON_OR_HENRY), "books")]
    if "/" in text:
        others += [(text, "left_to_right"), (text, "beneath")]
    for other, products in others:
        try:
            units.append(read_unit(other, products=products))
        except UnknownUnit:
            continue
    return tuple(units)


def _unknown_unit(error: UnknownUnit) -> Text:
    if not error.suggestion:
        return Text(
            en=f"“{error.text}” is not a unit that is known.", ru=f"Неизвестная единица «{error.text}»."
        )
    return Text(
        en=f"“{error.text}” is not a unit that is known. Did you mean “{error.suggestion}”?",
        ru=f"Неизвестная единица «{error.text}». Может быть, «{error.suggestion}»?",
    )


def _understood(key: QuantityKey, typed: TypedQuantity) -> TypedQuantity:
    """Choose the meaning of an ambiguous unit that is of the asked dimension, if there is one."""
    wanted = read_unit(key.unit).dimension
    fitting = [unit for unit in typed.units if unit.dimension == wanted]
    return TypedQuantity(number=typed.number, units=(fitting[0] if fitting else typed.unit,))


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
    return Reading(text=text, latex=rf"{tex}\,{latex}" if latex else tex)


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
