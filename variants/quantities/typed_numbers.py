"""Read numbers as people type them in either language: `3,5`, `1 000`, `2·10⁻³`, `½`, `2 1/2`, `0,(3)`."""

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from variants.quantities.grouped_digits import Grouping, UnreadableDigits, read_digits
from variants.texts import Language, Text

MAX_DIGITS: Final = 60
MAX_EXPONENT: Final = 300
SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_VULGAR: Final = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
_SPACE: Final = r"[ \u00a0\u2009\u202f]"
_SPACES: Final = re.compile(_SPACE)
_DIGITS: Final = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*[.,]?|[.,]\d+)"
_TIMES: Final = r"\s*(?:\*|·|⋅|∙|•|×|[xXхХ]|\\cdot|\\times)\s*"
_POWER: Final = (
    r"10\s*(?:(?:\^|\*\*)\s*(?:\(\s*(?P<p1>[+\-−–]?\d+)\s*\)|\{\s*(?P<p2>[+\-−–]?\d+)\s*\}|(?P<p3>[+\-−–]?\d+))"
    r"|(?P<p4>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
)
_COMMON: Final = re.compile(
    rf"([+\-−–—]?)\s?(\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,4}}(?!\d)|\d{{1,15}})"
    r"(?:([.,])(\d{1,15}))?"
    r"(?:[eEеЕ]([+\-−–]?\d{1,3})(?![\d_^])"
    r"|\s?[*·⋅×xхXХ]\s?10(?:(?:\^|\*\*)([({]?)([+\-−–]?\d{1,3})[)}]?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})))?"
    r"\s?(?=[^\W\d_]|[°%‰]|\Z)"
)
_START: Final = re.compile(r"\s*(?:[≈~=]\s*)?(?P<sign>[+\-−–—]?)\s*")
_PLAIN: Final = re.compile(rf"(?P<digits>{_DIGITS})(?:[eEеЕ](?P<e>[+\-−–]?\d+)(?![\d_^]))?")
_REPEATING: Final = re.compile(r"(?P<whole>\d{1,20})[.,](?P<tail>\d{0,20})\((?P<period>\d{1,20})\)(?!\d)")
_ONE_BEFORE_COMMA: Final = re.compile(r"\d,\d+")
"""Before a power of ten stands one digit, so that its comma is the decimal one in any language."""
_TEN: Final = re.compile(_POWER)
_TIMES_TEN: Final = re.compile(_TIMES + _POWER)
_QUOTIENT: Final = re.compile(rf"\s*/\s*(?:\(\s*(?P<a>{_DIGITS})\s*\)|(?P<b>{_DIGITS}))")
_MIXED: Final = re.compile(
    rf"{_SPACE}?(?P<vulgar>[{''.join(_VULGAR)}])|{_SPACE}+(?P<top>\d{{1,3}})/(?P<bottom>\d{{1,3}})(?!\d)"
)
COUNTED: Final = re.compile(
    r"\s*(?:(?P<three>тыс\.?|тысяч[аи]?|thousand)|(?P<six>млн\.?|миллион(?:а|ов)?|million|mln)"
    r"|(?P<nine>млрд\.?|миллиард(?:а|ов)?|billion)|(?P<twelve>трлн\.?|триллион(?:а|ов)?|trillion))(?![^\W\d_]|⁻)"
)
"""A word behind a number that multiplies it."""
_POWERS: Final = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_MINUSES: Final = frozenset("-−–—")


