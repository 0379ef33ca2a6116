"""Readings and actions at a bench: what is logged, what is refused, what a student may see."""

from dataclasses import replace
from typing import Any

import pytest
from hand_built_labs import (
    JOINED,
    OTHER_SECRET,
    SECRET,
    circuit,
    circuit_given,
    cooling,
    cooling_given,
    given_number,
    incline,
    incline_given,
    pendulum,
    settings,
)
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from labs.documents.settings import Settings, SettingValue
from labs.running.benches import Bench, open_bench, state_of
from labs.running.exact import scalar_values
from labs.running.looking import look
from labs.running.taking import MOST_ENTRIES, state_at, take
from labs.sessions import Entry, Refused, Wish

INCLINE = open_bench(incline(), incline_given(), SECRET)
CIRCUIT = open_bench(circuit(), circuit_given(), SECRET)


def _incline(**changed: SettingValue) -> Settings:
    return settings(INCLINE.lab, **changed)


def _wish(instrument: str = "timer", span: str = "", **changed: SettingValue) -> Wish:
    return Wish(settings=_incline(**{"alpha": 30.0, "s": 100.0, **changed}), instrument=instrument, span=span)


def _log(bench: Bench, *wishes: Wish) -> list[Entry]:
    log: list[Entry] = []
    for wish in wishes:
        log.append(take(bench, log, wish, 1000 + len(log)))
    return log


def test_a_reading_is_the_model_s_value_as_the_instrument_shows_it() -> None:
    entry = take(INCLINE, [], _wish(), 5)

    assert entry.value == pytest.approx(0.7898, abs=0.003)
    assert entry.text == f"{entry.value:.3f}"
    assert (entry.number, entry.kind, entry.logged_at) == (1, "reading", 5)


def test_the_swing_of_a_seconds_pendulum_takes_two_seconds() -> None:
    bench = open_bench(pendulum(), dict([given_number("g", 9.80665, "m/s^2")]), SECRET)

    entry = take(bench, [], Wish(settings={"L": 100, "A": 90}, instrument="clock"), 0)

    assert entry.text == "2.36825"


def test_the_same_setting_again_is_read_with_new_noise() -> None:
    log = _log(INCLINE, *[_wish("meter", "coarse") for _ in range(12)])

    assert len({entry.text for entry in log}) > 1
    assert all(entry.text.endswith((".0", ".5")) for entry in log)


def test_another_secret_gives_other_errors() -> None:
    other = open_bench(incline(), incline_given(), OTHER_SECRET)
    wishes = [_wish("meter", "coarse", s=float(s)) for s in range(20, 32)]

    assert [e.text for e in _log(INCLINE, *wishes)] != [e.text for e in _log(other, *wishes)]


def test_class_and_zero_stay_the_same_for_one_student() -> None:
    log = _log(INCLINE, *[_wish("meter", "fine", s=20.0) for _ in range(5)])

    assert len({entry.text for entry in log}) == 1
    assert abs(float(log[0].text) - 20.0) <= 0.01 * 20.0 + 0.2 + 0.05


def test_beyond_the_span_an_instrument_shows_overload() -> None:
    entry = take(INCLINE, [], _wish("meter", "fine", s=100.0), 0)

    assert (entry.overload, entry.value) == (True, None)


