"""Say what a typed unit may be meant for: as books write it, and what a hasty hand makes of it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from variants.quantities.unit_table import spellings_without_rival
from variants.quantities.units import Products, UnknownUnit, read_unit
from variants.texts import Language

LIGHT: Final = "c₀"
NEWTON_OR_HENRY: Final = str.maketrans("H\u041d", "\u041dH")
_PRODUCTS: Final[tuple[Products, ...]] = ("books", "left_to_right", "beneath")
_DEGREES: Final = frozenset(
    {"°", "º", "deg", "degree", "degrees", "град", "градус", "градуса", "градусов", "C", "С"}
)
_SPEED_OF_LIGHT: Final = frozenset({"c", "с"})
_SMALL_NAMED: Final = re.compile(r"(?<![^\W\d_])(мк|[кмнпМ]?)([нвафк]|кл)(?![^\W\d_])")
_SMALL_LETTER: Final = re.compile(r"(?<![^\W\d_])(мк|[кмнпМkmunpMGµμ]?)([нвафкnwvjkafcth]|кл)(?![^\W\d_])")
_GLUED_METRE: Final = re.compile(
    r"(?<![^\W\d_])(m|м|kg|кг)(?=[mм](?![^\W\d_])|[mм][sс](?:\^|\*\*)?[({]?[-−–⁻]|[sс](?:\^|\*\*)?[({]?[-−–⁻])"
)
"""Metres beside seconds or kilograms without a sign: `ms⁻¹`, `kgm`, `kgms⁻²`."""
_SLIPS: Final = (
    (re.compile(r"(?<![^\W\d_])(kg|km|cm|mm|ml|mL|mol|lb|gr?)s(?![\w^⁻-])"), r"\1"),
    (
        re.compile(
            r"(?<![^\W\d_])(k|к|m|м|M|М|мк|µ|μ|u|n|н|p|п|G|Г|kilo|mega|micro|milli|nano|кило|мега|микро|милли)"
            r"\s+(?=[^\W\d_])"
        ),
        r"\1",
    ),
    (re.compile(r"(?<=kg)C(?!\w)|(?<=кг)[CС](?!\w)"), "·°C"),
    (re.compile(r"(?<![^\W\d_])kmh(?=\^?[({]?[-−⁻])"), "km h"),
    (re.compile(r"(?<=[^\W\d_])\s+(?=[234](?:\Z|\s*[/*·)]))"), "^"),
)
"""A plural in English, a prefix that stands apart, degrees and hours glued, a power that is not raised."""
_TWICE: Final = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_DEGREE_BENEATH: Final = re.compile(
    r"(?:[°º]|(?<![^\W\d_])(?:град(?:ус\w*)?|deg(?:rees?)?)\.?)\s*[CСcсKК]?(?![^\W\d_])"
    r"|(?<![^\W\d_])[CСkк](?![^\W\d_])|(?<=кг[·* ])с(?![^\W\d_])|(?<=kg[·* ])c(?![^\W\d_])"
)
"""A degree, or the letter of one, in a unit such as `Дж/(кг·С)`."""
_ASKED_BACK: Final = frozenset("nwvjkf")
"""Letters that are no unit; alone they are not guessed, for it costs nothing to type the capital."""
_ONE_OVER: Final = re.compile(r"(?:/|per\s+|в\s+(?=сек|мин|час))\s*")
_HASTY: Final = {
    "kilo": "kg",
    "kilos": "kg",
    "кило": "кг",
    "gr": "g",
    "mtr": "m",
    "mtrs": "m",
    "mps": "m/s",
    "y": "yr",
    "г": "год",
    "нм": "Н·м",
    "c": "°C",
    "с": "°C",
}


def spellings(text: str, language: Language) -> Iterator[tuple[str, Products]]:
    """Return what the unit says, the likeliest first; each may be taken for an answer as it is."""
    yield text, "books"
    yield text.translate(NEWTON_OR_HENRY), "books"
    if "/" in text:
        for products in _PRODUCTS[1:]:
            yield text, products
    if _GLUED_METRE.search(text):
        yield _parted(text), "books"
    if text.rstrip(".") in _DEGREES:
        yield "°C", "books"
    if text in _SPEED_OF_LIGHT:
        yield LIGHT, "books"
    if above := _ONE_OVER.match(text):
        yield "1/" + text[above.end() :], "books"
    yield from ((spelling, "books") for spelling in spellings_without_rival(text))
    if language == "ru":
        yield _SMALL_NAMED.sub(lambda found: found[1] + found[2].capitalize(), text), "books"
        yield text.lower(), "books"


def guesses(text: str) -> Iterator[tuple[str, Products]]:
    """Return what the unit may stand for if the quantity asked for fits, and only then."""
    bare = text.rstrip(".")
    small = _SMALL_LETTER.sub(lambda found: found[1] + found[2].capitalize(), text)
    hasty = [text.lower() if bare in _ASKED_BACK else small, text.lower()]
    hasty += spellings_without_rival(text.lower())
    hasty += [pattern.sub(replacement, text) for pattern, replacement in _SLIPS]
    hasty += [_HASTY.get(bare, text), _said_once(text)]
    if len(bare) > 1:
        hasty += [_DEGREE_BENEATH.sub("K", each) for each in (text, small, text.lower())]
    for spelling in dict.fromkeys(hasty):
        if spelling != text or "/" in text:
            yield from ((spelling, products) for products in _PRODUCTS if products == "books" or "/" in text)


def _said_once(text: str) -> str:
    """Drop a unit in brackets that says the same again: `м (метров)`."""
    found = _TWICE.fullmatch(text)
    if found is None:
        return text
    with suppress(UnknownUnit):
        first, second = read_unit(found[1]), read_unit(found[2])
        if (first.factor, first.dimension) == (second.factor, second.dimension):
            return found[1]
    return text


def _parted(text: str) -> str:
    """Part metres from what they are glued to, as often as they are."""
    return _GLUED_METRE.sub(r"\1 ", _GLUED_METRE.sub(r"\1 ", text))
