"""Say in words what is drawn on a plot: axes, points, the slope of a line, where a curve runs.

Only the drawing speaks: a unit is the one that the student wrote at an axis, or that the plot shows anyway.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from variants.checkers.drawn.drawings import Drawing, Point, print_points
from variants.quantities.numbers import print_number
from variants.quantities.units import UnknownUnit, print_unit
from variants.texts import Language, Text

Units = tuple[str, str]
MOST_LISTED: Final = 12


def describe_drawing(drawing: Drawing, shown: Units, language: Language) -> str:
    """Return sentences about every drawn part; `shown` are the units that the plot itself gives its axes."""
    units = tuple(axis[1] for axis in drawing.axes) if drawing.axes else shown
    across, along = (_unit(unit, language) for unit in units)
    said: list[Text] = []
    if drawing.axes:
        said.append(_axes(drawing.axes, (across, along)))
    if drawing.dots:
        said.append(_dots(drawing.dots, language))
    if drawing.line:
        said.append(_line(drawing.line, (across, along), language))
    if drawing.curve:
        said.append(_curve(drawing.curve, language))
    return " ".join(sentence.in_language(language) for sentence in said)


def _unit(typed: str, language: Language) -> str:
    """Print a unit as books do; one that nobody knows stays as typed."""
    try:
        return print_unit(typed, language)
    except UnknownUnit:
        return typed


def _axes(axes: tuple[tuple[str, str], tuple[str, str]], units: Sequence[str]) -> Text:
    named = [", ".join(filter(None, (name, unit))) for (name, _), unit in zip(axes, units, strict=True)]
    across, along = (words or "?" for words in named)
    return Text(
        en=f"Axes: {across} (horizontal); {along} (vertical).",
        ru=f"Оси: {across} — по горизонтали; {along} — по вертикали.",
    )


def _dots(dots: Sequence[Point], language: Language) -> Text:
    listed = print_points(dots[:MOST_LISTED], language) + (", …" if len(dots) > MOST_LISTED else "")
    return Text(en=f"Points ({len(dots)}): {listed}.", ru=f"Точки ({len(dots)}): {listed}.")


def _line(ends: Sequence[Point], units: Sequence[str], language: Language) -> Text:
    (x0, y0), (x1, y1) = ends
    start, end = (print_points([point], language) for point in ends)
    if x0 == x1:
        return Text(
            en=f"A vertical line through {start} and {end}.",
            ru=f"Вертикальная прямая через {start} и {end}.",
        )
    slope = (y1 - y0) / (x1 - x0)
    rise = f"{print_number(slope, language)} {_ratio(units[1], units[0])}".strip()
    height = f"{print_number(y0 - slope * x0, language)} {units[1]}".strip()
    return Text(
        en=f"A straight line through {start} and {end}: slope {rise}, meets the vertical axis at {height}.",
        ru=f"Прямая через {start} и {end}: угловой коэффициент {rise}, "
        f"пересекает вертикальную ось при {height}.",
    )


def _ratio(above: str, below: str) -> str:
    """Return the unit of a slope."""
    if not below or below == above:
        return "" if below == above else above
    below = f"({below})" if "/" in below or "·" in below else below
    return f"{above or '1'}/{below}"


def _curve(points: Sequence[Point], language: Language) -> Text:
    ends = [print_points([point], language) for point in (points[0], points[-1])]
    course = _course([y for _, y in points])
    return Text(
        en=f"A curve from {ends[0]} to {ends[1]} through {len(points)} points{course.en}.",
        ru=f"Кривая от {ends[0]} до {ends[1]}, точек: {len(points)}{course.ru}.",
    )


def _course(heights: Sequence[float]) -> Text:
    steps = [right - left for left, right in pairwise(heights)]
    if not steps:
        return Text(en="", ru="")
    if all(step > 0 for step in steps):
        return Text(en=", rising", ru=", возрастает")
    if all(step < 0 for step in steps):
        return Text(en=", falling", ru=", убывает")
    if not any(steps):
        return Text(en=", level", ru=", горизонтальна")
    highest, lowest = max(heights), min(heights)
    if highest not in (heights[0], heights[-1]):
        return Text(en=", with a maximum", ru=", с максимумом")
    if lowest not in (heights[0], heights[-1]):
        return Text(en=", with a minimum", ru=", с минимумом")
    return Text(en="", ru="")
