from dataclasses import replace
from math import exp

import pytest
from built_in_labs import at_bench, built_in_lab, entry_of, model_of
from hypothesis import given
from hypothesis import strategies as st

from labs.proofs.checks import place
from labs.running.taking import take
from labs.sessions import Refused, Wish

LAB = "capacitor-discharge"
APPARATUS = {"C": "470", "R": "20", "leak": "50"}
LEFT = (("charge", ""), ("discharge", ""))


def time_constant(capacitance: float, resistance: float, leak: float) -> float:
    return capacitance / (1 / resistance + 1 / 1e6 + 1 / leak)


def test_a_bare_capacitor_and_resistor_have_the_time_constant_of_the_textbook() -> None:
    values = model_of(LAB, {"C": "470", "R": "10", "leak": "100000000"})

    assert values["tau"] == pytest.approx(time_constant(470e-6, 10e3, 1e14))
    assert values["tau"] * (1 + 10e3 / 1e6) == pytest.approx(4.70)


@given(st.integers(1, 300))
def test_equal_times_take_equal_shares(tenths: int) -> None:
    wait = tenths / 10
    once = model_of(LAB, APPARATUS, {}, (*LEFT, ("wait", str(wait))))["U"]
    twice = model_of(LAB, APPARATUS, {}, (*LEFT, ("wait", str(2 * wait))))["U"]

    assert once == pytest.approx(9 * exp(-wait / time_constant(470e-6, 20e3, 50e6)), rel=1e-6)
    assert twice / once == pytest.approx(once / 9, rel=1e-6)


def test_the_stopwatch_runs_from_the_moment_of_discharge() -> None:
    entry = entry_of(
        LAB, APPARATUS, {}, "stopwatch", (("charge", ""), ("wait", "5"), ("discharge", ""), ("wait", "3"))
    )

    assert entry.value == 3.0


def test_a_resistance_is_not_measured_while_current_flows() -> None:
    busy = entry_of(LAB, APPARATUS, {}, "ohmmeter", LEFT)
    quiet = entry_of(LAB, APPARATUS, {}, "ohmmeter", (("charge", ""),))

    assert busy.nothing
    assert quiet.value == pytest.approx(20, rel=0.01)


@pytest.mark.parametrize("waited", ["0", "0.1", "0.9"])
@pytest.mark.parametrize("capacitance", ["200", "1500"])
def test_that_a_discharge_is_refused_tells_nothing_of_the_time_constant(
    waited: str, capacitance: str
) -> None:
    begun = (*LEFT, ("wait", waited), ("discharge", ""))

    with pytest.raises(Refused, match="Charge the capacitor first"):
        model_of(LAB, {**APPARATUS, "C": capacitance}, {}, begun)


@pytest.mark.parametrize("doings", [(), (*LEFT, ("wait", "3000"))], ids=["before", "long after"])
def test_without_a_voltage_the_voltmeter_shows_nothing_and_never_overload(
    doings: tuple[tuple[str, str], ...],
) -> None:
    placed = place(built_in_lab(LAB), at_bench("", APPARATUS, {}, doings))
    wish = Wish(settings=placed.settings, at=placed.at, instrument="voltmeter")

    benches = [replace(placed.bench, secret=number.to_bytes(32, "big")) for number in range(400)]
    shown = {take(bench, placed.log, wish, 0).value for bench in benches}

    assert shown == {-0.05, 0.0, 0.05}
