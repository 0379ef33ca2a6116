"""The numbers that a letter may be, by its range; the ends of the range are left out."""

from fractions import Fraction

from variants.equivalence.solving.number_sets import EVERYTHING, NumberSet, above, below, intersection
from variants.equivalence.solving.rational_functions import fraction_of
from variants.equivalence.solving.real_numbers import RealNumber, of_fraction
from variants.keys import SymbolRange


def domain_of(known: SymbolRange | None) -> NumberSet:
    """Return the interval that a range declares, all real numbers where it says nothing."""
    domain = EVERYTHING
    if known is not None and known.lowest is not None:
        domain = intersection(domain, above(_number(known.lowest), closed=False))
    if known is not None and known.highest is not None:
        domain = intersection(domain, below(_number(known.highest), closed=False))
    return domain


def _number(value: float) -> RealNumber:
    return of_fraction(fraction_of(Fraction(value)))
