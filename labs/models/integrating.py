"""Follow a system of rates in time by the Runge–Kutta pair of order 8(5,3) of Dormand and Prince.

Vectors are lists of a few floats, for which plain arithmetic is faster than arrays.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from labs.models.dormand_prince import MISS_OF_FIFTH, MISS_OF_THIRD, NODES, RESULT, STAGES
from labs.models.failures import ModelFailed
from variants.texts import Text

Vector = list[float]
Rates = Callable[[float, Vector], Vector]
"""The rates a second at a time, of each value."""

RELATIVE: Final = 1e-8
MOST_STEPS: Final = 3_000
EACH_VALUE: Final = 8
"""What the arithmetic of a step takes for each value and evaluation of rates, in parts of formulas."""
_SAFETY, _SHRINK, _GROW = 0.9, 0.25, 5.0


@dataclass(slots=True)
class Stride:
    """One step: `before` at `start`, `after` a `length` of seconds later, rates at both ends, errors."""

    start: float
    length: float
    before: Vector
    after: Vector
    leaving: Vector
    arriving: Vector
    errors: Vector

    def between(self, share: float) -> Vector:
        """Return the values after this share of the step, by the cubic that has its ends and rates."""
        rest = 1.0 - share
        return [
            rest * y0 + share * y1 + share * rest * (rest * (h * f0 - y1 + y0) - share * (h * f1 - y1 + y0))
            for y0, y1, f0, f1 in zip(self.before, self.after, self.leaving, self.arriving, strict=True)
            for h in (self.length,)
        ]


def follow(
    rates: Rates, start: float, values: Vector, end: float, *, most: int = MOST_STEPS
) -> Iterator[Stride]:
    """Yield the steps from `start` to `end`, each to a relative 1e-8 of the largest value so far.

    Raises ModelFailed after `most` steps, and where values or rates stop being finite.
    """
    time, slope = start, rates(start, values)
    if not all(map(math.isfinite, slope)):
        raise ModelFailed(_DIVERGES)
    span = end - start
    length = span / 100
    seen = [abs(value) for value in values]
    for _ in range(most):
        if time >= end:
            return
        last = length >= (end - time) * (1 - 1e-12)
        length = end - time if last else length
        stride = one_step(rates, time, values, slope, length)
        miss = _miss(stride, seen)
        if miss <= 1.0:
            time = end if last else time + length
            values, slope = stride.after, stride.arriving
            seen = [max(old, abs(value)) for old, value in zip(seen, values, strict=True)]
            yield stride
        length *= _change(miss)
        if length < 1e-14 * max(abs(time), span):
            raise ModelFailed(_DIVERGES)
    if time < end:
        raise ModelFailed(_too_stiff(most))


_DIVERGES: Final = Text(
    en="what is followed in time grows beyond all numbers, or its rate has no value",
    ru="то, что прослеживается во времени, растёт сверх всяких чисел, или его скорость не имеет значения",
)


def _too_stiff(most: int) -> Text:
    return Text(
        en=f"this can't be followed in {most} steps: something in it is much faster than the rest",
        ru=f"за {most} шагов это не проследить: что-то в нём происходит гораздо быстрее остального",
    )


def _change(miss: float) -> float:
    """Return by how much to change the length of the next step; a miss may be infinite."""
    if miss == 0:
        return _GROW
    if not math.isfinite(miss):
        return _SHRINK
    return min(_GROW, max(_SHRINK, _SAFETY * math.pow(miss, -0.125)))


def one_step(rates: Rates, start: float, values: Vector, slope: Vector, length: float) -> Stride:
    """Return one step of a given length, with the rates at its beginning known."""
    stages = [[rate] for rate in slope]
    for weights, node in zip(STAGES, NODES, strict=True):
        there = [y + length * sum(map(mul, weights, own)) for y, own in zip(values, stages, strict=True)]
        for own, rate in zip(stages, rates(start + node * length, there), strict=True):
            own.append(rate)
    after = [y + length * sum(map(mul, RESULT, own)) for y, own in zip(values, stages, strict=True)]
    return Stride(
        start=start,
        length=length,
        before=values,
        after=after,
        leaving=slope,
        arriving=rates(start + length, after),
        errors=[_error(own, length) for own in stages],
    )


def _error(stages: Vector, length: float) -> float:
    fifth = length * sum(map(mul, MISS_OF_FIFTH, stages))
    third = length * sum(map(mul, MISS_OF_THIRD, stages))
    return fifth * fifth / math.hypot(fifth, 0.1 * third) if fifth else 0.0


def _miss(stride: Stride, seen: Sequence[float]) -> float:
    """Return the largest error of a step in units of what is allowed; infinite where it has no value."""
    worst = 0.0
    for error, old, new, rate in zip(stride.errors, seen, stride.after, stride.leaving, strict=True):
        if not (math.isfinite(error) and math.isfinite(new)):
            return math.inf
        if error:
            allowed = RELATIVE * max(old, abs(new), abs(stride.length * rate))
            worst = max(worst, error / allowed if allowed > 0 else math.inf)
    return worst
