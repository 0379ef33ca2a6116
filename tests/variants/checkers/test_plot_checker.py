"""Checking drawn plots part by part."""

from dataclasses import replace
from fractions import Fraction

import pytest

from variants.checkers.kinds import plot
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import AxisKey, CurveKey, DotsKey, LineKey, PlotKey, Tolerance

FIVE_PERCENT = Tolerance(relative=Fraction(1, 20))
LINE = PlotKey(
    x=AxisKey(name="I", unit="A", lowest=0, highest=2),
    y=AxisKey(name="U", unit="V", lowest=0, highest=10),
    axes=Fraction(1),
    dots=DotsKey(x=(0.5, 1.0, 1.5), y=(7.5, 6.0, 4.5)),
    line=LineKey(slope=-3, intercept=9, tolerance=FIVE_PERCENT, points=Fraction(2)),
)
NAMED = {"x": {"name": "I", "unit": "А"}, "y": {"name": "U", "unit": "V"}}
DOTS = [[0.5, 7.5], [1.0, 6.0], [1.5, 4.5]]
ISOTHERM = PlotKey(
    x=AxisKey(name="V", unit="L", lowest=0, highest=10),
    y=AxisKey(name="p", unit="kPa", lowest=0, highest=100),
    curve=CurveKey(
        through=((1, 96), (2, 48), (4, 24), (8, 12)),
        samples=tuple((v / 2, 192 / v) for v in range(2, 19)),
        tolerance=FIVE_PERCENT,
    ),
)


def _outcomes(key: PlotKey, answer: object) -> dict[str, Fraction]:
    return {part.name: part.verdict.score for part in plot.check(key, answer, "ru").parts}


def test_a_right_drawing_earns_everything() -> None:
    verdict = plot.check(LINE, {"axes": NAMED, "dots": DOTS, "line": [[0, 9], [2, 3]]}, "ru")

    assert (verdict.outcome, verdict.score) == ("right", Fraction(1))


def test_each_part_earns_its_own_points() -> None:
    verdict = plot.check(LINE, {"dots": DOTS}, "en")

    assert (verdict.outcome, verdict.score) == ("partly", Fraction(1, 4))


def test_a_dot_may_lie_two_percent_of_an_axis_away() -> None:
    near = [[0.54, 7.5], [1.0, 5.8], [1.5, 4.7]]
    far = [[0.55, 7.5], [1.0, 5.75], [1.5, 4.5]]

    assert _outcomes(LINE, {"dots": near})["dots"] == 1
    assert _outcomes(LINE, {"dots": far})["dots"] == 0


def test_strewing_dots_everywhere_earns_nothing() -> None:
    strewn = [[x / 10, y / 2] for x in range(21) for y in range(21)]

    assert _outcomes(LINE, {"dots": strewn})["dots"] == 0


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ([[0.5, 7.5], [1.5, 4.5]], 1),
        ([[0, 9.1], [2, 3.0]], 1),
        ([[0, 6], [2, 0]], Fraction(1, 2)),
        ([[0, 9], [2, 9]], Fraction(1, 2)),
        ([[0, 0], [2, 10]], 0),
        ([[1, 0], [1, 10]], 0),
    ],
)
def test_a_line_is_judged_by_slope_and_intercept(line: list[list[float]], score: Fraction) -> None:
    assert _outcomes(LINE, {"line": line})["line"] == score


@pytest.mark.parametrize(
    ("axes", "score"),
    [
        (NAMED, 1),
        ({"x": NAMED["y"], "y": NAMED["x"]}, 0),
        ({"x": NAMED["x"], "y": {"name": "U", "unit": "kV"}}, Fraction(3, 4)),
        ({"x": NAMED["x"], "y": {"name": "P", "unit": "W"}}, Fraction(1, 2)),
        ({"x": {"name": "І", "unit": ""}, "y": {"name": "P", "unit": ""}}, 0),
        ({"x": {**NAMED["x"], "lowest": 0, "highest": 2}, "y": NAMED["y"]}, 1),
        ({"x": {**NAMED["x"], "lowest": 0, "highest": 1}, "y": NAMED["y"]}, Fraction(4, 5)),
        ({"x": {**NAMED["x"], "lowest": 0, "highest": 40}, "y": NAMED["y"]}, Fraction(4, 5)),
        ({"x": {**NAMED["x"], "lowest": "0", "highest": None}, "y": NAMED["y"]}, 1),
    ],
)
def test_axes_need_their_quantity_unit_and_scale(axes: object, score: Fraction) -> None:
    assert _outcomes(LINE, {"axes": axes})["axes"] == score


