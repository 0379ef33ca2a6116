"""Say what a typed unit may be meant for: as books write it, and what a hasty hand makes of it."""

import re
from collections.abc import Iterator
from typing import Final

from variants.quantities.unit_table import spellings_without_rival
from variants.quantities.units import Products
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
_PLURAL: Final = re.compile(r"(?<![^\W\d_])(kg|km|cm|mm|ml|mL|mol|lb|gr?)s(?![\w^⁻-])")
_PARTED_PREFIX: Final = re.compile(
    r"(?<![^\W\d_])(k|к|m|м|M|М|мк|µ|μ|u|n|н|p|п|G|Г|kilo|mega|micro|milli|nano|кило|мега|микро|милли)\s+(?=[^\W\d_])"
)
_DEGREE_BENEATH: Final = re.compile(
    r"(?:[°º]|(?<![^\W\d_])(?:град(?:ус\w*)?|deg(?:rees?)?)\.?)\s*[CСcсKК]?(?![^\W\d_])|(?<![^\W\d_])[CСcсkк](?![^\W\d_])"
)
"""A degree, or the letter of one, in a unit such as `Дж/(кг·С)`."""
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
    "nm": "N·m",
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
    hasty = [small, text.lower(), *spellings_without_rival(text.lower())]
    hasty += [_PARTED_PREFIX.sub(r"\1", text), _PLURAL.sub(r"\1", text), _HASTY.get(bare, text)]
    if "/" in text:
        hasty += [_DEGREE_BENEATH.sub("K", each) for each in (text, small, text.lower())]
    for spelling in dict.fromkeys(hasty):
        if spelling != text or "/" in text:
            yield from ((spelling, products) for products in _PRODUCTS if products == "books" or "/" in text)


def _parted(text: str) -> str:
    """Part metres from what they are glued to, as often as they are."""
    return _GLUED_METRE.sub(r"\1 ", _GLUED_METRE.sub(r"\1 ", text))
