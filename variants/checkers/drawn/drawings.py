"""What a student drew on a plot, read from JSON and measured: dots, a line, a curve through points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Answer, PlotKey
from variants.quantities.numbers import print_number
from variants.texts import Language, Text

Point = tuple[float, float]
Limits = tuple[float, float]
MOST_POINTS: Final = 1000
LARGEST: Final = 1e15
SMALLEST: Final = 1e-100
"""What is smaller counts as zero: a slope over it would leave the floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The drawn parts; empty where nothing is drawn. `axes` holds name and unit of x and of y as typed.

    `limits` are those of the axes where the student chose them.
    """

    axes: tuple[tuple[str, str], tuple[str, str]] | None
    dots: tuple[Point, ...]
    line: tuple[Point, ...]
    curve: tuple[Point, ...]
    limits: tuple[Limits | None, Limits | None] = (None, None)


def read_drawing(answer: Answer) -> Drawing:
    """Read the answer of a plot. Raises UnreadableAnswer with the part that can't be read."""
    if not isinstance(answer, dict):
        raise UnreadableAnswer(Text(en="This is not a drawing.", ru="Это не чертёж."))
    drawing = Drawing(
        axes=_read_axes(answer.get("axes")),
        dots=_read_points(answer.get("dots"), "dots"),
        line=_read_points(answer.get("line"), "line"),
        curve=tuple(sorted(_read_points(answer.get("curve"), "curve"))),
        limits=(_read_limits(answer.get("axes"), "x"), _read_limits(answer.get("axes"), "y")),
    )
    if not (drawing.axes or drawing.dots or drawing.line or drawing.curve):
        raise UnreadableAnswer(Text(en="Nothing is drawn.", ru="Ничего не построено."))
    if drawing.line and (len(drawing.line) != 2 or drawing.line[0] == drawing.line[1]):
        message = Text(en="A line needs two different points.", ru="Прямую задают две разные точки.")
        raise UnreadableAnswer(message, part="line")
    if len({x for x, _ in drawing.curve}) != len(drawing.curve):
        message = Text(
            en="Two points of the curve stand one above the other.",
            ru="Две точки кривой стоят одна над другой.",
        )
        raise UnreadableAnswer(message, part="curve")
    return drawing


def spans(key: PlotKey) -> Point:
    """Return the lengths of the axes: by their limits, else by what is expected on them; never zero."""
    points = expected_points(key)
    return (
        _span(key.x.lowest, key.x.highest, [x for x, _ in points]),
        _span(key.y.lowest, key.y.highest, [y for _, y in points]),
    )


def heights_at(curve: Sequence[Point], x: float, slack: float) -> tuple[float, ...]:
    """Return the heights of the drawn curve at x: along straight pieces, and along a smooth curve.

    `slack` is how far beyond its ends the curve is still taken to reach; further out there is no height.
    """
    if len(curve) < 2 or not curve[0][0] - slack <= x <= curve[-1][0] + slack:
        return ()
    x = min(max(x, curve[0][0]), curve[-1][0])
    index = next(index for index, point in enumerate(curve[1:]) if x <= point[0])
    (x0, y0), (x1, y1) = curve[index], curve[index + 1]
    share = (x - x0) / (x1 - x0)
    return y0 + share * (y1 - y0), _smooth_height(curve, index, share)


def print_points(points: Sequence[Point], language: Language) -> str:
    """Print as (x; y), (x; y)."""
    return ", ".join(f"({print_number(x, language)}; {print_number(y, language)})" for x, y in points)


def _smooth_height(curve: Sequence[Point], index: int, share: float) -> float:
    """Interpolate by the monotone cubic of Fritsch and Carlson (harmonic mean of neighbouring slopes)."""
    slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairwise(curve)]
    width = curve[index + 1][0] - curve[index][0]
    m0, m1 = _tangent(slopes, index) * width, _tangent(slopes, index + 1) * width
    y0, y1 = curve[index][1], curve[index + 1][1]
    square, cube = share * share, share**3
    return (
        y0 * (2 * cube - 3 * square + 1)
        + m0 * (cube - 2 * square + share)
        + y1 * (3 * square - 2 * cube)
        + m1 * (cube - square)
    )


def _tangent(slopes: Sequence[float], index: int) -> float:
    if index == 0:
        return slopes[0]
    if index == len(slopes):
        return slopes[-1]
    before, after = slopes[index - 1], slopes[index]
    return 2 * before * after / (before + after) if before * after > 0 else 0.0


def expected_points(key: PlotKey) -> list[Point]:
    """Return the points that have to find room on the plot."""
    points: list[Point] = []
    if key.dots:
        points += zip(key.dots.x, key.dots.y, strict=True)
    if key.curve:
        points += [*key.curve.through, *key.curve.samples]
    if key.line:
        points += [(x, key.line.slope * x + key.line.intercept) for x, _ in points]
        points += [
            (x, key.line.slope * x + key.line.intercept)
            for x in (key.x.lowest, key.x.highest)
            if x is not None
        ]
    return points


def _span(lowest: float | None, highest: float | None, values: Sequence[float]) -> float:
    low = min(values, default=0.0) if lowest is None else lowest
    high = max(values, default=0.0) if highest is None else highest
    return abs(high - low) or max((abs(value) for value in values), default=0.0) or 1.0


def _read_axes(axes: Answer) -> tuple[tuple[str, str], tuple[str, str]] | None:
    if axes is None:
        return None
    if not isinstance(axes, dict):
        raise UnreadableAnswer(Text(en="These are not axes.", ru="Это не оси."), part="axes")
    x, y = (_read_axis(axes.get(side)) for side in ("x", "y"))
    return (x, y) if any((*x, *y)) else None


def _read_axis(axis: Answer) -> tuple[str, str]:
    found = axis if isinstance(axis, dict) else {}
    name, unit = found.get("name") or "", found.get("unit") or ""
    if not isinstance(name, str) or not isinstance(unit, str) or len(name) > 200 or len(unit) > 200:
        raise UnreadableAnswer(
            Text(en="This is not a name of an axis.", ru="Это не обозначение оси."), part="axes"
        )
    return name.strip(), unit.strip()


def _read_limits(axes: Answer, side: str) -> Limits | None:
    axis = axes.get(side) if isinstance(axes, dict) else None
    if not isinstance(axis, dict):
        return None
    lowest, highest = (axis.get(end, math.nan) for end in ("lowest", "highest"))
    return (float(lowest), float(highest)) if _is_number(lowest) and _is_number(highest) else None


def _read_points(points: Answer, part: str) -> tuple[Point, ...]:
    if points is None:
        return ()
    if not isinstance(points, list) or len(points) > MOST_POINTS:
        raise UnreadableAnswer(Text(en="These are not points.", ru="Это не точки."), part=part)
    return tuple(_read_point(point, part) for point in points)


def _read_point(point: Answer, part: str) -> Point:
    if not isinstance(point, list | tuple) or len(point) != 2 or not all(_is_number(one) for one in point):
        raise UnreadableAnswer(Text(en="A point is two numbers.", ru="Точка — это два числа."), part=part)
    x, y = (0.0 if abs(one) < SMALLEST else float(one) for one in point)
    return x, y


def _is_number(value: Answer) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) <= LARGEST and math.isfinite(value)
