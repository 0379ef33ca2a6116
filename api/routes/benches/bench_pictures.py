"""A plot of a report as SVG: the student's points and line, for pages without scripts and for teachers."""

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape

from api.routes.benches.bench_calculations import number_of_cell
from api.routes.benches.bench_tables import answer_part, unit_of
from api.routes.benches.bench_views import BenchState, plain_number, unit_text
from api.web.rendering import widen
from labs.documents.asking import Column
from variants.quantities.units import read_unit
from variants.texts import Language

WIDTH: Final = 640.0
HEIGHT: Final = 400.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 16.0, 16.0, 52.0
_STEPS: Final = 5
_MIDDLE: Final = 'text-anchor="middle" font-size="13"'
_ENDING: Final = 'text-anchor="end" font-size="13"'


class _Axis(NamedTuple):
    """Limits in the column's unit, and where they lie in the picture."""

    lowest: float
    highest: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(self.start + share * (self.end - self.start), 2)


def plot_picture(state: BenchState, plot: Mapping[str, Any], language: Language) -> Markup:
    """Return the plot with these columns on its axes; nothing while there is nothing to draw."""
    columns = state.lab.tables[plot["table"]].columns
    if plot["x"] not in columns or plot["y"] not in columns:
        return Markup()
    points = plotted_points(state, plot, language)
    if not points:
        return Markup()
    ends = _ends(state, plot)
    across = _axis([x for x, _ in points] + [x for x, _ in ends], _LEFT, WIDTH - _RIGHT)
    along = _axis([y for _, y in points] + [y for _, y in ends], HEIGHT - _BOTTOM, _TOP)
    drawn = [
        *_grid(across, along, language),
        *_names(state, columns[plot["x"]], columns[plot["y"]], language),
    ]
    if len(ends) == 2:
        drawn.append(_line(ends, across, along))
    drawn += [
        f'<circle cx="{across.place(x)}" cy="{along.place(y)}" r="4.5" class="dot"/>' for x, y in points
    ]
    # Numbers of our own and escaped names of columns are all that stands in it.
    body = Markup("".join(drawn))
    title = escape(plot["title"].in_language(language))
    return Markup('<svg class="plane" viewBox="0 0 640 400" role="img" aria-label="{}">{}</svg>').format(
        title, body
    )


def plotted_points(
    state: BenchState, plot: Mapping[str, Any], language: Language
) -> list[tuple[float, float]]:
    """Return the points of the rows that are not left out, in the units of their columns."""
    columns = state.lab.tables[plot["table"]].columns
    points = []
    for number, row in enumerate(answer_part(state.answers, f"table-{plot['table']}", "rows", [])):
        pair = [_number(state, columns[plot[side]], row, language) for side in ("x", "y")]
        if number not in plot["left_out"] and pair[0] is not None and pair[1] is not None:
            points.append((pair[0], pair[1]))
    return points


def _number(state: BenchState, column: Column, row: Mapping[str, Any], language: Language) -> float | None:
    value = number_of_cell(state, column, row.get(column.name), language)
    unit = read_unit(unit_of(state.lab, column))
    return None if value is None else (value - unit.offset) / unit.factor


def _ends(state: BenchState, plot: Mapping[str, Any]) -> list[tuple[float, float]]:
    line = answer_part(state.answers, plot["ask"], "line", [])
    flat = [number for end in line if isinstance(end, list) for number in end]
    if len(flat) != 4 or not all(isinstance(number, int | float) for number in flat):
        return []
    return [(flat[0], flat[1]), (flat[2], flat[3])]


def _axis(values: list[float], start: float, end: float) -> _Axis:
    low, high = min(values), max(values)
    margin = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    lowest, highest = widen(low - margin, high + margin)
    return _Axis(lowest, highest, start, end)


def _grid(across: _Axis, along: _Axis, language: Language) -> list[str]:
    drawn = []
    for x in _ticks(across):
        left = across.place(x)
        drawn.append(f'<path class="minor" d="M{left} {along.start}V{along.end}"/>')
        drawn.append(f'<text x="{left}" y="{along.start + 20}" {_MIDDLE}>{_tick(x, language)}</text>')
    for y in _ticks(along):
        down = along.place(y)
        drawn.append(f'<path class="minor" d="M{across.start} {down}H{across.end}"/>')
        drawn.append(f'<text x="{across.start - 8}" y="{down + 4}" {_ENDING}>{_tick(y, language)}</text>')
    frame = f'<path class="major" fill="none" d="M{across.start} {along.end}V{along.start}H{across.end}"/>'
    return [*drawn, frame]


def _ticks(axis: _Axis) -> list[float]:
    """Return round numbers along an axis, about as many as read well."""
    rough = (axis.highest - axis.lowest) / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    first, last = math.ceil(axis.lowest / step - 1e-9), math.floor(axis.highest / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def _names(state: BenchState, x: Column, y: Column, language: Language) -> list[str]:
    words = [escape(_name(state, one, language)) for one in (x, y)]
    return [
        f'<text class="named" x="{WIDTH - _RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{words[0]}</text>',
        f'<text class="named" x="{_LEFT + 8}" y="{_TOP + 12}">{words[1]}</text>',
    ]


def _name(state: BenchState, column: Column, language: Language) -> str:
    unit = unit_text(unit_of(state.lab, column), language)
    return f"{column.label.in_language(language)}{', ' if unit else ''}{unit}"


def _line(ends: list[tuple[float, float]], across: _Axis, along: _Axis) -> str:
    (x1, y1), (x2, y2) = ends
    if x1 == x2:
        return ""
    slope = (y2 - y1) / (x2 - x1)
    low, high = (y1 + slope * (limit - x1) for limit in (across.lowest, across.highest))
    shape = f"M{across.start} {along.place(low)}L{across.end} {along.place(high)}"
    return f'<path class="straight" d="{shape}"/>'


def _tick(value: float, language: Language) -> str:
    return plain_number(round(value, 12), language)