class UnreadableNumber(Exception):
    """The text doesn't begin with a number, or the number is too long; the message says which."""

    def __init__(self, message: Text, position: int = 0) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number with what its digits claim: figures (least, if its last zeros don't count) and decimals."""

    value: float
    figures: int
    least_figures: int
    place: int | None
    """The power of ten of the last digit typed; None for a fraction such as 1/3, which is exact."""
    note: Text | None = None
    """What the reader should be told, where the digits could be read in another way."""


def read_number(text: str, language: Language) -> TypedNumber:
    """Read a text that is a number and nothing else. Raises UnreadableNumber."""
    number, end = read_leading_number(text, language)
    if text[end:].strip():
        raise UnreadableNumber(
            Text(
                en=f"“{text[end:].strip()}” is not part of a number.",
                ru=f"«{text[end:].strip()}» — это не часть числа.",
            ),
            end,
        )
    return number


def read_common_number(text: str) -> tuple[TypedNumber, int] | None:
    """Read a number in one of the plain forms, with where it ends; None if more thought is needed."""
    found = _COMMON.match(text)
    if found is None:
        return None
    sign, whole, mark, part, e, bracket, power, raised = found.groups()
    if mark is None:
        part = ""
    elif mark == "," and len(part) == 3 and len(whole) < 4 and whole[0] != "0":
        return None
    if not whole.isdigit():
        whole = _SPACES.sub("", whole)
    exponent = 0
    if e or power or raised:
        if bracket and found[0].rstrip()[-1:] not in ")}":
            return None
        typed = e or power or raised.translate(SUPERSCRIPTS)
        exponent = int(typed.replace("−", "-").replace("–", "-"))
        if abs(exponent) > MAX_EXPONENT:
            return None
    value = float(f"{whole}.{part}e{exponent}")
    digits = (whole + part).lstrip("0")
    counted = digits if part or e or power or raised else digits.rstrip("0")
    return TypedNumber(
        -value if sign in _MINUSES else value,
        len(digits) or 1,
        len(counted) or 1,
        exponent - len(part),
    ), found.end()


def read_leading_number(text: str, language: Language) -> tuple[TypedNumber, int]:
    """Read the number that the text begins with; return it and where it ends. Raises UnreadableNumber."""
    start = _START.match(text)
    position = start.end() if start else 0
    negative = start is not None and start["sign"] in _MINUSES
    number, end = _read_unsigned(text, position, language)
    if counted := COUNTED.match(text, end):
        number, end = _counted(number, counted), counted.end()
    if not math.isfinite(number.value):
        raise _too_big(position)
    return (replace(number, value=-number.value) if negative else number), end


def _counted(number: TypedNumber, found: re.Match[str]) -> TypedNumber:
    """Multiply by the word behind: `4,5 млрд`."""
    power = _POWERS[found.lastgroup or ""]
    place = None if number.place is None else number.place + power
    return replace(number, value=number.value * 10.0**power, place=place)


def _read_unsigned(text: str, position: int, language: Language) -> tuple[TypedNumber, int]:
    if text[position : position + 1] in _VULGAR:
        return _fraction(_VULGAR[text[position]]), position + 1
    if (ten := _TEN.match(text, position)) and not _TIMES_TEN.match(text, position + 2):
        power = _exponent(ten, position)
        return TypedNumber(float(f"1e{power}"), 1, 1, power), ten.end()
    if repeating := _REPEATING.match(text, position):
        return _repeating(repeating, language), repeating.end()
    plain = _PLAIN.match(text, position)
    if plain is None:
        raise UnreadableNumber(Text(en="A number is expected here.", ru="Здесь ожидается число."), position)
    if len(plain["digits"]) > MAX_DIGITS:
        raise _too_big(position)
    is_scientific = plain["e"] or _TIMES_TEN.match(text, plain.end())
    if is_scientific and _ONE_BEFORE_COMMA.fullmatch(plain["digits"]):
        language = "ru"
    digits = _digits(plain["digits"], language, position)
    if mixed := _mixed(text, plain, digits.value):
        return mixed
    if (quotient := _QUOTIENT.match(text, plain.end())) and not plain["e"]:
        return _quotient(digits.value, quotient, language, position)
    exponent, end = _read_exponent(text, plain)
    return _typed(digits, exponent), end


def _digits(text: str, language: Language, position: int) -> Grouping:
    try:
        return read_digits(text, language)
    except UnreadableDigits as error:
        raise UnreadableNumber(error.message, position + error.position) from error


def _repeating(found: re.Match[str], language: Language) -> TypedNumber:
    """Read `0,1(6)`: the digits in brackets repeat without end."""
    tail, period = found["tail"], found["period"]
    nines = Fraction(int(period), (10 ** len(period) - 1) * 10 ** len(tail))
    value = Fraction(int(found["whole"] + tail), 10 ** len(tail)) + nines
    note = Text(
        en=f"The digits in brackets repeat: {found[0]} = {found['whole']}.{tail}{period * 3}…",
        ru=f"Цифры в скобках — период: {found[0]} = {found['whole']},{tail}{period * 3}…",
    )
    return replace(_fraction(value), note=note if language == "en" else None)


def _read_exponent(text: str, plain: re.Match[str]) -> tuple[int, int]:
    if plain["e"]:
        return _bounded(plain["e"], plain.start()), plain.end()
    if times := _TIMES_TEN.match(text, plain.end()):
        return _exponent(times, plain.start()), times.end()
    return 0, plain.end()


def _mixed(text: str, plain: re.Match[str], whole: Decimal) -> tuple[TypedNumber, int] | None:
    """Read `2½` and `2 1/2`."""
    found = _MIXED.match(text, plain.end())
    if found is None or not plain["digits"].isdigit() or plain["e"]:
        return None
    if found["vulgar"]:
        part = _VULGAR[found["vulgar"]]
    elif int(found["bottom"]) > int(found["top"]) > 0:
        part = Fraction(int(found["top"]), int(found["bottom"]))
    else:
        return None
    return _fraction(Fraction(int(whole)) + part), found.end()


def _quotient(
    top: Decimal, found: re.Match[str], language: Language, position: int
) -> tuple[TypedNumber, int]:
    bottom = _digits(found["a"] or found["b"], language, found.start()).value
    if not bottom:
        raise UnreadableNumber(Text(en="This divides by zero.", ru="Здесь деление на ноль."), position)
    return _fraction(Fraction(top) / Fraction(bottom)), found.end()


def _fraction(value: Fraction) -> TypedNumber:
    return TypedNumber(float(value), MAX_DIGITS, 1, None)


def _exponent(found: re.Match[str], position: int) -> int:
    typed = found["p1"] or found["p2"] or found["p3"] or found["p4"].translate(SUPERSCRIPTS)
    return _bounded(typed, position)


def _bounded(typed: str, position: int) -> int:
    digits = typed.replace("−", "-").replace("–", "-")
    if len(digits) > 5 or abs(int(digits)) > MAX_EXPONENT:
        raise _too_big(position)
    return int(digits)


def _typed(digits: Grouping, exponent: int) -> TypedNumber:
    _, marks, place = digits.value.as_tuple()
    assert isinstance(place, int)
    significant = "".join(map(str, marks)).lstrip("0")
    stripped = significant if place < 0 or exponent else significant.rstrip("0")
    return TypedNumber(
        float(digits.value.scaleb(exponent)),
        max(1, len(significant)),
        max(1, len(stripped)),
        place + exponent,
        digits.note,
    )


def _too_big(position: int) -> UnreadableNumber:
    return UnreadableNumber(
        Text(en="This number is too long or too large.", ru="Слишком длинное или слишком большое число."),
        position,
    )
