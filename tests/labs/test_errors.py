"""Instrument errors: bounded, repeatable, unguessable, and spread as their document says."""

from dataclasses import replace
from decimal import Decimal
from statistics import fmean, pstdev

import numpy as np
import pytest
from hand_built_labs import SECRET, span
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from labs.running.errors import Occasion, chances_of, erring, rounded

SPAN = span("fine", grade=0.02, zero=0.5, noise=0.1, resolution=0.05)
OCCASION = Occasion(instrument="meter", span=SPAN, settings={"x": 1.0}, at=0.0, trace="", repetition=0)
SECRETS = [number.to_bytes(32, "big") for number in range(400)]


def test_class_and_zero_stay_within_their_bounds_and_use_all_of_them() -> None:
    still = replace(OCCASION, span=replace(SPAN, noise=0.0))

    chances = [chances_of(secret, still) for secret in SECRETS]
    shifts = [erring(0.0, still.span, one) for one in chances]
    factors = [erring(1.0, still.span, one) - shift for one, shift in zip(chances, shifts, strict=True)]

    assert 0.98 <= min(factors) < 0.982
    assert 1.018 < max(factors) <= 1.02
    assert -0.5 <= min(shifts) < -0.45
    assert abs(fmean(shifts)) < 0.06


def test_noise_has_the_deviation_that_its_span_says() -> None:
    still = replace(SPAN, grade=0.0, zero=0.0)

    occasions = [replace(OCCASION, span=still, repetition=number) for number in range(800)]
    shifts = [erring(0.0, still, chances_of(SECRET, occasion)) for occasion in occasions]

    assert pstdev(shifts) == pytest.approx(0.1, rel=0.1)
    assert abs(fmean(shifts)) < 0.015


@pytest.mark.parametrize(
    "other",
    [
        replace(OCCASION, instrument="other"),
        replace(OCCASION, span=replace(SPAN, name="coarse")),
        replace(OCCASION, settings={"x": 1.05}),
        replace(OCCASION, at=0.1),
        replace(OCCASION, trace="stirred"),
        replace(OCCASION, repetition=1),
    ],
    ids=["instrument", "span", "settings", "time", "state", "repetition"],
)
def test_all_that_makes_an_occasion_changes_its_noise(other: Occasion) -> None:
    assert chances_of(SECRET, other)[2] != chances_of(SECRET, OCCASION)[2]
    assert chances_of(SECRET, OCCASION) == chances_of(SECRET, OCCASION)


def test_one_law_gives_one_reading_and_many() -> None:
    chances = [chances_of(secret, OCCASION) for secret in SECRETS]

    grades, zeros, noises = np.array(chances).T
    many = erring(np.full(len(SECRETS), 7.5), SPAN, (grades, zeros, noises))

    assert many.tolist() == [erring(7.5, SPAN, one) for one in chances]


@pytest.mark.parametrize(
    ("value", "resolution", "text"),
    [
        (1.2345, 0.001, "1.235"),
        (0.125, 0.05, "0.15"),
        (0.3, 0.1, "0.3"),
        (-0.04, 0.1, "0.0"),
        (17.4, 5.0, "15"),
        (17.5, 5.0, "20"),
        (99.96, 0.02, "99.96"),
        (1e-7, 1e-8, "0.00000010"),
        (250.0, 100.0, "300"),
    ],
)
def test_a_display_shows_the_digits_of_its_resolution(value: float, resolution: float, text: str) -> None:
    assert f"{rounded(value, resolution):f}" == text


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.floats(-1e4, 1e4), st.sampled_from([0.001, 0.02, 0.05, 0.5, 1.0, 5.0]))
def test_rounding_goes_to_the_nearest_step(value: float, resolution: float) -> None:
    shown = rounded(value, resolution)

    assert shown % Decimal(repr(resolution)) == 0
    assert abs(float(shown) - value) <= resolution / 2 * (1 + 1e-9)
