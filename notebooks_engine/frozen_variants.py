"""A dealt variant as text, in two parts: a page needs the one, a check of one slot the other."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from notebooks_engine.showing import ShownVariant, show_variant
from variants.freezing import value_from_text, value_to_text, variant_to_text
from variants.variant import Variant

_PAGES_KEPT: Final = 2048
_VARIANTS_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class FrozenVariant:
    """A line of JSON each: what its student may see unsolved, with the points of the slot; and all of it."""

    page: str
    whole: str


def freeze_variant(variant: Variant, worth: Fraction) -> FrozenVariant:
    """Freeze a variant for a slot worth so many points: each ask has its share of the task's own points."""
    total = variant.points
    points = {ask.name: worth * ask.points / total if total else Fraction(0) for ask in variant.asks}
    shown = show_variant(variant, points, solved=False)
    return FrozenVariant(value_to_text(shown), variant_to_text(variant))


# What is remembered is read from the key alone, so nobody is shown anything but what is frozen for them.
@lru_cache(maxsize=_PAGES_KEPT)
def thaw_page(page: str) -> ShownVariant:
    """Read what a page may show before anything is solved."""
    return value_from_text(page, ShownVariant)


@lru_cache(maxsize=_VARIANTS_KEPT)
def thaw_whole(whole: str) -> Variant:
    """Read the variant with its keys and solution."""
    return value_from_text(whole, Variant)
