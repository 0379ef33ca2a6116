"""Round numbers as schools teach it (half goes away from zero) and print them as school books do."""

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from variants.texts import Language

_TO_SUPERSCRIPT: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_WIDE: Final = Context(prec=700, rounding=ROUND_HALF_UP)


class PrintedNumber(NamedTuple):
    """A number as school books print it, and the same in LaTeX."""

    words: str
    tex: str


def print_number(
    value: float, language: Language, *, figures: int | None = None, decimals: int | None = None
) -> str:
    """Print a number: `3,5·10⁻³`, four figures and no last zeros if nothing is asked for."""
    return printed_number(value, figures, decimals)[language].words


def latex_number(
    value: float, language: Language, *, figures: int | None = None, decimals: int | None = None
) -> str:
    r"""Print a number as `print_number` does, in LaTeX: `3{,}5\cdot10^{-3}`."""
    return printed_number(value, figures, decimals)[language].tex


def superscript(power: int | Fraction) -> str:
    """Print a power in raised digits."""
    return str(power).replace("/", "ᐟ").translate(_TO_SUPERSCRIPT)


@lru_cache(maxsize=20_000)
def printed_number(
    value: float, figures: int | None, decimals: int | None
) -> Mapping[Language, PrintedNumber]:
    """Return a number as `print_number` and `latex_number` print it in each language."""
    mantissa, power = _mantissa(value, figures, decimals)
    words, comma = mantissa.replace("-", "−"), mantissa.replace(".", "{,}")
    if power is None:
        return {
            "en": PrintedNumber(words, mantissa),
            "ru": PrintedNumber(words.replace(".", ","), comma),
        }
    tens, tex = "10" + superscript(power), f"10^{{{power}}}"
    if mantissa in ("1", "-1"):
        lone = PrintedNumber(words[:-1] + tens, mantissa[:-1] + tex)
        return {"en": lone, "ru": lone}
    return {
        "en": PrintedNumber(f"{words}·{tens}", rf"{mantissa}\cdot{tex}"),
        "ru": PrintedNumber(f"{words.replace('.', ',')}·{tens}", rf"{comma}\cdot{tex}"),
    }


def _mantissa(value: float, figures: int | None, decimals: int | None) -> tuple[str, int | None]:
    """Return the digits with a point and, for numbers far from one, the power of ten beside them."""
    if decimals is not None:
        return _plain(decimal_of_decimals(value, decimals)), None
    rounded = decimal_of_figures(value, 4 if figures is None else figures)
    if figures is None:
        rounded = _without_last_zeros(rounded)
    if rounded and not -3 <= rounded.adjusted() < 5:
        power = rounded.adjusted()
        return _plain(rounded.scaleb(-power)), power
    return _plain(rounded), None


def _without_last_zeros(number: Decimal) -> Decimal:
    return number.normalize() if number else Decimal(0)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.removeprefix("-") if not number else text


def round_to_figures(value: float, figures: int) -> float:
    """Return the value rounded to this many significant figures; zero stays zero."""
    return float(decimal_of_figures(value, figures))


def round_to_decimals(value: float, decimals: int) -> float:
    """Return the value rounded to this many places after the point; negative ones round to tens."""
    return float(decimal_of_decimals(value, decimals))


def decimal_of_figures(value: float, figures: int) -> Decimal:
    """Return the rounded value as an exact decimal with its last zeros. Raises ValueError if not finite."""
    exact = _exact(value)
    if not exact:
        return Decimal(0)
    rounded = _quantize(exact, exact.adjusted() - figures + 1)
    if rounded.adjusted() == exact.adjusted():
        return rounded
    return _quantize(rounded, rounded.adjusted() - figures + 1)


def decimal_of_decimals(value: float, decimals: int) -> Decimal:
    """Return the rounded value as an exact decimal. Raises ValueError if not finite."""
    return _quantize(_exact(value), -decimals)


def _exact(value: float) -> Decimal:
    """Return the shortest decimal that reads back as this float."""
    if not math.isfinite(value):
        raise ValueError(f"{value} can't be rounded")
    return Decimal(repr(float(value)))


def _quantize(exact: Decimal, exponent: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(exponent), context=_WIDE)
