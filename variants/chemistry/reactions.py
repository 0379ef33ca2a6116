"""Equations of reactions: read as people type them, balanced exactly, and printed again.

A subtracted electron (`Zn - 2e⁻ = Zn²⁺`) moves to the other side; heat (`+ Q`, `+ 890 kJ`) is left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Final, Literal

from variants.chemistry.balancing import null_space, smallest_whole
from variants.chemistry.substances import (
    Count,
    Cursor,
    Substance,
    UnreadableSubstance,
    mhchem,
    print_substance,
    take_substance,
)
from variants.chemistry.writing import LONGEST, plain_line
from variants.texts import Text

Arrow = Literal["=", "→", "⇌"]
Term = tuple[int | Fraction, Substance]
MOST_SPECIES: Final = 40
_SPACE: Final = re.compile(r" *")
_HEAT: Final = re.compile(r"(?:\d+(?:[.,]\d+)?)? *(?:Q|[kк]J|[kк]Дж|кДж|ккал)(?![a-z])")
_VULGAR: Final = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
_COEFFICIENT: Final = re.compile(
    r"(?:\( *(?P<top>\d{1,9}) */ *(?P<bottom>\d{1,9}) *\)|(?P<over>\d{1,9}) */ *(?P<under>\d{1,9})"
    r"|(?P<decimal>\d{0,9}[.,]\d{1,12})|(?P<whole>\d{0,9})(?P<vulgar>[½⅓⅔¼¾])|(?P<number>\d+)) *(?:·|\*)? *"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A reaction as written: terms with their coefficients on each side, in their order."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    arrow: Arrow = "="

    @property
    def text(self) -> str:
        """The canonical equation, as it would be typed: `2H2 + O2 = 2H2O`."""
        arrow = {"=": "=", "→": "->", "⇌": "<=>"}[self.arrow]
        return f"{_side_text(self.left)} {arrow} {_side_text(self.right)}"


class NoUniqueBalance(Exception):
    """These substances can't be balanced, or in more than one way."""


class UnreadableReaction(Exception):
    """The equation can't be read; the message says why, the position (from 0) where."""

    def __init__(self, message: Text, position: int) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


@lru_cache(maxsize=1024)
def read_reaction(text: str) -> Reaction:
    """Read an equation. Raises UnreadableReaction."""
    if len(text) > LONGEST:
        raise UnreadableReaction(
            Text(en="The equation is too long.", ru="Уравнение слишком длинное."), LONGEST
        )
    cursor = Cursor(plain_line(text))
    try:
        left, from_left = _take_side(cursor)
        arrow = _take_arrow(cursor)
        right, from_right = _take_side(cursor)
        _expect_end(cursor)
        if not (left + from_right and right + from_left):
            raise cursor.unreadable("A side has no substances.", "В одной части нет веществ.")
    except UnreadableSubstance as error:
        raise UnreadableReaction(error.message, error.position) from error
    return Reaction(left=left + from_right, right=right + from_left, arrow=arrow)


def print_reaction(reaction: Reaction) -> str:
    """Print with Unicode sub- and superscripts: `2H₂ + O₂ = 2H₂O`."""
    left, right = (
        " + ".join(_number_text(count) + print_substance(substance) for count, substance in side)
        for side in (reaction.left, reaction.right)
    )
    return f"{left} {reaction.arrow} {right}"


def latex_reaction(reaction: Reaction) -> str:
    r"""Print as `\ce{…}` for mhchem."""
    arrow = {"=": "=", "→": "->", "⇌": "<=>"}[reaction.arrow]
    left, right = (
        " + ".join(_number_text(count) + mhchem(substance) for count, substance in side)
        for side in (reaction.left, reaction.right)
    )
    return rf"\ce{{{left} {arrow} {right}}}"


def balance(left: Sequence[Substance], right: Sequence[Substance]) -> Reaction:
    """Balance atoms and charge with the smallest whole coefficients, all positive. Raises NoUniqueBalance."""
    species = [*left, *right]
    if not left or not right or len(species) > MOST_SPECIES:
        raise NoUniqueBalance("a balance needs 1 to 40 substances, some on either side")
    basis = null_space(conservation_rows(left, right), len(species))
    if len(basis) != 1:
        raise NoUniqueBalance("no balance" if not basis else "more than one balance")
    counts = smallest_whole(basis[0])
    if all(count < 0 for count in counts):
        counts = tuple(-count for count in counts)
    if not all(count > 0 for count in counts):
        raise NoUniqueBalance("some substances don't take part or stand on the wrong side")
    terms = tuple(zip(counts, species, strict=True))
    return Reaction(left=terms[: len(left)], right=terms[len(left) :])


