"""Equations of reactions: read as people type them, balanced exactly, and printed again.

A subtracted electron (`Zn - 2e⁻ = Zn²⁺`) moves to the other side; heat (`+ Q`, `+ 890 kJ`) is left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Final, Literal

from variants.chemistry.balancing import null_space, smallest_whole
from variants.chemistry.substances import Substance, mhchem, print_substance
from variants.chemistry.terms import MOST_SPECIES, Term, take_side
from variants.chemistry.typed.bodies import Count
from variants.chemistry.typed.cursors import Cursor, UnreadableSubstance, line_of
from variants.chemistry.typed.writing import Line
from variants.texts import Text

Arrow = Literal["=", "→", "⇌"]
_CONDITIONS: Final = re.compile(r" *\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A reaction as written: terms with their coefficients on each side, in their order."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    arrow: Arrow = "="
    conditions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The canonical equation, as it would be typed: `2H2 + O2 = 2H2O`, `CaCO3 =[t] CaO + CO2`."""
        arrow = _TYPED_ARROWS[self.arrow] + (f"[{', '.join(self.conditions)}]" if self.conditions else "")
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
    try:
        return read_reaction_line(line_of(text))
    except UnreadableSubstance as error:
        raise UnreadableReaction(error.message, error.position) from error


def read_reaction_line(line: Line) -> Reaction:
    """Read an equation from a plain line. Raises UnreadableSubstance."""
    cursor = Cursor(line)
    left, from_left = take_side(cursor)
    arrow = _take_arrow(cursor)
    over = _take_conditions(cursor)
    right, from_right = take_side(cursor)
    behind = _take_conditions(cursor)
    _expect_end(cursor)
    if not (left or from_right) or not (right or from_left):
        raise cursor.unreadable("A side has no substances.", "В одной части нет веществ.")
    conditions = tuple(sorted({*over, *behind})) if over or behind else ()
    return Reaction(left=(*left, *from_right), right=(*right, *from_left), arrow=arrow, conditions=conditions)


def print_reaction(reaction: Reaction) -> str:
    """Print with Unicode sub- and superscripts: `2H₂ + O₂ = 2H₂O`."""
    left, right = (
        " + ".join(_number_text(count) + print_substance(substance) for count, substance in side)
        for side in (reaction.left, reaction.right)
    )
    over = f"[{', '.join(reaction.conditions)}]" if reaction.conditions else ""
    return f"{left} {reaction.arrow}{over} {right}"


def latex_reaction(reaction: Reaction) -> str:
    r"""Print as `\ce{…}` for mhchem."""
    arrow = _TYPED_ARROWS[reaction.arrow]
    if reaction.conditions:
        # Over a sign of equality mhchem has no room.
        arrow = f"{'->' if arrow == '=' else arrow}[{', '.join(reaction.conditions)}]"
    left, right = (
        " + ".join(_mhchem_term(count, substance) for count, substance in side)
        for side in (reaction.left, reaction.right)
    )
    return rf"\ce{{{left} {arrow} {right}}}"


def balance(left: Sequence[Substance], right: Sequence[Substance]) -> Reaction:
    """Balance atoms and charge with the smallest whole coefficients, all positive. Raises NoUniqueBalance."""
    if not left or not right or len(left) + len(right) > MOST_SPECIES:
        raise NoUniqueBalance("a balance needs 1 to 60 substances, some on either side")
    terms = tuple(zip(_coefficients(tuple(left), tuple(right)), (*left, *right), strict=True))
    return Reaction(left=terms[: len(left)], right=terms[len(left) :])


# A pool balances the same few reactions for all its members, and substances of the same atoms are equal.
@lru_cache(maxsize=4096)
def _coefficients(left: tuple[Substance, ...], right: tuple[Substance, ...]) -> tuple[int, ...]:
    basis = null_space(conservation_rows(left, right), len(left) + len(right))
    if len(basis) != 1:
        raise NoUniqueBalance("no balance" if not basis else "more than one balance")
    counts = smallest_whole(basis[0])
    if all(count < 0 for count in counts):
        counts = tuple(-count for count in counts)
    if not all(count > 0 for count in counts):
        raise NoUniqueBalance("some substances don't take part or stand on the wrong side")
    return counts


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
        left=_scaled(reaction.left, factor),
        right=_scaled(reaction.right, factor),
        arrow=reaction.arrow,
        conditions=reaction.conditions,
    )


def _scaled(side: Iterable[Term], factor: Fraction) -> tuple[Term, ...]:
    return tuple((int(count * factor), substance) for count, substance in side)


def _side_text(side: Sequence[Term]) -> str:
    return " + ".join(
        _number_text(count) + substance.text + (f"({substance.state})" if substance.state else "")
        for count, substance in side
    )


def _mhchem_term(count: Count, substance: Substance) -> str:
    """Keep the coefficient apart from the numbers of a nuclide."""
    number, written = _number_text(count), mhchem(substance)
    return f"{number.strip()} {written}" if number and written[0] == "^" else number + written


def _number_text(count: int | Fraction) -> str:
    if count == 1:
        return ""
    if count.denominator == 1:
        return str(count)
    # A fraction of many digits was typed as a decimal, and is read as one.
    is_short = max(count.numerator, count.denominator) < 10**6
    return f"{count} " if is_short else f"{Decimal(count.numerator) / Decimal(count.denominator):f} "


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
    if cursor.text[cursor.index :].strip(" .;,"):
        raise _out_of_place(cursor)


def _out_of_place(cursor: Cursor) -> UnreadableSubstance:
    return cursor.unreadable(
        f"“{cursor.here}” is out of place; are a + or an index missing before it?",
        f"Символ «{cursor.here}» здесь лишний; может быть, перед ним пропущен + или индекс?",
    )


def _take_conditions(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.match(_CONDITIONS)
    if found is None:
        return ()
    cursor.index = found.end()
    return tuple(found[1].split(","))


_TYPED_ARROWS: Final[dict[Arrow, str]] = {"=": "=", "→": "->", "⇌": "<=>"}
