"""`tetrad publish` and `tetrad search`: documents go in, and are found."""

import json
from pathlib import Path
from typing import Any

import pytest
from databases import sqlite_settings

from api.commands.main import main

TASK = """\
id: {id}
title: {{en: "Halves of a mass", ru: "Половины массы"}}
subject: physics
section: mechanics
grades: [7]
given:
  m: {{from: 2, to: 20, step: 2, unit: kg}}
solve:
  half: m/2
certify:
  - 2*half = m
ask:
  half: {{kind: quantity, unit: kg}}
statement:
  en: "Find half of the mass {{{{m}}}}."
  ru: "Найдите половину массы {{{{m}}}}."
solution:
  en: "Divide by two: {{{{half}}}}."
  ru: "Разделите на два: {{{{half}}}}."
"""
NOTEBOOK = """\
---
id: halves
title: Делим массу
language: ru
subject: physics
section: mechanics
grades: [7, 8]
---
Режем пополам.

::: slot {id=1}
half
:::
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TETRAD_DATA", str(sqlite_settings(tmp_path / "data").data))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "half.yaml").write_text(TASK.format(id="half"), encoding="utf-8")
    (folder / "halves.ru.md").write_text(NOTEBOOK, encoding="utf-8")
    return folder


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_is_published_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(folder)]) == 0
    assert main(["publish", str(folder)]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "published  library/half, edition 1",
        "published  library/halves, edition 1",
        "unchanged  library/half, edition 1",
        "unchanged  library/halves, edition 1",
    ]


def test_a_refused_document_is_located_in_either_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "half.yaml").write_text(TASK.format(id="half").replace("m/2", "n/2"), encoding="utf-8")

    assert main(["publish", str(folder), "--language", "ru"]) == 1

    said = capsys.readouterr().out
    assert "refused    documents/half.yaml" in said
    assert "half.yaml, строка 9" in said
    assert "halves.ru.md, строка 12" in said


def test_json_holds_what_became_of_each_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("id: bad\n", encoding="utf-8")

    assert main(["publish", str(folder), "--json"]) == 1

    bad, half, halves = lines(capsys)
    assert (bad["document"], bad["kind"], bad["state"]) == ("documents/bad.yaml", "task", "refused")
    assert set(bad["problems"][0]) == {"document", "line", "column", "message"}
    assert (half["name"], half["number"], half["state"]) == ("library/half", 1, "published")
    assert halves["kind"] == "notebook"


@pytest.mark.parametrize("arguments", [["missing"], ["."], [".", "--school", "nobody"]])
def test_what_can_t_be_published_is_said_on_the_error_stream(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["publish", *arguments]) == 1

    assert capsys.readouterr().err.startswith("tetrad publish: ")


def test_an_unknown_school_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(folder), "--school", "nobody"]) == 1

    assert "no school with the key nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([""], ["library/half", "library/halves"]),
        (["массу"], ["library/half", "library/halves"]),
        (["", "--kind", "notebook"], ["library/halves"]),
        (["", "--language", "en"], ["library/half"]),
        (["", "--grade", "8", "--subject", "physics", "--section", "mechanics"], ["library/halves"]),
        (["водород"], []),
    ],
)
def test_what_was_published_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: list[str]
) -> None:
    main(["publish", str(folder)])
    capsys.readouterr()

    assert main(["search", *arguments, "--json"]) == 0

    assert sorted(row["name"] for row in lines(capsys)) == expected


def test_a_search_shows_titles_with_marks_and_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["publish", str(folder / "half.yaml")])
    capsys.readouterr()

    main(["search", "половина"])

    out, err = capsys.readouterr()
    line = "library/half  Halves of a mass / [Половины] массы  (task, physics: mechanics, grades 7)\n"
    assert out == line
    assert err.startswith("1 found\nkind: task 1\n")


def test_the_index_is_made_anew_when_asked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["publish", str(folder)])
    for file in (tmp_path / "data/search").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    capsys.readouterr()

    assert main(["search", "", "--rebuild", "--json"]) == 0

    assert len(lines(capsys)) == 2


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the store of objects"), ("ru", "хранилище объектов")]
)
def test_a_store_that_goes_away_meanwhile_is_told_in_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    (tmp_path / "data" / "objects").touch()

    status = main(["--language", language, "publish", str(folder)])

    assert status == 1
    assert words in capsys.readouterr().err
