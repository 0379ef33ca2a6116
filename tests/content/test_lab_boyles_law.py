from math import exp

import pytest
from built_in_labs import entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st

LAB = "boyles-law"
R = 1.380649e-23 * 6.02214076e23
ROOM = 293.15


def after(*doings: tuple[str, str], n: str = "2", dead: str = "5") -> dict[str, float]:
    return dict(model_of(LAB, {"n": n, "V0": dead}, {}, doings))


def test_two_millimoles_at_room_temperature_have_the_product_of_the_textbook() -> None:
    values = after(("move", "50"), ("wait", "400"), dead="0")

    assert values["p"] * 50e-6 == pytest.approx(0.002 * R * ROOM, rel=1e-6)
    assert values["p"] * 50e-6 == pytest.approx(4.8748, rel=1e-5)
    assert values["p"] == pytest.approx(97.50e3, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(16, 26), st.integers(3, 12), st.integers(25, 60))
def test_having_rested_the_whole_gas_keeps_its_product(tenths: int, dead: int, volume: int) -> None:
    values = after(("move", str(volume)), ("wait", "600"), n=str(tenths / 10), dead=str(dead))

    assert values["p"] * (volume + dead) * 1e-6 == pytest.approx(tenths * 1e-4 * R * ROOM, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(25, 60))
def test_a_quick_push_follows_the_adiabat(volume: int) -> None:
    before = after(("wait", "1"))
    values = after(("move", str(volume)))

    assert values["p"] * (volume + 5) ** 1.4 == pytest.approx(before["p"] * 45**1.4, rel=1e-9)


def test_a_third_of_the_warmth_is_left_after_twenty_seconds() -> None:
    at_once, later = after(("move", "25"))["T"] - ROOM, after(("move", "25"), ("wait", "20"))["T"] - ROOM

    assert at_once == pytest.approx(ROOM * (1.5**0.4 - 1))
    assert later / at_once == pytest.approx(exp(-1), rel=1e-6)


def test_there_and_back_at_once_changes_nothing() -> None:
    values = after(("move", "25"), ("move", "40"))

    assert values["T"] == pytest.approx(ROOM)


def test_beyond_a_quarter_of_a_megapascal_the_gauge_shows_nothing() -> None:
    entry = entry_of(LAB, {"n": "2.6", "V0": "3"}, {}, "gauge", (("move", "22"), ("wait", "200")))

    assert entry.overload


def test_the_tube_slips_off_and_the_piston_stays_where_it_was() -> None:
    values = dict(model_of(LAB, {"n": "2.6", "V0": "3"}, {}, (("move", "60"), ("wait", "200"))))

    pushed = dict(
        model_of(LAB, {"n": "2.6", "V0": "3"}, {}, (("move", "60"), ("wait", "200"), ("move", "15")))
    )

    assert pushed["V"] == values["V"] == pytest.approx(60e-6)
