"""Tables, plots and open questions in rows of `tetrad check`: the key is what a student would enter."""

from typing import Any

import pytest

from variants.checkers.registry import check_answer
from variants.checkers.rows.options import BadRow
from variants.checkers.rows.reading import key_from_row

TABLE: dict[str, Any] = {
    "kind": "table",
    "language": "ru",
    "key": {"N": ["", "3,5", "7"], "F": ["1", "2", "3"]},
}
PLOT: dict[str, Any] = {
    "kind": "plot",
    "language": "ru",
    "key": {
        "axes": {"x": {"name": "N", "unit": "Н"}, "y": {"name": "F", "unit": "Н"}},
        "dots": [[1, 2], [2, 4]],
        "line": [[0, 0], [5, 10]],
        "curve": [[1, 1], [2, 4], [3, 9]],
    },
}


def verdict(row: dict[str, Any], answer: object) -> tuple[str, str]:
    key, language = key_from_row(row)
    checked = check_answer(key, answer, language)
    return checked.outcome, str(checked.score)


@pytest.mark.parametrize("row", [TABLE, PLOT])
def test_a_key_entered_as_an_answer_is_right(row: dict[str, Any]) -> None:
    assert verdict(row, row["key"]) == ("right", "1")


def test_a_table_is_checked_cell_by_cell() -> None:
    assert verdict(TABLE, {"N": ["", "3,5", "9"], "F": ["1", "2", "3"]}) == ("partly", "3/4")


def test_a_column_may_be_of_another_kind() -> None:
    row = {**TABLE, "key": {"salt": ["NaCl", "K2SO4"]}, "columns": {"salt": {"kind": "formula"}}}

    assert verdict(row, {"salt": ["NaCl", "K2SO4"]}) == ("right", "1")
    assert verdict(row, {"salt": ["NaCl", "KCl"]}) == ("partly", "1/2")


def test_the_kind_of_a_column_is_seen_from_its_cells() -> None:
    row = {**TABLE, "key": {"m": ["9,8 г"], "salt": ["Al2(SO4)3"], "how": ["Zn + 2HCl = ZnCl2 + H2"]}}

    assert (
        verdict(row, {"m": ["9,8"], "salt": ["Al2(SO4)3"], "how": ["2HCl + Zn = H2 + ZnCl2"]})[0] == "right"
    )
    assert verdict(row, {"m": ["9,8"], "salt": ["AlSO4"], "how": ["Zn + 2HCl = ZnCl2 + H2"]})[0] == "partly"


def test_a_plot_earns_its_parts_apart() -> None:
    drawn = {**PLOT["key"], "line": [[0, 3], [5, 30]]}

    assert verdict(PLOT, drawn) == ("partly", "3/4")


def test_an_open_question_goes_to_a_person() -> None:
    row = {"kind": "text", "key": "The net force is zero.", "language": "en", "terms": [["force"], ["zero"]]}

    assert verdict(row, "The forces add up to zero.")[0] == "undecided"


@pytest.mark.parametrize(
    "row",
    [
        {**TABLE, "key": "a text"},
        {**TABLE, "key": {}},
        {**TABLE, "columns": {"N": {"kind": "plot"}}},
        {**TABLE, "columns": ["N"]},
        {**PLOT, "key": []},
        {**PLOT, "key": {"line": [[0, 0], [0, 5]]}},
        {"kind": "text", "key": "a sample", "terms": "words"},
    ],
)
def test_a_row_that_makes_no_key_is_refused_in_words(row: dict[str, Any]) -> None:
    with pytest.raises(BadRow):
        key_from_row(row)
