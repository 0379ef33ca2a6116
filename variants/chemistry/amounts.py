"""The two sides of a reaction as amounts of substances, compared up to a common multiple."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance, read_substance, substance_of
from variants.chemistry.terms import Term
from variants.chemistry.typed.bodies import Count

Side = Mapping[Substance, Count]
WATER: Final = substance_of({"H": 2, "O": 1}, 0, "H2O")
_QUANTA: Final = tuple(substance_of({name: 1}, 0, name) for name in "γν")
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


def is_multiple(given: Amounts, expected: Amounts) -> bool:
    """Say whether all amounts are the same positive number of times the expected ones."""
    if not same_substances(given, expected):
        return False
    factor: Count = 0
    unit: Count = 1
    for side, wanted in ((given.left, expected.left), (given.right, expected.right)):
        for substance, amount in side.items():
            if not factor:
                factor, unit = amount, wanted[substance]
            elif amount * unit != factor * wanted[substance]:
                return False
    return True


def same_substances(given: Amounts, expected: Amounts) -> bool:
    """Say whether the same substances stand on the same sides."""
    return given.left.keys() == expected.left.keys() and given.right.keys() == expected.right.keys()


def parted(amounts: Amounts, partings: Partings) -> Amounts | None:
    """Replace substances by what they consist of and cancel water; None if there is nothing to replace."""
    parting = _parting(partings)
    if parting.keys().isdisjoint(amounts.left) and parting.keys().isdisjoint(amounts.right):
        return None
    left, right = _parted(amounts.left, parting), _parted(amounts.right, parting)
    water = {WATER: min(left.get(WATER, 0), right.get(WATER, 0))}
    return Amounts(left=_without(left, water), right=_without(right, water))


def without_quanta(given: Amounts, expected: Amounts) -> Amounts:
    """Leave out gamma quanta and neutrinos that are given but not expected: equations may pass them over."""
    extra = [one for one in _QUANTA if one in given.right and one not in expected.right]
    right = {one: amount for one, amount in given.right.items() if one not in extra} if extra else given.right
    return Amounts(left=given.left, right=right)


@cache
def _parting(names: tuple[tuple[str, ...], ...]) -> Mapping[Substance, tuple[Substance, ...]]:
    return {read_substance(whole): tuple(read_substance(part) for part in parts) for whole, *parts in names}


def _summed(side: Iterable[Term]) -> Side:
    total: dict[Substance, Count] = {}
    for count, substance in side:
        total[substance] = total[substance] + count if substance in total else count
    return total


def _without(side: Side, other: Side) -> Side:
    return {one: side[one] - other.get(one, 0) for one in side if side[one] > other.get(one, 0)}


def _parted(side: Side, parting: Mapping[Substance, tuple[Substance, ...]]) -> Side:
    return _summed((count, part) for whole, count in side.items() for part in parting.get(whole, (whole,)))
