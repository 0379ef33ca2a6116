"""Turn rows of kinds choice, plot and text into keys."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from variants.checkers.drawn.drawings import Point, read_drawing
from variants.checkers.rows.options import BadRow, Row, read_one_of, read_text, read_tolerance
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import (
    AxisKey,
    ChoiceKey,
    CurveKey,
    DotsKey,
    Key,
    LineKey,
    PlotKey,
    Statement,
    TextKey,
    Tolerance,
)
from variants.texts import Language, Text

_MOST_OPTIONS: Final = 200


def _choice(row: Row, language: Language) -> ChoiceKey:
    key, options = row["key"], _options(row)
    if isinstance(key, dict):
        return ChoiceKey(pick="matching", matches={str(k): str(v) for k, v in key.items()}, options=options)
    if isinstance(key, list):
        pick = read_one_of(row, "pick", ("several", "ordering"))
        return ChoiceKey(pick=pick, right=tuple(map(str, key)), options=options or tuple(map(str, key)))
    return ChoiceKey(pick="one", right=(read_text(row),), options=options)


def _options(row: Row) -> tuple[str, ...]:
    options = row.get("options", [])
    if not isinstance(options, list) or max(len(options), len(row["key"])) > _MOST_OPTIONS:
        raise BadRow(f"options is a list of at most {_MOST_OPTIONS}")
    return tuple(map(str, options))


def _plot(row: Row, language: Language) -> PlotKey:
    """Read a drawing like an answer: what it holds of axes, dots, line and curve is asked for."""
    drawn = row["key"]
    if not isinstance(drawn, dict):
        raise BadRow('key of a plot is an object like {"dots": [[x, y], …], "line": [[x, y], [x, y]]}')
    try:
        drawing = read_drawing(drawn)
    except UnreadableAnswer as error:
        raise BadRow(f"key: {error}") from error
    tolerance = read_tolerance(row.get("tolerance", "5%"))
    points = (*drawing.dots, *drawing.line, *drawing.curve)
    axes = [
        AxisKey(
            name=name,
            unit=unit,
            lowest=min((point[side] for point in points), default=None),
            highest=max((point[side] for point in points), default=None),
        )
        for side, (name, unit) in enumerate(drawing.axes or (("x", ""), ("y", "")))
    ]
    return PlotKey(
        x=axes[0],
        y=axes[1],
        axes=Fraction(1) if drawing.axes else None,
        dots=DotsKey(x=tuple(x for x, _ in drawing.dots), y=tuple(y for _, y in drawing.dots))
        if drawing.dots
        else None,
        line=_line(drawing.line, tolerance) if drawing.line else None,
        curve=CurveKey(through=drawing.curve, samples=drawing.curve, tolerance=tolerance)
        if drawing.curve
        else None,
    )


def _line(ends: Sequence[Point], tolerance: Tolerance) -> LineKey:
    (left, low), (right, high) = ends[0], ends[-1]
    if left == right:
        raise BadRow("key: the line is vertical")
    slope = (high - low) / (right - left)
    return LineKey(slope=slope, intercept=low - slope * left, tolerance=tolerance)


def _open_question(row: Row, language: Language) -> TextKey:
    """Read a sample answer; `terms` are the words to look for: a list of lists of alternatives."""
    terms = row.get("terms", [])
    if not (isinstance(terms, list) and all(isinstance(each, list) for each in terms)):
        raise BadRow("terms is a list of lists of words")
    expected = Statement(terms={language: tuple(tuple(map(str, each)) for each in terms)})
    return TextKey(expects=(expected,) if terms else (), sample=Text(**{language: read_text(row)}))


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {
    "choice": _choice,
    "plot": _plot,
    "text": _open_question,
}
