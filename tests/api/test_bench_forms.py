"""What a bench page sends, read by one scheme of names."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_benches import sample_lab, sample_state

from api.forms.bench import (
    LONGEST_FORMULA,
    amount_from_form,
    report_from_form,
    seconds_from_form,
    settings_from_form,
    spans_from_form,
)
from api.routes.benches.bench_calculations import calculate, known_values
from api.routes.benches.bench_tables import fill_cell
from notebooks_engine.answers import bound_answers
from notebooks_engine.refusals import BadEntry
from variants.quantities.units import read_unit
from variants.variant import Given

TABLE = "table-slides_down"
CELLS = st.sampled_from(["1,5", "#2", "№ 3", "", "−7", "x" * 70, "\ud800"])
NAMES = st.sampled_from(
    [
        f"answer.{TABLE}.t1.0",
        f"answer.{TABLE}.angle.11",
        f"entry.{TABLE}.t1.0",
        f"shown.{TABLE}.t1.0",
        f"formula.{TABLE}.acc",
        "answer.plot-line.x",
        "answer.plot-line.line",
        "answer.plot-line.left_out",
        "answer.uncertainty.mu",
        "set.alpha",
        "span.timer",
    ]
)


def report(**fields: str) -> dict[str, Any]:
    return report_from_form(sample_lab(), {name: [value] for name, value in fields.items()}, "ru")


def test_what_is_not_named_is_not_set() -> None:
    assert settings_from_form(sample_lab(), {"set.alpha": ["30"], "set.mu": ["1"]}) == {"alpha": "30"}
    assert spans_from_form(sample_lab(), {"span.timer": ["a"], "span.other": ["b"]}) == {"timer": "a"}


@pytest.mark.parametrize(
    ("form", "seconds"),
    [({}, 5.0), ({"at": ["7"]}, 7.0), ({"wait": ["2,5"]}, 7.5), ({"at": ["1"], "wait": ["-9"]}, 1.0)],
)
def test_waiting_adds_to_lab_time_and_never_takes_from_it(form: dict[str, list[str]], seconds: float) -> None:
    assert seconds_from_form(form, "ru", 5.0) == seconds


def test_an_amount_is_none_where_nothing_is_said() -> None:
    assert amount_from_form({}, "pour") is None
    assert amount_from_form({"amount.pour": ["0,5"]}, "pour") == "0,5"


def test_a_cell_is_a_reading_while_it_shows_what_was_put_into_it() -> None:
    fields = {f"entry.{TABLE}.t1.0": "3", f"shown.{TABLE}.t1.0": "1,2", f"answer.{TABLE}.t1.0": "1,2"}

    assert report(**fields)[TABLE]["rows"] == [{"t1": {"entry": 3}}]
    assert report(**fields | {f"answer.{TABLE}.t1.0": "1,3"})[TABLE]["rows"] == [{"t1": "1,3"}]
    assert report(**fields | {f"answer.{TABLE}.t1.0": ""}) == {}


def test_blank_rows_between_filled_ones_keep_their_places() -> None:
    rows = report(**{f"answer.{TABLE}.angle.2": "30"})[TABLE]["rows"]

    assert rows == [{}, {}, {"angle": "30"}]


def test_ends_of_a_line_are_numbers_and_what_can_t_be_read_stays_as_typed() -> None:
    form = {"answer.plot-line.line": ["0,5", "1", "1.5", "?"], "answer.plot-line.x": ["mu"]}

    plot = report_from_form(sample_lab(), form, "ru")["plot-line"]

    assert plot == {"line": [[0.5, 1.0], [1.5, "?"]]}


def test_a_formula_longer_than_its_field_is_refused() -> None:
    with pytest.raises(BadEntry):
        report(**{f"formula.{TABLE}.acc": "1+" * LONGEST_FORMULA})


@settings(max_examples=60)
@given(form=st.dictionaries(NAMES, st.lists(CELLS, min_size=1, max_size=4), max_size=8))
def test_any_form_is_read_or_refused(form: dict[str, list[str]]) -> None:
    with suppress(BadEntry):
        bound_answers(report_from_form(sample_lab(), form, "ru"))


@pytest.mark.parametrize(
    "place", ["", "x", "slides_down", "slides_down.t1", "slides_down.t1.x", "slides_down.acc.0"]
)
def test_a_place_that_is_no_cell_for_readings_changes_nothing(place: str) -> None:
    state = sample_state(30, **{TABLE: {"rows": [{"t2": "1"}]}})

    assert fill_cell(state, place, "ru") == dict(state.answers)


def test_without_a_choice_the_last_reading_goes_into_a_cell() -> None:
    state = sample_state(30, 40)

    filled = fill_cell(state, "slides_down.t2.1", "ru")

    assert filled[TABLE]["rows"] == [{}, {"angle": "40", "path": "80", "t2": {"entry": 2}}]


def test_a_formula_sees_readings_settings_and_what_is_known_with_their_units() -> None:
    rows = [{"path": "80", "tm": "0,8"}, {"t1": {"entry": 1}}]
    state = sample_state(30, **{TABLE: {"rows": rows, "formulas": {"acc": "2*path/tm^2 - g + g"}}})

    answers, cells = calculate(state, "slides_down.acc", {"g": (9.81, read_unit("m/s^2"))}, "en")

    assert cells == ["2.5", ""]
    assert answers[TABLE]["rows"][0]["acc"] == "2.5"


def test_a_column_can_be_calculated_from_the_angle_in_degrees() -> None:
    state = sample_state(**{TABLE: {"rows": [{"angle": "45"}], "formulas": {"xx": "tan(angle)"}}})

    assert calculate(state, "slides_down.xx", {}, "ru")[1] == ["1"]


def test_hidden_values_are_not_known() -> None:
    shown = Given(name="g", plain=sample_lab().modelled, value={"value": 9.81, "unit": "m/s^2"})
    hidden = Given(name="mu", plain=sample_lab().modelled, value={"value": 0.3, "unit": ""}, hidden=True)

    assert set(known_values((shown, hidden), ())) == {"g"}
    assert known_values((shown,), ("g",)) == {}


@pytest.mark.parametrize(
    ("left_out", "rows"), [(["4", "1", "1"], [1, 4]), (["9" * 5000], None), (["-1", "٣", "12"], None)]
)
def test_only_rows_of_the_table_are_left_out_of_a_plot(left_out: list[str], rows: list[int] | None) -> None:
    form = {"answer.plot-line.x": ["angle"], "answer.plot-line.left_out": left_out}

    plot = report_from_form(sample_lab(), form, "en")["plot-line"]

    assert isinstance(plot, dict)
    assert plot.get("left_out") == rows
