"""Read numbers as people type them in either language: `3,5`, `1 000`, `2·10⁻³`, `½`, `2 1/2`."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

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
_DIGITS: Final = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*[.,]?|[.,]\d+)"
_SIGN: Final = r"[+\-−–—]?"
_TIMES: Final = r"\s*(?:\*|·|⋅|∙|•|×|x|х|\\cdot|\\times)\s*"
_POWER: Final = (
    r"10\s*(?:(?:\^|\*\*)\s*(?:\(\s*(?P<p1>[+\-−–]?\d+)\s*\)|\{\s*(?P<p2>[+\-−–]?\d+)\s*\}|(?P<p3>[+\-−–]?\d+))"
    r"|(?P<p4>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
)
_PLAIN: Final = re.compile(rf"(?P<digits>{_DIGITS})(?:[eEеЕ](?P<e>[+\-−–]?\d+)(?![\w^]))?")
_TEN: Final = re.compile(_POWER)
_TIMES_TEN: Final = re.compile(_TIMES + _POWER)
_QUOTIENT: Final = re.compile(rf"\s*/\s*(?:\(\s*(?P<a>{_DIGITS})\s*\)|(?P<b>{_DIGITS}))")
_MIXED: Final = re.compile(
    rf"{_SPACE}?(?P<vulgar>[{''.join(_VULGAR)}])|{_SPACE}+(?P<top>\d{{1,3}})/(?P<bottom>\d{{1,3}})(?!\d)"
)


class UnreadableNumber(Exception):
    """The text doesn't begin with a number, or the number is too long; the message says which."""

    def __init__(self, message: Text, position: int = 0) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNumber:
    """A number with what its digits claim: figures (least, if its last zeros don't count) and decimals."""

    value: float
    figures: int
    least_figures: int
    place: int | None
    """The power of ten of the last digit typed; None for a fraction such as 1/3, which is exact."""


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


def read_leading_number(text: str, language: Language) -> tuple[TypedNumber, int]:
    """Read the number that the text begins with; return it and where it ends. Raises UnreadableNumber."""
    start = re.match(rf"\s*(?:[≈~=]\s*)?(?P<sign>{_SIGN})\s*", text)
    position = start.end() if start else 0
    negative = start is not None and start["sign"] in ("-", "−", "–", "—")
    number, end = _read_unsigned(text, position, language)
    if not math.isfinite(number.value):
        raise _too_big(position)
    return (_negated(number) if negative else number), end


def _read_unsigned(text: str, position: int, language: Language) -> tuple[TypedNumber, int]:
    if text[position : position + 1] in _VULGAR:
        return _fraction(_VULGAR[text[position]]), position + 1
    if (ten := _TEN.match(text, position)) and not _TIMES_TEN.match(text, position + 2):
        power = _exponent(ten, position)
        return TypedNumber(value=float(f"1e{power}"), figures=1, least_figures=1, place=power), ten.end()
    plain = _PLAIN.match(text, position)
    if plain is None:
        raise UnreadableNumber(Text(en="A number is expected here.", ru="Здесь ожидается число."), position)
    if len(plain["digits"]) > MAX_DIGITS:
        raise _too_big(position)
    mantissa = _decimal(plain["digits"], language)
    if mixed := _mixed(text, plain, mantissa):
        return mixed
    if (quotient := _QUOTIENT.match(text, plain.end())) and not plain["e"]:
        return _quotient(mantissa, quotient, language, position)
    exponent, end = _read_exponent(text, plain)
    return _typed(mantissa, exponent), end


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
    bottom = _decimal(found["a"] or found["b"], language)
    if not bottom:
        raise UnreadableNumber(Text(en="This divides by zero.", ru="Здесь деление на ноль."), position)
    return _fraction(Fraction(top) / Fraction(bottom)), found.end()


def _fraction(value: Fraction) -> TypedNumber:
    return TypedNumber(value=float(value), figures=MAX_DIGITS, least_figures=1, place=None)


def _decimal(digits: str, language: Language) -> Decimal:
    """Return the digits as a decimal; the last mark is the decimal one unless marks group thousands."""
    compact = re.sub(_SPACE, "", digits)
    if _groups_thousands(compact, language):
        return Decimal(compact.replace(",", ""))
    marks = [mark for mark in compact if mark in ".,"]
    if len(marks) > 1 and len(set(marks)) == 1:
        compact = compact.replace(marks[0], "")
    elif marks:
        head, tail = compact.rsplit(marks[-1], 1)
        compact = re.sub("[.,]", "", head) + "." + tail
    return Decimal(compact if compact[:1] != "." else "0" + compact)


def _groups_thousands(digits: str, language: Language) -> bool:
    """Say whether commas group thousands: several of them, or one in English as in 1,000 (but not 0,125)."""
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?", digits) is None:
        return False
    return language == "en" or digits.count(",") > 1 or "." in digits


def _exponent(found: re.Match[str], position: int) -> int:
    typed = found["p1"] or found["p2"] or found["p3"] or found["p4"].translate(SUPERSCRIPTS)
    return _bounded(typed, position)


def _bounded(typed: str, position: int) -> int:
    digits = typed.replace("−", "-").replace("–", "-")
    if len(digits) > 5 or abs(int(digits)) > MAX_EXPONENT:
        raise _too_big(position)
    return int(digits)


def _typed(mantissa: Decimal, exponent: int) -> TypedNumber:
    sign, digits, place = mantissa.as_tuple()
    assert isinstance(place, int)
    significant = "".join(map(str, digits)).lstrip("0")
    stripped = significant if place < 0 or exponent else significant.rstrip("0")
    return TypedNumber(
        value=float(mantissa.scaleb(exponent)) * (-1 if sign else 1),
        figures=max(1, len(significant)),
        least_figures=max(1, len(stripped)),
        place=place + exponent,
    )


def _negated(number: TypedNumber) -> TypedNumber:
    return TypedNumber(
        value=-number.value, figures=number.figures, least_figures=number.least_figures, place=number.place
    )


def _too_big(position: int) -> UnreadableNumber:
    return UnreadableNumber(
        Text(en="This number is too long or too large.", ru="Слишком длинное или слишком большое число."),
        position,
    )
