"""An equation as handed in beside the one expected, ready to be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from variants.checkers.verdicts import Reading
from variants.chemistry.amounts import Amounts, amounts_of
from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance, print_substance
from variants.keys import ReactionKey

HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one check of a reaction works on."""

    key: ReactionKey
    expected: Reaction
    given: Reaction
    reading: Reading

    @property
    def wanted(self) -> Amounts:
        """The amounts of the key."""
        return amounts_of(self.expected)

    @property
    def entered(self) -> Amounts:
        """The amounts of the answer."""
        return amounts_of(self.given)


def listed(substances: Iterable[Substance]) -> str:
    """Print substances with commas between them."""
    return ", ".join(print_substance(substance) for substance in substances)
