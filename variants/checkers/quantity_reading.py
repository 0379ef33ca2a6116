"""Read a typed number with its unit, in every way that the unit may be meant."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from variants.checkers.verdicts import UnreadableAnswer
from variants.quantities.arithmetic import MORE, read_leading_value, refuse_two_meanings
from variants.quantities.compounds import read_compound
from variants.quantities.surroundings import without_surroundings
from variants.quantities.typed_numbers import (
    COUNTED,
    TypedNumber,
    UnreadableNumber,
    read_common_number,
)
from variants.quantities.unit_table import spellings_without_rival
from variants.quantities.units import Products, Unit, UnknownUnit, print_unit, read_unit
from variants.texts import Language, Text

MAX_LENGTH: Final = 200
_MOST_QUOTED: Final = 40
_NEWTON_OR_HENRY: Final = str.maketrans("H\u041d", "\u041dH")
_PRODUCTS: Final[tuple[Products, ...]] = ("left_to_right", "beneath")
_DEGREES: Final = frozenset(
    {"°", "º", "deg", "degree", "degrees", "град", "градус", "градуса", "градусов", "C", "С"}
)
_LIGHT: Final = "c₀"
_SPEED_OF_LIGHT: Final = frozenset({"c", "с"})
_SMALL_NAMED: Final = re.compile(r"(?<![^\W\d_])(мк|[кмнпМ]?)([нвафк])(?![^\W\d_])")
_GLUED_METRE: Final = re.compile(r"(?<![^\W\d_])(m|м|kg|кг)(?=[mм](?![^\W\d_])|[sс](?:\^|\*\*)?[({]?[-−–⁻])")
"""Metres beside seconds or kilograms without a sign: `ms⁻¹`, `kgm`."""
_TURNS: Final = re.compile(r"об|rev|turn|rpm")
_ANGULAR: Final = re.compile(r"rad|рад|deg|°|об|rev|turn|rpm")
_UNUSUAL: Final = re.compile(r"[=≈±+~\\{}$'’\"″”\[\]…]|\s\d|\d\s*[^\W\d_]|\.\.|[-−–]\s|\d[.,]\d|°\d")
_AROUND: Final = " *·×;.,"
_SEVERAL: Final = re.compile(
    r"(?:\s|^)(?:до|to|и|или|and|or)\s+[-−–]?\d|[;|]\s*[-−–]?\d|\d\s*(?:\.{2,3}|[…÷:])\s*\d"
)
_NOT_WORKED_OUT: Final = Text(
    en="This calculation can't be worked out: type its result.",
    ru="Это вычисление выполнить не удалось: введите его результат.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """What a typed unit may mean, the likeliest first, and what to tell of it; the same text is read once."""

    units: tuple[Unit, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedQuantity:
    """An answer as read: its number, and what its unit may mean."""

    number: TypedNumber
    meanings: Meanings
    notes: tuple[Text, ...] = ()

    @property
    def unit(self) -> Unit:
        """The likeliest meaning of the unit."""
        return self.meanings.units[0]


def read_quantity(answer: object, language: Language) -> TypedQuantity:
    """Read a number and what follows as a unit. Raises UnreadableAnswer."""
    if not isinstance(answer, str):
        raise UnreadableAnswer(Text(en="A number is expected.", ru="Ожидается число."))
    if len(answer) > MAX_LENGTH:
        raise UnreadableAnswer(Text(en="This is too long for a number.", ru="Слишком длинно для числа."))
    return _read_at_a_glance(answer, (), language) or _read_with_care(answer, language)


def _read_at_a_glance(text: str, notes: tuple[Text, ...], language: Language) -> TypedQuantity | None:
    """Read a plain number with a plain unit, as most answers are; None if it is not just that."""
    common = read_common_number(text)
    if common is None:
        return None
    meanings = _plain_unit(text[common[1] :], language)
    return None if meanings is None else TypedQuantity(common[0], meanings, notes)


def _read_with_care(answer: str, language: Language) -> TypedQuantity:
    """Read an answer that is more than a plain number and a unit."""
    if not answer.strip():
        raise UnreadableAnswer(Text(en="Nothing is entered.", ru="Ничего не введено."))
    bare = without_surroundings(answer)
    plain = _read_at_a_glance(bare.text, bare.notes, language)
    if plain is not None:
        return plain
    compound = read_compound(bare.text)
    if compound:
        return TypedQuantity(compound[0], Meanings((compound[1],)), bare.notes)
    try:
        number, end = read_leading_value(bare.text, language)
    except UnreadableNumber as error:
        _refuse_several(bare.text, bare.start)
        raise UnreadableAnswer(error.message, position=bare.start + error.position) from error
    behind = bare.text[end:].strip(_AROUND)
    try:
        meanings = _read_unit(behind, language)
    except UnknownUnit as error:
        _refuse_several(bare.text, bare.start)
        message = _NOT_WORKED_OUT if MORE.match(bare.text, end) else _unknown_unit(error, behind)
        raise UnreadableAnswer(message, position=bare.start + end) from error
    notes = bare.notes if number.note is None else (*bare.notes, number.note)
    return TypedQuantity(number, meanings, notes)


def _refuse_several(text: str, start: int) -> None:
    """Say that one number is asked for, where there are two of them."""
    try:
        refuse_two_meanings(text)
    except UnreadableNumber as error:
        raise UnreadableAnswer(error.message, position=start + error.position) from error
    found = _SEVERAL.search(text)
    if found:
        message = Text(en="These are several numbers; type one.", ru="Здесь несколько чисел; введите одно.")
        raise UnreadableAnswer(message, position=start + found.start())


def understood(typed: TypedQuantity, key_unit: str) -> TypedQuantity:
    """Choose the meaning of an ambiguous unit that is of the asked dimension, if there is one.

    A turn is an angle where angles are asked for, and a plain count elsewhere (50 об/с = 50 Гц); a `c` may be
    the speed of light where a speed below it is asked for.
    """
    meanings = _chosen(typed.meanings, key_unit)
    if meanings.units[0].text == _LIGHT and abs(typed.number.value) >= 1:
        meanings = Meanings(typed.meanings.units[:1])
    notes = typed.notes + meanings.notes if meanings.notes else typed.notes
    return TypedQuantity(typed.number, meanings, notes)


@lru_cache(maxsize=4096)
def _chosen(meanings: Meanings, key_unit: str) -> Meanings:
    wanted = read_unit(key_unit).dimension
    fitting = next((unit for unit in meanings.units if unit.dimension == wanted), meanings.units[0])
    if _TURNS.search(fitting.text) and not _ANGULAR.search(key_unit):
        fitting = replace(fitting, factor=fitting.factor / (2 * math.pi))
    swapped = fitting.text != meanings.units[0].text and fitting.text.translate(_NEWTON_OR_HENRY)
    if not fitting.repaired and swapped != meanings.units[0].text:
        return Meanings((fitting,))
    note = Text(
        en=f"Letters of the other alphabet were read as the unit {print_unit(fitting.text, 'en')}.",
        ru=f"Буквы другого алфавита прочитаны как единица «{print_unit(fitting.text, 'ru')}».",
    )
    return Meanings((fitting,), (note,))


@lru_cache(maxsize=4096)
def _plain_unit(text: str, language: Language) -> Meanings | None:
    """Read a unit behind a plain number; None if what stands there needs more thought."""
    if _UNUSUAL.search(text) or MORE.match(text) or COUNTED.match(text):
        return None
    try:
        return _read_unit(text.strip(_AROUND), language)
    except UnknownUnit:
        return None


@lru_cache(maxsize=4096)
def _read_unit(text: str, language: Language) -> Meanings:
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
    return Meanings(tuple(units))


def _spellings(text: str, language: Language) -> Iterator[tuple[str, Products]]:
    yield text, "books"
    yield text.translate(_NEWTON_OR_HENRY), "books"
    if "/" in text:
        for products in _PRODUCTS:
            yield text, products
    if _GLUED_METRE.search(text):
        yield _GLUED_METRE.sub(r"\1 ", text), "books"
    if text.rstrip(".") in _DEGREES:
        yield "°C", "books"
    if text in _SPEED_OF_LIGHT:
        yield _LIGHT, "books"
    yield from ((spelling, "books") for spelling in spellings_without_rival(text))
    if language == "ru":
        yield _SMALL_NAMED.sub(lambda found: found[1] + found[2].upper(), text), "books"
        yield text.lower(), "books"


def _unknown_unit(error: UnknownUnit, typed: str) -> Text:
    name = error.text if error.text in typed else typed[:_MOST_QUOTED]
    if not error.suggestion:
        return Text(en=f"“{name}” is not a unit that is known.", ru=f"Неизвестная единица «{name}».")
    return Text(
        en=f"“{name}” is not a unit that is known. Did you mean “{error.suggestion}”?",
        ru=f"Неизвестная единица «{name}». Может быть, «{error.suggestion}»?",
    )