def conservation_rows(left: Sequence[Substance], right: Sequence[Substance]) -> list[list[Count]]:
    """Return a row for each element and one for the charge: left counts positive, right negative."""
    symbols = sorted({symbol for substance in (*left, *right) for symbol, _ in substance.composition})
    signed = [(1, substance) for substance in left] + [(-1, substance) for substance in right]
    rows = [[sign * substance.atoms.get(symbol, 0) for sign, substance in signed] for symbol in symbols]
    return [*rows, [sign * substance.charge for sign, substance in signed]]


def coefficient(reaction: Reaction, substance: Substance) -> Fraction:
    """Return the coefficient of a substance, on whichever side it stands, and 0 if it doesn't."""
    left, right = (
        sum((Fraction(count) for count, other in side if other == substance), Fraction(0))
        for side in (reaction.left, reaction.right)
    )
    return abs(left - right)


def smallest(reaction: Reaction) -> Reaction:
    """Divide all coefficients to the smallest whole numbers."""
    counts = [Fraction(count) for count, _ in (*reaction.left, *reaction.right)]
    common = lcm(*(count.denominator for count in counts))
    divisor = gcd(*(int(count * common) for count in counts))
    factor = Fraction(common, divisor)
    return Reaction(
        left=_scaled(reaction.left, factor), right=_scaled(reaction.right, factor), arrow=reaction.arrow
    )


def _scaled(side: Iterable[Term], factor: Fraction) -> tuple[Term, ...]:
    return tuple((int(count * factor), substance) for count, substance in side)


def _side_text(side: Sequence[Term]) -> str:
    return " + ".join(
        _number_text(count) + substance.text + (f"({substance.state})" if substance.state else "")
        for count, substance in side
    )


def _number_text(count: int | Fraction) -> str:
    if count == 1:
        return ""
    return str(count) if Fraction(count).denominator == 1 else f"{count} "


def _take_side(cursor: Cursor) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Read the terms of one side; return those that stand here, and those that move to the other side."""
    here: list[Term] = []
    moved: list[Term] = []
    sign = "+"
    while True:
        _skip(cursor)
        heat = cursor.match(_HEAT)
        if heat:
            cursor.index = heat.end()
        else:
            (here if sign == "+" else moved).append(_take_term(cursor, sign))
        _skip(cursor)
        if len(here) > MOST_SPECIES:
            raise cursor.unreadable("There are too many substances.", "Слишком много веществ.")
        if cursor.here not in ("+", "-") or not cursor.here:
            return tuple(here), tuple(moved)
        sign = cursor.here
        cursor.index += 1


def _take_term(cursor: Cursor, sign: str) -> Term:
    start = cursor.index
    count = _take_coefficient(cursor)
    substance = take_substance(cursor)
    if sign == "-" and substance.text != "e^-":
        raise cursor.unreadable(
            "Only electrons can be subtracted.", "Вычитать в уравнении можно только электроны.", start
        )
    return count, substance


def _take_coefficient(cursor: Cursor) -> int | Fraction:
    found = cursor.match(_COEFFICIENT)
    if found is None:
        return 1
    top, bottom = found["top"] or found["over"], found["bottom"] or found["under"]
    digits = found["decimal"] or found["number"] or ""
    if len(found["number"] or "") > 10 or (bottom is not None and int(bottom) == 0):
        raise cursor.unreadable("This coefficient is out of bounds.", "Такой коэффициент недопустим.")
    if found["number"] and int(digits):
        cursor.index = found.end()
        return int(digits)
    if bottom is not None:
        count = Fraction(int(top), int(bottom))
    elif found["vulgar"]:
        count = int(found["whole"] or 0) + _VULGAR[found["vulgar"]]
    else:
        count = Fraction(digits.replace(",", "."))
    if count == 0:
        raise cursor.unreadable("A coefficient can't be zero.", "Коэффициент не бывает нулём.")
    cursor.index = found.end()
    return int(count) if count.denominator == 1 else count


def _take_arrow(cursor: Cursor) -> Arrow:
    arrow = cursor.here
    if arrow == "=" or arrow == "→" or arrow == "⇌":
        cursor.index += 1
        return arrow  # type: ignore[return-value]
    if not arrow:
        raise cursor.unreadable("The equation has no = or →.", "В уравнении нет знака = или →.")
    raise _out_of_place(cursor)


def _expect_end(cursor: Cursor) -> None:
    if cursor.here and cursor.here in "=→⇌":
        raise cursor.unreadable(
            "There is more than one = or →; write one equation.",
            "Знаков = или → больше одного; запишите одно уравнение.",
        )
    if cursor.here and cursor.here not in ".;":
        raise _out_of_place(cursor)


def _out_of_place(cursor: Cursor) -> UnreadableSubstance:
    return cursor.unreadable(
        f"“{cursor.here}” is out of place; are a + or an index missing before it?",
        f"Символ «{cursor.here}» здесь лишний; может быть, перед ним пропущен + или индекс?",
    )


def _skip(cursor: Cursor) -> None:
    space = cursor.match(_SPACE)
    if space:
        cursor.index = space.end()
