"""A log played again gives the same entries."""

from hand_built_labs import (
    JOINED,
    SECRET,
    circuit,
    circuit_given,
    cooling,
    cooling_given,
    incline,
    incline_given,
)
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from labs.running.benches import Bench, open_bench
from labs.running.looking import look
from labs.running.replaying import replay
from labs.running.taking import take
from labs.sessions import Entry, Wish

INCLINE_LAB, CIRCUIT_LAB, COOLING_LAB = incline(), circuit(), cooling()

incline_wishes = st.builds(
    lambda alpha, s, meter: Wish(
        settings={"alpha": float(alpha), "s": s / 10},
        instrument="meter" if meter else "timer",
        span=meter,
    ),
    st.integers(0, 60),
    st.sampled_from([200, 201, 1000]),
    st.sampled_from(["", "fine", "coarse"]),
)
circuit_wishes = st.builds(
    lambda wires, ohms, name: Wish(settings={"wires": tuple(wires), "R": float(ohms)}, instrument=name),
    st.lists(st.sampled_from(JOINED), max_size=6),
    st.integers(0, 50),
    st.sampled_from(["ammeter", "voltmeter"]),
)
cooling_wishes = st.builds(
    lambda place, at, doing: Wish(settings={"place": place}, at=at / 10, **doing),
    st.sampled_from(["cup", "air"]),
    st.integers(0, 6000),
    st.sampled_from(
        [
            {"instrument": "quick"},
            {"instrument": "slow"},
            {"action": "warm", "amount": 700.0},
            {"action": "stir"},
            {},
        ]
    ),
)


def _played(bench: Bench, wishes: list[Wish]) -> list[Entry]:
    log: list[Entry] = []
    for wish in sorted(wishes, key=lambda wish: wish.at):
        log.append(take(bench, log, wish, 1_700_000_000_000 + len(log)))
    return log


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.lists(incline_wishes, max_size=12))
def test_readings_of_an_incline_replay(wishes: list[Wish]) -> None:
    log = _played(open_bench(INCLINE_LAB, incline_given(), SECRET), wishes)

    assert replay(open_bench(INCLINE_LAB, incline_given(), SECRET), log) == tuple(log)


@hypothesis_settings(max_examples=20, deadline=None)
@given(st.lists(circuit_wishes, max_size=6))
def test_a_circuit_replays_whatever_is_joined(wishes: list[Wish]) -> None:
    log = _played(open_bench(CIRCUIT_LAB, circuit_given(), SECRET), wishes)

    assert replay(open_bench(CIRCUIT_LAB, circuit_given(), SECRET), log) == tuple(log)


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.lists(cooling_wishes, max_size=10), st.lists(st.integers(0, 9), max_size=5))
def test_a_process_replays_also_with_looks_and_reloads_in_between(
    wishes: list[Wish], looks: list[int]
) -> None:
    bench = open_bench(COOLING_LAB, cooling_given(), SECRET)
    log = _played(bench, wishes)

    for place in looks:
        look(bench, log[:place], Wish(settings={"place": "cup"}, at=600.0))

    assert replay(bench, log) == tuple(log)
    assert replay(open_bench(COOLING_LAB, cooling_given(), SECRET), log) == tuple(log)
