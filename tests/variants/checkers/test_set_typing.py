"""What pupils type for inequalities, sets, lists, vectors, matrices and solutions is judged fairly."""

from typing import Any

import pytest
from fixture_lines import fields, fixture_lines

from variants.checkers.registry import check_answer, read_answer, type_key
from variants.checkers.rows.options import BadRow
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import InequalityKey, SymbolRange, Tolerance
from variants.texts import Language


def _judged(row: dict[str, Any], answer: str, *, score: bool = False) -> str:
    key, language = key_from_row(row)
    try:
        verdict = check_answer(key, answer, language)
    except UnreadableAnswer:
        return "unreadable"
    assert verdict.read_as.text
    assert verdict.read_as.mathml
    assert verdict.message.in_language("ru") != verdict.message.in_language("en")
    return f"{verdict.outcome} {verdict.reason}" + (f" {verdict.score}" if score else "")


def _demands(option: str) -> dict[str, Any]:
    if option == "solutions":
        return {"solutions": True}
    return {} if option == "-" else {"solved_for": option}


@pytest.mark.parametrize("line", fixture_lines("inequalities.txt"))
def test_an_inequality_is_judged_fairly(line: str) -> None:
    _, language, key, answer, expected = fields(line)

    assert _judged({"kind": "inequality", "key": key, "language": language}, answer) == expected


@pytest.mark.parametrize("line", fixture_lines("collections.txt"))
def test_a_collection_is_judged_fairly(line: str) -> None:
    _, kind, language, key, answer, expected = fields(line)

    assert _judged({"kind": kind, "key": key, "language": language}, answer, score=True) == expected


@pytest.mark.parametrize("line", fixture_lines("solutions.txt"))
def test_solutions_and_demands_are_judged_fairly(line: str) -> None:
    _, option, language, key, answer, expected = fields(line)

    row = {"kind": "equation", "key": key, "language": language, **_demands(option)}

    assert _judged(row, answer, score=True) == expected


def _keys() -> list[dict[str, Any]]:
    inequalities = [
        {"kind": "inequality", "key": fields(line)[2]} for line in fixture_lines("inequalities.txt")
    ]
    collections = [
        {"kind": fields(line)[1], "key": fields(line)[3]} for line in fixture_lines("collections.txt")
    ]
    unique = {(row["kind"], row["key"]): row for row in [*inequalities, *collections]}
    return list(unique.values())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("row", _keys(), ids=lambda row: f"{row['kind']} {row['key']}")
def test_the_key_as_typed_is_right(row: dict[str, Any], language: Language) -> None:
    key, _ = key_from_row(row)

    typed = type_key(key, language)

    assert check_answer(key, typed, language).outcome == "right"


def test_an_answer_printed_and_typed_again_gets_its_verdict() -> None:
    for line in fixture_lines("inequalities.txt"):
        _, language, typed, answer, expected = fields(line)
        key, _ = key_from_row({"kind": "inequality", "key": typed, "language": language})
        if expected == "unreadable":
            continue

        again = read_answer(key, answer, "ru" if language == "ru" else "en").text

        assert _judged({"kind": "inequality", "key": typed, "language": language}, again) == expected


def test_a_range_says_where_the_letter_may_be() -> None:
    key = InequalityKey(inequality="x < 3", symbols={"x": SymbolRange(lowest=0)})

    assert check_answer(key, "0 < x < 3", "en").outcome == "right"
    assert check_answer(InequalityKey(inequality="x < 3"), "0 < x < 3", "en").outcome == "wrong"


def test_a_tolerance_widens_the_ends() -> None:
    key = InequalityKey(inequality="x^2 > 2", tolerance=Tolerance(absolute=0.01))

    assert check_answer(key, "x > 1,41 или x < -1,41", "ru").outcome == "right"
    assert check_answer(key, "x > 1,4 или x < -1,4", "ru").outcome == "wrong"


def test_repetitions_count_where_asked() -> None:
    row = {"kind": "set", "key": "{1, 1, 2}", "multiplicity": True}

    assert _judged(row, "{1, 2, 1}") == "right equal"
    assert _judged(row, "{1, 2}") == "partly element_missing"


def test_a_list_without_order_is_right_in_any() -> None:
    assert _judged({"kind": "list", "key": "1, 2, 2", "ordered": False}, "2, 1, 2") == "right equal"


def test_numbers_may_be_near_where_a_tolerance_says_so() -> None:
    row = {"kind": "vector", "key": "(1; 2,25)", "language": "ru", "tolerance": 0.1}

    assert _judged(row, "(1,05; 2,2)") == "right equal"
    assert _judged(row, "(1,5; 2,2)") == "partly element_wrong"


def test_a_matrix_may_be_given_as_lists() -> None:
    row = {"kind": "matrix", "key": [[1, 2], [3, 4]]}

    assert _judged(row, "[[1, 2], [3, 4]]") == "right equal"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("v = v_0 + a t^2", "dimension"),
        ("v = t", "dimension"),
        ("v = v_0 - at", "sign"),
        ("v = at", "different"),
    ],
)
def test_units_that_clash_are_named(answer: str, reason: str) -> None:
    units = {"v": "m/s", "v_0": "m/s", "a": "m/s^2", "t": "s"}
    row = {
        "kind": "equation",
        "key": "v = v_0 + a*t",
        "symbols": {name: {"unit": unit} for name, unit in units.items()},
    }

    assert _judged(row, answer) == f"wrong {reason}"


def test_a_key_that_is_no_set_of_numbers_is_refused() -> None:
    for row in ({"kind": "inequality", "key": "5"}, {"kind": "matrix", "key": "x = 1"}):
        with pytest.raises(BadRow, match="expected"):
            key_from_row(row)
