"""Judge a plot: the right columns on its axes, all points kept, and the line laid as the points lie.

The line is compared with the regression of the student's own points: the slope to a share of itself, the
intercept to a share of the heights that the plot spans. Both may also lie as far away as the scatter of the
points leaves open: two standard errors.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any, Final

import numpy as np

from labs.documents.asking import Plot
from labs.judging.cases import Case, TableCase
from labs.judging.cells import unit_of
from labs.judging.verdicts import NO_TABLE, good, graded, lost, weighted
from variants.checkers.verdicts import PartVerdict, UnreadableAnswer, Verdict
from variants.keys import Answer
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import Floats
from variants.texts import Text

_HALF: Final = Fraction(1, 2)
_MOST_LEFT_OUT: Final = 1000
_ERRORS: Final = 2.0
_LARGEST: Final = 1e100
"""Beyond this, squares have no place among floats."""
_DRAWN_WELL: Final = Text(en="The plot is right.", ru="График верен.")
_NOT_DRAWN: Final = Text(en="Nothing is plotted.", ru="График не построен.")
_SWAPPED: Final = Text(
    en="The axes are swapped: what stands on the horizontal axis belongs on the vertical one.",
    ru="Оси перепутаны: величина с горизонтальной оси должна стоять на вертикальной.",
)
_OTHER_AXES: Final = Text(
    en="Other quantities are plotted than were asked for.", ru="На осях не те величины, о которых спрашивали."
)
_NO_LINE: Final = Text(en="No line is laid through the points.", ru="Прямая через точки не проведена.")
_UPRIGHT: Final = Text(
    en="The line stands upright: its two ends need different places along the horizontal axis.",
    ru="Прямая вертикальна: её концы должны различаться по горизонтали.",
)
_TOO_FEW: Final = Text(
    en="There are too few points to lay a line through.", ru="Точек слишком мало, чтобы провести прямую."
)
_NO_LINE_HERE: Final = Text(
    en="On these axes the line can't be judged.", ru="На таких осях прямую оценить нельзя."
)
_STEEP: Final = Text(
    en="The line is too steep or not steep enough for your points: lay it as near to all of them as you can.",
    ru="Наклон прямой не соответствует вашим точкам: проведите её как можно ближе ко всем точкам.",
)
_HIGH: Final = Text(
    en="The line lies too high or too low for your points.",
    ru="Прямая лежит выше или ниже, чем требуют ваши точки.",
)
_NOT_OWN: Final = Text(
    en="The points don't come from your own bench: most of their rows were not measured on it.",
    ru="Точки сняты не на вашей установке: большая часть строк на ней не измерена.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plot as drawn: the columns on its axes, the ends of the line, the rows left out."""

    x: str = ""
    y: str = ""
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    left_out: frozenset[int] = frozenset()


def read_plot(answer: Answer) -> Drawn:
    """Read a plot as the page sends it. Raises UnreadableAnswer."""
    if answer is None or answer == "":
        return Drawn()
    if not isinstance(answer, dict):
        raise UnreadableAnswer(Text(en="This is not a plot.", ru="Это не график."))
    x, y, line, left_out = (answer.get(part) for part in ("x", "y", "line", "left_out"))
    if not isinstance(x, str | None) or not isinstance(y, str | None):
        raise UnreadableAnswer(Text(en="An axis shows a column.", ru="По оси откладывают столбец."))
    return Drawn(x=x or "", y=y or "", line=_line(line), left_out=_rows(left_out))


def _line(line: Any) -> tuple[tuple[float, float], tuple[float, float]] | None:  # noqa: ANN401 (JSON)
    if line is None or line == []:
        return None
    if isinstance(line, list) and len(line) == 2 and all(map(_is_point, line)):
        (x1, y1), (x2, y2) = line
        return (float(x1), float(y1)), (float(x2), float(y2))
    raise UnreadableAnswer(
        Text(en="A line has two ends, each two numbers.", ru="У прямой два конца, у каждого два числа."),
        part="line",
    )


def _is_point(point: Any) -> bool:  # noqa: ANN401 (JSON)
    return isinstance(point, list) and len(point) == 2 and all(map(_is_number, point))


def _is_number(number: Any) -> bool:  # noqa: ANN401 (JSON)
    is_bare = isinstance(number, int | float) and not isinstance(number, bool)
    return is_bare and abs(number) < _LARGEST and isfinite(number)


def _rows(left_out: Any) -> frozenset[int]:  # noqa: ANN401 (JSON)
    if left_out is None:
        return frozenset()
    if not isinstance(left_out, list) or len(left_out) > _MOST_LEFT_OUT:
        raise UnreadableAnswer(Text(en="Rows left out are a list.", ru="Пропущенные строки — это список."))
    if not all(isinstance(row, int) and not isinstance(row, bool) for row in left_out):
        raise UnreadableAnswer(Text(en="A row is a number.", ru="Строка — это номер."))
    return frozenset(left_out)


def judge_plot(case: Case, name: str, answer: Answer) -> Verdict:
    """Judge a plot; the parts are named axes, points and line. Raises UnreadableAnswer."""
    drawn, plot = read_plot(answer), case.lab.plots[name]
    table = case.tables[plot.table]
    if not drawn.x and not drawn.y and drawn.line is None:
        return lost("empty", _NOT_DRAWN)
    if not table.filled.rows:
        return lost("empty", NO_TABLE)
    if not table.is_own:
        return lost("not_logged", _NOT_OWN)
    judged = [*_parts(case, table, plot, drawn)]
    score = weighted((verdict, weight) for _, verdict, weight in judged)
    parts = [PartVerdict(name=part, verdict=verdict) for part, verdict, _ in judged]
    if score == 1:
        return graded(score, "equal", _DRAWN_WELL, parts)
    missed = [verdict for _, verdict, _ in judged if verdict.score < 1]
    message = Text(
        en=" ".join(verdict.message.in_language("en") for verdict in missed),
        ru=" ".join(verdict.message.in_language("ru") for verdict in missed),
    )
    return graded(score, missed[0].reason, message, parts)


