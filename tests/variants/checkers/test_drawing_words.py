"""A drawing is told in words, as the student drew it and in the student's own units."""

from fractions import Fraction
from typing import Any

import pytest

from variants.checkers.kinds.plot import read_answer
from variants.keys import AxisKey, PlotKey
from variants.texts import Language

FREE = PlotKey(x=AxisKey(name="I", unit="A"), y=AxisKey(name="U", unit="V"), axes=Fraction(1))
SHOWN = PlotKey(x=AxisKey(name="V", unit="L"), y=AxisKey(name="p", unit="kPa"))
LINE = [[0, 4.5], [1, 3.3]]


def told(key: PlotKey, language: Language, **drawn: Any) -> str:  # noqa: ANN401 - an answer
    return read_answer(key, drawn, language).text


def test_axes_and_points_are_told_as_they_were_named() -> None:
    axes = {"x": {"name": "t", "unit": "s"}, "y": {"name": "v", "unit": "m/s"}}

    assert (
        told(FREE, "ru", axes=axes, dots=[[0.5, 2]])
        == "Оси: t, с — по горизонтали; v, м/с — по вертикали. Точки (1): (0,5; 2)."
    )


def test_a_line_has_its_slope_in_the_units_of_the_axes() -> None:
    assert told(SHOWN, "en", line=LINE) == (
        "A straight line through (0; 4.5) and (1; 3.3): slope −1.2 kPa/L, meets the vertical axis at 4.5 kPa."
    )


def test_units_that_the_student_is_to_name_are_not_told() -> None:
    assert told(FREE, "en", line=LINE).count("V") == 0


def test_a_unit_that_nobody_knows_stays_as_typed() -> None:
    axes = {"x": {"name": "t", "unit": "moons"}, "y": {"name": "", "unit": ""}}

    assert told(FREE, "en", axes=axes) == "Axes: t, moons (horizontal); ? (vertical)."


@pytest.mark.parametrize(
    ("heights", "course"),
    [
        ((4, 2, 1), "убывает"),
        ((1, 2, 4), "возрастает"),
        ((0, 3, 0), "с максимумом"),
        ((2, 2, 2), "горизонтальна"),
    ],
)
def test_a_curve_is_told_by_its_course(heights: tuple[float, ...], course: str) -> None:
    curve = [[x, y] for x, y in enumerate(heights)]

    assert course in told(SHOWN, "ru", curve=curve)


def test_of_many_points_only_the_first_are_listed() -> None:
    assert told(SHOWN, "en", dots=[[x, x] for x in range(200)]).endswith("(11; 11), ….")
