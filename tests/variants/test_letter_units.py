"""Letters are read in their declared units: a formula is right as it is written, without factors."""

import pytest
from task_documents import complaints_about, small

from variants.checkers.registry import check_answer
from variants.checkers.verdicts import Verdict
from variants.pools import build_pool
from variants.quantities.units import read_unit
from variants.templates.assembly import assemble
from variants.templates.evaluating.letter_units import scales_for
from variants.variant import Ask

NAMED = 'say: {en: "Named.", ru: "Названо."}'
LAWS = f"""
given: {{k: {{one_of: [2, 3]}}}}
letters: {{x: {{unit: X, from: 2, to: 90}}, v: {{unit: V, from: 1, to: 6}}, t: {{unit: T, from: 1, to: 5}}}}
ask:
  law: {{kind: equation, key: x = v*t}}
  way: {{kind: expression, unit: X, key: v*t}}
  rows: {{kind: table, columns: {{way: {{kind: expression, unit: X, key: v*t}}}}}}
mistakes:
  - {{ask: law, gives: x = v*t/2, {NAMED}}}
  - {{ask: way, gives: v*t/2, {NAMED}}}
  - {{ask: rows.way, gives: v*t/2, {NAMED}}}
"""
UNITS = [
    ("m", "m/s", "s"),
    ("km", "km/h", "h"),
    ("cm", "cm/s", "s"),
    ("mm", "m/s", "s"),
    ("m", "km/h", "s"),
    ("km", "m/s", "h"),
]
LENS = f"""
given: {{F0: {{one_of: [12], unit: cm}}, k: {{is: 2}}}}
letters: {{d: {{unit: cm, from: 13, to: 50}}, f: {{unit: cm, from: 13, to: 90}}}}
ask:
  law: {{kind: equation, key: 1/F0 = 1/d + 1/f}}
  place: {{kind: expression, unit: cm, key: d*F0/(d - F0)}}
mistakes:
  - {{ask: law, gives: 1/F0 = 1/d - 1/f, {NAMED}}}
  - {{ask: place, gives: d*F0/(d + F0), {NAMED}}}
  - {{ask: place, gives: d*F0, {NAMED}}}
"""


def asks_of(body: str) -> dict[str, Ask]:
    task = small(body)
    return {ask.name: ask for ask in assemble(task, build_pool(task).member(0), 1).asks}


def judged(ask: Ask, answer: str) -> Verdict:
    typed = {"way": [answer]} if ask.kind == "table" else answer
    return check_answer(ask.key, typed, "en", ask.mistakes)


def laws_in(units: tuple[str, str, str]) -> str:
    body = LAWS
    for mark, unit in zip("XVT", units, strict=True):
        body = body.replace(f"unit: {mark}", f"unit: {unit}")
    return body


@pytest.mark.parametrize("units", UNITS)
def test_a_law_is_right_as_it_stands_in_any_units(units: tuple[str, str, str]) -> None:
    asks = asks_of(laws_in(units))

    assert judged(asks["law"], "x/t = v").outcome == "right"
    assert judged(asks["way"], "v*t").outcome == "right"
    assert judged(asks["rows"], "v*t").outcome == "right"


@pytest.mark.parametrize("units", UNITS)
def test_a_mistake_in_letters_is_named_in_any_units(units: tuple[str, str, str]) -> None:
    asks = asks_of(laws_in(units))

    assert judged(asks["law"], "x = vt/2").reason == "named_mistake"
    assert judged(asks["way"], "v*t/2").reason == "named_mistake"
    assert judged(asks["rows"], "v*t/2").parts[0].verdict.reason == "named_mistake"


@pytest.mark.parametrize(
    ("ask", "answer"), [("law", "1/12 = 1/d + 1/f"), ("place", "12d/(d - 12)"), ("place", "12/(1 - 12/d)")]
)
def test_numbers_stand_in_the_units_of_the_letters(ask: str, answer: str) -> None:
    assert judged(asks_of(LENS)[ask], answer).outcome == "right"


@pytest.mark.parametrize(
    ("ask", "answer"), [("law", "1/12 = 1/d - 1/f"), ("place", "12d/(d + 12)"), ("place", "12d")]
)
def test_a_mistake_has_the_numbers_that_its_key_has(ask: str, answer: str) -> None:
    assert judged(asks_of(LENS)[ask], answer).reason == "named_mistake"


def test_an_angle_in_degrees_is_still_an_angle() -> None:
    body = """
given: {F: {one_of: [10], unit: N}}
letters: {alpha: {unit: °, from: 10, to: 80}}
ask: {pull: {kind: expression, unit: N, key: F*cos(alpha)}}
"""

    assert judged(asks_of(body)["pull"], "10 cos(alpha)").outcome == "right"


def test_a_share_of_degrees_celsius_is_a_law_of_temperatures() -> None:
    body = """
given: {k: {one_of: [2, 3]}}
letters: {t1: {unit: °C, from: 10, to: 20}, t2: {unit: °C, from: 60, to: 90}}
ask: {t: {kind: expression, unit: °C, key: (t1 + t2)/2}}
"""

    assert judged(asks_of(body)["t"], "0.5(t1 + t2)").outcome == "right"


MIXED = """
given: {x0: {one_of: [5, 6], unit: m}}
letters: {v: {unit: km/h, from: 10, to: 60}, t: {unit: s, from: 1, to: 5}}
ask: {x: {kind: expression, unit: UNIT, key: x0 + v*t}}
"""


def test_a_number_among_units_that_do_not_go_together_is_refused() -> None:
    english, russian = (complaints_about(MIXED.replace("UNIT", "m"), language) for language in ("en", "ru"))

    assert english[0].startswith("these units don't go together: v (km/h), t (s), the answer (m); with")
    assert russian[0].startswith("эти единицы не согласованы: v (км/ч), t (с), ответ (м); с числами")


def test_a_mistake_needs_units_that_go_together_too() -> None:
    body = laws_in(("m", "km/h", "s")).replace("given: {k", "given: {x0: {is: 5, unit: m}, k")
    found = complaints_about(body.replace("gives: v*t/2", "gives: x0 + v*t"))

    assert len(found) == 2
    assert "x (m)" not in found[0]


def test_a_temperature_of_the_scale_does_not_stand_among_letters_in_degrees() -> None:
    body = """
given: {t0: {one_of: [20], unit: °C}}
letters: {t: {unit: °C, from: 30, to: 90}}
ask: {dt: {kind: expression, unit: K, key: t - t0}}
"""

    assert "K instead of °C" in complaints_about(body)[0]
    assert (
        complaints_about(
            body.replace("unit: °C, from", "unit: K, from").replace("20], unit: °C", "20], unit: K")
        )
        == []
    )


def test_a_letter_of_an_answer_keeps_its_unit() -> None:
    body = LENS.replace("key: d*F0/(d - F0)", "key: (d in cm)*F0")

    assert complaints_about(body) == ["a letter can't be taken in a unit in an answer: it has its own"]


def test_as_few_base_units_as_possible_change() -> None:
    speed = scales_for((read_unit("km/h"),))
    pressure = scales_for((read_unit("kPa"), read_unit("L")))

    assert speed == pytest.approx((1 / 3.6, 1, 1, 1, 1, 1, 1))
    assert pressure == pytest.approx((0.1, 100, 1, 1, 1, 1, 1))
    assert scales_for((read_unit("m"), read_unit("s"), read_unit("km/h"))) is None
