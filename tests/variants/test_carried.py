"""An error is carried forward once, from a value that was typed, read and wrong, and never as a gift."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from task_documents import small

from variants.checkers.carried import check_with_carried
from variants.checkers.registry import check_answer, type_key
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.pools import build_pool
from variants.templates.assembly import assemble
from variants.variant import Variant

FALL = """
given: {g: {is: 10, unit: m/s^2}, k: {one_of: [0.5]}, L: {one_of: [10], unit: m}}
solve: {a: k*g, v: sqrt(2*a*L), t: v/a, b: a + 10*k*g}
certify: [v^2 = 2*a*L, t*a = v, b = 11*a]
ask:
  a: {kind: quantity, unit: m/s^2, label: {en: Acceleration, ru: Ускорение}}
  v: {kind: quantity, unit: m/s, points: 2, within: [1, 50]}
  t: {kind: quantity, unit: s, carry: 1/2}
  b: {kind: quantity, unit: m/s^2, carry: no}
mistakes:
  - {ask: v, gives: sqrt(2*g*L), say: {en: "Friction is missing.", ru: "Забыто трение."}}
"""
TABLE = """
given: {x: {series: [1, 2, 3], unit: s}, c: {one_of: [5], unit: m/s}}
solve: {y: c*x, z: y^2, s: sum(z)}
certify: [z = c^2*x^2, s = sum(c^2*x^2)]
ask:
  cells: {kind: table, columns: {y: {unit: m, asked: [1, 2]}, z: {unit: m^2}}}
  s: {kind: quantity, unit: m^2}
  graph:
    kind: plot
    x: {name: x, unit: s, from: 0, to: 3}
    y: {name: z, unit: m^2, from: 0, to: 400}
    dots: {x: x, y: z}
    line: {slope: "slope(x, z)", intercept: "intercept(x, z)", tolerance: 5%}