def test_quantity_unit_and_scale_have_verdicts_of_their_own() -> None:
    axes = {"x": {**NAMED["x"], "lowest": 0, "highest": 40}, "y": {"name": "U", "unit": "kV"}}

    (part,) = (part.verdict for part in plot.check(LINE, {"axes": axes}, "ru").parts if part.name == "axes")

    assert part.message.ru == "Проверьте масштаб горизонтальной оси; единицу на вертикальной оси."
    assert {one.name: one.verdict.reason for one in part.parts} == {
        "x:quantity": "equal",
        "x:unit": "equal",
        "x:scale": "axis_scale",
        "y:quantity": "equal",
        "y:unit": "axis_unit",
    }


@pytest.mark.parametrize("name", ["alpha", "α", "\\alpha", " Alpha "])
def test_a_greek_name_of_an_axis_may_be_spelled(name: str) -> None:
    key = replace(LINE, x=AxisKey(name="alpha", unit="A"))

    assert _outcomes(key, {"axes": {**NAMED, "x": {"name": name, "unit": "A"}}})["axes"] == 1


def test_a_curve_through_a_few_points_is_taken_as_smooth() -> None:
    drawn = [[1, 96], [1.5, 64], [2.5, 38.4], [3.5, 27.4], [5, 19.2], [9, 10.7]]

    assert _outcomes(ISOTHERM, {"curve": drawn})["curve"] == 1


def test_a_curve_earns_the_share_of_points_it_passes_through() -> None:
    assert _outcomes(ISOTHERM, {"curve": [[1, 96], [2, 48]]})["curve"] == Fraction(1, 2)
    assert _outcomes(ISOTHERM, {"curve": [[0, 0], [10, 100]]})["curve"] == 0


PARABOLA = PlotKey(
    x=AxisKey(name="t", unit="s", lowest=0, highest=6),
    y=AxisKey(name="h", unit="m", lowest=-60, highest=40),
    curve=CurveKey(
        through=((1, 15), (3, 15)),
        samples=tuple((t / 8, 20 * t / 8 - 5 * (t / 8) ** 2) for t in range(49)),
        tolerance=FIVE_PERCENT,
    ),
)


@pytest.mark.parametrize(
    ("drawn", "score", "said"),
    [
        ([[t / 2, 10 * t - 1.25 * t * t] for t in range(13)], 1, "Верно."),
        ([[0, 0], [1, 15], [1.9, 20], [3, 15], [4.1, 0], [6, -60]], 1, "Верно."),
        ([[0, 15], [1, 15], [3, 15], [6, 15]], Fraction(1, 2), "положение максимума"),
        ([[1, 15], [2, 20], [3, 15], [6, 12]], Fraction(3, 4), "пересекает нуль"),
        ([[0, -50], [6, 50]], 0, "через 0 из 2"),
    ],
)
def test_a_curve_crosses_zero_and_turns_where_it_should(
    drawn: list[list[float]], score: Fraction, said: str
) -> None:
    (part,) = plot.check(PARABOLA, {"curve": drawn}, "ru").parts

    assert part.verdict.score == score
    assert said in part.verdict.message.in_language("ru")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"dots": []},
        {"dots": [[1]]},
        {"dots": [[1, "2"]]},
        {"dots": [[1, float("nan")]]},
        {"dots": [[0, 0]] * 1001},
        {"line": [[1, 1]]},
        {"line": [[1, 1], [1, 1]]},
        {"curve": [[1, 1], [1, 2]]},
        {"curve": [[1, 1]]},
        {"axes": {"x": {"name": "I", "unit": "blorp"}, "y": {"name": "U", "unit": "V"}}},
    ],
)
def test_what_is_no_drawing_costs_nothing(answer: object) -> None:
    key = replace(LINE, curve=ISOTHERM.curve)

    with pytest.raises(UnreadableAnswer):
        plot.check(key, answer, "ru")


LIFT = PlotKey(
    x=AxisKey(name="t", unit="s", lowest=0, highest=12),
    y=AxisKey(name="v", unit="m/s", lowest=0, highest=4),
    curve=CurveKey(
        through=((1, 1.5), (5, 3), (10, 1.5)),
        samples=tuple((t / 4, min(1.5 * t / 4, 3, 1.5 * (11 - t / 4))) for t in range(45)),
        tolerance=FIVE_PERCENT,
    ),
)


def test_a_level_stretch_has_no_highest_place() -> None:
    drawn = [[0, 0], [2, 3], [9, 3], [11, 0]]

    assert _outcomes(LIFT, {"curve": drawn})["curve"] == 1
    assert _outcomes(LIFT, {"curve": [[0, 0], [5, 3], [11, 0]]})["curve"] < 1


@pytest.mark.parametrize("key", [LINE, ISOTHERM, LIFT])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_key_as_drawn_is_right(key: PlotKey, language: str) -> None:
    drawn = plot.type_key(key, language)  # type: ignore[arg-type]

    assert plot.check(key, drawn, language).outcome == "right"  # type: ignore[arg-type]
