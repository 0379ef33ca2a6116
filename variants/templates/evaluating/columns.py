"""What a name holds for all members of a pool at once.

Numbers and truths are arrays of shape (members or 1, values or 1). Words, rows, substances and reactions are
stored once each, with a code for every member, so that chemistry is computed once per distinct combination.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]

_MOST_COMBINATIONS: Final = 1 << 16
"""Of objects, that a place is kept for."""


class Unusable:
    """Stands where a function has no value: a balance that isn't unique, a salt that has no ions."""

    __slots__ = ()


UNUSABLE: Final = Unusable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Quantities in SI. `size` bounds the numbers they were added up from, for honest comparison."""

    values: Floats
    size: Floats | None = None

    @property
    def magnitude(self) -> Floats:
        """The size of the terms, or of the value itself where nothing was added."""
        return np.abs(self.values) if self.size is None else self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Truths:
    """Statements."""

    values: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Objects: `codes` has shape (members or 1,) and counts in `items`."""

    codes: Codes
    items: tuple[Any, ...]


Column = Numbers | Truths | Coded


def constant(value: float) -> Numbers:
    """Return one number for all members."""
    return Numbers(values=np.asarray([[value]], dtype=np.float64))


def truth(value: bool) -> Truths:  # noqa: FBT001
    """Return one truth for all members."""
    return Truths(values=np.asarray([[value]], dtype=np.bool_))


def the_object(item: Any) -> Coded:  # noqa: ANN401
    """Return one object for all members."""
    return Coded(codes=np.zeros(1, dtype=np.int64), items=(item,))


def combine(function: Callable[..., Any], *columns: Coded) -> Coded:
    """Apply a function to objects, once for every combination that occurs.

    Where an argument is unusable, so is the result.
    """
    lengths = [len(column.codes) for column in columns]
    length = max(lengths) if all(lengths) else 0
    spread = [np.broadcast_to(column.codes, (length,)) for column in columns]
    distinct, codes = _distinct_rows(spread, [len(column.items) for column in columns])
    items = []
    for row in distinct.tolist():
        arguments = [column.items[code] for column, code in zip(columns, row, strict=True)]
        unusable = any(argument is UNUSABLE for argument in arguments)
        items.append(UNUSABLE if unusable else function(*arguments))
    return Coded(codes=codes, items=tuple(items))


def _distinct_rows(codes: Sequence[Codes], counts: Sequence[int]) -> tuple[Codes, Codes]:
    """Return the combinations that occur, in their order, and which of them each member has."""
    if len(codes[0]) == 1:
        return np.stack(codes, axis=1), np.zeros(1, dtype=np.int64)
    if prod(counts) > _MOST_COMBINATIONS:
        distinct, places = np.unique(np.stack(codes, axis=1), axis=0, return_inverse=True)
        return distinct, places.reshape(-1).astype(np.int64)
    # Combinations are counted like a number's digits, and looked up: sorting them takes many times as long.
    keys = np.ravel_multi_index(tuple(codes), tuple(counts))
    occurs = np.zeros(prod(counts), dtype=np.bool_)
    occurs[keys] = True
    found = np.flatnonzero(occurs)
    numbers = np.cumsum(occurs) - 1
    return np.stack(np.unravel_index(found, tuple(counts)), axis=1), numbers[keys]


def numbers_of(column: Coded) -> Numbers:
    """Turn objects that are numbers into an array; the unusable become NaN."""
    items = [np.nan if item is UNUSABLE else float(item) for item in column.items]
    return Numbers(values=np.asarray(items, dtype=np.float64)[column.codes][:, None])


def truths_of(column: Coded) -> Truths:
    """Turn objects that are truths into an array; the unusable become False."""
    items = [False if item is UNUSABLE else bool(item) for item in column.items]
    return Truths(values=np.asarray(items, dtype=np.bool_)[column.codes][:, None])


def objects_of(column: Numbers) -> Coded:
    """Turn numbers into objects, to be combined with others."""
    distinct, codes = np.unique(column.values[:, 0], return_inverse=True)
    return Coded(codes=codes.reshape(-1).astype(np.int64), items=tuple(float(value) for value in distinct))


def take(column: Column, members: Codes) -> Column:
    """Return the column for some members only; what is the same for all stays so."""
    if isinstance(column, Coded):
        return column if len(column.codes) == 1 else Coded(codes=column.codes[members], items=column.items)
    if isinstance(column, Truths):
        return column if len(column.values) == 1 else Truths(values=column.values[members])
    if len(column.values) == 1:
        return column
    return Numbers(values=column.values[members])


def choose(condition: Truths, yes: Column, no: Column) -> Column:
    """Return for each member what its condition says."""
    if isinstance(yes, Numbers) and isinstance(no, Numbers):
        size = None
        if yes.size is not None or no.size is not None:
            size = np.where(condition.values, yes.magnitude, no.magnitude)
        return Numbers(values=np.where(condition.values, yes.values, no.values), size=size)
    if isinstance(yes, Truths) and isinstance(no, Truths):
        return Truths(values=np.where(condition.values, yes.values, no.values))
    if not isinstance(yes, Coded) or not isinstance(no, Coded):
        raise TypeError("both branches hold the same kind")
    codes = np.where(condition.values[:, 0], yes.codes, no.codes + len(yes.items))
    return Coded(codes=codes.astype(np.int64), items=(*yes.items, *no.items))
