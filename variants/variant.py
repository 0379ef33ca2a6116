"""One member of a pool, ready to be frozen: what the student sees, what is asked, and the keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from variants.carrying.sheets import Sheet
from variants.keys import Form, Key, Kind, KnownMistake, Pick
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a choice or an item of a matching, as HTML."""

    name: str
    text: Text
    say: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceShape:
    """What a choice shows: options in the order to display, and the items of a matching."""

    pick: Pick
    options: tuple[Option, ...]
    items: tuple[Option, ...] = ()


Demand = Literal[Form, "smallest", "states", "conditions", "solutions", "constant"]
"""What is demanded of an answer beside its value: a form, or what an equation or an integral must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShape:
    """A column of a table: its heading, unit as printed, cells shown; None stands at a cell to be filled.

    `figures`, `decimals`, `demands` and `solved_for` are told like those of a line.
    """

    name: str
    label: Text
    unit: Text
    kind: Kind
    cells: tuple[Text | None, ...]
    figures: int | None = None
    decimals: int | None = None
    demands: tuple[Demand, ...] = ()
    solved_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """What a table shows."""

    columns: tuple[ColumnShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisShape:
    """An axis as shown; without limits the student's page chooses them from what is drawn."""

    name: Text
    unit: Text
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotShape:
    """What a plot shows, and which parts it asks for, of `axes`, `dots`, `line`, `curve`."""

    x: AxisShape
    y: AxisShape
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """One typed line; `unit` is the unit asked for as printed (empty: a pure number).

    `figures` and `decimals` are the count asked for, `solved_for` the letter that the answer is solved for.
    """

    unit: Text = Text()
    letters: tuple[str, ...] = ()
    figures: int | None = None
    decimals: int | None = None
    demands: tuple[Demand, ...] = ()
    solved_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabShape:
    """A part of a lab's report, which the bench shows."""


Shape = ChoiceShape | TableShape | PlotShape | LineShape | LabShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked: what the student sees of it (`label` as HTML, `shape`) and the secret key."""

    name: str
    kind: Kind
    points: Fraction
    label: Text
    shape: Shape
    key: Key
    mistakes: tuple[KnownMistake, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A parameter as displayed: `plain` as typed without markup, `value` as canonical data for comparison.

    For a quantity `value` is {"value": number in the unit, "unit": unit}; for a word its id; for a row the
    row's id; for a series a list of numbers in the unit. Hidden parameters are kept too, and never shown.
    """

    name: str
    plain: Text
    value: Any
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A task with numbers. `statement`, `hints`, `solution` are safe HTML, `figure` is safe SVG.

    `certificate` says what was tried before this variant was let into the pool; `sheet` how its keys follow
    from each other, and is as secret as they are.
    """

    task: str
    number: int
    title: Text
    given: tuple[Given, ...]
    statement: Text
    asks: tuple[Ask, ...]
    hints: tuple[Text, ...] = ()
    solution: Text = Text()
    figure: Text = Text()
    certificate: Mapping[str, Any] = field(default_factory=dict)
    sheet: Sheet | None = None

    @property
    def points(self) -> Fraction:
        """All points of the variant's asks together."""
        return sum((ask.points for ask in self.asks), Fraction(0))
