"""A place in a notebook for one task."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for one task; `points` is what the slot is worth, whichever of its tasks is dealt."""

    name: str
    points: Fraction
    tasks: tuple[str, ...]
