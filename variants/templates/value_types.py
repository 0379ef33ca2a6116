"""What a formula may hold, known before any number is: dimension, length of a series, letters, words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.templates.task import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberType:
    """A quantity, a series of `length` quantities, or a formula with letters.

    A dimension of None is a bare zero, which fits any unit.
    """

    dimension: Dimension | None = DIMENSIONLESS
    length: int | None = None
    letters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordType:
    """One word of a list."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedType:
    """A word in quotes: a word of a list, a row or a substance, as its neighbour decides."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextType:
    """The words of a text column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthType:
    """A statement; with letters it is one about functions, or an equation."""

    letters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """A row of a table."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceType:
    """A substance, or (`mixed`) several with their counts."""

    mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionType:
    """A reaction; `balanced` is False between a bare arrow and `balance`."""

    balanced: bool = True


Type = NumberType | WordType | QuotedType | TextType | TruthType | RowType | SubstanceType | ReactionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names that a formula may use. `unknown` are names whose own line is refused already.

    `strict` is off for named mistakes, whose units may be wrong.
    """

    names: Mapping[str, Type]
    tables: Mapping[str, Table] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    strict: bool = True


def product(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """Return the dimension of a product (sign 1) or a quotient (sign -1)."""
    return tuple(_plain(a + sign * b) for a, b in zip(left, right, strict=True))


def power(dimension: Dimension, exponent: Fraction) -> Dimension:
    """Return the dimension of a power."""
    return tuple(_plain(a * exponent) for a in dimension)


def _plain(number: int | Fraction) -> int | Fraction:
    return int(number) if number == int(number) else Fraction(number)
