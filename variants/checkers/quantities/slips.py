"""Name the slip behind a number or unit that is not the right one, and say what is left of the points.

A message says what to look at again, and never the number itself.
"""

import math
from fractions import Fraction
from functools import lru_cache
from typing import Final

from variants.checkers.quantities.closeness import SLACK, places, within
from variants.checkers.quantities.reading import TypedQuantity
from variants.checkers.verdicts import Reading, Verdict, partly, right, wrong
from variants.keys import QuantityKey
from variants.quantities.dimensions import quantity_of
from variants.quantities.numbers import round_to_figures
from variants.quantities.typed_numbers import TypedNumber
from variants.quantities.unit_table import Dimension
from variants.quantities.units import Unit
from variants.texts import Text

_HALF: Final = Fraction(1, 2)
_UNIT_FACTORS: Final = (3.6, 60.0, 3600.0, math.pi / 180, 2 * math.pi)
_COUNTED: Final = {
    "figures": ("Significant figures", "Значащих цифр"),
    "decimals": ("Decimal places", "Знаков после запятой"),
}
_UNIT_MISSING: Final = Text(
    en="The number is right; the unit is missing.", ru="Число верное, но не указана единица."
)
_NO_UNIT_ASKED: Final = Text(
    en="This answer is a number without a unit.", ru="Этот ответ — число без единицы измерения."
)
_SIGN: Final = Text(en="The sign is wrong.", ru="Неверный знак.")
_POWER_OF_TEN: Final = Text(
    en="It is off by a power of ten: look at the decimal point and the prefixes.",
    ru="Ошибка в степени десяти: проверьте запятую и приставки.",
)
_ROUNDING: Final = Text(
    en="It is rounded too far: keep more figures.", ru="Ответ округлён слишком грубо: оставьте больше цифр."
)
_UNIT_FACTOR: Final = Text(
    en="The units were converted wrongly: check each factor.",
    ru="Ошибка в переводе единиц: проверьте каждый множитель.",
)
_CLOSE: Final = Text(
    en="Close, but not within what is allowed: check the calculation and the rounding on the way.",
    ru="Близко, но вне допустимой погрешности: проверьте вычисления и промежуточные округления.",
)
_VALUE: Final = Text(en="The value is wrong.", ru="Неверное значение.")
_PREFIX: Final = Text(
    en="The number is right with another prefix of the unit.", ru="Число верное, но приставка единицы не та."
)
_OTHER_UNIT: Final = Text(en="The number is right in another unit.", ru="Число верное, но в другой единице.")
_OTHER_SCALE: Final = Text(
    en="The number is right on another scale: 0 °C is 273.15 K. Give a difference in kelvins.",
    ru="Число верное, но по другой шкале: 0 °С — это 273,15 К. Разность температур укажите в кельвинах.",
)


def without_unit(key: QuantityKey, reading: Reading) -> Verdict:
    """Judge a right number that lacks its unit: worth a half, unless the task says otherwise."""
    share = _HALF if key.number_share is None else key.number_share
    return _graded(share, "unit_missing", _UNIT_MISSING, reading)


def other_dimension(key: QuantityKey, typed: TypedQuantity, reading: Reading) -> Verdict:
    """Judge an answer whose unit is of another quantity."""
    same_number = within(typed.number.value, key)
    share = key.number_share if same_number and key.number_share is not None else Fraction(0)
    message = (
        _of_another_quantity(typed.unit.dimension) if key.unit or not typed.unit.text else _NO_UNIT_ASKED
    )
    return _graded(share, "dimension", message, reading)


def other_figures(key: QuantityKey, typed: TypedQuantity, wanted: Unit, reading: Reading) -> Verdict:
    """Judge a right number with another count of figures or decimals than the task asks for."""
    is_decimals = key.decimals is not None and places(typed.number, typed.unit, wanted) != key.decimals
    reason = "decimals" if key.figures is None or (is_decimals and _counts(typed.number, key)) else "figures"
    asked = (key.decimals if reason == "decimals" else key.figures) or 0
    given = places(typed.number, typed.unit, wanted) if reason == "decimals" else typed.number.figures
    message = _figures_message(reason, asked, None if typed.number.place is None else given)
    if key.figures_rule == "tolerated":
        return right("equal", message, reading)
    return _graded(key.figures_share, reason, message, reading)


