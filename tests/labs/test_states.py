"""What goes on in lab time: variables, actions, lag and mishaps."""

from collections.abc import Mapping
from dataclasses import replace
from math import exp
from typing import Any

import pytest
from hand_built_labs import SECRET, cooling, cooling_given, settings

from labs.models import allowances
from labs.running.benches import Bench, open_bench, state_of
from labs.running.exact import exact_values, scalar_values
from labs.running.looking import look
from labs.running.taking import take
from labs.sessions import Entry, Refused, Wish

LAB = cooling()


@pytest.fixture
def bench() -> Bench:
    return open_bench(LAB, cooling_given(tau=300.0, capacity=100.0), SECRET)


def _wish(at: float, place: str = "cup", **wished: Any) -> Wish:  # noqa: ANN401
    return Wish(settings=settings(LAB, place=place), at=at, **wished)


def _played(bench: Bench, *wishes: Wish) -> list[Entry]:
    log: list[Entry] = []
    for wish in wishes:
        log.append(take(bench, log, wish, len(log)))
    return log


def _temperature(bench: Bench, log: list[Entry], at: float) -> float:
    return float(scalar_values(bench, log, _wish(at))["T"])


def test_a_body_cools_by_newton_s_law(bench: Bench) -> None:
    assert _temperature(bench, [], 300.0) == pytest.approx(300.0 + 50.0 * exp(-1.0), rel=1e-9)


def test_it_does_not_matter_how_often_one_looks_on_the_way(bench: Bench) -> None:
    log = _played(bench, *[_wish(10.0 * place, instrument="quick") for place in range(1, 30)])

    assert _temperature(bench, log, 300.0) == pytest.approx(300.0 + 50.0 * exp(-1.0), rel=1e-8)


def test_an_action_changes_variables_at_once(bench: Bench) -> None:
    log = _played(bench, _wish(300.0, action="warm", amount=500.0))

    assert log[0].kind == "action"
    assert _temperature(bench, log, 300.0) == pytest.approx(305.0 + 50.0 * exp(-1.0))


def test_a_slow_thermometer_comes_after_what_it_measures(bench: Bench) -> None:
    log = _played(bench, _wish(0.0, "air", instrument="slow"), _wish(20.0, "air", instrument="slow"))

    shown = exact_values(bench, log)
    assert shown[1] == pytest.approx(350.0)
    assert shown[2] == pytest.approx(300.0 + 50.0 * exp(-1.0), rel=1e-9)


def test_in_a_cooling_body_a_thermometer_lags_as_the_two_exponentials_say(bench: Bench) -> None:
    log = _played(bench, _wish(120.0, instrument="slow"))

    k, m = 1 / 300.0, 1 / 20.0
    expected = 300.0 + 50.0 * (m * exp(-k * 120.0) - k * exp(-m * 120.0)) / (m - k)
    assert exact_values(bench, log)[1] == pytest.approx(expected, rel=1e-9)


def _with_lag(lag: float) -> Bench:
    slow = replace(LAB.instruments["slow"], lag=lag)
    return open_bench(replace(LAB, instruments={**LAB.instruments, "slow": slow}), cooling_given(), SECRET)


@pytest.mark.parametrize(("lag", "at"), [(1.0, 29.9), (1.0, 30.1), (1.0, 900.0), (20.0, 900.0)])
def test_after_a_long_wait_a_thermometer_lags_as_if_it_had_been_watched(lag: float, at: float) -> None:
    log = _played(_with_lag(lag), _wish(at, instrument="slow"))

    k, m = 1 / 300.0, 1 / lag
    expected = 50.0 * (m * exp(-k * at) - k * exp(-m * at)) / (m - k)
    assert exact_values(_with_lag(lag), log)[1] - 300.0 == pytest.approx(expected, rel=1e-6)


def test_a_long_wait_costs_no_more_for_a_quick_thermometer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances, "MOST_WORK", 50_000)

    entry = take(_with_lag(0.5), [], _wish(3600.0, instrument="slow"), 0)

    assert entry.value == pytest.approx(300.0, abs=0.01)


def test_settings_are_in_force_from_their_entry_on(bench: Bench) -> None:
    changed = _played(bench, _wish(100.0, "air"), _wish(120.0, "air", instrument="slow"))
    unchanged = _played(bench, _wish(120.0, "air", instrument="slow"))

    assert exact_values(bench, changed)[2] < exact_values(bench, unchanged)[1] - 10.0


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (_wish(9.9, instrument="quick"), "10 s have passed"),
        (_wish(3600.1, instrument="quick"), "lasts 3600 s"),
        (_wish(float("inf"), instrument="quick"), "number"),
        (_wish(10.0, action="warm", amount=5.0), "from 10 to 5000 J"),
        (_wish(10.0, action="warm"), "number"),
        (_wish(10.0, action="warm", amount=505.0), "steps of 10 J"),
    ],
)
def test_time_does_not_go_back_nor_on_for_ever_and_amounts_are_measured(
    bench: Bench, wish: Wish, word: str
) -> None:
    log = _played(bench, _wish(10.0, instrument="quick"))

    with pytest.raises(Refused, match=word):
        take(bench, log, wish, 0)


def test_what_can_not_be_done_now_is_refused_in_the_author_s_words(bench: Bench) -> None:
    log = _played(bench, *[_wish(900.0 * place, action="warm", amount=2000.0) for place in (1, 2, 3, 4)])

    log.append(take(bench, log, _wish(3600.0, action="warm", amount=2000.0), 0))
    with pytest.raises(Refused, match="no more gas"):
        take(bench, log, _wish(3600.0, action="warm", amount=2000.0), 0)


def test_a_mishap_is_logged_and_undone(bench: Bench) -> None:
    log = _played(bench, _wish(10.0, action="warm", amount=5000.0))

    assert (log[0].kind, log[0].mishap) == ("mishap", "boils")
    assert _temperature(bench, log, 10.0) == pytest.approx(300.0 + 50.0 * exp(-1 / 30))


def test_time_is_kept_to_tenths_of_a_second(bench: Bench) -> None:
    log = _played(bench, _wish(10.04, instrument="quick"))

    assert log[0].wish.at == 10.0


@pytest.mark.parametrize("at", [-0.0, -0.04])
def test_a_zero_with_a_sign_is_the_same_moment(bench: Bench, at: float) -> None:
    one, other = (take(bench, [], _wish(time, instrument="quick"), 0) for time in (0.0, at))

    assert repr(other.wish.at) == "0.0"
    assert other.text == one.text


def test_a_look_ahead_leaves_what_has_gone_on_alone(bench: Bench) -> None:
    log = _played(bench, _wish(10.0, instrument="quick"))
    state = state_of(bench, log)

    waited = [*log, take(bench, log, _wish(500.0), 0)]
    view = look(bench, waited, _wish(500.0))

    assert float(view.displays["quick"]) == pytest.approx(300.0 + 50.0 * exp(-5 / 3), abs=0.3)
    assert state_of(bench, log) == state


def test_a_bench_kept_between_requests_gives_what_a_new_one_gives(bench: Bench) -> None:
    wishes = [_wish(7.0 * place, instrument="slow") for place in range(1, 12)]
    log = _played(bench, *wishes)
    _played(bench, _wish(3.0, action="stir"), _wish(4.0, instrument="slow"))

    new: Mapping[int, float] = exact_values(open_bench(LAB, cooling_given(), SECRET), log)

    assert exact_values(bench, log) == new
