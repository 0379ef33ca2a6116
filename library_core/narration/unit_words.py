"""Units in words, agreeing with their number: `10 м/с` → «десять метров в секунду»."""

import re
from dataclasses import dataclass
from typing import Final

from library_core.narration.numerals import Form, form_after, say_number, say_ordinal
from library_core.narration.unit_names import UNITS, UnitName
from variants.texts import Language

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SYMBOLS: Final = {
    language: "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    for language, names in UNITS.items()
}
_POWER: Final = r"(?:\^\(?(?P<typed>[-−]?\d)\)?|(?P<raised>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]))?"
_FACTORS: Final = {
    language: re.compile(rf"(?P<symbol>{symbols})(?![A-Za-zА-Яа-яёЁ]){_POWER}")
    for language, symbols in _SYMBOLS.items()
}
_JOINED: Final = re.compile(r"\s*[·⋅∙*×]\s*")
_BAR: Final = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """Factors above and below the bar, each with its power from 1 up."""

    above: tuple[tuple[UnitName, int], ...]
    below: tuple[tuple[UnitName, int], ...] = ()
    compound: bool = False


def read_unit(text: str, place: int, language: Language) -> tuple[Unit, int] | None:
    """Read the unit that stands in the text from this place on; return it with its end, or None."""
    above = _read_product(text, place, language)
    if above is None:
        return None
    factors, place = above
    below: tuple[tuple[UnitName, int], ...] = ()
    bar = _BAR.match(text, place)
    if bar is not None:
        bracket = text[bar.end() : bar.end() + 1] == "("
        product = _read_product(text, bar.end() + bracket, language)
        if product is not None and (not bracket or text[product[1] : product[1] + 1] == ")"):
            below, place = product[0], product[1] + bracket
    over = tuple((name, power) for name, power in factors if power > 0)
    under = (*((name, -power) for name, power in factors if power < 0), *below)
    return Unit(over, under, bool(under) or len(over) > 1 or any(power != 1 for _, power in over)), place


def say_quantity(number: str, unit: Unit, language: Language) -> str:
    """Return a number as written and its unit in words."""
    gender = unit.above[0][0].gender if unit.above else "m"
    return f"{say_number(number, language, gender)} {say_unit(unit, form_after(number, language), language)}"


def say_unit(unit: Unit, form: Form, language: Language) -> str:
    """Return the unit in words, in the form that a number demands."""
    words = _say_above(unit, form, language)
    for name, power in unit.below[:1]:
        words += f" {_per(name, power, language)}"
    for name, power in unit.below[1:]:
        words += f" {_per(name, power, language).removeprefix('на ').removeprefix('в ').removeprefix('per ')}"
    return words.strip()


def _read_product(
    text: str, place: int, language: Language
) -> tuple[tuple[tuple[UnitName, int], ...], int] | None:
    factors: list[tuple[UnitName, int]] = []
    while (found := _FACTORS[language].match(text, place)) is not None:
        power = found["typed"] or found["raised"] or "1"
        factors.append(
            (UNITS[language][found["symbol"]], int(power.translate(_SUPERSCRIPTS).replace("−", "-")) or 1)
        )
        place = found.end()
        joined = _JOINED.match(text, place)
        if joined is None or _FACTORS[language].match(text, joined.end()) is None:
            break
        place = joined.end()
    return (tuple(factors), place) if factors else None


def _say_above(unit: Unit, form: Form, language: Language) -> str:
    """Return what stands above the bar; of several factors the last one takes the form of the number."""
    if language == "en":
        *first, last = unit.above or (None,)
        said = [_say_english(*factor, "one") for factor in first if factor is not None]
        return " ".join((*said, *([_say_english(*last, form)] if last is not None else [])))
    said = [_say_russian(*factor, "one") for factor in unit.above[:-1]]
    return "-".join((*said, *(_say_russian(*factor, form) for factor in unit.above[-1:])))


def _say_russian(name: UnitName, power: int, form: Form) -> str:
    noun = name.after(form)
    if power in (2, 3) and not name.is_time:
        stem = {2: "квадратн", 3: "кубическ"}[power]
        return f"{stem}{_adjective(name, form, soft=power == 3)} {noun}"
    return noun + _raised(power)


def _adjective(name: UnitName, form: Form, *, soft: bool) -> str:
    if form == "one":
        return "ая" if name.gender == "f" else ("ий" if soft else "ый")
    return "их" if soft else "ых"


def _raised(power: int) -> str:
    if power == 1:
        return ""
    return {2: " в квадрате", 3: " в кубе"}.get(power, f" в {say_ordinal(power, 'ой', 'ru')} степени")


def _say_english(name: UnitName, power: int, form: Form) -> str:
    noun = name.after(form)
    if power == 1:
        return noun
    if power in (2, 3) and name.one.endswith("metre"):
        return f"{ {2: 'square', 3: 'cubic'}[power] } {noun}"
    return noun + {2: " squared", 3: " cubed"}.get(power, f" to the {say_ordinal(power, '', 'en')} power")


def _per(name: UnitName, power: int, language: Language) -> str:
    if language == "en":
        return f"per {_say_english(name, power, 'one')}"
    if power == 1:
        return f"{'в' if name.is_time else 'на'} {name.per}"
    if power in (2, 3) and not name.is_time:
        ending = "ую" if name.gender == "f" else {2: "ый", 3: "ий"}[power]
        return f"на { {2: 'квадратн', 3: 'кубическ'}[power] }{ending} {name.per}"
    return f"на {name.per}{_raised(power)}"
