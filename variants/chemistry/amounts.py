"""The two sides of a reaction as amounts of substances, compared up to a common multiple."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from variants.chemistry.reactions import Reaction, Term
from variants.chemistry.substances import Substance, read_substance, substance_of

Side = Mapping[Substance, Fraction]
WATER: Final = substance_of({"H": 2, "O": 1}, 0, "H2O")
Partings = tuple[tuple[str, ...], ...]
"""Formulas, each followed by the formulas of what it consists of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much of each substance stands on the left and on the right."""

    left: Side
    right: Side

    @property
    def both(self) -> tuple[Substance, ...]:
        """The substances that stand on both sides."""
        return tuple(substance for substance in self.left if substance in self.right)


def amounts_of(reaction: Reaction) -> Amounts:
    """Add up the terms of equal substances on each side."""
    return Amounts(left=_summed(reaction.left), right=_summed(reaction.right))


def turned(amounts: Amounts) -> Amounts:
    """Return the reverse reaction."""
    return Amounts(left=amounts.right, right=amounts.left)


def cancelled(amounts: Amounts) -> Amounts:
    """Take away from both sides what stands on both."""
    return Amounts(left=_without(amounts.left, amounts.right), right=_without(amounts.right, amounts.left))


def multiple(given: Amounts, expected: Amounts) -> Fraction | None:
    """Return the positive number that `given` is of `expected`, None if it is no multiple of it."""
    if set(given.left) != set(expected.left) or set(given.right) != set(expected.right):
        return None
    ratios = {given.left[one] / expected.left[one] for one in expected.left}
    ratios |= {given.right[one] / expected.right[one] for one in expected.right}
    return ratios.pop() if len(ratios) == 1 else None


def same_substances(given: Amounts, expected: Amounts) -> bool:
    """Say whether the same substances stand on the same sides."""
    return set(given.left) == set(expected.left) and set(given.right) == set(expected.right)


def parted(amounts: Amounts, partings: Partings) -> Amounts | None:
    """Replace substances by what they consist of and cancel water; None if there is nothing to replace."""
    parting = _parting(partings)
    if not any(one in parting for one in (*amounts.left, *amounts.right)):
        return None
    left, right = _parted(amounts.left, parting), _parted(amounts.right, parting)
    water = {WATER: min(left.get(WATER, Fraction(0)), right.get(WATER, Fraction(0)))}
    return Amounts(left=_without(left, water), right=_without(right, water))


@cache
def _parting(names: tuple[tuple[str, ...], ...]) -> Mapping[Substance, tuple[Substance, ...]]:
    return {read_substance(whole): tuple(read_substance(part) for part in parts) for whole, *parts in names}


def _summed(side: Iterable[Term]) -> Side:
    total: dict[Substance, Fraction] = {}
    for count, substance in side:
        total[substance] = total.get(substance, Fraction(0)) + count
    return total


def _without(side: Side, other: Side) -> Side:
    return {one: side[one] - other.get(one, 0) for one in side if side[one] > other.get(one, 0)}


def _parted(side: Side, parting: Mapping[Substance, tuple[Substance, ...]]) -> Side:
    return _summed((count, part) for whole, count in side.items() for part in parting.get(whole, (whole,)))
