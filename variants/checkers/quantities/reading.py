"""Read a typed number with its unit, in every way that the unit may be meant."""

import math
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from variants.checkers.quantities.spellings import LIGHT, NEWTON_OR_HENRY, guesses, spellings
from variants.checkers.verdicts import NOTHING, UnreadableAnswer
from variants.quantities.arithmetic import MORE, read_leading_value, refuse_two_meanings
from variants.quantities.compounds import Compound, read_compound
from variants.quantities.surroundings import Bare, without_surroundings
from variants.quantities.typed_numbers import (
    COUNTED,
    TypedNumber,
    UnreadableNumber,
    read_common_number,
)
from variants.quantities.unit_table import Dimension, milli_or_mega
from variants.quantities.units import Products, Unit, UnknownUnit, print_unit, read_unit
from variants.texts import Language, Text

MAX_LENGTH: Final = 200
_MOST_QUOTED: Final = 40
_TURNS: Final = re.compile(r"об|rev|turn|rpm")
_ANGULAR: Final = re.compile(r"rad|рад|deg|°|об|rev|turn|rpm")
_UNUSUAL: Final = re.compile(r"[=≈±+~\\{}$'’\"″”\[\]…]|\s\d|\d\s*[^\W\d_]|\.\.|[-−–]\s|\d[.,]\d|°\d")
_AROUND: Final = " *·×;.,_"
_SEVERAL: Final = re.compile(
    r"(?:\s|^)(?:до|to|и|или|and|or)\s+[-−–]?\d|[^\W_]\s*[,(]\s*[-−–]?\d|[;|]\s*[-−–]?\d|\d\s*(?:\.{2,3}|[…÷:])\s*\d"
)
_NAMED_AGAIN: Final = re.compile(
    r"(?<=[\w.)²³%°])\s*(?:[,;]|\s(?:и|или|and|or)\s)\s*[^\W\d][\w{}]{0,12}\s*[=≈]"
)
_INEQUALITY: Final = re.compile(r"[<>≤≥⩽⩾≠]|!=|\\(?:leq?|geq?|neq?|lt|gt)(?![A-Za-z])")
_SEVERAL_NUMBERS: Final = Text(
    en="These are several numbers; type one.", ru="Здесь несколько чисел; введите одно."
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
    text: str = ""
    """The unit as typed, where it may have been meant for another one."""
    doubt: Text | None = None
    """What to tell where the unit is only guessed, and the guess doesn't fit what is asked for."""


@dataclass(frozen=True, slots=True)
class TypedQuantity:
    """An answer as read: its number, what its unit may mean, and where that begins, if it is doubtful."""

    number: TypedNumber
    meanings: Meanings
    notes: tuple[Text, ...] = ()
    position: int | None = None

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
    if meanings is None or meanings.doubt:
        return None
    return TypedQuantity(common[0], meanings, notes)


def _read_with_care(answer: str, language: Language) -> TypedQuantity:
    """Read an answer that is more than a plain number and a unit."""
    if not answer.strip():
        raise UnreadableAnswer(NOTHING)
    _refuse_inequality(answer)
    _refuse_several_named(answer)
    bare = without_surroundings(answer)
    plain = _read_at_a_glance(bare.text, bare.notes, language)
    if plain is not None:
        return plain
    compound = read_compound(bare.text)
    if compound:
        return _of_several_parts(compound, bare)
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
    return TypedQuantity(number, meanings, notes, bare.start + end if meanings.doubt else None)


def _of_several_parts(compound: Compound, bare: Bare) -> TypedQuantity:
    doubt = _SEVERAL_NUMBERS if compound.is_guess else None
    text = "м" if compound.is_guess else ""
    meanings = Meanings(compound.units, text=text, doubt=doubt)
    return TypedQuantity(compound.number, meanings, bare.notes, bare.start if doubt else None)


def _refuse_inequality(answer: str) -> None:
    found = _INEQUALITY.search(answer)
    if found:
        message = Text(
            en="A number is expected here, not an inequality.", ru="Здесь ожидается число, а не неравенство."
        )
        raise UnreadableAnswer(message, position=found.start())


def _refuse_several_named(answer: str) -> None:
    """Ask back `h = 4 м, l = 5 м`: the last of several answers is no better than the first."""
    found = _NAMED_AGAIN.search(answer) if answer.count("=") + answer.count("≈") > 1 else None
    if found:
        raise UnreadableAnswer(_SEVERAL_NUMBERS, position=found.start())


def _refuse_several(text: str, start: int) -> None:
    """Say that one number is asked for, where there are two of them."""
    try:
        refuse_two_meanings(text)
    except UnreadableNumber as error:
        raise UnreadableAnswer(error.message, position=start + error.position) from error
    found = _SEVERAL.search(text)
    if found:
        raise UnreadableAnswer(_SEVERAL_NUMBERS, position=start + found.start())


def understood(typed: TypedQuantity, key_unit: str) -> TypedQuantity:
    """Choose the meaning of an ambiguous unit that is of the asked dimension, if there is one.

    A turn is an angle where angles are asked for, and a plain count elsewhere (50 об/с = 50 Гц); a `c` may be
    the speed of light where a speed below it is asked for. Raises UnreadableAnswer where a unit could only be
    guessed and no guess is of that dimension.
    """
    meanings = _chosen(typed.meanings, key_unit)
    if meanings.doubt:
        raise UnreadableAnswer(meanings.doubt, position=typed.position)
    if meanings.units[0].text == LIGHT and abs(typed.number.value) >= 1:
        meanings = Meanings(typed.meanings.units[:1])
    notes = typed.notes + meanings.notes if meanings.notes else typed.notes
    return TypedQuantity(typed.number, meanings, notes)


@lru_cache(maxsize=4096)
def _chosen(meanings: Meanings, key_unit: str) -> Meanings:
    wanted = read_unit(key_unit).dimension
    if meanings.doubt:
        return _only_guess(meanings.units, meanings.text, wanted) or meanings
    fitting = next((unit for unit in meanings.units if unit.dimension == wanted), None)
    if fitting is None:
        guess = _only_guess(_guessed(meanings.text), meanings.text, wanted)
        if guess:
            return guess
        fitting = meanings.units[0]
    if _TURNS.search(fitting.text) and not _ANGULAR.search(key_unit):
        fitting = replace(fitting, factor=fitting.factor / (2 * math.pi))
    swapped = fitting.text != meanings.units[0].text and fitting.text.translate(NEWTON_OR_HENRY)
    if not fitting.repaired and swapped != meanings.units[0].text:
        return Meanings((fitting,))
    note = Text(
        en=f"Letters of the other alphabet were read as the unit {print_unit(fitting.text, 'en')}.",
        ru=f"Буквы другого алфавита прочитаны как единица «{print_unit(fitting.text, 'ru')}».",
    )
    return Meanings((fitting,), (note,))


def _only_guess(units: tuple[Unit, ...], text: str, wanted: Dimension) -> Meanings | None:
    """Return the one unit of a dimension that a hasty spelling may stand for; None if there is not one."""
    fitting = {(unit.factor, unit.offset): unit for unit in units if unit.dimension == wanted}
    if len(fitting) != 1:
        return None
    unit = next(iter(fitting.values()))
    note = Text(
        en=f"“{text}” was read as the unit {print_unit(unit.text, 'en')}.",
        ru=f"Запись «{text}» прочитана как единица «{print_unit(unit.text, 'ru')}».",
    )
    return Meanings((unit,), (note,))


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
    units = _readable(spellings(text, language))
    if units:
        return Meanings(units, text=text)
    try:
        return Meanings((read_unit(text),))
    except UnknownUnit as error:
        if not _guessed(text):
            raise
        return Meanings(_guessed(text), text=text, doubt=_unknown_unit(error, text))


@lru_cache(maxsize=4096)
def _guessed(text: str) -> tuple[Unit, ...]:
    """Return the units that a hasty spelling may stand for."""
    return _readable(guesses(text))


def _readable(written: Iterable[tuple[str, Products]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for spelling, products in written:
        with suppress(UnknownUnit):
            units.append(read_unit(spelling, products=products))
    return tuple(units)


def _unknown_unit(error: UnknownUnit, typed: str) -> Text:
    name = error.text if error.text in typed else typed[:_MOST_QUOTED]
    if not error.suggestion:
        return Text(en=f"“{name}” is not a unit that is known.", ru=f"Неизвестная единица «{name}».")
    small, *others = sorted(milli_or_mega(name), reverse=True) or [error.suggestion]
    if others:
        return Text(
            en=f"Is “{name}” meant for “{small}” or for “{others[0]}”? Capitals matter.",
            ru=f"«{name}» — это «{small}» или «{others[0]}»? Заглавная буква меняет значение.",
        )
    return Text(
        en=f"“{name}” is not a unit that is known. Did you mean “{error.suggestion}”?",
        ru=f"Неизвестная единица «{name}». Может быть, «{error.suggestion}»?",
    )
