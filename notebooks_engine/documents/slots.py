"""A place in a notebook for one task or one lab."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for one task; `points` is what the slot is worth, whichever of its tasks is dealt.

    Where it is for a `lab`, that is the only name in `tasks`.
    """

    name: str
    points: Fraction
    tasks: tuple[str, ...]
    lab: bool = False
