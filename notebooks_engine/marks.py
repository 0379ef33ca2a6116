"""A teacher's mark: it stands beside the machine's, which is kept; an undone mark is kept too."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, NewType

from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.refusals import BadEntry
from variants.texts import Text

MarkKey = NewType("MarkKey", str)
LONGEST_COMMENT: Final = 2000
_POINTS: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,4}|/[1-9]\d{0,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A teacher's score for an ask of one try, or for a whole slot (`ask` empty), from 0 to 1.

    A mark of an ask judges the answer of that try alone; a mark of a slot stands whatever is handed in
    later, and closes the slot until it is undone.
    """

    key: MarkKey
    attempt: AttemptKey
    slot: str
    ask: str
    try_number: int
    score: Fraction
    comment: str
    teacher: PersonKey
    made_at: int
    undone_at: int | None = None

    def undone(self, now: int) -> "Mark":
        """Return the mark, no longer counting."""
        return replace(self, undone_at=now)


def read_points(text: str, out_of: Fraction) -> Fraction:
    """Read points as a teacher types them (`1,5`, `1.5`, `3/2`) and return the share. Raises BadEntry."""
    entered = text.strip()
    points = Fraction(entered.replace(",", ".")) if _POINTS.fullmatch(entered) else None
    if points is None or points > out_of:
        raise BadEntry(
            Text(
                en=f"Points are a number from 0 to {print_points(out_of, '.')}.",
                ru=f"Баллы — число от 0 до {print_points(out_of, ',')}.",
            )
        )
    return points / out_of if out_of else Fraction(0)


def print_points(points: Fraction, mark: str) -> str:
    """Print points with two decimals at most, with this decimal mark."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".").replace(".", mark)