def test_where_there_is_nothing_to_measure_the_entry_says_so() -> None:
    entry = take(INCLINE, [], _wish(alpha=5.0), 0)

    assert (entry.nothing, entry.value, entry.text) == (True, None, "")


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (_wish(alpha=30.5), "steps of 1 °"),
        (_wish(alpha=61.0), "from 0 to 60 °"),
        (_wish(alpha=float("nan")), "number"),
        (_wish(alpha=10**400), "number"),
        (_wish(alpha="much"), "number"),
        (_wish(beta=1.0), "beta"),
        (replace(_wish(), settings={"alpha": 30.0}), "`s`"),
        (_wish("ruler"), "instrument"),
        (_wish("meter"), "choose a range"),
        (_wish("meter", "huge"), "choose a range"),
        (replace(_wish(), action="push"), "one at a time"),
        (replace(_wish(""), action="push"), "can be done"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_with_a_reason(wish: Wish, word: str) -> None:
    with pytest.raises(Refused, match=word) as refused:
        take(INCLINE, [], wish, 0)

    assert refused.value.message.ru


def test_settings_with_the_dust_of_floats_are_put_on_the_grid() -> None:
    entry = take(INCLINE, [], _wish("meter", "coarse", s=10 + 3 * 0.1), 0)

    assert entry.wish.settings["s"] == 10.3


def test_no_more_readings_are_taken_than_the_quota_allows() -> None:
    log = _log(INCLINE, *[_wish() for _ in range(20)])

    with pytest.raises(Refused, match="all 20 readings"):
        take(INCLINE, log, _wish(), 0)


def test_a_log_has_an_end() -> None:
    entry = take(INCLINE, [], _wish(""), 0)

    with pytest.raises(Refused, match=str(MOST_ENTRIES)):
        take(INCLINE, [entry] * MOST_ENTRIES, _wish(""), 0)


def test_a_joined_circuit_is_read_and_a_fuse_blows() -> None:
    good = Wish(settings=settings(CIRCUIT.lab, wires=JOINED, R=8.0), instrument="voltmeter")
    short = Wish(settings=settings(CIRCUIT.lab, wires=JOINED, R=0.0), instrument="voltmeter")

    assert take(CIRCUIT, [], good, 0).text == "4.00"
    mishap = take(CIRCUIT, [], short, 0)
    assert (mishap.kind, mishap.mishap, mishap.value) == ("mishap", "fuse", None)


@pytest.mark.parametrize("alpha", [10**400, None, [1], {}, True])
def test_settings_that_mean_nothing_are_refused(alpha: Any) -> None:  # noqa: ANN401
    with pytest.raises(Refused):
        take(INCLINE, [], _wish(alpha=alpha), 0)


@pytest.mark.parametrize("wires", [("a_plus",), ("a_plus-a_plus",), ("a_plus-x",), "a_plus-b_plus", 3.0])
def test_wires_join_two_terminals_that_are_there(wires: SettingValue) -> None:
    with pytest.raises(Refused):
        take(CIRCUIT, [], Wish(settings=settings(CIRCUIT.lab, wires=wires), instrument="ammeter"), 0)


def test_looking_changes_no_reading() -> None:
    log = _log(INCLINE, _wish(), _wish())
    before = take(INCLINE, log, _wish(), 0)

    for alpha in (20.0, 30.0, 40.0):
        look(INCLINE, log, _wish(alpha=alpha))

    assert take(INCLINE, log, _wish(), 0) == before


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.floats(0.1512345, 0.4498765), st.integers(16, 60), st.integers(100, 1500))
def test_nothing_seen_holds_a_constant_or_an_unrounded_value(mu: float, alpha: int, s: int) -> None:
    bench = open_bench(incline(), incline_given(mu), SECRET)
    wish = _wish(alpha=float(alpha), s=s / 10)

    seen = f"{take(bench, [], wish, 0)} {look(bench, [], wish)}"

    values = scalar_values(bench, [], wish)
    for name in ("mu", "a", "t"):
        assert f"{values[name]:.12f}"[:9] not in seen


def test_what_a_bench_hides_stands_in_none_of_its_words() -> None:
    bench = open_bench(cooling(), cooling_given(), SECRET)

    assert repr(bench) == "Bench()"


def test_a_process_is_followed_to_a_reading_once() -> None:
    bench = open_bench(cooling(), cooling_given(), SECRET)
    wish = Wish(settings={"place": "air"}, at=30.0, instrument="quick")

    found = state_at(bench, [], wish)
    entry = take(bench, [], wish, 1)

    assert state_of(bench, [entry]) is found
