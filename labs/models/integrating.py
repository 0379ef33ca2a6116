"""Follow a system of rates in time: the Runge–Kutta pair of Dormand and Prince, with values between steps.

J. R. Dormand, P. J. Prince, J. Comp. Appl. Math. 6 (1980) 19–26; in between after L. F. Shampine, Math.
Comp. 46 (1986) 135–150. Vectors are lists of a few floats, for which plain arithmetic is the fastest.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from labs.models.failures import ModelFailed
from variants.texts import Text

Vector = list[float]
Rates = Callable[[float, Vector], Vector]
"""The rates a second at a time, of each value."""

RELATIVE: Final = 1e-9
MOST_STEPS: Final = 20_000
_SAFETY, _SHRINK, _GROW = 0.9, 0.2, 5.0
_A: Final = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
)
_B: Final = (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84)
_C: Final = (1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0)
_ERROR: Final = (71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40)
_BETWEEN: Final = (
    (1.0, -8048581381 / 2820520608, 8663915743 / 2820520608, -12715105075 / 11282082432),
    (0.0, 0.0, 0.0, 0.0),
    (0.0, 131558114200 / 32700410799, -68118460800 / 10900136933, 87487479700 / 32700410799),
    (0.0, -1754552775 / 470086768, 14199869525 / 1410260304, -10690763975 / 1880347072),
    (0.0, 127303824393 / 49829197408, -318862633887 / 49829197408, 701980252875 / 199316789632),
    (0.0, -282668133 / 205662961, 2019193451 / 616988883, -1453857185 / 822651844),
    (0.0, 40617522 / 29380423, -110615467 / 29380423, 69997945 / 29380423),
)


@dataclass(slots=True)
class Stride:
    """One step: from `start` and `before` over `length` seconds to `after`; `slopes` are its stages."""

    start: float
    length: float
    before: Vector
    after: Vector
    slopes: list[Vector]

    def between(self, share: float) -> Vector:
        """Return the values after this share of the step, to the fourth order."""
        weights = [
            self.length * share * (row[0] + share * (row[1] + share * (row[2] + share * row[3])))
            for row in _BETWEEN
        ]
        return [
            value + sum(weight * slope[place] for weight, slope in zip(weights, self.slopes, strict=True))
            for place, value in enumerate(self.before)
        ]


def follow(rates: Rates, start: float, values: Vector, end: float) -> Iterator[Stride]:
    """Yield the steps from `start` to `end`, each to a relative 1e-9 of the largest value so far.

    Raises ModelFailed after 20,000 steps, and where values or rates stop being finite.
    """
    time, slope = start, rates(start, values)
    _demand_finite(slope)
    span = end - start
    length = span / 100
    seen = [abs(value) for value in values]
    for _ in range(MOST_STEPS):
        if time >= end:
            return
        last = length >= (end - time) * (1 - 1e-12)
        length = end - time if last else length
        stride = one_step(rates, time, values, slope, length)
        miss = _miss(stride, seen)
        if miss <= 1.0:
            time = end if last else time + length
            values, slope = stride.after, stride.slopes[6]
            seen = [max(old, abs(value)) for old, value in zip(seen, values, strict=True)]
            yield stride
        length *= _change(miss)
        if length < 1e-14 * max(abs(time), span):
            raise ModelFailed(_DIVERGES)
    if time < end:
        raise ModelFailed(_TOO_STIFF)


_DIVERGES: Final = Text(
    en="what is followed in time grows beyond all numbers, or its rate has no value",
    ru="то, что прослеживается во времени, растёт сверх всяких чисел, или его скорость не имеет значения",
)
_TOO_STIFF: Final = Text(
    en=f"this can't be followed in {MOST_STEPS:,} steps: something in it is much faster than the rest",
    ru="это нельзя проследить за 20 000 шагов: что-то в нём происходит гораздо быстрее остального",
)


def _demand_finite(slope: Sequence[float]) -> None:
    if not all(map(math.isfinite, slope)):
        raise ModelFailed(_DIVERGES)


def _change(miss: float) -> float:
    """Return by how much to change the length of the next step; a miss may be NaN."""
    if miss == 0:
        return _GROW
    if not math.isfinite(miss):
        return _SHRINK
    return min(_GROW, max(_SHRINK, _SAFETY * math.pow(miss, -0.2)))


def one_step(rates: Rates, start: float, values: Vector, slope: Vector, length: float) -> Stride:
    """Return one step of a given length, whose rates at the beginning are known already."""
    slopes = [slope]
    for weights, share in zip(_A, _C, strict=True):
        place = _shifted(values, slopes, weights, length)
        slopes.append(rates(start + share * length, place))
    after = _shifted(values, slopes, _B, length)
    slopes.append(rates(start + length, after))
    return Stride(start=start, length=length, before=values, after=after, slopes=slopes)


def _shifted(values: Vector, slopes: list[Vector], weights: tuple[float, ...], length: float) -> Vector:
    return [
        value + length * sum([weight * slope[place] for weight, slope in zip(weights, slopes, strict=True)])
        for place, value in enumerate(values)
    ]


def _miss(stride: Stride, seen: Sequence[float]) -> float:
    """Return the error of a step in units of what is allowed; NaN or infinite where it has no value."""
    worst = 0.0
    for place, value in enumerate(stride.after):
        error = abs(
            stride.length
            * sum([weight * slope[place] for weight, slope in zip(_ERROR, stride.slopes, strict=True)])
        )
        if not (math.isfinite(error) and math.isfinite(value)):
            return math.inf
        size = max(seen[place], abs(value), abs(stride.length * stride.slopes[0][place]))
        if error > 0:
            worst = max(worst, error / (RELATIVE * size) if size > 0 else math.inf)
    return worst
