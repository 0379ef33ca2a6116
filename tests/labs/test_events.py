"""The moment when a statement turns true, against closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.models.events import follow_until
from labs.models.integrating import Vector


def _pendulum(_: float, values: Vector) -> Vector:
    return [values[1], -math.sin(values[0])]


@pytest.mark.parametrize(
    ("angle", "ratio"), [(90.0, 1.18034), (20.0, 1.00767), (1.0, 1.00002)], ids=["90", "20", "1"]
)
def test_a_wide_swing_takes_as_much_longer_as_the_elliptic_integral_says(angle: float, ratio: float) -> None:
    half = follow_until(_pendulum, 0.0, [math.radians(angle), 0.0], 60.0, lambda _, values: values[1])

    assert half.found
    assert 2 * half.time / (2 * math.pi) == pytest.approx(ratio, abs=5e-6)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 50.0), st.floats(0.0, 30.0))
def test_a_throw_lands_when_the_parabola_says(speed: float, height: float) -> None:
    landing = follow_until(
        lambda _, values: [values[1], -9.81], 0.0, [height, speed], 60.0, lambda _, values: -values[0]
    )

    expected = (speed + math.sqrt(speed**2 + 2 * 9.81 * height)) / 9.81
    assert landing.time == pytest.approx(expected, rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.99))
def test_a_statement_of_several_parts_is_found_as_exactly(share: float) -> None:
    half = follow_until(
        lambda _, values: [-values[0]], 0.0, [1.0], 60.0, lambda _, values: 1.0 if values[0] < share else -1.0
    )

    assert half.time == pytest.approx(-math.log(share), rel=1e-8, abs=1e-9)


def test_what_holds_from_the_start_counts_only_once_it_has_been_false() -> None:
    back = follow_until(
        lambda _, values: [values[1], -values[0]], 0.0, [1.0, 0.0], 60.0, lambda _, values: values[0]
    )

    assert back.time == pytest.approx(3 * math.pi / 2, rel=1e-9)


def test_what_never_happens_is_told_after_the_longest_time() -> None:
    never = follow_until(lambda _, values: [-values[0]], 0.0, [1.0], 5.0, lambda _, values: values[0] - 2.0)

    assert not never.found
    assert never.time == 5.0
    assert never.values[0] == pytest.approx(math.exp(-5.0), rel=1e-7)
