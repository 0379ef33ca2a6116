"""What a school author gets wrong, and `prove` must not let pass."""

import pytest
from task_documents import TABLES

from variants.problems import DocumentRefused
from variants.proofs.proving import doubts_of, prove_task
from variants.templates.reading.task_reading import read_task

ENERGY = """
id: energy
title: {en: Energy, ru: Энергия}
subject: physics
section: mechanics
grades: [9]
given: {m: {from: 1, to: 20, step: 0.5, unit: kg}, v: {from: 36, to: 72, step: 2, unit: km/h}}
solve: {x: m*v^2/2}
certify: [x/v/v + x/v/v = m]
ask: {x: {kind: quantity, unit: J, tolerance: 2%}}
statement: {en: "Mass {{m}}, speed {{v}}.", ru: "Масса {{m}}, скорость {{v}}."}
"""


def refusal(text: str) -> str:
    with pytest.raises(DocumentRefused) as refused:
        prove_task(read_task(text, document="energy", tables=TABLES), size=60)
    return "; ".join(problem.in_language("en") for problem in refused.value.problems)


def test_the_task_that_the_others_are_made_from_is_proven() -> None:
    assert prove_task(read_task(ENERGY, document="energy", tables=TABLES), size=60).pool.capacity == 60


@pytest.mark.parametrize(
    "statement",
    ["x = m*v^2", "x = v^2*m", "x = x", "x > 0", "v/v = m/m"],
    ids=["the line again", "its factors in another order", "itself", "an inequality", "of something else"],
)
def test_a_law_that_nothing_confirms_is_refused(statement: str) -> None:
    wrong = ENERGY.replace("m*v^2/2", "m*v^2").replace("x/v/v + x/v/v = m", statement)

    assert "nothing in `certify` tells more of `x` than this line" in refusal(wrong)


def test_a_second_line_with_the_same_formula_confirms_nothing() -> None:
    wrong = ENERGY.replace("{x: m*v^2/2}", "{x: m*v^2, y: m*v^2}").replace("x/v/v + x/v/v = m", "x = y")

    assert "nothing in `certify` tells more of `x` than this line" in refusal(wrong)


def test_a_statement_that_differs_by_a_factor_is_false() -> None:
    assert "this is not true in" in refusal(ENERGY.replace("m*v^2/2", "m*v^2"))


@pytest.mark.parametrize(("shown", "language"), [("скорость {{v}}", "Russian"), ("speed {{v}}", "English")])
def test_a_given_that_one_language_does_not_show_is_named(shown: str, language: str) -> None:
    wrong = ENERGY.replace(shown, "")

    assert f"the key of `x` uses `v`, but the {language} text doesn't show it" in refusal(wrong)


def test_a_fixed_given_may_stand_in_the_text_as_a_number() -> None:
    fixed = ENERGY.replace("{from: 36, to: 72, step: 2, unit: km/h}", "{is: 36.5, unit: km/h}")
    written = fixed.replace("speed {{v}}", "speed 36.5 km/h").replace("скорость {{v}}", "скорость 36,5 км/ч")

    assert prove_task(read_task(written, document="energy", tables=TABLES)).pool.capacity == 39
    assert "the Russian text doesn't show it" in refusal(written.replace("36,5 км/ч", "35,5 км/ч"))


def test_a_hole_that_rounds_what_keys_are_made_of_is_refused() -> None:
    wrong = ENERGY.replace("{{v}}", "{{v to 1 figure}}")

    assert "the text rounds `v`" in refusal(wrong)


@pytest.mark.parametrize(
    "asked",
    [
        "x: {kind: quantity, unit: J, tolerance: 2%, key: m*v^2}",
        "x: {kind: table, columns: {E: {kind: quantity, key: m*v^2/2, unit: J, tolerance: 2%}}}",
    ],
    ids=["of a quantity", "of a column"],
)
def test_a_key_that_computes_and_that_nothing_confirms_is_refused(asked: str) -> None:
    wrong = ENERGY.replace("x: {kind: quantity, unit: J, tolerance: 2%}", asked)

    assert "confirms the formula in the key of `x`; make it a line of `solve`" in refusal(wrong)


