"""Plots: axes with their limits, and the dots, line or curve expected, in the units of the axes."""

import math
from dataclasses import replace
from typing import Final

from variants.keys import AxisKey, CurveKey, DotsKey, KnownMistake, LineKey, PlotKey
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.asking.lines import unit_text
from variants.templates.asking.scene import Scene
from variants.templates.asking.tables import heading
from variants.templates.asks import AxisLine, CurvePart, DotsPart, LinePart, PlotAsk
from variants.templates.display.printing import number_in_unit
from variants.templates.located import Formula
from variants.templates.values import NumberValue
from variants.variant import AxisShape, PlotShape

SAMPLES: Final = 61
SPREAD: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where along the axis a curve is compared when its author named no places."""


def plot_of(form: PlotAsk, scene: Scene) -> tuple[PlotShape, PlotKey]:
    """Return what a plot shows and its key."""
    x, y = _axis(form.x, scene), _axis(form.y, scene)
    key = PlotKey(
        x=x,
        y=y,
        axes=form.axes,
        dots=None if form.dots is None else _dots(form.dots, x, y, scene),
        line=None if form.line is None else _line(form.line, x, y, scene),
        curve=None if form.curve is None else _curve(form.curve, x, y, scene),
    )
    parts = tuple(part for part in ("axes", "dots", "line", "curve") if getattr(key, part) is not None)
    return PlotShape(x=_axis_shape(form.x, x, scene), y=_axis_shape(form.y, y, scene), parts=parts), key


def plot_mistakes(name: str, form: PlotAsk, key: PlotKey, scene: Scene) -> tuple[KnownMistake, ...]:
    """Return the named mistakes of a line or a curve, each at its part of the plot."""
    bare = replace(key, axes=None, dots=None, line=None, curve=None)
    found = []
    for mistake in scene.mistakes_of(name):
        target, wrong = "line", bare
        if form.curve is not None and mistake.column_name == "curve":
            part = replace(form.curve, y=mistake.gives)
            target, wrong = "curve", replace(bare, curve=_curve(part, key.x, key.y, scene))
        elif form.line is not None:
            of_slope = mistake.column_name == "slope"
            line = (
                replace(form.line, slope=mistake.gives)
                if of_slope
                else replace(form.line, intercept=mistake.gives)
            )
            wrong = replace(bare, line=_line(line, key.x, key.y, scene))
        say = scene.words(mistake.say)
        found.append(KnownMistake(key=wrong, say=say, target=target, worth=mistake.worth))
    return tuple(found)


def _axis(line: AxisLine, scene: Scene) -> AxisKey:
    return AxisKey(
        name=line.name,
        unit=line.unit,
        lowest=_limit(line.lowest, line.unit, scene),
        highest=_limit(line.highest, line.unit, scene),
    )


def _limit(formula: Formula | None, unit: str, scene: Scene) -> float | None:
    """Return a limit in the axis' unit: a bare number is already in it."""
    if formula is None:
        return None
    value = scene.evaluate(formula)
    bare = isinstance(value, NumberValue) and value.dimension == DIMENSIONLESS
    if bare and read_unit(unit).dimension != DIMENSIONLESS:
        return scene.si(formula)
    return scene.number_in(formula, unit)


def _axis_shape(line: AxisLine, key: AxisKey, scene: Scene) -> AxisShape:
    label = heading(line.name, scene.task, scene.text(line.label))
    return AxisShape(name=label, unit=unit_text(key.unit), lowest=key.lowest, highest=key.highest)


def _dots(part: DotsPart, x: AxisKey, y: AxisKey, scene: Scene) -> DotsKey:
    return DotsKey(x=scene.numbers_in(part.x, x.unit), y=scene.numbers_in(part.y, y.unit), points=part.points)


def _line(part: LinePart, x: AxisKey, y: AxisKey, scene: Scene) -> LineKey:
    """Carry slope and intercept from SI to the units of the axes, also where those begin elsewhere (°C)."""
    slope, intercept = scene.si(part.slope), scene.si(part.intercept)
    across, up = read_unit(x.unit), read_unit(y.unit)
    return LineKey(
        slope=float(f"{slope * across.factor / up.factor:.12g}"),
        intercept=number_in_unit(slope * across.offset + intercept, y.unit),
        tolerance=part.tolerance,
        points=part.points,
    )


def _curve(part: CurvePart, x: AxisKey, y: AxisKey, scene: Scene) -> CurveKey:
    lowest, highest = _span(part, x, scene)
    places = [scene.number_in(place, x.unit) for place in part.through]
    places = places or [lowest + share * (highest - lowest) for share in SPREAD]
    between = (highest - lowest) / (SAMPLES - 1)
    steps = [_near(lowest + between * step, places, between / 1000) for step in range(SAMPLES)]
    return CurveKey(
        through=_points(part, places, (x, y), scene),
        samples=_points(part, steps, (x, y), scene),
        tolerance=part.tolerance,
        points=part.points,
    )


def _span(part: CurvePart, x: AxisKey, scene: Scene) -> tuple[float, float]:
    """Return the axis' limits in its unit; a missing one is the limit of the letter's own interval."""
    letter = scene.task.letters[part.along]
    limits = (number_in_unit(_in_si(limit, letter.unit), x.unit) for limit in (letter.lowest, letter.highest))
    lowest, highest = limits
    return (lowest if x.lowest is None else x.lowest, highest if x.highest is None else x.highest)


def _points(
    part: CurvePart, places: list[float], axes: tuple[AxisKey, AxisKey], scene: Scene
) -> tuple[tuple[float, float], ...]:
    """Return the points of a curve at these places; where it has no finite value it has no point."""
    across, up = axes
    heights = scene.member.sample(part.y, part.along, [_in_si(place, across.unit) for place in places])
    return tuple(
        (float(f"{place:.12g}"), number_in_unit(height, up.unit))
        for place, height in zip(places, heights, strict=True)
        if math.isfinite(height)
    )


def _near(step: float, places: list[float], distance: float) -> float:
    """Return the named place that a step all but falls on, so that a drawn curve has it only once."""
    return next((place for place in places if abs(place - step) < distance), step)


def _in_si(number: float, unit: str) -> float:
    known = read_unit(unit)
    return number * known.factor + known.offset
