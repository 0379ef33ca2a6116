"""Turn the options of a row into the key of a quantity: tolerance, figures, decimals, shares."""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from variants.checkers.quantity_closeness import within
from variants.checkers.quantity_reading import read_quantity
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import QuantityKey, Tolerance
from variants.quantities.numbers import round_to_decimals, round_to_figures
from variants.texts import Language

Row = Mapping[str, Any]
_TOLERANCE: Final = re.compile(r"\s*(\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?)\s*(%?)\s*")
_SHARE: Final = re.compile(r"\s*\d{1,6}(?:\.\d{1,6}|/[1-9]\d{0,5})?\s*")
_UNITS: Final = {True: True, False: False, "required": True, "optional": False}
_RULES: Final = ("demanded", "tolerated", "ignored")
_TEMPERATURES: Final = ("either", "point", "difference")
_HALF_A_UNIT: Final = 0.51
"""Half a unit of the last digit, and a little for numbers rounded from halves."""


class BadOption(ValueError):
    """An option of a row can't be used; the message says why, in English, for the program that wrote it."""


def quantity_from_row(row: Row, language: Language) -> QuantityKey:
    """Return the key of a row of kind quantity. Raises BadOption."""
    if not isinstance(row["key"], str):
        raise BadOption("key is a text: a number with its unit")
    try:
        typed = read_quantity(row["key"], language)
    except UnreadableAnswer as error:
        raise BadOption(f"key: {error}") from error
    scores = row.get("scores", {})
    if not isinstance(scores, dict) or not set(scores) <= {"number", "unit", "figures"}:
        raise BadOption('scores is an object: "number", "unit", "figures" → a share of the points')
    unit = row.get("unit", True)
    if isinstance(unit, list | dict) or unit not in _UNITS:
        raise BadOption('unit is true ("required") or false ("optional")')
    value = typed.number.value
    key = QuantityKey(
        value=value,
        unit=typed.unit.text,
        tolerance=_compared(row, value)
        if "comparison" in row
        else read_tolerance(row.get("tolerance", "2%")),
        figures=_whole(row, "figures", 1, 15),
        unit_required=_UNITS[unit],
        decimals=_whole(row, "decimals", 0, 15),
        figures_rule=_one_of(row, "figures_rule", _RULES),
        figures_share=_share(scores.get("figures", "1/2")),
        number_share=_share(scores["number"]) if "number" in scores else None,
        unit_share=_share(scores.get("unit", "0")),
        temperature=_one_of(row, "temperature", _TEMPERATURES),
    )
    if not within(value, key):
        raise BadOption("tolerance: the key lies outside of the interval")
    return key


def read_tolerance(typed: object) -> Tolerance:
    """Read `"2%"`, a distance in the unit of the key, or an interval in it. Raises BadOption."""
    if isinstance(typed, dict):
        typed = [typed.get("from"), typed.get("to")]
    if isinstance(typed, list):
        return _interval(typed)
    if isinstance(typed, int | float) and _is_number(typed) and typed >= 0:
        return Tolerance(absolute=float(typed))
    found = _TOLERANCE.fullmatch(typed) if isinstance(typed, str) and len(typed) < 40 else None
    if found is None:
        raise BadOption('tolerance is "2%", a number in the unit of the key such as "0.05", or [low, high]')
    digits = found[1].replace(",", ".")
    return Tolerance(relative=Fraction(digits) / 100) if found[2] else Tolerance(absolute=float(digits))


def _interval(ends: list[Any]) -> Tolerance:
    if len(ends) != 2 or not all(map(_is_number, ends)) or not ends[0] <= ends[1]:
        raise BadOption("tolerance: an interval is two numbers in the unit of the key, the smaller one first")
    return Tolerance(interval=(float(ends[0]), float(ends[1])))


def _compared(row: Row, value: float) -> Tolerance:
    """Accept what agrees with the key to so many significant figures or decimal places."""
    comparison, digits = row["comparison"], _whole(row, "digits", 0, 15)
    if comparison not in ("sigfig", "decdig") or digits is None or (comparison == "sigfig" and not digits):
        raise BadOption('comparison is "sigfig" or "decdig", with digits, a whole number')
    if comparison == "decdig":
        near, place = round_to_decimals(value, digits), -digits
    elif value == 0:
        near, place = 0.0, 1 - digits
    else:
        near = round_to_figures(value, digits)
        place = math.floor(math.log10(abs(value))) + 1 - digits
    room = _HALF_A_UNIT * 10.0**place
    return Tolerance(interval=(near - room, near + room))


def _whole(row: Row, option: str, least: int, most: int) -> int | None:
    value = row.get(option)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadOption(f"{option} is a whole number from {least} to {most}")
    return value


def _one_of(row: Row, option: str, allowed: tuple[str, ...]) -> Any:  # noqa: ANN401 - one of the literals
    value = row.get(option, allowed[0])
    if value not in allowed:
        raise BadOption(f"{option} is one of {', '.join(allowed)}, not {value!r}")
    return value


def _share(typed: object) -> Fraction:
    text = str(typed) if _is_number(typed) else typed
    if not isinstance(text, str) or not _SHARE.fullmatch(text) or not Fraction(text) <= 1:
        raise BadOption('scores: a share is "1/2", "0" or a number up to 1')
    return Fraction(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300
