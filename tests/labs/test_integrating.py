"""Following rates in time against closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.models.dormand_prince import MISS_OF_FIFTH, MISS_OF_THIRD, NODES, RESULT, STAGES
from labs.models.failures import ModelFailed
from labs.models.integrating import Vector, follow


@settings(max_examples=25, deadline=None)
@given(st.floats(1e-3, 1e3), st.floats(1e-6, 1e6), st.floats(0.01, 8.0))
def test_a_decay_follows_its_exponential(rate: float, amount: float, times: float) -> None:
    *_, last = follow(lambda _, values: [-rate * values[0]], 0.0, [amount], times / rate)

    assert last.after[0] == pytest.approx(amount * math.exp(-times), rel=1e-7, abs=1e-9 * amount)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.05, 3.0), st.floats(0.2, 5.0))
def test_a_pendulum_without_friction_keeps_its_energy(angle: float, per_second: float) -> None:
    def rates(_: float, values: Vector) -> Vector:
        return [values[1], -(per_second**2) * math.sin(values[0])]

    def energy(values: Vector) -> float:
        return values[1] ** 2 / 2 + per_second**2 * (1 - math.cos(values[0]))

    strides = list(follow(rates, 0.0, [angle, 0.0], 20.0 / per_second))

    assert energy(strides[-1].after) == pytest.approx(energy([angle, 0.0]), rel=1e-6)


def test_between_the_ends_of_a_step_the_cubic_comes_close() -> None:
    for stride in follow(lambda time, _: [math.cos(time)], 0.0, [0.0], 6.0):
        middle = stride.start + stride.length / 2

        assert stride.between(0.5)[0] == pytest.approx(math.sin(middle), abs=1e-2)
        assert stride.between(1.0) == pytest.approx(stride.after)


def test_the_coefficients_satisfy_the_conditions_of_order() -> None:
    for row, node in zip(STAGES, NODES, strict=True):
        assert sum(row) == pytest.approx(node, abs=1e-14)
    for order in range(8):
        moment = sum(weight * node**order for weight, node in zip(RESULT, (0.0, *NODES), strict=True))
        assert moment == pytest.approx(1 / (order + 1), abs=1e-13)
    for weights in (MISS_OF_FIFTH, MISS_OF_THIRD):
        assert sum(weights) == pytest.approx(0.0, abs=1e-14)


@pytest.mark.parametrize(
    "rate",
    [
        lambda value: value * value,
        lambda value: math.nan,
        lambda value: math.sqrt(1.5 - value) if value < 1.5 else math.nan,
    ],
    ids=["grows beyond all numbers", "has no rate", "loses its rate"],
)
def test_what_can_not_be_followed_is_refused_and_never_hangs(rate: object) -> None:
    assert callable(rate)

    with pytest.raises(ModelFailed):
        list(follow(lambda _, values: [rate(values[0])], 0.0, [1.0], 1e6))


def test_a_rate_that_is_much_too_fast_is_refused() -> None:
    with pytest.raises(ModelFailed, match="3000 steps"):
        list(follow(lambda time, values: [1e7 * (math.cos(time) - values[0])], 0.0, [0.0], 1e4))