"""


def variant(body: str) -> Variant:
    return assemble(small(body), build_pool(small(body)).member(0), 1)


FALLING, TABLED = variant(FALL), variant(TABLE)


def judged(task: Variant, answers: Mapping[str, Answer]) -> dict[str, Verdict]:
    verdicts = {
        ask.name: check_answer(ask.key, answers[ask.name], "en", ask.mistakes)
        for ask in task.asks
        if ask.name in answers
    }
    return check_with_carried(task, answers, verdicts, "en")


def reasons(task: Variant, answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: verdict.reason for name, verdict in judged(task, answers).items()}


def test_what_follows_from_a_wrong_value_is_right() -> None:
    verdict = judged(FALLING, {"a": "20 m/s^2", "v": "20 m/s"})["v"]

    assert (verdict.outcome, verdict.score, verdict.reason) == ("right", Fraction(1), "carried")
    assert verdict.message.en == "Right for your value of “Acceleration”; the mistake was made earlier."
    assert verdict.message.ru == "Верно для вашего значения «Ускорение»; ошибка сделана раньше."
    assert verdict.read_as.text.startswith("20 m/s")


def test_a_carried_result_is_worth_its_share_exactly() -> None:
    verdict = judged(FALLING, {"a": "20 m/s^2", "v": "20 m/s", "t": "1 s"})["t"]

    assert (verdict.outcome, verdict.score) == ("partly", Fraction(1, 2))


def test_a_chain_runs_over_an_ask_that_is_left_out() -> None:
    assert reasons(FALLING, {"a": "20 m/s^2", "t": "1 s"})["t"] == "carried"
    assert reasons(FALLING, {"a": "5 m/s^2", "v": "40 m/s", "t": "8 s"})["t"] == "carried"


@pytest.mark.parametrize(
    "answers",
    [
        {"v": "20 m/s"},
        {"a": "5 m/s^2", "v": "20 m/s"},
        {"a": "20 N", "v": "20 m/s"},
        {"a": "0", "v": "0"},
        {"a": "0", "v": "0 m/s"},
        {"a": "2000 m/s^2", "v": "200 m/s"},
        {"a": "20 m/s^2", "v": "21 m/s"},
        {"a": "20 m/s^2", "v": "20 s"},
        {"a": "-20 m/s^2", "v": "20 m/s"},
    ],
)
def test_nothing_is_carried_from_nothing_from_nonsense_or_from_what_is_right(answers: dict[str, str]) -> None:
    verdict = judged(FALLING, answers)["v"]

    assert verdict.outcome == "wrong"
    assert verdict.reason != "carried"


def test_what_is_right_stays_right_whatever_stands_before() -> None:
    assert reasons(FALLING, {"a": "20 m/s^2", "v": "10 m/s", "t": "2 s"})["v"] == "equal"


def test_a_number_without_its_unit_keeps_half_of_what_is_carried() -> None:
    verdict = judged(FALLING, {"a": "20 m/s^2", "v": "20"})["v"]

    assert (verdict.outcome, verdict.score) == ("partly", Fraction(1, 2))
    assert "unit is missing" in verdict.message.in_language("en")


def test_an_author_may_turn_it_off() -> None:
    assert reasons(FALLING, {"a": "20 m/s^2", "b": "70 m/s^2"})["b"] != "carried"


def test_a_named_mistake_that_follows_from_an_earlier_one_is_carried() -> None:
    answers = {"a": "10 m/s^2", "v": "14.14 m/s"}

    assert reasons(FALLING, {"v": "14.14 m/s"})["v"] == "named_mistake"
    assert reasons(FALLING, answers)["v"] == "carried"


@given(wrong=st.floats(min_value=6, max_value=100), slip=st.floats(min_value=1.05, max_value=5))
@settings(max_examples=60, deadline=None)
def test_any_consistent_value_is_carried_and_any_other_is_not(wrong: float, slip: float) -> None:
    speed = (20 * wrong) ** 0.5
    consistent = judged(FALLING, {"a": f"{wrong:.6f} m/s^2", "v": f"{speed:.6f} m/s"})["v"]
    other = judged(FALLING, {"a": f"{wrong:.6f} m/s^2", "v": f"{speed * slip:.6f} m/s"})["v"]

    assert (consistent.reason, consistent.score) == ("carried", Fraction(1))
    assert other.score == 0


def test_cells_follow_from_earlier_cells_of_the_same_row() -> None:
    verdict = judged(TABLED, {"cells": {"y": ["6", "10", ""], "z": ["36", "100", "225"]}})["cells"]

    assert {part.name: part.verdict.reason for part in verdict.parts} == {
        "y:0": verdict.parts[0].verdict.reason,
        "y:1": "equal",
        "z:0": "carried",
        "z:1": "equal",
        "z:2": "equal",
    }
    assert verdict.score == Fraction(3, 4)


def test_a_wrong_cell_carries_nothing_to_other_rows() -> None:
    verdict = judged(TABLED, {"cells": {"y": ["6", "10", ""], "z": ["36", "36", "36"]}})["cells"]

    outcomes = {part.name: part.verdict.outcome for part in verdict.parts}
    assert (outcomes["z:0"], outcomes["z:1"], outcomes["z:2"]) == ("right", "wrong", "wrong")


def test_a_sum_follows_from_the_cells_as_they_were_filled_in() -> None:
    cells = {"y": ["5", "10", ""], "z": ["10", "20", "30"]}

    assert reasons(TABLED, {"cells": cells, "s": "60 m^2"})["s"] == "carried"
    assert reasons(TABLED, {"cells": cells, "s": "61.5 m^2"})["s"] != "carried"


def test_a_plot_is_right_for_the_students_own_table() -> None:
    cells = {"y": ["5", "10", ""], "z": ["10", "20", "30"]}
    drawn = {"dots": [[1, 10], [2, 20], [3, 30]], "line": [[0, 0], [3, 30]]}

    verdict = judged(TABLED, {"cells": cells, "graph": drawn})["graph"]

    assert [part.verdict.reason for part in verdict.parts] == ["carried", "carried"]
    assert (verdict.outcome, verdict.score) == ("right", Fraction(1))
    assert judged(TABLED, {"graph": drawn})["graph"].score < 1


def test_true_answers_are_right_with_and_without_a_sheet() -> None:
    for task in (FALLING, TABLED):
        answers = {ask.name: type_key(ask.key, "en") for ask in task.asks}

        assert {verdict.outcome for verdict in judged(task, answers).values()} == {"right"}


def test_a_formula_of_letters_follows_from_a_number() -> None:
    body = """
given: {m: {one_of: [2], unit: kg}, F: {one_of: [10], unit: N}}
letters: {t: {unit: s, from: 0, to: 10}}
solve: {a: F/m, x: a*t^2/2}
certify: [m*a = F, "derivative(derivative(x, t), t) = F/m"]
ask: {a: {kind: quantity, unit: m/s^2}, x: {kind: expression, unit: m}}
"""
    task = variant(body)

    assert reasons(task, {"a": "20 m/s^2", "x": "10t^2"})["x"] == "carried"
    assert judged(task, {"a": "20 m/s^2", "x": "20t^2"})["x"].outcome == "wrong"
