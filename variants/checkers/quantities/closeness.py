"""Say whether a number lies close enough to its key, and whether it has the figures that are asked for."""

import math
from typing import Final

from variants.checkers.quantities.reading import TypedQuantity
from variants.keys import QuantityKey
from variants.quantities.typed_numbers import TypedNumber
from variants.quantities.units import Unit

SLACK: Final = 1e-9
"""Room for the rounding of floats, as a share of the value."""
_CELSIUS_ZERO: Final = 273.15
_SCHOOL_ZERO: Final = 273.0
_COLDEST: Final = 184.0


def within(value: float, key: QuantityKey) -> bool:
    """Say whether a value in the unit of the key lies in its tolerance; both ends of an interval belong."""
    tolerance = key.tolerance
    if tolerance.interval is not None:
        low, high = tolerance.interval
        room = max(abs(low), abs(high)) * SLACK
        return low - room <= value <= high + room
    size = abs(key.value)
    allowed = tolerance.absolute if tolerance.absolute is not None else float(tolerance.relative or 0) * size
    return abs(value - key.value) <= allowed * (1 + SLACK) + size * SLACK


def values_in_asked_unit(typed: TypedQuantity, wanted: Unit) -> tuple[float, ...]:
    """Return the answer in the unit of the key, exactly first.

    Between °C and K schools count with 273 as well as with 273.15, so there are two.
    """
    unit = typed.unit
    si = typed.number.value * unit.factor
    if unit.offset == wanted.offset:
        return (si / wanted.factor,)
    exact = (si + unit.offset - wanted.offset) / wanted.factor
    if {unit.offset, wanted.offset} == {0.0, _CELSIUS_ZERO}:
        return exact, exact + _shift(wanted)
    return (exact,)


def as_difference(typed: TypedQuantity, wanted: Unit, key: QuantityKey) -> float | None:
    """Return degrees as a difference of temperatures in the unit of the key; None where they are none.

    A key in kelvins may be a point of the scale or a difference. Degrees Celsius typed for it are a point,
    but a difference too where the key says so, or where the key (`either`) is below 184 K: nothing on Earth
    is naturally that cold (-89.2 °C at Vostok, 1983), so it is a difference, unless it belongs to a liquefied
    gas, and then nobody gives it in °C by the same number. Above it `300 °C` is never 300 K.
    """
    if typed.unit.offset == wanted.offset or key.temperature == "point":
        return None
    if key.temperature == "either" and (wanted.offset or abs(key.value) * wanted.factor >= _COLDEST):
        return None
    return typed.number.value * typed.unit.factor / wanted.factor


def _shift(wanted: Unit) -> float:
    """Return what counting with 273 changes in the unit of the key."""
    change = _CELSIUS_ZERO - _SCHOOL_ZERO
    return (change if wanted.offset else -change) / wanted.factor


def has_figures(number: TypedNumber, key: QuantityKey, unit: Unit, wanted: Unit) -> bool:
    """Say whether the number has the figures and decimal places that are asked for; a fraction has none."""
    if key.figures is None and key.decimals is None:
        return True
    if number.place is None:
        return False
    if key.figures is not None and not number.least_figures <= key.figures <= number.figures:
        return key.value == 0
    return key.decimals is None or places(number, unit, wanted) == key.decimals


def places(number: TypedNumber, unit: Unit, wanted: Unit) -> int:
    """Return the decimal places of a number, counted in the unit of the key if that moves the point alone."""
    tens = math.log10(unit.factor / wanted.factor)
    moved = round(tens) if abs(tens - round(tens)) < SLACK else 0
    return max(0, -(number.place or 0) - moved)


def is_rounding(typed: TypedQuantity, value: float, key: QuantityKey, wanted: Unit) -> bool:
    """Say whether an answer with the figures asked for is just the key rounded to them."""
    number = typed.number
    asked = key.figures is not None or key.decimals is not None
    if not asked or number.place is None or key.figures_rule == "ignored":
        return False
    if not has_figures(number, key, typed.unit, wanted):
        return False
    last = number.place if key.figures is None else number.place + number.figures - key.figures
    half = 0.5 * 10.0**last * typed.unit.factor / wanted.factor
    return abs(value - key.value) <= half * (1 + 1e-6)