def _parts(case: Case, table: TableCase, plot: Plot, drawn: Drawn) -> Iterator[tuple[str, Verdict, int]]:
    columns = {plot.x, plot.y}
    fits = {drawn.x, drawn.y} == columns and (drawn.x != drawn.y or len(columns) == 1)
    swapped = fits and drawn.x != plot.x
    if not fits:
        yield "axes", lost("axes", _OTHER_AXES), 1
    else:
        yield "axes", graded(_HALF, "axes_swapped", _SWAPPED) if swapped else good(), 1
    yield "points", _judge_points(case, table, plot, drawn), 1
    if plot.line:
        yield "line", _judge_line(case, table, plot, drawn) if fits else lost("axes", _NO_LINE_HERE), 2


def _judge_points(case: Case, table: TableCase, plot: Plot, drawn: Drawn) -> Verdict:
    x, y = (_places(case, table, name) for name in (plot.x, plot.y))
    plotted = [place for place, a, b in zip(table.filled.places, x, y, strict=True) if isfinite(a + b)]
    kept = [place for place in plotted if place not in drawn.left_out]
    wanted = max(len(plotted), table.table.least)
    if len(kept) == wanted:
        return good()
    if len(kept) < len(plotted):
        rows = ", ".join(str(place + 1) for place in plotted if place in drawn.left_out)
        message = Text(
            en=f"Points were left out, of rows: {rows}. Keep all of them, or measure those rows again.",
            ru=f"Пропущены точки строк: {rows}. Оставьте все точки или измерьте эти строки заново.",
        )
    else:
        message = Text(
            en=f"Points plotted: {len(kept)}; at least {wanted} are needed.",
            ru=f"Точек на графике: {len(kept)}, а нужно не меньше {wanted}.",
        )
    return graded(Fraction(len(kept), wanted), "points", message)


def _places(case: Case, table: TableCase, name: str) -> Floats:
    """Return a column as entered, in its unit."""
    unit = read_unit(unit_of(case.lab, table.table.columns[name]))
    cells = np.asarray([row[name].si for row in table.filled.rows], dtype=np.float64)
    found: Floats = (cells - unit.offset) / unit.factor
    return found


def _judge_line(case: Case, table: TableCase, plot: Plot, drawn: Drawn) -> Verdict:
    if drawn.line is None:
        return lost("no_line", _NO_LINE)
    x, y = (_places(case, table, name) for name in (drawn.x, drawn.y))
    usable = np.isfinite(x) & np.isfinite(y)
    kept = usable & np.asarray([place not in drawn.left_out for place in table.filled.places])
    fits = [fit for rows in (usable, kept) for fit in [fit_line(x[rows], y[rows])] if fit is not None]
    (x1, y1), (x2, y2) = drawn.line
    if not fits:
        return lost("too_few", _TOO_FEW)
    if x1 == x2:
        return lost("line", _UPRIGHT)
    slope = (y2 - y1) / (x2 - x1)
    verdicts = [_compared(fit, slope, y1 - slope * x1, plot.tolerance) for fit in fits]
    return max(verdicts, key=lambda verdict: verdict.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A line of least squares with its standard errors; `width` and `height` are what the plot spans.

    Where the plot is read at zero, it spans zero too.
    """

    slope: float
    intercept: float
    slope_error: float
    intercept_error: float
    width: float
    height: float


def fit_line(x: Floats, y: Floats) -> Fit | None:
    """Return the line of least squares; None if there are no two different places along x.

    Nor is there one where a number is no measurement any more, being too large to be squared.
    """
    if len(x) < 2 or max(np.abs(x).max(), np.abs(y).max()) > _LARGEST or not np.ptp(x) > 0:
        return None
    mean = float(x.mean())
    squares = float(((x - mean) ** 2).sum())
    if not squares > 0:
        return None
    slope = float(((x - mean) * (y - y.mean())).sum()) / squares
    intercept = float(y.mean()) - slope * mean
    left = float(((y - slope * x - intercept) ** 2).sum())
    scatter = (left / (len(x) - 2)) ** 0.5 if len(x) > 2 else 0.0
    heights = np.concatenate([y, slope * np.asarray([x.min(), x.max(), 0.0]) + intercept])
    return Fit(
        slope=slope,
        intercept=intercept,
        slope_error=scatter / squares**0.5,
        intercept_error=scatter * (1 / len(x) + mean**2 / squares) ** 0.5,
        width=float(np.ptp(x)),
        height=float(np.ptp(heights)),
    )


def _compared(fit: Fit, slope: float, intercept: float, tolerance: float) -> Verdict:
    room = max(tolerance * abs(fit.slope), _ERRORS * fit.slope_error)
    if not fit.slope:
        room = max(room, tolerance * fit.height / fit.width)
    is_steep = abs(slope - fit.slope) > room * (1 + 1e-9)
    room = max(tolerance * fit.height, _ERRORS * fit.intercept_error)
    is_high = abs(intercept - fit.intercept) > room * (1 + 1e-9) + 1e-12 * abs(fit.intercept)
    missed = [text for text, is_missed in ((_STEEP, is_steep), (_HIGH, is_high)) if is_missed]
    if not missed:
        return good()
    message = Text(
        en=" ".join(text.en or "" for text in missed), ru=" ".join(text.ru or "" for text in missed)
    )
    return graded(1 - _HALF * len(missed), "line", message)
