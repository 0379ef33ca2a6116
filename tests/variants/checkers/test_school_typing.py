"""What pupils really type gets the verdict that a fair teacher would give; each line says why it is here."""

import re
from typing import Any

import pytest
from fixture_lines import fields, fixture_lines

from variants.checkers.registry import check_answer
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import UnreadableAnswer

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def _judged(row: dict[str, Any], answer: str, *, reason: bool = False) -> str:
    key, language = key_from_row(row)
    typed = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), answer)
    try:
        verdict = check_answer(key, typed, language)
    except UnreadableAnswer:
        return "unreadable"
    return f"{verdict.outcome} {verdict.reason}" if reason else verdict.outcome


@pytest.mark.parametrize("line", fixture_lines("school_quantities.txt"))
def test_a_number_with_a_unit_is_judged_fairly(line: str) -> None:
    _, language, key, answer, expected = fields(line)

    row = {"kind": "quantity", "key": key, "language": language, "tolerance": "2%"}

    assert _judged(row, answer, reason=True) == expected


@pytest.mark.parametrize("line", fixture_lines("school_formulas.txt"))
def test_a_formula_of_letters_is_judged_fairly(line: str) -> None:
    _, letters, key, answer, expected = fields(line)

    row = {
        "kind": "expression",
        "key": key,
        "language": "ru",
        "symbols": {name: {} for name in letters.split()},
    }

    assert _judged(row, answer) == expected


@pytest.mark.parametrize("line", fixture_lines("school_equations.txt"))
def test_an_equation_is_judged_fairly(line: str) -> None:
    _, letters, key, answer, expected = fields(line)

    row = {
        "kind": "equation",
        "key": key,
        "language": "ru",
        "symbols": {name: {} for name in letters.split()},
    }

    assert _judged(row, answer) == expected


@pytest.mark.parametrize("line", fixture_lines("school_substances.txt"))
def test_a_substance_is_judged_fairly(line: str) -> None:
    _, key, answer, expected = fields(line)

    assert _judged({"kind": "formula", "key": key, "language": "ru"}, answer) == expected


@pytest.mark.parametrize("line", fixture_lines("school_reactions.txt"))
def test_a_reaction_is_judged_fairly(line: str) -> None:
    _, key, answer, expected = fields(line)

    row = {"kind": "reaction", "key": "" if key == "-" else key, "language": "ru"}

    assert _judged(row, answer) == expected