def test_a_key_that_computes_is_confirmed_by_a_statement_that_holds_it() -> None:
    asked = "x: {kind: quantity, unit: kg*m/s, tolerance: 2%, key: 2*m*v}"
    right = ENERGY.replace("x: {kind: quantity, unit: J, tolerance: 2%}", asked)

    confirmed = right.replace("m]", "m, 2*m*v*v/4 = x]")

    assert prove_task(read_task(confirmed, document="energy", tables=TABLES), size=60).pool.capacity == 60


@pytest.mark.parametrize(
    "telling",
    [
        ENERGY.replace("speed {{v}}", "speed {{v}}, energy {{x}}"),
        ENERGY.replace("tolerance: 2%", 'tolerance: 2%, label: {en: "{{x}}", ru: "{{x}}"}'),
        ENERGY.replace("ask: {x: {", "ask: {E: {key: x, ").replace(
            "speed {{v}}", "speed {{v}}, energy {{x}}"
        ),
    ],
    ids=["in the statement", "in a label", "by the name of its line"],
)
def test_a_text_that_prints_the_key_is_refused(telling: str) -> None:
    assert "students read `x` here before they answer" in refusal(telling)


HEAT = """
id: heat
title: {en: Heat, ru: Теплота}
subject: physics
section: molecular-physics
grades: [8]
given: {a: {from: 10, to: 30, step: 1, unit: °C}, b: {from: 40, to: 80, step: 1, unit: °C}}
solve: {x: b - a}
certify: [x + a = b]
ask: {x: {kind: quantity, unit: K, tolerance: 2%}}
statement: {en: "From {{a}} to {{b}}.", ru: "От {{a}} до {{b}}."}
"""


def test_a_difference_of_temperatures_is_asked_for_in_kelvins() -> None:
    assert prove_task(read_task(HEAT, document="heat", tables=TABLES), size=60).pool.capacity == 60
    assert "a difference of temperatures is asked for in K, not in °C" in refusal(HEAT.replace("K,", "°C,"))


def test_a_point_of_temperature_may_be_cold_where_limits_say_so() -> None:
    cold = HEAT.replace("unit: K,", "unit: °C, within: [-273, -180],")

    assert prove_task(read_task(cold, document="heat", tables=TABLES), size=60).pool.capacity == 60


@pytest.mark.parametrize(("point", "change"), [("to {{b}}", "by {{b}}"), ("до {{b}}", "на {{b}}")])
def test_a_change_of_temperature_is_given_in_kelvins(point: str, change: str) -> None:
    assert "`b` in °C is a point of the scale" in refusal(HEAT.replace(point, change))


def test_a_long_chain_of_lines_is_looked_through() -> None:
    chain = "; ".join(["x0: m*v^2/2", *(f"x{place}: x{place - 1} + m*v^2" for place in range(1, 400))])
    long = ENERGY.replace("{x: m*v^2/2}", "{" + chain.replace(";", ",") + ", x: x399}")

    assert "this is not true in" in refusal(long)
    assert "went unnoticed" in refusal(long.replace("x/v/v + x/v/v = m", "x = x398 + m*v^2"))


def test_keys_of_both_signs_are_worth_another_look() -> None:
    signed = (
        ENERGY.replace("{from: 36", "{from: -36").replace("m*v^2/2", "m*v").replace("unit: J", "unit: N*s")
    )
    momentum = signed.replace("x/v/v + x/v/v = m", "x/m = v")

    found = doubts_of(prove_task(read_task(momentum, document="signs", tables=TABLES), size=60))

    assert "the key of `x` is below zero in some variants" in found[-1].in_language("en")
    assert doubts_of(prove_task(read_task(ENERGY, document="energy", tables=TABLES), size=60)) == ()


def test_variants_that_a_student_cannot_tell_apart_are_refused() -> None:
    branched = ENERGY.replace("solve: {", "solve: {fast: (v in m/s) > 15, ").replace(
        'statement: {en: "Mass {{m}}, speed {{v}}.", ru: "Масса {{m}}, скорость {{v}}."}',
        "statement:\n"
        '  - {when: fast, en: "Mass {{m}}, speed {{v}}.", ru: "Масса {{m}}, скорость {{v}}."}\n'
        '  - {when: not fast, en: "The speed is {{v}}.", ru: "Скорость {{v}}."}',
    )

    assert "students see the same as in another variant" in refusal(branched)
