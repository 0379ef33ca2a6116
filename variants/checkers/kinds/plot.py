"""Check a drawn plot part by part: axes, dots, a straight line, a curve; each part earns its own points.

A dot may lie 2 % of an axis away from its place; a line is judged by slope and intercept, a curve by whether
it passes through the points expected, crosses zero and turns where it should.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from variants.checkers.drawn.axes import check_axes
from variants.checkers.drawn.curve_features import MISSED, features_of, has_feature
from variants.checkers.drawn.drawing_words import describe_drawing
from variants.checkers.drawn.drawings import Drawing, Point, heights_at, read_drawing, spans
from variants.checkers.named_mistakes import called_by_name
from variants.checkers.verdicts import (
    RIGHT,
    PartVerdict,
    Reading,
    UnreadableAnswer,
    Verdict,
    partly,
    right,
    wrong,
)
from variants.keys import Answer, CurveKey, DotsKey, Key, KnownMistake, LineKey, PlotKey, Tolerance
from variants.quantities.units import print_unit
from variants.texts import Language, Text

SLACK: Final = 0.02
_EMPTY: Final = Reading(text="")


def read_answer(key: PlotKey, answer: Answer, language: Language) -> Reading:
    """Say what is drawn, in words and numbers. Raises UnreadableAnswer with the part as `part`."""
    return _reading(key, read_drawing(answer), language)


def check(key: PlotKey, answer: Answer, language: Language, mistakes: Sequence[KnownMistake] = ()) -> Verdict:
    """Check every asked part; the parts are named axes, dots, line, curve. Raises UnreadableAnswer."""
    drawing = read_drawing(answer)
    parts = tuple(
        PartVerdict(name=part.name, verdict=_named(part, drawing, spans(key), mistakes))
        for part in _parts(key, drawing)
    )
    return with_parts(key, parts, _reading(key, drawing, language))


def _named(part: PartVerdict, drawing: Drawing, span: Point, mistakes: Sequence[KnownMistake]) -> Verdict:
    """Call a wrong line or curve by the mistake that it fits."""
    named = [mistake for mistake in mistakes if mistake.target == part.name]

    def judge(key: Key) -> Verdict:
        if isinstance(key, PlotKey) and key.line is not None:
            return _check_line(key.line, drawing.line, span)
        if isinstance(key, PlotKey) and key.curve is not None:
            return _check_curve(key.curve, drawing.curve, span)
        return part.verdict

    return called_by_name(part.verdict, named, judge)


def _parts(key: PlotKey, drawing: Drawing) -> tuple[PartVerdict, ...]:
    span = spans(key)
    checked: list[tuple[str, Verdict]] = []
    if key.axes is not None:
        checked.append(("axes", check_axes(key, drawing)))
    if key.dots is not None:
        checked.append(("dots", _check_dots(key.dots, drawing.dots, span)))
    if key.line is not None:
        checked.append(("line", _check_line(key.line, drawing.line, span)))
    if key.curve is not None:
        checked.append(("curve", _check_curve(key.curve, drawing.curve, span)))
    return tuple(PartVerdict(name=name, verdict=verdict) for name, verdict in checked)


def type_key(key: PlotKey, language: Language) -> Answer:
    """Return the right drawing as the page would send it."""
    drawn: dict[str, Answer] = {}
    if key.axes is not None:
        drawn["axes"] = {
            side: {"name": axis.name, "unit": print_unit(axis.unit, language)}
            for side, axis in (("x", key.x), ("y", key.y))
        }
    if key.dots is not None:
        drawn["dots"] = [list(point) for point in zip(key.dots.x, key.dots.y, strict=True)]
    if key.line is not None:
        left = 0.0 if key.x.lowest is None else key.x.lowest
        ends = (left, left + spans(key)[0])
        drawn["line"] = [[x, key.line.slope * x + key.line.intercept] for x in ends]
    if key.curve is not None:
        drawn["curve"] = [list(point) for point in sorted({*key.curve.through, *key.curve.samples})]
    return drawn


def _reading(key: PlotKey, drawing: Drawing, language: Language) -> Reading:
    """Say what is drawn; units of the key are told only where the plot shows them itself."""
    shown = (key.x.unit, key.y.unit) if key.axes is None else ("", "")
    return Reading(text=lambda: describe_drawing(drawing, shown, language))


def _check_dots(key: DotsKey, given: Sequence[Point], span: Point) -> Verdict:
    if not given:
        return _empty()
    left = list(given)
    hits = 0
    for expected in zip(key.x, key.y, strict=True):
        near = [dot for dot in left if _distance(dot, expected, span) <= SLACK]
        if near:
            left.remove(min(near, key=lambda dot: _distance(dot, expected, span)))
            hits += 1
    total = len(key.x)
    message = Text(
        en=f"Points in place: {hits} of {total}; out of place: {len(left)}.",
        ru=f"Точек на своих местах: {hits} из {total}, лишних: {len(left)}.",
    )
    return _graded(max(Fraction(hits - len(left), total), Fraction(0)), "dots", message)


def _distance(one: Point, other: Point, span: Point) -> float:
    """Return how far apart two points lie, as a share of the longer-missed axis."""
    return max(abs(one[0] - other[0]) / span[0], abs(one[1] - other[1]) / span[1]) * (1 - 1e-9)


def _check_line(key: LineKey, given: Sequence[Point], span: Point) -> Verdict:
    if not given:
        return _empty()
    (x0, y0), (x1, y1) = given
    if x0 == x1:
        return wrong("vertical", Text(en="The line is vertical.", ru="Прямая вертикальна."), _EMPTY)
    slope = (y1 - y0) / (x1 - x0)
    slope_is_right = abs(slope - key.slope) <= _allowed(key.tolerance, key.slope, SLACK * span[1] / span[0])
    allowed = _allowed(key.tolerance, key.intercept, SLACK * span[1])
    intercept_is_right = abs(y0 - slope * x0 - key.intercept) <= max(allowed, SLACK * span[1])
    if slope_is_right and intercept_is_right:
        return right("equal", RIGHT, _EMPTY)
    if slope_is_right:
        return partly(
            Fraction(1, 2), "intercept", Text(en="The slope is right.", ru="Наклон верный."), _EMPTY
        )
    if intercept_is_right:
        message = Text(en="Only the intercept is right.", ru="Верно только пересечение с осью.")
        return partly(Fraction(1, 2), "slope", message, _EMPTY)
    return wrong("wrong_line", Text(en="The line runs elsewhere.", ru="Прямая проходит не там."), _EMPTY)


def _allowed(tolerance: Tolerance, value: float, least: float) -> float:
    """Return the distance allowed: absolute, or a share of the value; `least` where the value is zero."""
    if tolerance.absolute is not None:
        return tolerance.absolute
    share = float(tolerance.relative or 0) * abs(value)
    return (share or least) * (1 + 1e-9)


def _check_curve(key: CurveKey, given: Sequence[Point], span: Point) -> Verdict:
    if not given:
        return _empty()
    if len(given) < 2:
        raise UnreadableAnswer(
            Text(en="A curve needs two points or more.", ru="Для кривой нужны хотя бы две точки."),
            part="curve",
        )
    hits = 0
    for x, y in key.through:
        allowed = max(_allowed(key.tolerance, y, 0.0), SLACK * span[1])
        heights = heights_at(given, x, SLACK * span[0])
        hits += any(abs(height - y) <= allowed for height in heights)
    total = len(key.through)
    english = [f"The curve passes through {hits} of {total} points looked at."]
    russian = [f"Кривая проходит через {hits} из {total} проверяемых точек."]
    for feature in features_of(sorted(key.samples), span):
        allowed = max(_allowed(key.tolerance, feature.y, 0.0), SLACK * span[1])
        total += 1
        if has_feature(given, feature, allowed, span):
            hits += 1
        else:
            english.append(MISSED[feature.kind].in_language("en"))
            russian.append(MISSED[feature.kind].in_language("ru"))
    message = Text(en=" ".join(english), ru=" ".join(russian))
    return _graded(Fraction(hits, total) if total else Fraction(1), "curve", message)


def _empty() -> Verdict:
    return wrong("empty", Text(en="Not drawn.", ru="Не построено."), _EMPTY)


def _graded(score: Fraction, what: str, message: Text) -> Verdict:
    if score == 1:
        return right("equal", RIGHT, _EMPTY)
    return (
        partly(score, f"some_{what}", message, _EMPTY) if score else wrong(f"wrong_{what}", message, _EMPTY)
    )


def with_parts(key: PlotKey, parts: tuple[PartVerdict, ...], reading: Reading) -> Verdict:
    """Return the verdict on a plot whose parts have these verdicts."""
    points = {part: worth for part, worth in _points(key) if worth is not None}
    total = sum(points.values(), Fraction(0))
    earned = sum((points[part.name] * part.verdict.score for part in parts), Fraction(0))
    hits = sum(part.verdict.outcome == "right" for part in parts)
    message = Text(en=f"Right parts: {hits} of {len(parts)}.", ru=f"Верных частей: {hits} из {len(parts)}.")
    if hits == len(parts):
        verdict = right("equal", RIGHT, reading)
    elif earned == 0:
        verdict = wrong("wrong_parts", message, reading)
    else:
        verdict = partly(earned / total, "some_parts", message, reading)
    return replace(verdict, parts=parts)


def _points(key: PlotKey) -> Iterator[tuple[str, Fraction | None]]:
    yield "axes", key.axes
    for name, part in (("dots", key.dots), ("line", key.line), ("curve", key.curve)):
        yield name, None if part is None else part.points
