"""Exact numbers as they are printed: a decimal where it ends, else a fraction; long ones by powers of ten."""

from fractions import Fraction
from typing import Final, NamedTuple

from variants.grammar.printed.names import RAISED
from variants.texts import Language

_PLAIN: Final = 10**15
_LONGEST_DECIMAL: Final = 18


class Decimal(NamedTuple):
    """A number as `digits` times a power of ten; `digits` end in no zero."""

    digits: int
    power: int


def print_exact(value: Fraction, language: Language) -> str:
    """Print an exact number: `−2,5`, `1/3`, `6,02·10²³`."""
    if value.denominator == 1 and -_PLAIN < value.numerator < _PLAIN:
        return str(value.numerator).replace("-", "−")
    decimal = _decimal(value)
    if decimal is None:
        return f"{value.numerator}/{value.denominator}".replace("-", "−")
    mantissa, power = _scientific(decimal)
    if power is None:
        printed = mantissa
    elif mantissa in ("1", "-1"):
        printed = f"{mantissa[:-1]}10{str(power).translate(RAISED)}"
    else:
        printed = f"{mantissa}·10{str(power).translate(RAISED)}"
    printed = printed.replace("-", "−")
    return printed.replace(".", ",") if language == "ru" else printed


def latex_exact(value: Fraction, language: Language) -> str:
    """Print an exact number in LaTeX."""
    if value.denominator == 1 and -_PLAIN < value.numerator < _PLAIN:
        return str(value.numerator)
    decimal = _decimal(value)
    if decimal is None:
        sign = "-" if value < 0 else ""
        return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    mantissa, power = _scientific(decimal)
    mantissa = mantissa.replace(".", "{,}") if language == "ru" else mantissa
    if power is None:
        return mantissa
    if mantissa in ("1", "-1"):
        return f"{mantissa[:-1]}10^{{{power}}}"
    return rf"{mantissa}\cdot10^{{{power}}}"


def is_one_number(value: Fraction) -> bool:
    """Say whether a number is printed as one run of digits, without a sign, a stroke or a power of ten."""
    if value.denominator == 1:
        return 0 <= value.numerator < _PLAIN
    decimal = _decimal(value) if value > 0 else None
    return decimal is not None and _scientific(decimal)[1] is None


def _decimal(value: Fraction) -> Decimal | None:
    """Return the number as a decimal; None if it never ends."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    power = max(twos, fives)
    digits = value.numerator * 10**power // value.denominator
    while digits and digits % 10 == 0:
        digits, power = digits // 10, power - 1
    return Decimal(digits, -power)


def _scientific(decimal: Decimal) -> tuple[str, int | None]:
    """Return the mantissa, and the power of ten after it; None where plain digits are short enough."""
    digits, power = str(abs(decimal.digits)), decimal.power
    sign = "-" if decimal.digits < 0 else ""
    order = len(digits) - 1 + power
    if power >= 0 and order < 15:
        return sign + digits + "0" * power, None
    if power < 0 and -6 < order < _LONGEST_DECIMAL:
        padded = digits.rjust(1 - power, "0")
        return f"{sign}{padded[:power]}.{padded[power:]}", None
    mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    return sign + mantissa, order
