"""Compute keys again from what a student typed; a key that would be a gift is none."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from variants.carrying.arithmetic import Series, evaluate, evaluate_text, find_root
from variants.carrying.sheets import Follower, Sheet
from variants.formulas.reading import read_formula
from variants.formulas.trees import Call, Name, Negation, Number, Operation, Tree
from variants.formulas.writing import write_formula
from variants.keys import CurveKey, DotsKey, ExpressionKey, LineKey, PlotKey, QuantityKey
from variants.quantities.units import read_unit

_CLOSE: Final = 1e-9
_FARTHEST: Final = 1e6
"""How many times larger or smaller than the true key a key without `within` may become."""


def values_with(sheet: Sheet, follower: Follower, typed: Mapping[str, Series]) -> Mapping[str, Series]:
    """Return the SI values of all names with typed ones in the place of true ones, for one follower's key.

    In a typed column NaN stands at what was not typed: it is computed like everything else.
    """
    own = {one.name for one in sheet.typed if one.ask == follower.ask and one.column == follower.part}
    values: dict[str, Series] = dict(sheet.known)
    entered = {name: series for name, series in typed.items() if name not in own}
    values.update({name: _filled(series, values.get(name, ())) for name, series in entered.items()})
    for line in sheet.lines:
        if line.root is None:
            found = evaluate_text(line.formula, values)
        else:
            found = (find_root(line.formula, line.name, line.root, values),)
        values[line.name] = _filled(entered[line.name], found) if line.name in entered else found
    return values


def quantity_key(follower: Follower, key: QuantityKey, si: float) -> QuantityKey | None:
    """Return the key with another value (SI); None where such a key is refused or is the same."""
    value = _number_in(si, key.unit)
    if not math.isfinite(value) or abs(value) <= _CLOSE * abs(key.value) or _same(value, key.value):
        return None
    if follower.within is not None:
        low, high = follower.within
        slack = _CLOSE * max(abs(low), abs(high))
        return _with_value(key, value) if low - slack <= value <= high + slack else None
    ratio = abs(value / key.value) if key.value else 1.0
    return _with_value(key, value) if 1 / _FARTHEST <= ratio <= _FARTHEST else None


def _with_value(key: QuantityKey, value: float) -> QuantityKey:
    return replace(key, value=value, tolerance=key.tolerance.moved(value - key.value))


def expression_key(
    follower: Follower, key: ExpressionKey, values: Mapping[str, Series]
) -> ExpressionKey | None:
    """Return the key with numbers for all names but its letters, every letter in its declared unit."""
    factors = {name: read_unit(symbol.unit).factor for name, symbol in key.symbols.items()}
    try:
        tree = _with_numbers(read_formula(follower.formulas[0]), factors, values)
    except _NoNumber:
        return None
    factor = read_unit(key.unit).factor
    whole = tree if factor == 1 else Operation(sign="/", left=tree, right=Number(value=factor))
    return replace(key, formula=write_formula(whole))


def plot_key(follower: Follower, key: PlotKey, values: Mapping[str, Series]) -> PlotKey | None:
    """Return the key with its dots, line or curve computed again; None where a number is missing."""
    if follower.part == "dots" and key.dots is not None:
        return _with_dots(follower, key, key.dots, values)
    if follower.part == "line" and key.line is not None:
        return _with_line(follower, key, key.line, values)
    if follower.part == "curve" and key.curve is not None:
        return _with_curve(follower, key, key.curve, values)
    return None


def _with_dots(
    follower: Follower, key: PlotKey, dots: DotsKey, values: Mapping[str, Series]
) -> PlotKey | None:
    x, y = (evaluate_text(formula, values) for formula in follower.formulas)
    places = tuple(_number_in(si, key.x.unit) for si in x)
    heights = tuple(_number_in(si, key.y.unit) for si in y)
    if len(places) != len(dots.x) or len(heights) != len(dots.y) or not _finite(*places, *heights):
        return None
    return replace(key, dots=replace(dots, x=places, y=heights))


def _with_line(
    follower: Follower, key: PlotKey, line: LineKey, values: Mapping[str, Series]
) -> PlotKey | None:
    slope, intercept = (evaluate_text(formula, values)[0] for formula in follower.formulas)
    across, up = read_unit(key.x.unit), read_unit(key.y.unit)
    start = _number_in(slope * across.offset + intercept, key.y.unit)
    rise = slope * across.factor / up.factor
    if not _finite(rise, start) or (rise == 0 and line.slope != 0):
        return None
    return replace(key, line=replace(line, slope=rise, intercept=start))


def _with_curve(
    follower: Follower, key: PlotKey, curve: CurveKey, values: Mapping[str, Series]
) -> PlotKey | None:
    across = read_unit(key.x.unit)

    def again(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        places = tuple(x * across.factor + across.offset for x, _ in points)
        heights = evaluate_text(follower.formulas[0], {**values, follower.letter: places})
        wide = heights * len(points) if len(heights) == 1 else heights
        return tuple((x, _number_in(si, key.y.unit)) for (x, _), si in zip(points, wide, strict=True))

    through = again(curve.through)
    heights = [y for _, y in through]
    if not through or not _finite(*heights) or len(set(heights)) < len({y for _, y in curve.through}):
        return None
    samples = tuple(point for point in again(curve.samples) if _finite(*point))
    return replace(key, curve=replace(curve, through=through, samples=samples))


class _NoNumber(Exception):
    """A name of the formula has no finite value other than zero."""


def _with_numbers(tree: Tree, factors: Mapping[str, float], values: Mapping[str, Series]) -> Tree:
    match tree:
        case Name(name=name) if name in factors:
            return Operation(sign="*", left=Number(value=factors[name]), right=tree)
        case Name():
            (value,) = evaluate(tree, values)[:1]
            if not _finite(value) or value == 0:
                raise _NoNumber
            return Number(value=value)
        case Negation(inner=inner):
            return Negation(inner=_with_numbers(inner, factors, values))
        case Operation(sign=sign, left=left, right=right):
            left, right = (_with_numbers(side, factors, values) for side in (left, right))
            return Operation(sign=sign, left=left, right=right)
        case Call(function=function, arguments=arguments):
            settled = tuple(_with_numbers(argument, factors, values) for argument in arguments)
            return Call(function=function, arguments=settled)
        case _:
            return tree


def _filled(series: Series, found: Series) -> Series:
    """Return the typed values, what was computed where nothing is typed."""
    if len(found) != len(series):
        return series
    return tuple(other if math.isnan(one) else one for one, other in zip(series, found, strict=True))


def _number_in(si: float, unit: str) -> float:
    """Return the number of an SI value in a unit, without the last digits that binary arithmetic adds."""
    known = read_unit(unit)
    return float(f"{(si - known.offset) / known.factor:.12g}")


def _finite(*numbers: float) -> bool:
    return all(map(math.isfinite, numbers))


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE)
