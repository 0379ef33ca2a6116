"""Turn the options of a row into the key of a quantity: tolerance, figures, decimals, shares."""

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from variants.checkers.quantities.closeness import within
from variants.checkers.quantities.reading import read_quantity
from variants.checkers.rows.options import BadRow, Row, is_number, read_one_of, read_tolerance
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Key, QuantityKey, Tolerance
from variants.quantities.numbers import round_to_decimals, round_to_figures
from variants.texts import Language

_SHARE: Final = re.compile(r"\s*\d{1,6}(?:\.\d{1,6}|/[1-9]\d{0,5})?\s*")
_UNITS: Final = {True: True, False: False, "required": True, "optional": False}
_RULES: Final = ("demanded", "tolerated", "ignored")
_TEMPERATURES: Final = ("either", "point", "difference")
_HALF_A_UNIT: Final = 0.51
"""Half a unit of the last digit, and a little for numbers rounded from halves."""


def quantity_from_row(row: Row, language: Language) -> QuantityKey:
    """Return the key of a row of kind quantity. Raises BadRow."""
    if not isinstance(row["key"], str):
        raise BadRow("key is a text: a number with its unit")
    try:
        typed = read_quantity(row["key"], language)
    except UnreadableAnswer as error:
        raise BadRow(f"key: {error}") from error
    scores = row.get("scores", {})
    if not isinstance(scores, dict) or not set(scores) <= {"number", "unit", "figures"}:
        raise BadRow('scores is an object: "number", "unit", "figures" → a share of the points')
    unit = row.get("unit", True)
    if isinstance(unit, list | dict) or unit not in _UNITS:
        raise BadRow('unit is true ("required") or false ("optional")')
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
        figures_rule=read_one_of(row, "figures_rule", _RULES),
        figures_share=_share(scores.get("figures", "1/2")),
        number_share=_share(scores["number"]) if "number" in scores else None,
        unit_share=_share(scores.get("unit", "0")),
        temperature=read_one_of(row, "temperature", _TEMPERATURES),
    )
    if not within(value, key):
        raise BadRow("tolerance: the key lies outside of the interval")
    return key


def _compared(row: Row, value: float) -> Tolerance:
    """Accept what agrees with the key to so many significant figures or decimal places."""
    comparison, digits = row["comparison"], _whole(row, "digits", 0, 15)
    if comparison not in ("sigfig", "decdig") or digits is None or (comparison == "sigfig" and not digits):
        raise BadRow('comparison is "sigfig" or "decdig", with digits, a whole number')
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
        raise BadRow(f"{option} is a whole number from {least} to {most}")
    return value


def _share(typed: object) -> Fraction:
    text = str(typed) if is_number(typed) else typed
    if not isinstance(text, str) or not _SHARE.fullmatch(text) or not Fraction(text) <= 1:
        raise BadRow('scores: a share is "1/2", "0" or a number up to 1')
    return Fraction(text)


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {"quantity": quantity_from_row}
