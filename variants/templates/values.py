"""What a name of a task holds for one member of its pool; numbers are SI, as they were displayed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance
from variants.formulas.trees import Tree
from variants.quantities.unit_table import Dimension
from variants.texts import Text


class NoValue(ValueError):
    """A formula has no value for this member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberValue:
    """A quantity: `si` in SI, printed in `unit` with `figures` or `decimals` (neither: the default)."""

    si: float
    dimension: Dimension
    unit: str = ""
    figures: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValue:
    """Several quantities of one kind, in order; printed alike."""

    si: tuple[float, ...]
    dimension: Dimension
    unit: str = ""
    figures: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordValue:
    """A word: its id in the list (a row's id for a text column) and how it is written."""

    name: str
    text: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthValue:
    """The truth of a statement."""

    truth: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceValue:
    """A substance, ion or electron."""

    substance: Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionValue:
    """A reaction; None says that no reaction takes place."""

    reaction: Reaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowValue:
    """A row of a table: its id, and what stands in its columns."""

    table: str
    row: str
    columns: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaValue:
    """A formula with letters; parameters stand in it as numbers.

    The numbers are such that every letter is read in its declared unit and the result comes in `unit`; where
    `in_si`, these units don't go together, and the numbers hold for letters and result in SI.
    `text` is how it would be typed; `si` is the same formula with letters and result in SI.
    """

    text: str
    tree: Tree
    si: Tree
    letters: tuple[str, ...]
    dimension: Dimension
    unit: str = ""
    in_si: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationValue:
    """An equation between formulas with letters, every letter read in its declared unit, or `in_si`."""

    text: str
    left: Tree
    right: Tree
    letters: tuple[str, ...]
    in_si: bool = False


Value = (
    NumberValue
    | SeriesValue
    | WordValue
    | TruthValue
    | SubstanceValue
    | ReactionValue
    | RowValue
    | FormulaValue
    | EquationValue
)
