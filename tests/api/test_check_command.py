"""`tetrad check` answers every line in order, and a bad line stops nothing."""

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from api.commands.check import MAX_LINE, KeptKeys, answer_line, answer_lines, bounded_lines


def _answer(**row: object) -> dict[str, Any]:
    return answer_line(json.dumps({"id": 1, **row}).encode(), KeptKeys())


def test_a_row_gets_a_verdict_in_its_language() -> None:
    given = _answer(kind="quantity", key="1 m", answer="100 см", language="ru")

    assert {name: given[name] for name in ("id", "verdict", "score", "reason")} == {
        "id": 1, "verdict": "right", "score": "1", "reason": "equal",
    }  # fmt: skip
    assert (given["message"], given["read_as"]) == ("Верно.", "100 см = 1 м")
    assert given["ms"] >= 0


def test_an_unreadable_answer_says_why() -> None:
    given = _answer(kind="expression", key="x^2", answer="(x", symbols={"x": {}})

    assert (given["verdict"], given["score"]) == ("unreadable", "0")
    assert "not closed" in given["message"]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"kind": "quantity", "key": "5 m", "answer": "5.04 m", "tolerance": "0.05"}, "right"),
        ({"kind": "quantity", "key": "5 m", "answer": "5", "unit": False}, "right"),
        ({"kind": "quantity", "key": "5 m", "answer": "5 m", "figures": 2}, "partly"),
        (
            {
                "kind": "equation",
                "key": "U = I*R",
                "answer": "I = U/R",
                "symbols": {"U": {}, "I": {}, "R": {}},
            },
            "right",
        ),
        ({"kind": "formula", "key": "H2SO4", "answer": "H2SO4"}, "right"),
        ({"kind": "reaction", "key": "2H2 + O2 -> 2H2O", "answer": "O2 + 2H2 = 2H2O"}, "right"),
        ({"kind": "choice", "key": "a", "answer": "b", "options": ["a", "b"]}, "wrong"),
        ({"kind": "choice", "key": ["a", "b"], "answer": ["b", "a"], "options": ["a", "b", "c"]}, "right"),
    ],
)
def test_each_kind_and_option_is_known(row: dict[str, Any], verdict: str) -> None:
    assert _answer(**row).get("verdict") == verdict


@pytest.mark.parametrize(
    "line",
    [
        b"not json", b"[1]", b"\xff\xfe", b'{"id": 1}', b"[" * 100_000,
        b'{"id": NaN, "kind": "quantity", "key": "5", "answer": "5"}',
        b'{"id": 1, "kind": "poem", "key": "x", "answer": "x"}',
        b'{"id": 1, "kind": ["quantity"], "key": "x", "answer": "x"}',
        b'{"id": 1, "kind": "quantity", "key": "five", "answer": "5"}',
        b'{"id": 1, "kind": "quantity", "key": "5", "answer": "5", "tolerance": "much"}',
        b'{"id": 1, "kind": "quantity", "key": "5", "answer": "5", "language": "la"}',
        b'{"id": 1, "kind": "expression", "key": "(", "answer": "5"}',
        b'{"id": 1, "kind": "expression", "key": "x", "answer": "5", "symbols": {"x": {"from": 3, "to": 1}}}',
        b'{"id": 1, "kind": "reaction", "key": "???", "answer": "5"}',
    ],
)  # fmt: skip
def test_a_bad_line_gets_an_error(line: bytes) -> None:
    assert answer_line(line, KeptKeys())["error"]


def test_lines_are_answered_in_order_and_half_characters_survive() -> None:
    good = b'{"id": 2, "kind": "quantity", "key": "5", "answer": "\\ud800"}\n'
    output = io.BytesIO()

    answer_lines([b"bad\n", b"\n", good, good.replace(b"2", b"3")], output)

    assert [json.loads(line).get("id") for line in output.getvalue().splitlines()] == [None, 2, 3]


def test_the_command_starts_without_algebra_and_without_the_web() -> None:
    script = "import sys, api.commands.check; print({'sympy', 'starlette', 'sqlalchemy'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_a_row_is_typeset_when_it_is_asked_for() -> None:
    row = json.dumps({"id": 1, "kind": "expression", "key": "x/2", "answer": "x/2", "symbols": {"x": {}}})

    given = answer_line(row.encode(), KeptKeys(), typeset=True)

    assert given["read_as_latex"] == r"\frac{x}{2}"
    assert "<mfrac>" in given["read_as_mathml"]


def test_a_key_that_was_read_is_kept_for_the_next_row() -> None:
    keys = KeptKeys()
    row = {"kind": "quantity", "key": "5 m", "language": "en"}

    first, _ = keys.key_of({"id": 1, "answer": "5 m", **row})
    second, _ = keys.key_of({"id": 2, "answer": "6 m", **row})
    third, _ = keys.key_of({"id": 3, "answer": "6 m", **row, "key": "6 m"})

    assert first is second
    assert third != first


def test_of_an_endless_line_no_more_than_its_beginning_is_read() -> None:
    endless = io.BytesIO(b"x" * (2 * MAX_LINE + 7) + b'\n{"id": 2}\n')

    lines = list(bounded_lines(endless))

    assert [len(line) for line in lines] == [MAX_LINE + 1, 10]


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "choice", "key": "a", "answer": "a", "options": None},
        {"kind": "choice", "key": ["a"] * 2000, "answer": ["a"], "pick": "ordering"},
        {"kind": "quantity", "key": "5 N", "answer": "5 N", "tolerance": "9e999%"},
        {"kind": "matrix", "key": [[[[[[1]]]]]], "answer": "1"},
    ],
)
def test_an_option_of_another_kind_is_refused_in_words(row: dict[str, Any]) -> None:
    assert "the checker failed" not in _answer(**row)["error"]


def test_a_failure_of_ours_takes_no_other_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("somewhere")

    monkeypatch.setattr("api.commands.check.check_answer", fail)

    assert "ZeroDivisionError" in _answer(kind="quantity", key="5 N", answer="5 N")["error"]
