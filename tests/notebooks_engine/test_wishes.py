"""What a page sends as a wish is bounded, and every control has a value afterwards."""

from dataclasses import replace

import pytest
from lab_worlds import friction

from labs.documents.lab import Lab
from labs.documents.settings import Control, Wiring
from labs.sessions import Wish
from notebooks_engine.benching.wishes import MOST_JOINS, read_wish
from notebooks_engine.refusals import BadEntry
from variants.texts import Text

STARTS = {name: control.start for name, control in friction().controls.items()}


def wired() -> Lab:
    """The lab with wires between three terminals."""
    terminals = {name: Text(en=name, ru=name) for name in ("a_plus", "a_minus", "b")}
    control = Control(name="wires", label=Text(en="wires"), form=Wiring(terminals=terminals), start=())
    return replace(friction(), controls={**friction().controls, "wires": control})


def test_controls_that_are_not_named_stand_as_at_first() -> None:
    assert read_wish(friction(), {}) == Wish(settings=STARTS)


def test_a_form_sends_text_and_a_program_numbers() -> None:
    typed = read_wish(
        friction(), {"settings": {"alpha": "30", "s": " 60,0 "}, "instrument": "timer", "amount": ""}
    )
    sent = read_wish(
        friction(), {"settings": {"alpha": 30, "s": 60.0}, "instrument": "timer", "amount": None}
    )

    assert typed == sent
    assert typed.settings["alpha"] == 30.0


def test_time_and_amount_are_numbers() -> None:
    wish = read_wish(friction(), {"at": 12.5, "action": "pour", "amount": "0,05"})

    assert (wish.at, wish.action, wish.amount) == (12.5, "pour", 0.05)


def test_joins_are_told_in_one_way() -> None:
    sent = {"settings": {"wires": ["b-a_plus", "a_plus-b", "a_minus-b"]}}

    assert read_wish(wired(), sent).settings["wires"] == ("a_minus-b", "a_plus-b")


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "alpha",
        {"secret": 1},
        {"settings": []},
        {"settings": {"mu": 0.3}},
        {"settings": {"alpha": True}},
        {"settings": {"alpha": None}},
        {"settings": {"alpha": "1e9"}},
        {"settings": {"alpha": "9" * 40}},
        {"settings": {"alpha": float("nan")}},
        {"settings": {"alpha": float("inf")}},
        {"settings": {"alpha": 10**400}},
        {"settings": {"alpha": [30]}},
        {"settings": {"side": "tall"}},
        {"settings": {"side": 1}},
        {"instrument": 7},
        {"instrument": "x" * 65},
        {"span": "a\x00"},
        {"at": "soon"},
        {"amount": {}},
    ],
)
def test_a_strange_wish_is_refused(sent: object) -> None:
    with pytest.raises(BadEntry):
        read_wish(friction(), sent)


@pytest.mark.parametrize(
    "joins", ["a_plus-b", ["a_plus-a_plus"], ["a_plus-c"], [3], ["a_plus-b"] * (MOST_JOINS + 1)]
)
def test_strange_joins_are_refused(joins: object) -> None:
    with pytest.raises(BadEntry):
        read_wish(wired(), {"settings": {"wires": joins}})
