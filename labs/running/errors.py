"""How wrong an instrument is: class and zero fixed for one student, noise new for every reading.

All of it follows from the attempt's secret by HMAC-SHA256 (RFC 2104), so that a reading asked for again is
the same one, and nobody without the secret can work it out. Errors are in the instrument's unit.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from statistics import NormalDist
from typing import Final, TypeVar

from labs.documents.instruments import Span
from labs.documents.settings import SettingValue
from variants.templates.evaluating.columns import Floats

T = TypeVar("T", float, Floats)
_NORMAL: Final = NormalDist()
_SPLIT: Final = "\x1f"
_WIDE: Final = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What makes a reading one of its own: where, when and in which state, and the how-manieth there."""

    instrument: str
    span: Span
    settings: Mapping[str, SettingValue]
    at: float
    trace: str
    repetition: int

    def fixed_message(self) -> bytes:
        """Return what class and zero follow from."""
        return _SPLIT.join(("fixed", self.instrument, self.span.name)).encode()

    def noise_message(self) -> bytes:
        """Return what the noise follows from."""
        settings = (f"{name}={_plain(value)}" for name, value in sorted(self.settings.items()))
        parts = ("noise", self.instrument, self.span.name, f"{self.at:.1f}", self.trace)
        return _SPLIT.join((*parts, str(self.repetition), *settings)).encode()


def _plain(value: SettingValue) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def erring(true: T, span: Span, chances: tuple[T, T, T]) -> T:
    """Return (1 + γ)·x + o + noise of a true value, not yet rounded, or of many at once.

    The chances of γ and o lie between −1 and 1, those of noise are normal with the deviation 1.
    """
    grade, zero, noise = chances
    return (1.0 + span.grade * grade) * true + (span.zero * zero + span.noise * noise)


def chances_of(secret: bytes, occasion: Occasion) -> tuple[float, float, float]:
    """Return the chances of class, zero and noise for one reading; 0 where its span has no such error."""
    span = occasion.span
    grade = zero = noise = 0.0
    if span.grade or span.zero:
        mac = hmac.digest(secret, occasion.fixed_message(), "sha256")
        grade, zero = 2.0 * _share(mac[:8]) - 1.0, 2.0 * _share(mac[8:16]) - 1.0
    if span.noise:
        mac = hmac.digest(secret, occasion.noise_message(), "sha256")
        noise = _NORMAL.inv_cdf(_share(mac[:8]))
    return grade, zero, noise


def _share(eight: bytes) -> float:
    """Return a number between 0 and 1, neither of them, from 8 random bytes."""
    return ((int.from_bytes(eight, "big") >> 11) + 0.5) / 2.0**53


def rounded(value: float, resolution: float) -> Decimal:
    """Return a finite value as the instrument shows it, exactly and with the digits of its resolution.

    It may be as large as 10¹⁵, and its resolution as small as 10⁻³⁰.
    """
    step = Decimal(repr(resolution))
    count = _WIDE.divide(Decimal(repr(value)), step).to_integral_value(context=_WIDE)
    shown = _WIDE.multiply(count, step)
    places = min(0, int(step.normalize().as_tuple().exponent))
    return shown.quantize(Decimal(1).scaleb(places), context=_WIDE) + 0
