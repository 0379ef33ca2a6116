import pytest
from task_documents import small

from variants.formulas.reading import read_formula
from variants.pools import build_pool
from variants.templates.asks import EquationAsk
from variants.templates.evaluating.members import Member
from variants.templates.located import Formula
from variants.templates.values import EquationValue, FormulaValue, NumberValue, SeriesValue, Value

MOTION = """
given:
  x0: {one_of: [-20], unit: m}
  v: {one_of: [6], unit: m/s}
  b: {one_of: [3], unit: m/s^2}
letters: {t: {unit: s, from: 0, to: 10}, x: {unit: m, from: -100, to: 100}}
solve:
  place: x0 + v*t - b*t^2/2
  speed: derivative(place, t)
  stop: v/b
  turn: at(place, t, stop)
certify: ["at(speed, t, stop) = 0"]
ask:
  motion: {kind: equation, key: x = place}
  speed: {kind: expression, unit: m/s}
  turn: {kind: quantity, unit: m}
"""
LENS = """
given: {F0: {one_of: [12], unit: cm}, image: {one_of: {real: {en: real, ru: действительное}}}}
letters: {d: {unit: cm, from: 1, to: 50}, f: {unit: cm, from: 1, to: 50}}
solve: {s: "if image = 'real' then 1 else -1", curve: s*d*F0/(d - F0)}
ask: {law: {kind: equation, key: 1/F0 = 1/d + s/f}, curve: {kind: expression, unit: cm}}
"""


def member(body: str) -> Member:
    return build_pool(small(body)).member(0)


def formula(text: str) -> Formula:
    return Formula(text=text, tree=read_formula(text))


def key_text(body: str, ask: str) -> str:
    task = small(body)
    form = task.asks[ask].form
    assert isinstance(form, EquationAsk)
    value = build_pool(task).member(0).evaluate(form.key)
    assert isinstance(value, EquationValue)
    return value.text


def shown(value: Value) -> tuple[str, int | None, int | None]:
    assert isinstance(value, NumberValue | SeriesValue)
    return value.unit, value.figures, value.decimals


def test_parameters_enter_an_equation_as_numbers() -> None:
    assert key_text(MOTION, "motion") == "x = -20 + 6*t - 1.5*t^2"


def test_derivatives_and_places_of_formulas_are_exact() -> None:
    one = member(MOTION)

    speed, turn = one["speed"], one["turn"]
    assert isinstance(speed, FormulaValue)
    assert speed.text == "6 - 3*t"
    assert isinstance(turn, NumberValue)
    assert turn.si == pytest.approx(-14)


def test_letters_are_read_in_their_declared_units() -> None:
    curve = member(LENS)["curve"]

    assert isinstance(curve, FormulaValue)
    assert curve.text == "d*12/(d - 12)"
    assert curve.letters == ("d",)
    assert key_text(LENS, "law") == "0.0833333333333 = 1/d + 1/f"


def test_units_of_letters_that_do_not_match_the_si_still_balance() -> None:
    body = """
given: {p1: {one_of: [100], unit: kPa}, V1: {one_of: [12], unit: L}}
letters: {v: {unit: L, from: 1, to: 14}, y: {unit: kPa, from: 10, to: 2000}}
ask: {law: {kind: equation, key: y*v = p1*V1}}
"""

    assert key_text(body, "law") == "y*v = 1200"


def test_a_formula_is_sampled_along_its_letter() -> None:
    found = member(LENS).sample(formula("curve"), "d", [0.18, 0.24, 0.36])

    assert found == pytest.approx([0.36, 0.24, 0.18])


def test_typed_zeros_are_kept_and_steps_are_not() -> None:
    one = member(
        "given: {a: {one_of: [2.00], unit: kg}, b: {from: 2, to: 2.5, step: 0.5, unit: m}, "
        "c: {series: [0.2, 1.0]}, k: {is: 9*10^9}, g: {is: 9.8}}\n"
        "where: [(b in m) = 2]\nask: {a: {kind: quantity, unit: kg}}"
    )

    assert shown(one["a"]) == ("kg", None, 2)
    assert shown(one["b"]) == ("m", None, 0)
    assert shown(one["c"]) == ("", None, 1)
    assert shown(one["k"]) == ("", None, None)
    assert shown(one["g"]) == ("", None, 1)


def test_solved_names_print_in_the_unit_asked_for_or_the_usual_one() -> None:
    one = member(
        "given: {m: {one_of: [2], unit: g}, a: {one_of: [3], unit: m/s^2}}\n"
        "solve: {F: m*a, A: F*(1 read as m)}\n"
        "ask: {F: {kind: quantity, unit: mN, figures: 3}}"
    )

    assert shown(one["F"]) == ("mN", 3, None)
    assert shown(one["A"]) == ("J", None, None)


def test_any_formula_of_the_task_can_be_evaluated() -> None:
    one = member(MOTION)

    value = one.evaluate(formula("v*stop/2"), "km")
    assert isinstance(value, NumberValue)
    assert value.si == pytest.approx(6)
    assert value.unit == "km"
    assert one.holds(formula("v > 0 and not b = 0"))
    assert not one.holds(formula("x0 > 0"))
