"""The points at which formulas are compared: numbers of many digits that no formula expects.

A letter has the same numbers in whatever company it stands; they lie inside its range, and among positive
real numbers from 0.1 to 10 where nothing is said, since letters are physical quantities.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from flint import arb

from variants.equivalence.values.precision import at_precision
from variants.keys import SymbolRange

BITS: Final = 120
_SPREAD: Final = arb(10)
STRATA: Final = 16
_DECADES: Final = 10
_DECADES_BELOW: Final = 4
ANYWHERE: Final = SymbolRange()
_SHARES: Final = SymbolRange(lowest=0, highest=1)


def points_for(
    names: frozenset[str], ranges: Mapping[str, SymbolRange], count: int
) -> tuple[Mapping[str, arb], ...]:
    """Return points: independent, irrational-looking, exact as balls, the same for the same names."""
    return tuple(point_for(names, ranges, number) for number in range(count))


def point_for(names: frozenset[str], ranges: Mapping[str, SymbolRange], number: int) -> dict[str, arb]:
    """Return the point of this number."""
    return {name: coordinate(name, ranges.get(name, ANYWHERE), number) for name in names}


@lru_cache(maxsize=4096)
def far_coordinate(name: str, known: SymbolRange, number: int) -> arb:
    """Return a number from far below to far above 1, or so far from the end of a range; else inside it."""
    if known.lowest is not None and known.highest is not None:
        return coordinate(f"{name} far", known, number)
    share = coordinate(f"{name} far", _SHARES, number)
    with at_precision(BITS):
        distance = _SPREAD ** (_DECADES * share - _DECADES_BELOW)
        if known.lowest is not None:
            return (arb(known.lowest) + distance).mid()
        return (arb(known.highest) - distance if known.highest is not None else distance).mid()


@lru_cache(maxsize=4096)
def coordinate(name: str, known: SymbolRange, number: int) -> arb:
    """Return the number of a letter at a point; sixteen points in a row are spread over all of its range."""
    digest = sha256(f"{name}/{number}".encode("utf-8", "replace")).digest()
    order = sha256(f"{name}/{number // STRATA}".encode("utf-8", "replace")).digest()
    stratum = sorted(range(STRATA), key=order.__getitem__)[number % STRATA]
    with at_precision(BITS):
        inside = (arb(int.from_bytes(digest[:16], "big") | 1) / 2**128).mid()
        share = ((inside + stratum) / STRATA).mid()
        return _placed(share, known).mid()


def _placed(share: arb, known: SymbolRange) -> arb:
    """Put a share of 1 into the range: evenly between two ends, else at distances from 0.1 to 10.

    Where a range holds both signs, half of the shares are negative, whatever its shape.
    """
    lowest, highest = known.lowest, known.highest
    negative = (lowest is None and highest is not None) or (lowest is not None and lowest < 0)
    if negative and (highest is None or highest > 0):
        return _on_both_sides(2 * share - 1, lowest, highest)
    if lowest is not None and highest is not None:
        return arb(lowest) + (arb(highest) - arb(lowest)) * share
    distance = _SPREAD ** (2 * share - 1)
    if lowest is not None:
        return arb(lowest) + distance
    return arb(highest) - distance if highest is not None else distance


def _on_both_sides(share: arb, lowest: float | None, highest: float | None) -> arb:
    """Put a share from −1 to 1 on its side of zero."""
    end = highest if share > 0 else lowest
    if end is not None:
        return arb(end) * abs(share)
    distance = _SPREAD ** (2 * abs(share) - 1)
    return distance if share > 0 else -distance
