"""Find the moment when a statement about a followed system turns true after having been false."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from labs.models.integrating import Rates, Stride, Vector, follow, one_step
from labs.models.roots import bracketed_root

Gap = Callable[[float, Vector], float]
"""Positive where the statement is true, zero or negative where it is false."""

_LOOKS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """When following ended, and the values then; `found` tells whether the statement turned true."""

    time: float
    values: Vector
    found: bool


def follow_until(rates: Rates, start: float, values: Vector, longest: float, gap: Gap) -> End:
    """Follow until `gap` turns positive, at most `longest` seconds. Raises ModelFailed.

    The moment is found to the precision of the steps: between them only the bracket is looked for.
    """
    was_true = gap(start, values) > 0
    last = values
    for stride in follow(rates, start, values, start + longest):
        for look in range(1, _LOOKS + 1):
            share = look / _LOOKS
            there = stride.after if look == _LOOKS else stride.between(share)
            is_true = gap(stride.start + share * stride.length, there) > 0
            if is_true and not was_true:
                return _located(rates, stride, gap, share)
            was_true = is_true
        last = stride.after
    return End(time=start + longest, values=last, found=False)


def _located(rates: Rates, stride: Stride, gap: Gap, share: float) -> End:
    """Return the moment inside a step, by steps of the full order from its beginning."""

    def shortened(length: float) -> Stride:
        return one_step(rates, stride.start, stride.before, stride.slopes[0], length)

    def precise(length: float) -> float:
        if length <= 0:
            return gap(stride.start, stride.before)
        return gap(stride.start + length, shortened(length).after)

    high = share * stride.length
    low = high - stride.length / _LOOKS
    if precise(low) > 0:
        low = 0.0
    if precise(high) <= 0:
        high = min(stride.length, high * (1 + 1e-6))
    length = bracketed_root(precise, low, high) if precise(low) <= 0 < precise(high) else high
    return End(time=stride.start + length, values=shortened(length).after, found=True)
