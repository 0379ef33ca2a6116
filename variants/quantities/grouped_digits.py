"""Tell the decimal mark from marks between thousands: `1,000` is a thousand in English, one in Russian.

What the language alone decides is told in a note; marks that fit no custom are asked back.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from variants.texts import Language, Text

_SPACES: Final = re.compile(r"[ \u00a0\u2009\u202f]")
_ONE_COMMA: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_COMMAS: Final = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d*)?|,\d{3}\.\d*)")
_INDIAN: Final = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?")
_POINTS: Final = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)")


@dataclass(frozen=True, slots=True)
class Grouping:
    """The value of digits with their marks, and what to tell about it."""

    value: Decimal
    note: Text | None = None


class UnreadableDigits(Exception):
    """The marks between the digits follow no custom."""

    def __init__(self, message: Text, position: int) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


def read_digits(text: str, language: Language) -> Grouping:
    """Read digits with spaces, commas and points between them. Raises UnreadableDigits."""
    digits = _SPACES.sub("", text)
    if "," not in digits and digits.count(".") < 2:
        return Grouping(_decimal(digits))
    if _COMMAS.fullmatch(digits) or (language == "en" and _INDIAN.fullmatch(digits)):
        return Grouping(_decimal(digits.replace(",", "")))
    if _POINTS.fullmatch(digits):
        return Grouping(_decimal(digits.replace(".", "").replace(",", ".")))
    if digits.count(",") + digits.count(".") > 1:
        raise UnreadableDigits(
            Text(
                en=f"“{text}” has more than one decimal mark.",
                ru=f"В записи «{text}» больше одного десятичного знака.",
            ),
            max(text.rfind(","), text.rfind(".")),
        )
    if _ONE_COMMA.fullmatch(digits) is None:
        return Grouping(_decimal(digits.replace(",", ".")))
    return _by_language(digits, language)


def _by_language(digits: str, language: Language) -> Grouping:
    """Read `1,000`: English parts thousands by a comma, Russian never does."""
    whole, part = digits.split(",")
    if language == "en":
        note = Text(
            en=f"The comma parts thousands: {digits} = {whole}{part}. Type a point before decimals.",
            ru=f"Запятая отделяет тысячи: {digits} = {whole}{part}. Перед дробной частью ставится точка.",
        )
        return Grouping(Decimal(whole + part), note)
    note = Text(
        en=f"The comma is the decimal one: {digits} = {whole}.",
        ru=f"Запятая отделяет дробную часть: {digits} = {whole}.",
    )
    return Grouping(Decimal(f"{whole}.{part}"), note if part == "000" else None)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits if digits[:1] != "." else "0" + digits)
