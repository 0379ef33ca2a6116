"""Plots: axes, points kept, and a line laid as the points lie."""

from fractions import Fraction

import numpy as np
import pytest
from lab_reports import SLIDES, honest_work, part

from labs.judging.plots import fit_line

PLOT = "plot-line"


def test_swapped_axes_cost_half_of_the_axes_and_the_line_is_judged_as_drawn() -> None:
    answers = honest_work().copy()
    drawn = answers[PLOT]
    answers[PLOT] = {
        **drawn,
        "x": drawn["y"],
        "y": drawn["x"],
        "line": [list(reversed(end)) for end in drawn["line"]],
    }

    verdict = honest_work().judged(answers)[PLOT]

    assert part(verdict, "axes").score == Fraction(1, 2)
    assert "перепутаны" in (part(verdict, "axes").message.ru or "")
    assert part(verdict, "line").score == 1


def test_other_columns_on_the_axes_earn_neither_axes_nor_line() -> None:
    answers = honest_work().copy()
    answers[PLOT]["x"] = "angle"

    verdict = honest_work().judged(answers)[PLOT]

    assert part(verdict, "axes").score == 0
    assert part(verdict, "line").score == 0


def test_points_left_out_are_named_by_their_rows() -> None:
    answers = honest_work().copy()
    answers[PLOT]["left_out"] = [1, 3]

    lost = part(honest_work().judged(answers)[PLOT], "points")

    assert lost.score == Fraction(5, 7)
    assert "2, 4" in (lost.message.en or "")


@pytest.mark.parametrize(
    ("turned", "raised", "score"), [(1.0, 0.0, 1), (1.04, 0.0, 1), (1.1, 0.0, 0), (1.0, 3.0, 0)]
)
def test_a_line_may_lie_5_percent_away(turned: float, raised: float, score: int) -> None:
    answers = honest_work().copy()
    (x1, y1), (x2, y2) = answers[PLOT]["line"]
    middle = (y1 + y2) / 2
    ends = [(x1, middle + turned * (y1 - middle) + raised), (x2, middle + turned * (y2 - middle) + raised)]
    answers[PLOT]["line"] = [list(end) for end in ends]

    line = part(honest_work().judged(answers)[PLOT], "line")

    assert (line.score == 1) == bool(score)


@pytest.mark.parametrize(("line", "reason"), [(None, "no_line"), ([[1, 0], [1, 5]], "line")])
def test_no_line_and_an_upright_one_earn_nothing(line: object, reason: str) -> None:
    answers = honest_work().copy()
    answers[PLOT]["line"] = line

    verdict = part(honest_work().judged(answers)[PLOT], "line")

    assert verdict.score == 0
    assert verdict.reason == reason


def test_a_plot_of_nothing_earns_nothing() -> None:
    answers = honest_work().copy()
    answers[SLIDES] = {"rows": []}

    assert honest_work().judged(answers)[PLOT].score == 0


def test_a_fit_goes_through_points_of_a_line() -> None:
    fit = fit_line(np.array([1.0, 2.0, 4.0]), np.array([5.0, 7.0, 11.0]))

    assert fit is not None
    assert (fit.slope, fit.intercept) == pytest.approx((2.0, 3.0))
    assert fit.slope_error == pytest.approx(0.0, abs=1e-12)
