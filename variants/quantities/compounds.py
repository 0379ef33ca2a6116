"""Quantities in several units, each a part of the one before: `5 мин 30 с`, `30°15′`, `2 кг 300 г`."""

import re
from fractions import Fraction
from itertools import pairwise
from typing import Final

from variants.quantities.typed_numbers import MAX_DIGITS, TypedNumber
from variants.quantities.units import Unit, UnknownUnit, read_unit

_UNIT: Final = r"(?:[^\W\d_]+\.?|[°º′'’″\"”]{1,2})"
_LATER: Final = rf"\s*(?:,|и\b|and\b)?\s*(\d{{1,9}}(?:[.,]\d{{1,9}})?)\s*({_UNIT})"
_WHOLE: Final = re.compile(rf"\s*([-−–]?)\s*(\d{{1,9}})\s*({_UNIT})((?:{_LATER})+)\s*")
_PART: Final = re.compile(_LATER)


def read_compound(text: str) -> tuple[TypedNumber, Unit] | None:
    """Read a quantity of several parts in the unit of its first; None if the text is none.

    Parts are of one dimension, each smaller than the one before; the value counts as exact.
    """
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    parts = [(found[2], found[3]), *((part[1], part[2]) for part in _PART.finditer(found[4]))]
    try:
        units = [read_unit(name) for _, name in parts]
    except UnknownUnit:
        return None
    if any(unit.offset or unit.dimension != units[0].dimension for unit in units):
        return None
    if not all(larger.factor > smaller.factor for larger, smaller in pairwise(units)):
        return None
    total = sum(
        float(Fraction(digits.replace(",", "."))) * unit.factor
        for (digits, _), unit in zip(parts, units, strict=True)
    )
    value = total / units[0].factor * (-1 if found[1] else 1)
    return TypedNumber(value, MAX_DIGITS, 1, None), units[0]
