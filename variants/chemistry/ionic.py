"""Ionic equations: which substances stand as ions in water, and what is left when both sides are compared.

The convention of school courses: strong acids, soluble bases and salts stand as ions; weak electrolytes,
gases, precipitates, oxides and simple substances stay whole; a slightly soluble substance is in solution on
the left and a precipitate on the right. Phosphoric acid counts as weak.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from variants.chemistry.reactions import Reaction, smallest
from variants.chemistry.salts import electrolyte_of
from variants.chemistry.substances import Substance
from variants.chemistry.terms import Term

STRONG_ACIDS: Final = frozenset(
    (
        "Cl^-",
        "Br^-",
        "I^-",
        "NO3^-",
        "SO4^2-",
        "ClO4^-",
        "ClO3^-",
        "MnO4^-",
        "Cr2O7^2-",
        "CrO4^2-",
        "SCN^-",
        "BrO3^-",
    )
)
"""The anions whose acids are strong."""


class NothingReacts(ValueError):
    """All ions stand on both sides: no reaction takes place in the solution."""


def ionic(reaction: Reaction) -> Reaction:
    """Return the full ionic equation, with the ions of each side collected."""
    return Reaction(
        left=_collect(_in_solution(reaction.left, is_product=False)),
        right=_collect(_in_solution(reaction.right, is_product=True)),
        arrow=reaction.arrow,
    )


def net_ionic(reaction: Reaction) -> Reaction:
    """Return the net ionic equation with the smallest coefficients. Raises NothingReacts."""
    full = ionic(reaction)
    left = {substance: Fraction(count) for count, substance in full.left}
    right = {substance: Fraction(count) for count, substance in full.right}
    here = tuple((left[one] - right.get(one, 0), one) for one in left if left[one] > right.get(one, 0))
    there = tuple((right[one] - left.get(one, 0), one) for one in right if right[one] > left.get(one, 0))
    if not here or not there:
        raise NothingReacts(reaction.text)
    return smallest(Reaction(left=here, right=there, arrow=reaction.arrow))


def ions_in_water(substance: Substance, *, is_product: bool = False) -> tuple[tuple[int, Substance], ...]:
    """Return the ions that one formula unit gives in water; the substance itself if it stays whole."""
    whole = ((1, substance),)
    if substance.charge or substance.state in ("s", "l", "g"):
        return whole
    electrolyte = electrolyte_of(substance)
    if electrolyte is None or electrolyte.solubility in ("insoluble", "does_not_exist"):
        return whole
    if electrolyte.solubility == "slightly" and is_product:
        return whole
    if electrolyte.cation.text == "H^+" and electrolyte.anion.text not in STRONG_ACIDS:
        return whole
    if electrolyte.cation.text == "NH4^+" and electrolyte.anion.text == "OH^-":
        return whole
    return (electrolyte.cations, electrolyte.cation), (electrolyte.anions, electrolyte.anion)


def _in_solution(side: Iterable[Term], *, is_product: bool) -> Iterable[Term]:
    for count, substance in side:
        for ions, ion in ions_in_water(substance, is_product=is_product):
            yield count * ions, ion


def _collect(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Add up the terms of equal substances, in the order of their first appearance."""
    counts: dict[Substance, int | Fraction] = {}
    for count, substance in terms:
        counts[substance] = counts.get(substance, 0) + count
    return tuple((count, substance) for substance, count in counts.items())
