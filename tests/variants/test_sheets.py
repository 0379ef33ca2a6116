"""A variant's sheet computes its keys again, and says nothing where nothing follows from what is typed."""

import pytest
from task_documents import small

from variants.carrying.arithmetic import evaluate_text
from variants.carrying.recomputing import quantity_key, values_with
from variants.carrying.sheets import Sheet
from variants.freezing import variant_from_json, variant_to_json
from variants.keys import QuantityKey
from variants.pools import build_pool
from variants.templates.assembly import assemble
from variants.variant import Variant

SLIDE = """
given:
  g: {is: 10, unit: m/s^2}
  L: {one_of: [45], unit: cm}
  k: {one_of: [0.5]}
solve:
  steep: k > 0.2
  a: if steep then k*g else 0
  v: sqrt(2*a*L)
  t: {solves: L = a*t^2/2, from: 0.01, to: 10, unit: s}
  p: (v in km/h)/(k + 0.5)
certify: [v = a*t]
ask:
  a: {kind: quantity, unit: m/s^2}
  v: {kind: quantity, unit: cm/s, within: [100, 400]}
  t: {kind: quantity, unit: s}
  p: {kind: quantity, carry: 1/2}
  speed: {kind: quantity, key: v, unit: km/h, carry: no}
"""


def variant(body: str) -> Variant:
    return assemble(small(body), build_pool(small(body)).member(0), 1)


def sheet(body: str) -> Sheet:
    found = variant(body).sheet
    assert found is not None
    return found


def recomputed(body: str, ask: str, **typed: float) -> float:
    found = sheet(body)
    follower = next(one for one in found.followers if one.ask == ask)
    values = values_with(found, follower, {name: (value,) for name, value in typed.items()})
    return evaluate_text(follower.formulas[0], values)[0]


@pytest.mark.parametrize(("ask", "si"), [("v", 2.12132), ("t", 0.424264), ("p", 7.63675)])
def test_true_values_give_the_true_keys(ask: str, si: float) -> None:
    assert recomputed(SLIDE, ask) == pytest.approx(si, rel=1e-5)


def test_a_typed_value_takes_the_place_of_its_line_in_all_that_follows() -> None:
    assert recomputed(SLIDE, "v", a=10.0) == pytest.approx(3.0)
    assert recomputed(SLIDE, "t", a=10.0) == pytest.approx(0.3)
    assert recomputed(SLIDE, "p", a=10.0) == pytest.approx(10.8)
    assert recomputed(SLIDE, "p", a=10.0, v=1.0) == pytest.approx(3.6)


def test_an_equation_without_its_one_root_gives_nothing() -> None:
    assert recomputed(SLIDE, "t", a=-10.0) != recomputed(SLIDE, "t", a=-10.0)


def test_only_what_follows_from_another_answer_is_followed() -> None:
    assert [(one.ask, str(one.share)) for one in sheet(SLIDE).followers] == [
        ("v", "1"),
        ("t", "1"),
        ("p", "1/2"),
    ]


@pytest.mark.parametrize(
    ("number", "accepted"), [(1.5, True), (0.5, False), (5.0, False), (0.0, False), (float("inf"), False)]
)
def test_a_key_outside_what_it_must_lie_within_is_none(number: float, accepted: bool) -> None:
    follower = sheet(SLIDE).followers[0]

    assert (quantity_key(follower, QuantityKey(value=212, unit="cm/s"), number) is not None) is accepted


def test_a_sheet_is_frozen_with_its_variant_and_old_variants_have_none() -> None:
    made = variant(SLIDE)
    data = variant_to_json(made)

    assert variant_from_json(data) == made
    del data["sheet"]
    assert variant_from_json(data).sheet is None


def test_a_task_whose_answers_do_not_depend_on_each_other_has_no_sheet() -> None:
    body = "given: {m: {one_of: [2], unit: kg}}\nsolve: {a: 2*m, b: 3*m}\ncertify: [3*a = 2*b]\n"

    asks = "ask: {a: {kind: quantity, unit: kg}, b: {kind: quantity, unit: kg}}"
    assert variant(body + asks).sheet is None


def test_a_number_read_in_another_unit_follows_too() -> None:
    body = """
given: {h: {one_of: [20], unit: cm}}
solve: {x: 2*h, y: (x read as m) + h}
certify: [x = h + h]
ask: {x: {kind: quantity, unit: cm}, y: {kind: quantity, unit: m}}
"""

    assert recomputed(body, "y") == pytest.approx(40.2)
    assert recomputed(body, "y", x=0.5) == pytest.approx(50.2)
