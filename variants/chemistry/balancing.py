"""Exact linear algebra of conservation: which combinations of columns give nothing."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

Row = list[Fraction]


def null_space(rows: Sequence[Sequence[int | Fraction]], width: int) -> list[tuple[Fraction, ...]]:
    """Return a basis of the vectors that every row multiplies to zero, by exact elimination.

    `rows` have `width` numbers each; with no rows every vector does.
    """
    reduced, pivots = _reduce([[Fraction(number) for number in row] for row in rows], width)
    basis = []
    for free in (column for column in range(width) if column not in pivots):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for row, pivot in zip(reduced, pivots, strict=False):
            vector[pivot] = -row[free]
        basis.append(tuple(vector))
    return basis


def smallest_whole(vector: Sequence[Fraction]) -> tuple[int, ...]:
    """Scale by a positive number to the smallest whole numbers; the vector is not zero."""
    common = lcm(*(number.denominator for number in vector))
    whole = [int(number * common) for number in vector]
    divisor = gcd(*whole)
    return tuple(number // divisor for number in whole)


def _reduce(rows: list[Row], width: int) -> tuple[list[Row], list[int]]:
    """Bring to reduced row echelon form; return the rows in use and their pivot columns."""
    pivots: list[int] = []
    for column in range(width):
        top = len(pivots)
        found = next((index for index in range(top, len(rows)) if rows[index][column]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        pivot = rows[top][column]
        rows[top] = [number / pivot for number in rows[top]]
        for index, row in enumerate(rows):
            if index != top and row[column]:
                factor = row[column]
                rows[index] = [number - factor * above for number, above in zip(row, rows[top], strict=True)]
        pivots.append(column)
    return rows[: len(pivots)], pivots
