"""Read a typed number with its unit, in every way that the unit may be meant."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from variants.checkers.verdicts import UnreadableAnswer
from variants.equivalence.arithmetic import read_leading_value
from variants.quantities.compounds import read_compound
from variants.quantities.surroundings import without_surroundings
from variants.quantities.typed_numbers import TypedNumber, UnreadableNumber
from variants.quantities.units import Products, Unit, UnknownUnit, read_unit
from variants.texts import Language, Text

MAX_LENGTH: Final = 200
_NEWTON_OR_HENRY: Final = str.maketrans("H\u041d", "\u041dH")
_PRODUCTS: Final[tuple[Products, ...]] = ("left_to_right", "beneath")
_DEGREES: Final = frozenset(
    {"°", "º", "deg", "degree", "degrees", "град", "градус", "градуса", "градусов", "C", "С"}
)
_SMALL_NAMED: Final = re.compile(r"(?<![^\W\d_])(мк|[кмнпМ]?)([нвафк])(?![^\W\d_])")
_TURNS: Final = re.compile(r"об|rev|turn|rpm")
_ANGULAR: Final = re.compile(r"rad|рад|deg|°|об|rev|turn|rpm")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuantity:
    """An answer as read: its number, and the units that its unit may mean, the likeliest first."""

    number: TypedNumber
    units: tuple[Unit, ...]
    notes: tuple[Text, ...] = ()

    @property
    def unit(self) -> Unit:
        """The likeliest meaning of the unit."""
        return self.units[0]


def read_quantity(answer: object, language: Language) -> TypedQuantity:
    """Read a number and what follows as a unit. Raises UnreadableAnswer."""
    if not isinstance(answer, str):
        raise UnreadableAnswer(Text(en="A number is expected.", ru="Ожидается число."))
    if not answer.strip():
        raise UnreadableAnswer(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if len(answer) > MAX_LENGTH:
        raise UnreadableAnswer(Text(en="This is too long for a number.", ru="Слишком длинно для числа."))
    bare = without_surroundings(answer)
    compound = read_compound(bare.text)
    if compound:
        return TypedQuantity(number=compound[0], units=(compound[1],), notes=bare.notes)
    try:
        number, end = read_leading_value(bare.text, language)
    except UnreadableNumber as error:
        raise UnreadableAnswer(error.message, position=bare.start + error.position) from error
    try:
        units = _units(bare.text[end:].strip(" *·×;.,"), language)
    except UnknownUnit as error:
        raise UnreadableAnswer(_unknown_unit(error), position=bare.start + end) from error
    return TypedQuantity(number=number, units=units, notes=bare.notes)


def understood(typed: TypedQuantity, key_unit: str) -> TypedQuantity:
    """Choose the meaning of an ambiguous unit that is of the asked dimension, if there is one.

    A turn is an angle where angles are asked for, and a plain count elsewhere (50 об/с = 50 Гц).
    """
    wanted = read_unit(key_unit).dimension
    fitting = next((unit for unit in typed.units if unit.dimension == wanted), typed.unit)
    if _TURNS.search(fitting.text) and not _ANGULAR.search(key_unit):
        fitting = replace(fitting, factor=fitting.factor / (2 * math.pi))
    return replace(typed, units=(fitting,))


@lru_cache(maxsize=4096)
def _units(text: str, language: Language) -> tuple[Unit, ...]:
    """Read a unit in every way that it may be meant: as books write it first. Raises UnknownUnit."""
    units: list[Unit] = []
    refused: UnknownUnit | None = None
    for spelling, products in _spellings(text, language):
        try:
            unit = read_unit(spelling, products=products)
        except UnknownUnit as error:
            refused = refused or error
        else:
            units.append(unit)
    if not units and refused:
        raise refused
    return tuple(units)


def _spellings(text: str, language: Language) -> Iterator[tuple[str, Products]]:
    yield text, "books"
    yield text.translate(_NEWTON_OR_HENRY), "books"
    if "/" in text:
        for products in _PRODUCTS:
            yield text, products
    if text.rstrip(".") in _DEGREES:
        yield "°C", "books"
    if language == "ru":
        yield _SMALL_NAMED.sub(lambda found: found[1] + found[2].upper(), text), "books"
        yield text.lower(), "books"


def _unknown_unit(error: UnknownUnit) -> Text:
    if not error.suggestion:
        return Text(
            en=f"“{error.text}” is not a unit that is known.", ru=f"Неизвестная единица «{error.text}»."
        )
    return Text(
        en=f"“{error.text}” is not a unit that is known. Did you mean “{error.suggestion}”?",
        ru=f"Неизвестная единица «{error.text}». Может быть, «{error.suggestion}»?",
    )
