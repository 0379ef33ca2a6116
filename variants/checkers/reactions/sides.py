"""An equation as handed in beside the one expected, ready to be compared, and what its parts are worth.

The score is a ladder, each step above all steps below it:

- 1: the substances are right and conserved, in any common multiple or independent balance, and all that the
  key demands beside (smallest coefficients, states, conditions) is there;
- 3/4: as above, but something that the key demands beside is missing;
- 5/8: all substances are right and all atoms conserved, but not the charge (in a half reaction, where the
  charge is all there is to balance, this is the next step down);
- 1/2: all substances are right (the skeleton), coefficients are not; or the equation is right in another
  form than the one asked for (spectators left in, net for full, carbonic acid for gas and water);
- up to 1/2, never reached: the starting substances are right, and so is a share of the products: half of
  right products / all products written or expected;
- 1/4: a molecular equation that is right but for a foreign substance on both sides;
- 0: the starting substances are wrong, or the equation is turned round.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from variants.checkers.verdicts import Reading
from variants.chemistry.amounts import Amounts
from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance, print_substance
from variants.keys import ReactionKey

BALANCED: Final = Fraction(3, 4)
ATOMS: Final = Fraction(5, 8)
HALF: Final = Fraction(1, 2)
FOREIGN: Final = Fraction(1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one check of a reaction works on: both equations, and the amounts of their two sides."""

    key: ReactionKey
    expected: Reaction
    given: Reaction
    wanted: Amounts
    entered: Amounts
    reading: Reading


def listed(substances: Iterable[Substance]) -> str:
    """Print substances with commas between them."""
    return ", ".join(print_substance(substance) for substance in substances)
