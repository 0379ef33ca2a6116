"""The expected answers of a variant, one kind a class, as plain values that freeze into an attempt.

A key is what a checker compares with; it never reaches a browser before the assignment's rules show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from variants.texts import Text

Pick = Literal["one", "several", "matching", "ordering"]
FiguresRule = Literal["demanded", "tolerated", "ignored"]
Temperature = Literal["either", "point", "difference"]
Form = Literal[
    "expanded",
    "factored",
    "single_fraction",
    "lowest_terms",
    "simplified",
    "exact",
    "completed_square",
    "partial_fractions",
]
ReactionForm = Literal["molecular", "ionic", "net_ionic", "half"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far an answer may lie from the key: a share of it, a distance in its unit, or an interval."""

    relative: Fraction | None = None
    absolute: float | None = None
    interval: tuple[float, float] | None = None

    def moved(self, distance: float) -> "Tolerance":
        """Return what is allowed around a value that lies elsewhere: an interval goes along with it."""
        if self.interval is None:
            return self
        low, high = self.interval
        return replace(self, interval=(low + distance, high + distance))


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolRange:
    """A letter of a formula key: its unit and the interval its number (in that unit) is taken from."""

    unit: str = ""
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityKey:
    """A number with a unit; `unit` is empty for a pure number.

    `figures` (significant) and `decimals` (places) are looked at as `figures_rule` says: where they are
    `demanded`, another count leaves `figures_share`; `tolerated` is only told, `ignored` is not looked at.
    `number_share` is what a right number with a wrong or missing unit is worth (where nothing is said, a
    missing unit leaves a half and a wrong one nothing), `unit_share` the reverse. `temperature` says whether
    kelvins are a point of the scale or a difference.
    """

    value: float
    unit: str = ""
    tolerance: Tolerance = field(default_factory=lambda: Tolerance(relative=Fraction(1, 50)))
    figures: int | None = None
    unit_required: bool = True
    decimals: int | None = None
    figures_rule: FiguresRule = "demanded"
    figures_share: Fraction = Fraction(1, 2)
    number_share: Fraction | None = None
    unit_share: Fraction = Fraction(0)
    temperature: Temperature = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionKey:
    """A formula with letters, as it would be typed; `solved_for` may not appear in the answer.

    `functions` are names that stand for unknown functions; `forms` are demands on how it is written; with
    `up_to_constant` an added constant (a number or a letter that the key lacks) makes no difference.
    """

    formula: str
    symbols: Mapping[str, SymbolRange] = field(default_factory=dict)
    unit: str = ""
    solved_for: str | None = None
    functions: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    up_to_constant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationKey:
    """An equation `left = right`, as it would be typed.

    With `solutions` a list of all its solutions is as good (`x = 2 or x = 3`); `solved_for` demands that this
    letter stands alone on a side.
    """

    equation: str
    symbols: Mapping[str, SymbolRange] = field(default_factory=dict)
    functions: tuple[str, ...] = ()
    solutions: bool = False
    solved_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InequalityKey:
    """A set of numbers of one letter, typed as inequalities or intervals: `x > 3`, `[0; 2) ∪ {5}`."""

    inequality: str
    symbols: Mapping[str, SymbolRange] = field(default_factory=dict)
    tolerance: Tolerance | None = None


CollectionKind = Literal["set", "list", "vector", "matrix"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionKey:
    """Several values as they would be typed: `{1; 2}`, `1; 2`, `(1; 2; 3)`, `[[1; 2]; [3; 4]]`.

    The order counts in all kinds but `set`, in a list unless `ordered` is false; repetitions in a set count
    with `multiplicity`. Elements are numbers or formulas, equal exactly unless there is a `tolerance`.
    """

    kind: CollectionKind
    elements: str
    symbols: Mapping[str, SymbolRange] = field(default_factory=dict)
    functions: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    multiplicity: bool = False
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaKey:
    """The formula of a substance or ion, as it would be typed: `Al2(SO4)3`, `SO4^2-`."""

    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionKey:
    """A balanced equation as it would be typed; None says that no reaction takes place.

    `coefficients` are any that conserve atoms and charge, the smallest, or a multiple of the `key`'s.
    """

    equation: str | None
    form: ReactionForm = "molecular"
    coefficients: Literal["smallest", "any", "key"] = "any"
    states: Literal["ignored", "required"] = "ignored"
    conditions: Literal["ignored", "required"] = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceKey:
    """Right options: one id, a set of ids, an order of ids, or (matching) the option of each item."""

    pick: Pick
    right: tuple[str, ...] = ()
    matches: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnKey:
    """The keys of one asked column of a table; None stands at cells that are given or not asked."""

    name: str
    kind: str
    cells: tuple["Key | None", ...]
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKey:
    """The asked columns of a table, all of the same number of rows."""

    columns: tuple[ColumnKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisKey:
    """An axis of a plot: quantity, unit and, where fixed, its limits in that unit."""

    name: str
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsKey:
    """Points expected on a plot, in the units of its axes."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineKey:
    """A straight line expected on a plot, slope and intercept in the units of its axes."""

    slope: float
    intercept: float
    tolerance: Tolerance
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveKey:
    """A curve expected on a plot: points that it passes through, and its formula sampled for the solution."""

    through: tuple[tuple[float, float], ...]
    samples: tuple[tuple[float, float], ...]
    tolerance: Tolerance
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotKey:
    """What a drawn plot is checked for; parts that are not asked are None. `axes` are the points for axes."""

    x: AxisKey
    y: AxisKey
    axes: Fraction | None = None
    dots: DotsKey | None = None
    line: LineKey | None = None
    curve: CurveKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement looked for in a text: all terms of a language; a term is a tuple of alternatives."""

    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    points: Fraction = Fraction(1)
    say: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """An open question: statements that earn points, statements that are mistakes, a sample answer."""

    expects: tuple[Statement, ...]
    rejects: tuple[Statement, ...] = ()
    sample: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabKey:
    """A part of a lab's report that is judged beside the log of its session, never by itself.

    `name` is that of the table or plot; the uncertainties of all results are one part.
    """

    part: Literal["table", "plot", "uncertainty"]
    name: str = ""


Key = (
    QuantityKey
    | ExpressionKey
    | EquationKey
    | InequalityKey
    | CollectionKey
    | FormulaKey
    | ReactionKey
    | ChoiceKey
    | TableKey
    | PlotKey
    | TextKey
    | LabKey
)
AskedKind = Literal[
    "quantity", "expression", "equation", "formula", "reaction", "choice", "table", "plot", "text"
]
"""What a task may ask."""
Kind = Literal[AskedKind, "lab"]
"""A part of a lab's report stands beside what tasks ask."""
Answer = Any
"""What a person entered, as JSON. A string for quantity, expression, equation, inequality, collections,
formula, reaction and text.
choice: an option id (one), a list of ids (several, ordering), an object item -> option id (matching).
table: an object column -> list of strings, one a row ("" where nothing is asked or typed).
plot: {"axes": {"x": {"name", "unit"}, "y": {…}}, "dots": [[x, y], …], "line": [[x, y], [x, y]],
"curve": [[x, y], …]}; each part may be missing, numbers are JSON numbers in the axes' units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMistake:
    """A wrong answer that has a name, and the share of the points that its method is still `worth`.

    `target` is "" for the whole ask, "column:row" (rows from 0) of a table, or a part of a plot.
    """

    key: Key
    say: Text
    target: str = ""
    worth: Fraction = Fraction(0)
