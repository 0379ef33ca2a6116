"""Instruments: what they measure, how finely, how wrong they are, and how they look."""

from dataclasses import dataclass
from typing import Literal

from variants.templates.located import Formula
from variants.texts import Text

Look = Literal["digits", "dial", "scale", "column", "text"]
"""A number, a needle, a ruler's mark, a thermometer's column, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One measuring range in the instrument's unit; beyond `lowest` or `highest` it shows overload.

    `resolution` is the smallest step shown; `zero` bounds the offset, `noise` is a standard deviation, both
    in the unit; `grade` bounds the relative error: 0.01 is class 1.
    """

    name: str
    label: Text
    lowest: float
    highest: float
    resolution: float
    grade: float = 0.0
    zero: float = 0.0
    noise: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Measures a formula of the model in `unit`, or observes words of a fixed set (`look` is `text`).

    Where `when` does not hold, nothing is measured and `otherwise` is said. `lag` is the time constant in
    seconds of lab time. A `live` instrument shows its reading all the time, not only when one is taken.
    """

    name: str
    label: Text
    reads: Formula
    unit: str
    spans: tuple[Span, ...]
    look: Look
    when: Formula | None = None
    otherwise: Text = Text()
    lag: float = 0.0
    live: bool = False
    line: int = 0
    column: int = 0
