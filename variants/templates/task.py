"""The parsed task document: frozen, its formulas read, its texts still raw and with their lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from variants.templates.asks import AskLine
from variants.templates.located import Formula, Templates
from variants.templates.made import Made
from variants.templates.values import Value
from variants.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table of data; `unit` is used by quantities only."""

    name: str
    kind: Literal["text", "number", "substance", "quantity"]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of data: rows by id, each with a value for every column (WordValue for text)."""

    name: str
    source: str
    columns: Mapping[str, Column]
    rows: Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersForm:
    """A range or a list: the numbers in `unit`, each independent `each` times if it is given."""

    numbers: tuple[Decimal, ...]
    unit: str = ""
    each: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesForm:
    """The same several numbers in every variant."""

    numbers: tuple[Decimal, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsForm:
    """A list of words by id."""

    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """A row of a table."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DependentForm:
    """A fixed number, or a value that follows from other names and is rounded as displayed."""

    formula: Formula
    unit: str = ""


Form = NumbersForm | SeriesForm | WordsForm | RowForm | DependentForm


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """One line of `given`."""

    name: str
    form: Form
    figures: int | None = None
    decimals: int | None = None
    hidden: bool = False
    shared: bool = False
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A name that stays a letter in an answer; its interval is in `unit`."""

    name: str
    unit: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveLine:
    """One line of `solve`; an implicit one has `search`, its formula is `left = right`."""

    name: str
    formula: Formula
    search: "Search | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where the only root of an implicit line is looked for, as numbers in `unit`."""

    lowest: float
    highest: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeLine:
    """A named mistake of an ask, of one `column` of a table ask or one part of a plot.

    `worth` is the share of the points that the method still earns.
    """

    ask: str
    gives: Formula
    say: Templates
    column_name: str = ""
    when: Formula | None = None
    worth: Fraction = Fraction(0)
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One of the texts of a statement, hint or solution; shown if `when` holds or is None."""

    texts: Templates
    when: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape of a figure; `content` is the text or the symbol, coordinates are bare numbers."""

    kind: Literal["line", "arrow", "polygon", "box", "circle", "dot", "arc", "curve", "text", "symbol"]
    coordinates: tuple[Formula, ...] = ()
    content: Templates | None = None
    at: tuple[Formula, ...] = ()
    turn: Formula | None = None
    label: Templates | None = None
    style: str = ""
    when: Formula | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing `width` by `height`, y upwards, drawn from first to last."""

    width: float
    height: float
    alt: Templates
    draw: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task document that was read without problems.

    `units` says for every numeric name (given, solved, constants) how it is printed when a hole says no unit;
    `spread` how many points of difficulty a variant may lie from the median; `made` keeps what all variants
    have in common.
    """

    id: str
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    skills: tuple[str, ...]
    languages: tuple[Language, ...]
    tables: Mapping[str, Table]
    given: Mapping[str, GivenLine]
    constants: Mapping[str, Value]
    letters: Mapping[str, Letter]
    where: tuple[Formula, ...]
    ugly: tuple[Formula, ...]
    solve: Mapping[str, SolveLine]
    certify: tuple[Formula, ...]
    asks: Mapping[str, AskLine]
    mistakes: tuple[MistakeLine, ...]
    statement: tuple[Passage, ...]
    hints: tuple[Passage, ...]
    solution: tuple[Passage, ...]
    figure: Figure | None
    units: Mapping[str, str]
    spread: int | None = None
    document: str = field(default="", compare=False)
    made: Made = field(default_factory=Made, init=False, compare=False, repr=False)
