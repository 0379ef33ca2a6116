"""What a task asks: one class a kind, formulas read, texts still raw."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from variants.keys import FiguresRule, Form, Kind, Pick, ReactionForm, Temperature, Tolerance
from variants.templates.located import Formula, Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityAsk:
    """A number with a unit; figures, decimals and shares are those of `QuantityKey`."""

    key: Formula
    unit: str
    tolerance: Tolerance
    figures: int | None = None
    decimals: int | None = None
    figures_rule: FiguresRule = "demanded"
    figures_share: Fraction = Fraction(1, 2)
    number_share: Fraction | None = None
    unit_share: Fraction = Fraction(0)
    temperature: Temperature = "either"
    within: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionAsk:
    """A formula with letters; `solved` is the letter that may not reappear, True for the one it lacks."""

    key: Formula
    unit: str = ""
    solved: str | bool = False
    forms: tuple[Form, ...] = ()
    up_to_constant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationAsk:
    """An equation; the key is a comparison by `=`.

    With `solutions` its solutions are as good; `solved` is the letter that stands alone, True for the one
    that does so in the key.
    """

    key: Formula
    solutions: bool = False
    solved: str | bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceAsk:
    """The formula of a substance (kind `formula`)."""

    key: Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionAsk:
    """The equation of a reaction; `conditions` are those to be written over the arrow."""

    key: Formula
    form: ReactionForm = "molecular"
    coefficients: Literal["smallest", "any", "key"] = "any"
    states: Literal["ignored", "required"] = "ignored"
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOption:
    """An option: `text`, or `gives` printed; `right` for one and several, `by` for ordering."""

    name: str
    text: Templates | None = None
    gives: Formula | None = None
    right: Formula | None = None
    by: Formula | None = None
    say: Templates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem:
    """An item of a matching; `goes_to` gives the id of an option (WordValue)."""

    name: str
    goes_to: Formula
    text: Templates | None = None
    gives: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAsk:
    """A choice. With `from_mistakes` the options are `key` and every mistake of this ask, printed."""

    pick: Pick
    options: tuple[ChoiceOption, ...] = ()
    items: tuple[ChoiceItem, ...] = ()
    from_mistakes: bool = False
    key: Formula | None = None
    unit: str = ""
    figures: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column. Shown whole if `kind` is None; `asked` are row numbers from 1, None: all."""

    name: str
    key: Formula
    label: Templates | None = None
    kind: Kind | None = None
    form: "CellAsk | None" = None
    points: Fraction = Fraction(1)
    asked: tuple[int, ...] | None = None


CellAsk = QuantityAsk | ExpressionAsk | EquationAsk | SubstanceAsk | ReactionAsk


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsk:
    """A table with shown and asked columns."""

    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisLine:
    """An axis of a plot; limits are formulas: bare numbers in `unit`, or quantities of its dimension."""

    name: str
    unit: str = ""
    lowest: Formula | None = None
    highest: Formula | None = None
    label: Templates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsPart:
    """Points on a plot: two series."""

    x: Formula
    y: Formula
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePart:
    """A straight line on a plot."""

    slope: Formula
    intercept: Formula
    tolerance: Tolerance
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePart:
    """A curve `y` along a letter; `through` are places along x (empty: spread by the program)."""

    y: Formula
    along: str
    tolerance: Tolerance
    through: tuple[Formula, ...] = ()
    points: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotAsk:
    """A plot; parts that are not asked are None. `axes` are the points for the axes."""

    x: AxisLine
    y: AxisLine
    axes: Fraction | None = None
    dots: DotsPart | None = None
    line: LinePart | None = None
    curve: CurvePart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A statement looked for in a text: by language all terms, each a tuple of alternatives."""

    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    points: Fraction = Fraction(1)
    say: Templates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAsk:
    """An open question."""

    expects: tuple[Expectation, ...]
    rejects: tuple[Expectation, ...] = ()
    sample: Templates | None = None


AskForm = (
    QuantityAsk
    | ExpressionAsk
    | EquationAsk
    | SubstanceAsk
    | ReactionAsk
    | ChoiceAsk
    | TableAsk
    | PlotAsk
    | TextAsk
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """One thing asked. `carry` is what a result from the student's own earlier value is worth (0: off).

    `apart` marks the quantity whose keys are kept apart when a class is dealt.
    """

    name: str
    kind: Kind
    form: AskForm
    points: Fraction = Fraction(1)
    label: Templates | None = None
    carry: Fraction = Fraction(1)
    apart: bool = False
    line: int = 0
    column: int = 0
