"""Sets of numbers are joined, cut and turned inside out as sets are."""

from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.equivalence.solving.number_sets import (
    EVERYTHING,
    NOTHING,
    NumberSet,
    above,
    below,
    complement,
    equal_sets,
    intersection,
    points,
    union,
    without,
)
from variants.equivalence.solving.real_numbers import of_fraction
from variants.equivalence.solving.set_differences import set_difference

_ends = st.integers(-4, 4).map(lambda end: of_fraction(fmpq(end)))
_rays = st.one_of(
    st.builds(lambda end, closed: above(end, closed=closed), _ends, st.booleans()),
    st.builds(lambda end, closed: below(end, closed=closed), _ends, st.booleans()),
    st.lists(_ends, max_size=3).map(points),
)
sets = st.recursive(
    _rays, lambda inner: st.builds(union, inner, inner) | st.builds(without, inner, inner), max_leaves=5
)


@given(sets, sets)
@settings(max_examples=60, deadline=None)
def test_what_is_outside_of_both_is_outside_of_the_union(one: NumberSet, other: NumberSet) -> None:
    outside = intersection(complement(one), complement(other))

    assert equal_sets(complement(union(one, other)), outside)


@given(sets, sets)
@settings(max_examples=60, deadline=None)
def test_taking_out_is_cutting_with_the_rest(one: NumberSet, other: NumberSet) -> None:
    assert equal_sets(without(one, other), intersection(one, complement(other)))


@given(sets)
@settings(max_examples=30, deadline=None)
def test_a_set_and_its_rest_are_everything(one: NumberSet) -> None:
    assert equal_sets(union(one, complement(one)), EVERYTHING)
    assert equal_sets(intersection(one, complement(one)), NOTHING)


@given(sets, sets)
@settings(max_examples=60, deadline=None)
def test_only_different_sets_have_a_difference(one: NumberSet, other: NumberSet) -> None:
    assert (set_difference(one, other) is None) == equal_sets(one, other)
