"""How parts stand in what was joined, against circuits that a teacher would look at."""

import pytest
from hand_built_labs import formula
from hypothesis import given
from hypothesis import strategies as st

from labs.documents.models import Circuit, Element, Placement
from labs.models.circuits import Part, solve_circuit
from labs.models.placements import is_placed

NET = Circuit(
    name="net",
    elements=(
        Element(name="battery", plus="b_plus", minus="b_minus", resistance=formula("1"), emf=formula("4")),
        Element(name="switch", plus="k_left", minus="k_right", resistance=formula("0")),
        Element(name="rheostat", plus="r_left", minus="r_right", resistance=formula("8")),
        Element(name="ammeter", plus="a_plus", minus="a_minus", resistance=formula("0.1")),
        Element(name="voltmeter", plus="v_plus", minus="v_minus", resistance=formula("5000")),
    ),
    wiring="wires",
)
RING = "b_plus-k_left k_right-r_left r_right-a_plus a_minus-b_minus"
POLES = "b_plus-v_plus b_minus-v_minus"
OHMS = {"battery": 1.3, "switch": 2.1, "rheostat": 8.7, "ammeter": 0.9, "voltmeter": 4.3}
TERMINALS = [end for part in NET.elements for end in (part.plus, part.minus)]


def joined(wires: str) -> list[tuple[str, str]]:
    return [(one, other) for one, _, other in (join.partition("-") for join in wires.split())]


def in_ring(wires: str, **given: object) -> bool:
    fields = {"parts": ("battery", "rheostat", "ammeter"), "without": ("voltmeter",), **given}
    placement = Placement(name="in_ring", circuit="net", form="series", **fields)  # type: ignore[arg-type]
    return is_placed(placement, NET, joined(wires))


def at_poles(wires: str, **given: object) -> bool:
    fields = {"parts": ("battery", "voltmeter"), "bridged": ("switch",), **given}
    placement = Placement(name="at_poles", circuit="net", form="across", **fields)  # type: ignore[arg-type]
    return is_placed(placement, NET, joined(wires))


@pytest.mark.parametrize(
    "wires",
    [
        RING,
        f"{RING} {POLES}",
        "b_plus-a_plus a_minus-r_right r_left-k_right k_left-b_minus",
        "b_plus-r_left r_right-a_plus a_minus-b_minus",
    ],
)
def test_one_ring_in_any_order_is_a_series(wires: str) -> None:
    assert in_ring(wires)


@pytest.mark.parametrize(
    "wires",
    [
        "",
        "b_plus-k_left k_right-r_left r_right-b_minus",
        f"{RING} a_plus-a_minus",
        "b_plus-k_left k_right-r_left r_right-b_minus b_plus-a_plus b_minus-a_minus",
        "b_plus-k_left k_right-r_left r_right-b_minus r_left-a_plus r_right-a_minus",
        "b_plus-k_left k_right-r_left r_right-a_plus",
        f"{RING} b_plus-b_minus",
    ],
    ids=["nothing", "no meter", "bypassed", "at the poles", "across the rheostat", "open", "short"],
)
def test_an_ammeter_elsewhere_is_in_no_series(wires: str) -> None:
    assert not in_ring(wires)


def test_a_voltmeter_beside_breaks_a_series_unless_it_is_thought_away() -> None:
    assert not in_ring(f"{RING} {POLES}", without=())


@pytest.mark.parametrize(
    ("wires", "right"),
    [
        (RING, True),
        ("b_plus-k_left k_right-r_left r_right-a_minus a_plus-b_minus", False),
        ("b_plus-a_plus a_minus-r_left r_right-b_minus", True),
        ("b_plus-a_minus a_plus-r_left r_right-b_minus", False),
    ],
)
def test_polarity_follows_the_current_out_of_the_source(wires: str, right: bool) -> None:
    assert in_ring(wires, parts=("battery", "ammeter"), polarity=True) == right


def test_a_second_source_helps_if_it_is_entered_at_minus() -> None:
    cells = Circuit(
        name="net",
        elements=(
            Element(name="one", plus="p", minus="q", resistance=formula("1"), emf=formula("1")),
            Element(name="two", plus="r", minus="s", resistance=formula("1"), emf=formula("1")),
        ),
        wiring="wires",
    )
    helping = Placement(name="x", circuit="net", form="series", parts=("one", "two"), polarity=True)

    assert is_placed(helping, cells, joined("p-s q-r"))
    assert not is_placed(helping, cells, joined("p-r q-s"))


@pytest.mark.parametrize(
    ("wires", "way", "right"),
    [
        (f"{RING} {POLES}", "either", True),
        (f"{RING} {POLES}", "ordered", True),
        (f"{RING} b_plus-v_minus b_minus-v_plus", "either", True),
        (f"{RING} b_plus-v_minus b_minus-v_plus", "ordered", False),
        (f"{RING} k_right-v_plus b_minus-v_minus", "ordered", True),
        (f"{RING} r_left-v_plus r_right-v_minus", "either", False),
        (f"{RING} b_plus-v_plus", "either", False),
        ("v_plus-v_minus v_plus-b_plus v_minus-b_minus", "either", False),
    ],
)
def test_across_is_at_the_same_two_nodes(wires: str, way: str, right: bool) -> None:
    assert at_poles(wires, polarity=way == "ordered") == right


@given(st.lists(st.tuples(st.sampled_from(TERMINALS), st.sampled_from(TERMINALS)), max_size=8))
def test_parts_in_series_carry_the_same_current_and_those_across_the_same_voltage(
    joins: list[tuple[str, str]],
) -> None:
    parts = {
        part.name: Part(plus=part.plus, minus=part.minus, resistance=OHMS[part.name], emf=None)
        for part in NET.elements
    }
    parts["battery"] = Part(plus="b_plus", minus="b_minus", resistance=1.3, emf=4.0)
    flows = solve_circuit(parts, joins)
    wires = " ".join(f"{one}-{other}" for one, other in joins)

    if in_ring(wires, without=(), parts=("battery", "ammeter"), polarity=True):
        assert flows["ammeter"].current == pytest.approx(flows["battery"].current) != 0
    if at_poles(wires, bridged=(), polarity=True):
        assert flows["voltmeter"].voltage == pytest.approx(flows["battery"].voltage)
