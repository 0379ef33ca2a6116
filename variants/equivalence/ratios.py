"""How two formulas that differ belong together: by a constant factor, or by a constant shift."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from flint import arb, fmpq

from variants.equivalence.values.precision import at_precision

Pair = tuple[arb, arb]
"""The key's value at a point and the answer's."""
_DENOMINATORS: Final = (1, 10**3, 10**6, 10**9)
_LARGEST: Final = 1e100
_SHARP: Final = 70
_BITS: Final = 256


def constant_ratio(pairs: Sequence[Pair]) -> Fraction | float | None:
    """Return the ratio of answer to key if it is the same everywhere, exactly if it is a short fraction."""
    if any(ours.contains(0) for ours, _ in pairs):
        return None
    found = _common([theirs / ours for ours, theirs in pairs])
    return None if found == 1 else found


def constant_shift(pairs: Sequence[Pair]) -> Fraction | float | None:
    """Return answer minus key if it is the same everywhere, exactly if it is a short fraction."""
    return _common([theirs - ours for ours, theirs in pairs])


def _common(found: list[arb]) -> Fraction | float | None:
    """Return the one number that all balls hold, if it is not zero."""
    steady = found and all(ball.is_finite() and ball.overlaps(found[0]) for ball in found)
    if not steady or found[0].contains(0):
        return None
    with at_precision(_BITS):
        return _simplest(found[0] + 0)


def _simplest(ball: arb) -> Fraction | float:
    if ball.rel_accuracy_bits() < _SHARP or not 1 / _LARGEST < abs(ball) < _LARGEST:
        return float(ball)
    entire = ball.unique_fmpz()
    if entire is not None:
        return Fraction(int(entire))
    middle = ball.mid().fmpq()
    whole = Fraction(int(middle.numerator), int(middle.denominator))
    turned = abs(whole) < 1
    for most in _DENOMINATORS:
        near = (1 / whole if turned else whole).limit_denominator(most)
        simple = 1 / near if turned else near
        if ball.contains(fmpq(simple.numerator, simple.denominator)):
            return simple
    return float(ball)
