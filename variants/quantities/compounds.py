"""Quantities in several units, each a part of the one before: `5 мин 30 с`, `30°15′`, `2 кг 300 г`."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from variants.quantities.typed_numbers import MAX_DIGITS, TypedNumber
from variants.quantities.units import Unit, UnknownUnit, read_unit

_UNIT: Final = r"(?:[^\W\d_]+\.?|[°º′'’″\"”]{1,2})"
_LATER: Final = rf"\s*+(?:(?:,|и\b|and\b)\s*+)?(\d{{1,9}}(?:[.,]\d{{1,9}})?)\s*({_UNIT})"
_WHOLE: Final = re.compile(rf"\s*([-−–]?)\s*(\d{{1,9}})\s*({_UNIT})((?:{_LATER}){{1,6}})\s*")
_PART: Final = re.compile(_LATER)


_MINUTES: Final = {"м": "мин", "m": "min"}
_CLOCK: Final = {"'": "min", "’": "min", "′": "min", '"': "s", "″": "s", "”": "s"}


@dataclass(frozen=True, slots=True)
class Compound:
    """A quantity of several parts in the unit of its first, or in either of two units that it may be.

    Minutes of an angle may be those of a clock. It is a guess where `м` was read as minutes: `2 м 30 с`.
    """

    number: TypedNumber
    units: tuple[Unit, ...]
    is_guess: bool = False


def read_compound(text: str) -> Compound | None:
    """Read a quantity of several parts; None if the text is none.

    Parts are of one dimension, each smaller than the one before; the value counts as exact.
    """
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    parts = [(found[2], found[3]), *((part[1], part[2]) for part in _PART.finditer(found[4]))]
    names = [name for _, name in parts]
    plain = _descending(names)
    units = plain or _descending([_MINUTES.get(name.rstrip("."), name) for name in names])
    if units is None:
        return None
    total = sum(
        float(Fraction(digits.replace(",", "."))) * unit.factor
        for (digits, _), unit in zip(parts, units, strict=True)
    )
    value = total / units[0].factor * (-1 if found[1] else 1)
    on_a_clock = _descending([_CLOCK[name] for name in names]) if _CLOCK.keys() >= set(names) else None
    number = TypedNumber(value, MAX_DIGITS, 1, None)
    return Compound(number, (units[0], *(on_a_clock or ())[:1]), is_guess=plain is None)


def _descending(names: list[str]) -> list[Unit] | None:
    """Return units of one dimension, each smaller than the one before; None if they are not that."""
    try:
        units = [read_unit(name) for name in names]
    except UnknownUnit:
        return None
    if any(unit.offset or unit.dimension != units[0].dimension for unit in units):
        return None
    return units if all(larger.factor > smaller.factor for larger, smaller in pairwise(units)) else None
