"""What a lab asks its student to hand in: tables, plots, results with their uncertainty; and the rubric."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from variants.keys import Tolerance
from variants.templates.located import Formula
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingColumn:
    """A column that repeats what a control was set to."""

    name: str
    label: Text
    control: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingColumn:
    """A column of readings of one instrument, taken where `where` (of settings and variables) holds."""

    name: str
    label: Text
    instrument: str
    unit: str = ""
    where: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedColumn:
    """A column that the student calculates from the others; `formula` is how, row by row."""

    name: str
    label: Text
    formula: Formula
    unit: str
    tolerance: Tolerance


Column = SettingColumn | ReadingColumn | DerivedColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is counted over the whole log: each reading of the instrument adds a number, 1 if nothing is said.

    `adds` is in `unit` and sees settings and variables, as the condition of a column does.
    """

    name: str
    label: Text
    instrument: str
    adds: Formula
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A statement that good measuring makes true, and what it is worth.

    It is about columns (as series) and tallies; or, with the name of a column in `readings`, about the
    settings and variables at each reading of that column.
    """

    holds: Formula
    worth: Fraction
    say: Text
    readings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows to be filled from readings: at least `least`, `good` for full marks, `most` can be entered.

    `spread` says for each column which share of `limits` (in the column's unit) readings should cover.
    """

    name: str
    title: Text
    columns: Mapping[str, Column]
    least: int
    good: int
    most: int
    spread: Mapping[str, "Spread"]
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The share of an interval, in the column's unit, that values should cover."""

    share: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A plot of two columns of a table; with `line`, a straight line is laid through the points."""

    name: str
    title: Text
    table: str
    x: str
    y: str
    line: bool
    tolerance: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How an asked quantity follows from the student's own columns (as series).

    `carried` is how it follows from other asked quantities, and columns. With `uncertainty`, the student also
    says how uncertain it is.
    """

    ask: str
    own: Formula
    carried: Formula | None = None
    uncertainty: bool = False


RubricPart = Literal["provenance", "design", "processing", "plot", "result", "uncertainty", "conclusion"]
PARTS: tuple[RubricPart, ...] = (
    "provenance",
    "design",
    "processing",
    "plot",
    "result",
    "uncertainty",
    "conclusion",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the honest protocol: rows of a table for lists of settings, after actions and waiting.

    `settings` gives each control one formula or as many as there are rows, in the control's unit; a formula
    may use the apparatus, as a student finds out by trying. `columns` sets controls for one column alone, and
    `waits` are the seconds that these settings stand before it is read.
    `doings` are done before every row: (action, amount) or ("wait", seconds); they too may be formulas.
    `each`, where it is written, are further doings for each row. The setting of a wiring is one word: its
    joins with spaces between, `a-b c-d`.
    """

    table: str
    rows: int
    settings: Mapping[str, tuple[Formula, ...]]
    columns: Mapping[str, Mapping[str, Formula]]
    waits: Mapping[str, Formula] = field(default_factory=dict)
    doings: tuple[tuple[str, Formula | None], ...] = ()
    each: tuple[tuple[tuple[str, Formula | None], ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckValue:
    """A value known from elsewhere: with this apparatus and these settings the name of the model has it.

    Numbers are in the unit of the given or the control, a wiring is its joins with spaces between;
    `doings` are (action, amount or "") and ("wait", seconds), done before.
    """

    apparatus: Mapping[str, str]
    settings: Mapping[str, str]
    name: str
    value: float
    unit: str
    tolerance: Tolerance
    source: str
    doings: tuple[tuple[str, str], ...] = ()
    line: int = 0
    column: int = 0
