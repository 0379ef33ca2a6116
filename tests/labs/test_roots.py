"""Roots that are safe to look for."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.models.roots import bracketed_root, only_root


@settings(max_examples=60, deadline=None)
@given(st.floats(-9.9, 9.9), st.sampled_from([1, 3, 5, 9]), st.floats(1e-6, 1e6))
def test_a_power_vanishes_where_it_should(root: float, degree: int, scale: float) -> None:
    found = bracketed_root(lambda x: scale * (x - root) ** degree, -10.0, 10.0)

    assert scale * abs(found - root) ** degree <= 1e-12 * scale


@settings(max_examples=30, deadline=None)
@given(st.floats(-9.9, 9.9))
def test_a_mere_sign_is_enough(root: float) -> None:
    found = bracketed_root(lambda x: 1.0 if x > root else -1.0, -10.0, 10.0)

    assert found == pytest.approx(root, abs=1e-14)


def test_the_only_root_of_an_interval_is_found() -> None:
    assert only_root(lambda x: math.cos(x) - x, 0.0, 1.0) == pytest.approx(0.7390851332151607, rel=1e-14)


@pytest.mark.parametrize(
    "function",
    [lambda x: x * x + 1.0, lambda x: x * x - 0.5, lambda x: 1.0 / (x - 0.1) if x != 0.1 else 1e300],
    ids=["none", "two", "a pole"],
)
def test_no_root_two_roots_and_a_pole_have_no_value(function: object) -> None:
    assert callable(function)

    assert math.isnan(only_root(function, -1.0, 1.0))
