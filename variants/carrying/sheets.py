"""How the keys of a variant follow from each other: its own lines as data, with everything else a number.

Formulas are text in the author's language, of names, numbers and arithmetic alone; all values are in SI.
Branches were decided, and what no student can change was computed, when the variant was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line that a typed value reaches; with `root` it is `left = right` with one root in between (SI)."""

    name: str
    formula: str
    root: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedName:
    """A name whose value a student types: a quantity, or the asked cells of a `column` of a table.

    `shown` are the SI values of the column, None at cells that are asked; empty for a quantity. `called` is
    what the student reads of it.
    """

    name: str
    ask: str
    column: str = ""
    shown: tuple[float | None, ...] = ()
    called: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """A key that follows from typed values: of an ask, or of its `part` (a column; dots, line or curve).

    `formulas` give its value (dots: x and y; line: slope and intercept); `letter` runs along a curve.
    A result that follows from the student's own value is worth `share`. `within` (in the key's unit) bounds
    the key.
    """

    ask: str
    formulas: tuple[str, ...]
    part: str = ""
    letter: str = ""
    share: Fraction = Fraction(1)
    within: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is known in a variant, the lines that depend on typed names in order, and the keys they reach."""

    typed: tuple[TypedName, ...]
    followers: tuple[Follower, ...]
    known: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    lines: tuple[SheetLine, ...] = ()
