"""Where a curve is characteristic: it crosses zero, it turns; a drawn curve has to do the same there.

The places are found on the key's own samples. A hand draws them a few percent of the axis away.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from variants.checkers.drawn.drawings import Point, heights_at
from variants.texts import Text

NEAR: Final = 0.05
"""How far from its place along the axis a feature may be drawn, as a share of the axis."""
_CLEAR: Final = 0.05
"""How far a curve has to rise and fall around a turn, as a share of the upright axis."""
_LEVEL: Final = 1e-6
"""How much lower, as a share of the upright axis, a curve is still as high as at its highest place."""
_WINDOW: Final = 0.2
"""How far around its place a turn is looked for."""
_STEPS: Final = 16
Kind = Literal["zero", "maximum", "minimum"]

MISSED: Final[dict[Kind, Text]] = {
    "zero": Text(en="Look where it crosses zero.", ru="Проверьте, где она пересекает нуль."),
    "maximum": Text(en="Look where it is highest.", ru="Проверьте положение максимума."),
    "minimum": Text(en="Look where it is lowest.", ru="Проверьте положение минимума."),
}


class Feature(NamedTuple):
    """A characteristic place of a curve, and its height there."""

    kind: Kind
    x: float
    y: float


def features_of(samples: Sequence[Point], span: Point) -> tuple[Feature, ...]:
    """Return where sampled points (in the order of x) cross zero or clearly turn."""
    return (*_zeros(samples, span), *_turns(samples, span))


def has_feature(curve: Sequence[Point], feature: Feature, allowed: float, span: Point) -> bool:
    """Say whether a drawn curve does near the place of a feature what the key does there."""
    reach = NEAR * span[0]
    if feature.kind == "zero":
        before = heights_at(curve, feature.x - reach, reach)
        after = heights_at(curve, feature.x + reach, reach)
        return any(one * other <= 0 for one, other in zip(before, after, strict=False))
    places = [feature.x + span[0] * _WINDOW * (2 * step / _STEPS - 1) for step in range(_STEPS + 1)]
    drawn = [(found[-1], place) for place in places if (found := heights_at(curve, place, 0.0))]
    if not drawn:
        return False
    height, place = max(drawn) if feature.kind == "maximum" else min(drawn)
    inside = drawn[0][1] < place < drawn[-1][1]
    return inside and abs(height - feature.y) <= allowed and abs(place - feature.x) <= 2 * reach


def _zeros(samples: Sequence[Point], span: Point) -> Iterator[Feature]:
    """Yield the crossings that are clear on both sides; a curve that only touches zero has none."""
    lowest, highest = (choose((y for _, y in samples), default=0.0) for choose in (min, max))
    if min(-lowest, highest) <= _CLEAR * span[1]:
        return
    for (x0, y0), (x1, y1) in pairwise(samples):
        # A step over half the axis between two samples is a pole and no crossing.
        if ((y0 < 0 <= y1) or (y0 > 0 >= y1)) and abs(y1 - y0) <= span[1] / 2:
            yield Feature("zero", x0 + (x1 - x0) * y0 / (y0 - y1), 0.0)


def _turns(samples: Sequence[Point], span: Point) -> Iterator[Feature]:
    """Yield the one highest and the one lowest place, where the curve falls away on both sides.

    A level stretch is no place: whoever draws it as a whole has its ends right or misses points beside them.
    """
    if len(samples) < 3:
        return
    turns: tuple[tuple[Kind, float], ...] = (("maximum", 1.0), ("minimum", -1.0))
    for kind, sign in turns:
        heights = [sign * y for _, y in samples]
        place = heights.index(max(heights))
        flat = [
            x
            for (x, _), height in zip(samples, heights, strict=True)
            if height >= heights[place] - _LEVEL * span[1]
        ]
        if flat[-1] - flat[0] > NEAR * span[0]:
            continue
        x, y = samples[place]
        sides = (samples[:place], samples[place + 1 :])
        falls = [max((sign * (y - other) for _, other in side), default=0.0) for side in sides]
        if min(falls) > _CLEAR * span[1]:
            yield Feature(kind, x, y)
