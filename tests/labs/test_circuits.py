"""Node analysis against circuits solved by hand, and Kirchhoff's laws in random ones."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.models.circuits import Part, solve_circuit
from labs.models.failures import ModelFailed

BATTERY = Part(plus="b+", minus="b-", resistance=1.0, emf=4.5)
LOAD = Part(plus="r1", minus="r2", resistance=8.0)
METER = Part(plus="v+", minus="v-", resistance=math.inf)
RING = (("b+", "r1"), ("r2", "b-"))

resistances = st.floats(0.1, 1e4)
terminals = st.sampled_from("abcdef")


def test_a_battery_and_a_load_share_the_emf() -> None:
    flows = solve_circuit({"battery": BATTERY, "load": LOAD}, RING)

    assert (flows["load"].current, flows["load"].voltage) == pytest.approx((0.5, 4.0))
    assert (flows["battery"].current, flows["battery"].voltage) == pytest.approx((0.5, 4.0))


def test_an_open_circuit_shows_the_emf_and_a_wrong_way_round_meter_its_opposite() -> None:
    flows = solve_circuit({"battery": BATTERY, "meter": METER}, (("v+", "b-"), ("v-", "b+")))

    assert (flows["battery"].current, flows["battery"].voltage) == (0.0, 4.5)
    assert flows["meter"].voltage == -4.5


def test_parts_joined_by_one_end_carry_nothing() -> None:
    flows = solve_circuit({"battery": BATTERY, "load": LOAD}, RING[:1])

    assert (flows["load"].current, flows["load"].voltage) == (0.0, 0.0)


def test_a_balanced_bridge_has_no_current_across() -> None:
    parts = {
        "source": Part(plus="p", minus="n", resistance=0.0, emf=6.0),
        "one": Part(plus="p", minus="l", resistance=10.0),
        "two": Part(plus="l", minus="n", resistance=20.0),
        "three": Part(plus="p", minus="r", resistance=30.0),
        "four": Part(plus="r", minus="n", resistance=60.0),
        "across": Part(plus="l", minus="r", resistance=5.0),
    }

    flows = solve_circuit(parts, ())

    assert flows["across"].current == pytest.approx(0.0, abs=1e-12)
    assert flows["source"].current == pytest.approx(6.0 / 30.0 + 6.0 / 90.0)


def test_a_short_gives_what_the_inner_resistance_lets_through() -> None:
    flows = solve_circuit({"battery": BATTERY}, (("b+", "b-"),))

    assert (flows["battery"].current, flows["battery"].voltage) == pytest.approx((4.5, 0.0))


def test_meters_without_resistance_side_by_side_share_the_current() -> None:
    meters = {name: Part(plus="x", minus="y", resistance=0.0) for name in ("one", "two")}

    flows = solve_circuit({"battery": BATTERY, **meters}, (("b+", "x"), ("b-", "y")))

    assert [flows[name].current for name in meters] == pytest.approx([2.25, 2.25])


@pytest.mark.parametrize(
    "resistance", [0.0, -1.0, math.nan], ids=["a short of an ideal source", "negative", "none"]
)
def test_what_is_not_determined_is_refused(resistance: float) -> None:
    with pytest.raises(ModelFailed):
        solve_circuit({"b": Part(plus="p", minus="n", resistance=resistance, emf=1.0)}, (("p", "n"),))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(terminals, terminals, resistances, st.none() | st.floats(-10, 10)), min_size=1, max_size=10
    ),
    st.lists(st.tuples(terminals, terminals), max_size=3),
)
def test_kirchhoff_s_laws_hold_in_any_network(
    given_parts: list[tuple[str, str, float, float | None]], joins: list[tuple[str, str]]
) -> None:
    parts = {
        f"p{place}": Part(plus=plus, minus=minus, resistance=resistance, emf=emf)
        for place, (plus, minus, resistance, emf) in enumerate(given_parts)
    }

    flows = solve_circuit(parts, joins)

    assert sum(_power_given_off(part, flows[name].current) for name, part in parts.items()) == pytest.approx(
        sum((part.emf or 0.0) * flows[name].current for name, part in parts.items()), abs=1e-6
    )
    for name, part in parts.items():
        drop = flows[name].current * part.resistance
        expected = drop if part.emf is None else part.emf - drop
        assert flows[name].voltage == pytest.approx(expected, abs=1e-8)
    _assert_nothing_gathers(parts, {name: flow.current for name, flow in flows.items()}, joins)


def _power_given_off(part: Part, current: float) -> float:
    return current**2 * part.resistance


def _assert_nothing_gathers(
    parts: dict[str, Part], currents: dict[str, float], joins: list[tuple[str, str]]
) -> None:
    """At every node, with the joined terminals taken together, as much comes as goes."""
    groups = [{terminal} for terminal in "abcdef"]
    for one, other in joins:
        first = next(group for group in groups if one in group)
        second = next(group for group in groups if other in group)
        if first is not second:
            first |= second
            groups.remove(second)
    for group in groups:
        gathered = 0.0
        for name, part in parts.items():
            inward = currents[name] if part.emf is None else -currents[name]
            gathered += inward * ((part.plus in group) - (part.minus in group))
        assert gathered == pytest.approx(0.0, abs=1e-8)