def _counts(number: TypedNumber, key: QuantityKey) -> bool:
    return key.figures is None or number.least_figures <= key.figures <= number.figures


@lru_cache(maxsize=256)
def _figures_message(reason: str, asked: int, given: int | None) -> Text:
    what_en, what_ru = _COUNTED[reason]
    given_en, given_ru = ("", "") if given is None else (f"; {given} typed", f", введено {given}")
    return Text(
        en=f"The value is right. {what_en} asked for: {asked}{given_en}.",
        ru=f"Значение верное. {what_ru} нужно: {asked}{given_ru}.",
    )


@lru_cache(maxsize=256)
def _of_another_quantity(dimension: Dimension) -> Text:
    name = quantity_of(dimension)
    if not name.en:
        return Text(en="This is the unit of another quantity.", ru="Это единица другой физической величины.")
    return Text(
        en=f"This is a unit of {name.en}: another quantity is asked for.",
        ru=f"Это единица {name.ru}, а спрашивают другую величину.",
    )


def explained(
    key: QuantityKey, typed: TypedQuantity, reading: Reading, value: float, wanted: Unit
) -> Verdict:
    """Name the mistake behind a value of the right dimension that lies too far from the key."""
    if within(-value, key):
        return _with_right_unit(key, typed, "sign", _SIGN, reading)
    if typed.unit.text and within(typed.number.value, key):
        return _in_other_unit(key, typed.unit, wanted, reading)
    ratio = value / key.value if key.value and math.isfinite(value) else 0.0
    if _is_power_of_ten(ratio, key):
        return _with_right_unit(key, typed, "power_of_ten", _POWER_OF_TEN, reading)
    if _is_rounded_too_far(key, typed, ratio, value):
        return _graded(key.figures_share, "rounding", _ROUNDING, reading)
    if key.unit and any(within(value * each, key) or within(value / each, key) for each in _UNIT_FACTORS):
        return _with_right_unit(key, typed, "unit_factor", _UNIT_FACTOR, reading)
    if 0 < abs(ratio - 1) < 0.1:
        return _with_right_unit(key, typed, "off_by_percent", _CLOSE, reading)
    return _with_right_unit(key, typed, "value", _VALUE, reading)


def _in_other_unit(key: QuantityKey, unit: Unit, wanted: Unit, reading: Reading) -> Verdict:
    """Judge a right number beside a unit of the right dimension that is not the right one."""
    share = Fraction(0) if key.number_share is None else key.number_share
    if unit.offset != wanted.offset:
        return _graded(share, "temperature_scale", _OTHER_SCALE, reading)
    tens = math.log10(unit.factor / wanted.factor)
    if abs(tens - round(tens)) < SLACK:
        return _graded(share, "prefix", _PREFIX, reading)
    return _graded(share, "unit_factor", _OTHER_UNIT, reading)


def _with_right_unit(
    key: QuantityKey, typed: TypedQuantity, reason: str, message: Text, reading: Reading
) -> Verdict:
    """Judge a wrong number: its unit earns what the task leaves for a right one."""
    has_unit = bool(key.unit) and bool(typed.unit.text)
    return _graded(key.unit_share if has_unit else Fraction(0), reason, message, reading)


def _graded(share: Fraction, reason: str, message: Text, reading: Reading) -> Verdict:
    if not share:
        return wrong(reason, message, reading)
    return right(reason, message, reading) if share >= 1 else partly(share, reason, message, reading)


def _is_power_of_ten(ratio: float, key: QuantityKey) -> bool:
    if not 0 < ratio < math.inf:
        return False
    tens = round(math.log10(ratio))
    return tens != 0 and abs(tens) < 300 and within(key.value * ratio / 10.0**tens, key)


def _is_rounded_too_far(key: QuantityKey, typed: TypedQuantity, ratio: float, value: float) -> bool:
    """Say whether the answer is the key rounded to the figures typed, one or two at least."""
    if typed.number.place is None or abs(ratio - 1) > 0.25:
        return False
    return math.isclose(round_to_figures(key.value, typed.number.figures), value, rel_tol=SLACK)
