"""A look at a bench: nothing of the apparatus is told that has not been logged at this very place."""

from dataclasses import replace

import pytest
from hand_built_labs import (
    JOINED,
    OTHER_SECRET,
    SECRET,
    circuit,
    circuit_given,
    cooling,
    cooling_given,
    formula,
    incline,
    incline_given,
    settings,
)

from labs.documents.scenes import Shown
from labs.documents.settings import Settings, SettingValue
from labs.running.benches import Bench, open_bench
from labs.running.looking import look, standing_of
from labs.running.taking import take, watches_left
from labs.running.telling import telling_looks
from labs.sessions import Entry, Refused, View, Wish

INCLINE = open_bench(incline(), incline_given(), SECRET)
CIRCUIT = open_bench(circuit(), circuit_given(), SECRET)


def _incline(**changed: SettingValue) -> Settings:
    return settings(INCLINE.lab, **{"alpha": 30.0, "s": 100.0, **changed})


def _wish(instrument: str = "", **changed: SettingValue) -> Wish:
    return Wish(settings=_incline(**changed), instrument=instrument)


def _log(bench: Bench, *wishes: Wish) -> list[Entry]:
    log: list[Entry] = []
    for wish in wishes:
        log.append(take(bench, log, wish, 1000 + len(log)))
    return log


def test_a_look_tells_nothing_of_the_apparatus() -> None:
    log = _log(INCLINE, _wish("timer"))
    other = open_bench(incline(), incline_given(0.4), OTHER_SECRET)

    for alpha in range(61):
        view = look(INCLINE, log, _wish(alpha=float(alpha), s=90.0))

        assert view == look(other, [], _wish(alpha=float(alpha), s=90.0))
        assert view == View(displays={}, shows={})


def test_a_reading_brings_what_the_scene_shows_of_it() -> None:
    log = _log(INCLINE, _wish("timer"), _wish("timer", alpha=5.0))

    view = look(INCLINE, log, _wish())

    assert view.measured
    assert view.shows == {"go": True, "tt": 0.8}
    assert look(INCLINE, log, _wish(alpha=5.0)).notes["timer"].en == "it stands still"


def test_a_line_that_only_sets_the_bench_brings_live_displays_and_no_more() -> None:
    log = _log(INCLINE, _wish())

    view = look(INCLINE, log, _wish())

    assert view.displays == {"timer": take(INCLINE, log, _wish("timer"), 0).text}
    assert (view.shows, view.measured) == ({}, False)


def test_a_live_display_stands_on_the_reading_taken_just_now() -> None:
    log = _log(INCLINE, _wish("timer"), _wish("timer"))

    assert look(INCLINE, log, _wish()).displays == {"timer": log[-1].text}


def test_a_show_that_reads_an_instrument_has_its_errors() -> None:
    lab = incline()
    shown = Shown(name="far", formula=formula("s"), unit="cm", step=0.1, instrument="meter")
    lab = replace(lab, scene=replace(lab.scene, shows={"far": shown}))
    bench = open_bench(lab, incline_given(), SECRET)
    log = _log(bench, replace(_wish("meter", s=50.0), span="fine"))

    (value,) = look(bench, log, _wish(s=50.0)).shows.values()

    assert log[0].value is not None
    assert value == pytest.approx(log[0].value / 100)


def test_beyond_its_span_an_instrument_stands_at_the_end_of_it() -> None:
    lab = incline()
    shown = Shown(name="far", formula=formula("s"), unit="cm", step=0.1, instrument="meter")
    lab = replace(lab, scene=replace(lab.scene, shows={"far": shown}))
    bench = open_bench(lab, incline_given(), SECRET)
    log = _log(bench, replace(_wish("meter"), span="fine"))

    assert log[0].overload
    assert look(bench, log, _wish()).shows == {"far": pytest.approx(0.6)}


def test_in_a_process_only_the_last_line_is_this_place() -> None:
    bench = open_bench(cooling(), cooling_given(), SECRET)
    here = Wish(settings=settings(bench.lab))
    log = _log(bench, replace(here, at=10.0), replace(here, at=20.0))

    assert standing_of(bench, log, replace(here, at=20.0)) == "set"
    assert standing_of(bench, log, replace(here, at=20.1)) == "unseen"


def test_without_a_process_a_place_that_was_measured_once_stays_known() -> None:
    wires = Wish(settings=settings(CIRCUIT.lab, wires=JOINED, R=8.0), instrument="voltmeter")
    log = _log(CIRCUIT, wires, Wish(settings=settings(CIRCUIT.lab)))

    assert standing_of(CIRCUIT, log, wires) == "read"
    assert standing_of(CIRCUIT, [], wires) == "unseen"


def test_there_are_as_many_lines_without_a_reading_as_there_are_readings() -> None:
    log = _log(INCLINE, *[_wish(alpha=float(alpha)) for alpha in range(INCLINE.lab.quota)])

    with pytest.raises(Refused, match="take a reading"):
        take(INCLINE, log, _wish(alpha=50.0), 0)
    assert watches_left(INCLINE.lab, log) == 0
    assert take(INCLINE, log, _wish("timer"), 0).value is not None


def test_the_proof_notices_what_a_look_would_tell() -> None:
    def forgetful(mu: float) -> Bench:
        bench = open_bench(incline(), incline_given(mu), SECRET)
        return replace(bench, machine=replace(bench.machine, bound=frozenset()))

    places = [_incline(alpha=float(alpha)) for alpha in (0, 15, 40)]
    told = list(telling_looks([forgetful(0.2), forgetful(0.4)], places))

    assert ["go" in (message.en or "") or "t" in (message.en or "") for _, message in told] == [True] * 3
    assert {place for place, _ in told} == {(7, 3), (0, 0)}
