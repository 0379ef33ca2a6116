"""Plots: axes with their limits, and the dots, line or curve expected, in the units of the axes."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from variants.grammar.formula_trees import Call, Name, Negation, Number, Operation, Tree
from variants.keys import AxisKey, CurveKey, DotsKey, LineKey, PlotKey
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.asking.lines import unit_text
from variants.templates.asking.scene import Scene
from variants.templates.asking.tables import heading
from variants.templates.asks import AxisLine, CurvePart, DotsPart, LinePart, PlotAsk
from variants.templates.display.printing import number_in_unit
from variants.templates.holes import fill_text
from variants.templates.located import Formula
from variants.templates.values import FormulaValue, NumberValue
from variants.variant import AxisShape, PlotShape

SAMPLES: Final = 61
SPREAD: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where along the axis a curve is compared when its author named no places."""
_FUNCTIONS: Final[Mapping[str, Callable[[float], float]]] = {
    "sqrt": math.sqrt,
    "abs": abs,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "exp": math.exp,
    "ln": math.log,
    "lg": math.log10,
}


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
    label = heading(line.name, scene, fill_text(line.label, scene.value))
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
    value = scene.evaluate(part.y)
    if not isinstance(value, FormulaValue):
        raise TypeError(f"a curve needs a formula with {part.along}, not {type(value).__name__}")
    lowest, highest = _span(part, x, scene)
    places = [scene.number_in(place, x.unit) for place in part.through]
    places = places or [lowest + share * (highest - lowest) for share in SPREAD]
    steps = [lowest + (highest - lowest) * step / (SAMPLES - 1) for step in range(SAMPLES)]
    return CurveKey(
        through=tuple(_points(part.along, value, places, (x, y), scene)),
        samples=tuple(_points(part.along, value, steps, (x, y), scene)),
        tolerance=part.tolerance,
        points=part.points,
    )


def _span(part: CurvePart, x: AxisKey, scene: Scene) -> tuple[float, float]:
    """Return the axis' limits in its unit; a missing one is the limit of the letter's own interval."""
    letter = scene.task.letters[part.along]
    lowest, highest = (_converted(limit, letter.unit, x.unit) for limit in (letter.lowest, letter.highest))
    return (lowest if x.lowest is None else x.lowest, highest if x.highest is None else x.highest)


def _points(
    letter: str, value: FormulaValue, places: list[float], axes: tuple[AxisKey, AxisKey], scene: Scene
) -> Iterator[tuple[float, float]]:
    """Yield the points of a curve at these places; where it has no finite value it has no point."""
    across, up = axes
    letter_unit = scene.task.letters[letter].unit
    for place in places:
        number = _converted(place, across.unit, letter_unit)
        try:
            height = formula_number(value.tree, {letter: number})
        except (ArithmeticError, ValueError):
            continue
        yield float(f"{place:.12g}"), float(f"{_converted(height, value.unit, up.unit):.12g}")


def _converted(number: float, unit: str, wanted: str) -> float:
    known = read_unit(unit)
    return number_in_unit(number * known.factor + known.offset, wanted)


def formula_number(tree: Tree, letters: dict[str, float]) -> float:
    """Return the number of an arithmetic formula. Raises ArithmeticError, ValueError outside its domain."""
    match tree:
        case Number(value=value):
            return value
        case Name(name=name):
            return letters[name] if name in letters else {"pi": math.pi}[name]
        case Negation(inner=inner):
            return -formula_number(inner, letters)
        case Call(function=function, arguments=(argument,)):
            return float(_FUNCTIONS[function](formula_number(argument, letters)))
        case Operation(sign=sign, left=left, right=right):
            return _joined(sign, formula_number(left, letters), formula_number(right, letters))
        case _:
            raise TypeError(f"{type(tree).__name__} is no arithmetic")


def _joined(sign: str, left: float, right: float) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return math.pow(left, right)
