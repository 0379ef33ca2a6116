from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.keys import Tolerance
from variants.separation import Spacing, choose_apart, close_pairs, separation, spacing_of, widest

numbers = st.one_of(
    st.integers(-9, 9).map(float),
    st.floats(-100, 100, allow_nan=False, allow_infinity=False),
    st.integers(1, 400).map(lambda tenths: tenths / 10),
)
keys_of_few = st.lists(numbers, min_size=1, max_size=8)
spacings = st.one_of(
    st.sampled_from([0.01, 0.02, 0.05, 0.3]).map(lambda share: Spacing(relative=share)),
    st.sampled_from([0.001, 0.1, 0.5, 3.0]).map(lambda width: Spacing(absolute=width)),
    st.just(Spacing()),
    st.just(Spacing(relative=0.02, absolute=0.1)),
)


def _best(keys: Sequence[float], spacing: Spacing, count: int) -> float:
    return max(_smallest(chosen, spacing) for chosen in combinations(keys, count))


def _smallest(keys: Sequence[float], spacing: Spacing) -> float:
    return min((spacing.distance(one, other) for one, other in combinations(keys, 2)), default=inf)


def _chance(seed: int = 1) -> Random:
    return Random(seed)


@given(keys_of_few, spacings)
@settings(max_examples=150, deadline=None)
def test_neighbours_tell_the_smallest_distance_of_any_two(keys: list[float], spacing: Spacing) -> None:
    assert separation(keys, spacing) == _smallest(keys, spacing)


@given(keys_of_few, spacings, st.data())
@settings(max_examples=300, deadline=None)
def test_the_widest_choice_is_that_of_brute_force(
    keys: list[float], spacing: Spacing, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(keys)))

    assert widest(keys, spacing, count) == _best(keys, spacing, count)


@given(keys_of_few, spacings, st.integers(0, 1000), st.data())
@settings(max_examples=300, deadline=None)
def test_the_keys_chosen_are_so_far_apart_whatever_chance_says(
    keys: list[float], spacing: Spacing, seed: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(keys)))

    chosen = choose_apart(keys, spacing, count, _chance(seed).randrange)

    assert len(set(chosen)) == count
    assert _smallest([keys[index] for index in chosen], spacing) == _best(keys, spacing, count)


def test_every_best_choice_comes_up() -> None:
    keys = [1.0, 2.0, 2.0, 3.0, 3.5, 5.0]
    spacing = Spacing(absolute=1)
    best = {
        chosen
        for chosen in combinations(range(6), 3)
        if _smallest([keys[index] for index in chosen], spacing) == _best(keys, spacing, 3)
    }

    found = {tuple(sorted(choose_apart(keys, spacing, 3, _chance(seed).randrange))) for seed in range(200)}

    assert found == best


def test_equal_keys_are_chosen_again_as_late_as_possible() -> None:
    keys = [1.0] * 5 + [2.0] * 5 + [3.0]

    chosen = choose_apart(keys, Spacing(relative=0.02), 7, _chance().randrange)

    assert Counter(keys[index] for index in chosen) == {1.0: 3, 2.0: 3, 3.0: 1}


def test_more_keys_than_there_are_can_not_be_chosen() -> None:
    assert widest([1, 2], Spacing(absolute=1), 3) == 0
    with pytest.raises(ValueError, match="not so many"):
        choose_apart([1.0, 2.0], Spacing(absolute=1), 3, _chance().randrange)


def test_distances_are_counted_in_the_larger_tolerance() -> None:
    assert Spacing(relative=0.1).distance(8, 10) == pytest.approx(2)
    assert Spacing(absolute=0.5).distance(-1, 1) == 4
    assert Spacing(relative=0.1).distance(-10, 10) == 10
    assert Spacing(relative=0.1).distance(0, 10) == 10
    assert Spacing().distance(1, 1) == 0
    assert Spacing().distance(1, 1.001) == inf


@given(st.lists(numbers, min_size=3, max_size=3), spacings)
@settings(max_examples=200, deadline=None)
def test_keys_that_move_apart_never_come_nearer(keys: list[float], spacing: Spacing) -> None:
    low, middle, high = sorted(keys)

    assert spacing.distance(low, high) >= spacing.distance(low, middle)
    assert spacing.distance(low, high) >= spacing.distance(middle, high)


@given(st.lists(numbers, max_size=10), spacings, st.sampled_from([0.5, 1.0, 3.0]))
@settings(max_examples=150, deadline=None)
def test_close_pairs_are_all_counted(keys: list[float], spacing: Spacing, limit: float) -> None:
    close = sum(spacing.distance(one, other) < limit for one, other in combinations(keys, 2))

    assert close_pairs(Counter(keys), spacing, limit) == close


def test_a_tolerance_of_any_form_has_its_spacing() -> None:
    assert spacing_of(Tolerance(relative=Fraction(1, 50))) == Spacing(relative=0.02)
    assert spacing_of(Tolerance(absolute=0.5)) == Spacing(absolute=0.5)
    assert spacing_of(Tolerance(interval=(1.0, 2.0))) == Spacing(absolute=0.5)
