"""Find the moment when a statement about a followed system turns true after having been false."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from labs.models.integrating import Rates, Stride, Vector, follow, one_step
from labs.models.roots import bracketed_root

Gap = Callable[[float, Vector], float]
"""Positive where the statement is true, zero or negative where it is false."""

_LOOKS: Final = 4
_WIDTHS: Final = (1 / 200, 1 / 10)
_SHORT: Final = 1 / 90
_AWAY: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """When following ended, and the values then; `found` tells whether the statement turned true."""

    time: float
    values: Vector
    found: bool


def follow_until(rates: Rates, start: float, values: Vector, longest: float, gap: Gap) -> End:
    """Follow until `gap` turns positive, at most `longest` seconds. Raises ModelFailed.

    Each step is looked at in four places; what is true between two of them only is missed.
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
    """Return the moment before this share of a step: on its cubic, then on those of ever shorter steps."""
    short = stride.length * _SHORT
    found = _turn(stride, gap, share - 1 / _LOOKS, share)
    while stride.length > short:
        narrowed = _narrowed(rates, stride, gap, found)
        if narrowed is None:
            break
        stride, found = narrowed, _turn(narrowed, gap, 0.0, 1.0)
    last = one_step(rates, stride.start, stride.before, stride.leaving, found * stride.length)
    return End(time=last.start + last.length, values=last.after, found=True)


def _turn(stride: Stride, gap: Gap, low: float, high: float) -> float:
    """Return the share of a step after which its cubic says that the statement turns true."""

    def guessed(share: float) -> float:
        return gap(stride.start + share * stride.length, stride.between(share))

    if guessed(low) == 0:
        # What begins on the very edge, like a throw from the ground, is looked for after it has left.
        low += _AWAY * (high - low)
    return bracketed_root(guessed, low, high) if guessed(low) <= 0 < guessed(high) else high


def _narrowed(rates: Rates, stride: Stride, gap: Gap, share: float) -> Stride | None:
    """Return a shorter step of the full order in which the statement turns true; None where it doesn't."""
    for width in _WIDTHS:
        low, high = max(0.0, share - width), min(1.0, share + width)
        lead = one_step(rates, stride.start, stride.before, stride.leaving, low * stride.length)
        begin = lead.start + lead.length
        inner = one_step(rates, begin, lead.after, lead.arriving, (high - low) * stride.length)
        if gap(begin, inner.before) <= 0 < gap(begin + inner.length, inner.after):
            return inner
    return None
