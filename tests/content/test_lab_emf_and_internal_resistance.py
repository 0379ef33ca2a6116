import pytest
from built_in_labs import built_in_lab, entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_reports_by_protocol import design_of, missed, setting, verdicts_by

LAB = "emf-and-internal-resistance"
RING = ("b_plus-k_left", "k_right-r_left", "r_right-a_plus", "a_minus-b_minus")
AT_THE_POLES = ("b_plus-v_plus", "b_minus-v_minus")
BATTERY = {"epsilon": "4.5", "r": "1", "Ra": "0.1", "Rv": "5"}
IDEAL = {**BATTERY, "Ra": "0", "Rv": "1000000000"}


def wired(*joins: str, resistance: float = 8, key: str = "closed") -> dict[str, str]:
    return {"wires": " ".join(sorted(joins)), "key": key, "R": f"{resistance:g}"}


def test_currents_and_voltages_are_those_of_the_textbook() -> None:
    values = model_of(LAB, IDEAL, wired(*RING, *AT_THE_POLES))

    assert values["I_ammeter"] == pytest.approx(4.5 / (8 + 1), rel=1e-6)
    assert values["U_voltmeter"] == pytest.approx(4.5 - 0.5 * 1, rel=1e-6)


def test_the_greatest_power_is_given_to_a_load_like_the_battery_itself() -> None:
    powers = {
        tenths / 10: model_of(LAB, IDEAL, wired(*RING, resistance=tenths / 10))["P"]
        for tenths in range(6, 16)
    }

    assert max(powers, key=lambda load: powers[load]) == 1
    assert powers[1] == pytest.approx(5.0625) == pytest.approx(model_of(LAB, IDEAL)["most"])


@settings(max_examples=40, deadline=None)
@given(st.integers(6, 110), st.integers(10, 60), st.integers(0, 200))
def test_what_the_battery_gives_is_what_all_parts_take(emf: int, inside: int, load: int) -> None:
    apparatus = {**BATTERY, "epsilon": f"{emf / 20:g}", "r": f"{inside / 20:g}"}
    values = model_of(LAB, apparatus, wired(*RING, *AT_THE_POLES, resistance=load / 10))
    parts = ("battery", "switch", "rheostat", "ammeter", "voltmeter")
    powers = {part: values[f"U_{part}"] * values[f"I_{part}"] for part in parts}

    assert powers["battery"] == pytest.approx(sum(powers[part] for part in parts[1:]), rel=1e-6)
    assert values["U_voltmeter"] == pytest.approx(emf / 20 - values["I_battery"] * inside / 20, rel=1e-6)


def test_meters_joined_the_wrong_way_round_show_a_minus() -> None:
    ring = ("b_plus-k_left", "k_right-r_left", "r_right-a_minus", "a_plus-b_minus")
    joined = wired(*ring, "b_minus-v_plus", "b_plus-v_minus")

    assert entry_of(LAB, BATTERY, joined, "ammeter").value == pytest.approx(-4.5 / 9.1, abs=0.02)
    assert entry_of(LAB, BATTERY, joined, "voltmeter").value == pytest.approx(-4.05, abs=0.1)


def test_a_voltmeter_in_the_ring_lets_hardly_any_current_through() -> None:
    ring = ("b_plus-k_left", "k_right-r_left", "r_right-a_plus", "a_minus-v_plus", "v_minus-b_minus")
    joined = wired(*ring)

    assert entry_of(LAB, BATTERY, joined, "ammeter").value == 0
    assert entry_of(LAB, BATTERY, joined, "voltmeter").value == pytest.approx(4.5, abs=0.1)


def test_nothing_flows_while_the_switch_is_open_and_the_voltmeter_shows_the_emf() -> None:
    joined = wired(*RING, *AT_THE_POLES, key="open")

    assert entry_of(LAB, BATTERY, joined, "ammeter").value == 0
    assert entry_of(LAB, BATTERY, joined, "voltmeter").value == pytest.approx(4.5, abs=0.1)


@pytest.mark.parametrize("instrument", ["ammeter", "voltmeter"])
def test_an_ammeter_at_the_poles_blows_the_fuse(instrument: str) -> None:
    entry = entry_of(LAB, BATTERY, wired("a_plus-b_plus", "a_minus-b_minus"), instrument)

    assert (entry.kind, entry.mishap, entry.value) == ("mishap", "fuse", None)


def test_a_current_beyond_the_range_is_an_overload() -> None:
    entry = entry_of(LAB, BATTERY, wired(*RING, resistance=2), "ammeter")

    assert entry.overload
    assert [span.name for span in built_in_lab(LAB).instruments["ammeter"].spans] == ["low", "high"]


@pytest.mark.parametrize(
    ("joins", "lost"),
    [
        ((*RING, *AT_THE_POLES), []),
        (("b_plus-a_plus", "a_minus-k_left", "k_right-r_left", "r_right-b_minus", *AT_THE_POLES), []),
        ((*RING, "k_right-v_plus", "b_minus-v_minus"), []),
        ((*RING, "r_left-v_plus", "a_minus-v_minus"), []),
        ((*RING, "r_left-v_plus", "r_right-v_minus"), ["demand:3"]),
        ((*RING, "r_left-v_minus", "r_right-v_plus"), ["demand:3"]),
        ((*RING, "b_plus-v_minus", "b_minus-v_plus"), ["demand:4"]),
        ((*RING[:2], "r_right-a_minus", "a_plus-b_minus", *AT_THE_POLES), ["demand:2"]),
    ],
    ids=[
        "right",
        "other order",
        "behind the switch",
        "around the load",
        "load",
        "load -",
        "- +",
        "ammeter -",
    ],
)
def test_the_report_tells_which_meter_was_joined_wrongly(joins: tuple[str, ...], lost: list[str]) -> None:
    lab = built_in_lab(LAB)
    (step,) = lab.protocol

    verdicts = verdicts_by(lab, (setting(step, "wires", " ".join(joins)),))

    wiring = [f"demand:{number}" for number in range(1, 5)]
    assert [name for name in missed(design_of(verdicts, "loads")) if name in wiring] == lost


def test_a_current_that_goes_past_the_ammeter_is_told() -> None:
    lab = built_in_lab(LAB)
    (step,) = lab.protocol
    past = ("b_plus-k_left", "k_right-r_left", "r_right-b_minus", "b_plus-v_plus", "b_minus-v_minus")
    beside_the_load = (*past, "r_right-a_plus", "a_minus-r_left")

    design = design_of(verdicts_by(lab, (setting(step, "wires", " ".join(beside_the_load)),)), "loads")

    assert "The ammeter was not in series" in (design.message.en or "")
    assert "Амперметр был включён не последовательно" in (design.message.ru or "")
