import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.commands.main import main

TASK = """\
id: {name}
title: {{en: "Fall", ru: "Падение"}}
subject: physics
section: mechanics
grades: [9]
given:
  h: {{from: 1, to: 5, step: 0.1, unit: m}}
  m: {{from: 1, to: 3, step: 1, unit: kg, hidden: yes}}
  g: {{is: 9.8, unit: m/s^2}}
where:
  - (m in kg) > 1
solve:
  v: sqrt(2*g*h)
ask:
  v: {{kind: quantity, unit: m/s, tolerance: 3%}}
  way:
    kind: choice
    pick: one
    options:
      up: {{text: {{en: "up", ru: "вверх"}}, right: h < 0*h}}
      down: {{text: {{en: "down", ru: "вниз"}}, right: h > 0*h}}
statement:
  en: |
    It falls from {{{{h}}}}: $v = ?$
  ru: |
    Падает с высоты {{{{h}}}}: $v = ?$
"""
NOTEBOOK = """\
---
id: falling
title: {title}
language: {language}
section: mechanics
grades: [9]
---
Text.

::: slot {{id=1 points=2}}
fall-a
fall-b
:::
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tasks, notebook = tmp_path / "tasks" / "mechanics", tmp_path / "notebooks" / "falling"
    tasks.mkdir(parents=True)
    notebook.mkdir(parents=True)
    for name in ("fall-a", "fall-b"):
        (tasks / f"{name}.yaml").write_text(TASK.format(name=name), encoding="utf-8")
    for language, title in (("en", "Falling"), ("ru", "Падение")):
        text = NOTEBOOK.format(language=language, title=title)
        (notebook / f"falling.{language}.md").write_text(text, encoding="utf-8")
    return tmp_path


def _deal(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert main(["deal", *words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_task_is_dealt_as_one_json_line_a_student(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"

    rows = _deal(capsys, str(path), "--students", "20", "--language", "ru")

    assert [row["student"] for row in rows] == [f"Student {number:02}" for number in range(1, 21)]
    assert len({row["variants"][0]["given"]["h"] for row in rows}) == 20
    assert set(rows[0]["variants"][0]) == {"slot", "task", "given", "statement", "answers"}


def test_an_interval_of_right_answers_is_shown_as_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"
    path.write_text(TASK.format(name="fall-a").replace("3%", "[4.25, 10]"), encoding="utf-8")

    (row,) = _deal(capsys, str(path), "--students", "1")
    main(["deal", str(path), "--students", "1"])

    assert row["variants"][0]["answers"][0]["tolerance"] == "[4.25, 10]"
    assert "m/s ([4.25, 10])" in capsys.readouterr().out


def test_an_answer_is_typed_in_the_language_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"

    (row,) = _deal(capsys, str(path), "--students", "1", "--language", "ru")
    variant = row["variants"][0]
    speed, way = variant["answers"]

    height = float(variant["given"]["h"].removesuffix(" м").replace(",", "."))
    assert speed["value"] == pytest.approx((2 * 9.8 * height) ** 0.5)
    assert speed["key"].endswith(" м/с")
    assert "," in speed["key"]
    assert (speed["unit"], speed["tolerance"]) == ("m/s", "3%")
    assert (way["key"], way["value"]) == ("down", None)
    assert variant["statement"] == f"Падает с высоты {variant['given']['h']}: v = ?"
    assert "m" not in variant["given"]


def test_a_notebook_is_dealt_from_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _deal(capsys, str(folder / "notebooks" / "falling"), "--students", "30")

    tasks = Counter(row["variants"][0]["task"] for row in rows)
    shown = {(row["variants"][0]["task"], row["variants"][0]["given"]["h"]) for row in rows}
    assert tasks == {"fall-a": 15, "fall-b": 15}
    assert len(shown) == 30


def test_a_deal_can_be_repeated_from_its_secret(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        str(folder / "notebooks" / "falling" / "falling.ru.md"),
        "--students",
        "5",
        "--secret",
        "ab" * 16,
    )

    assert _deal(capsys, *words) == _deal(capsys, *words)


def test_without_json_the_deal_is_readable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deal", str(folder / "notebooks" / "falling"), "--students", "1", "--language", "en"]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith("Student 01\n  1. fall-")
    assert "→ v: " in printed


def test_more_students_than_variants_are_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"

    assert main(["deal", str(path), "--students", "60", "--language", "ru"]) == 0

    assert "поэтому условия повторяются" in capsys.readouterr().err


def test_a_wrong_document_is_refused_at_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2*g*h", "2*g*hh"), encoding="utf-8")

    assert main(["deal", str(folder / "notebooks" / "falling"), "--language", "ru"]) == 1

    printed = capsys.readouterr()
    assert "строка 13" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("name", ["nothing.yaml", "tasks"])
def test_what_is_no_document_is_refused(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deal", str(folder / name)]) == 1
    assert str(folder / name) in capsys.readouterr().err


def test_of_a_file_without_end_no_more_is_read_than_a_document_may_have(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["deal", "/dev/zero"]) == 1
    assert "/dev/zero: the file is too large" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--students", "0"), ("--secret", "xyz"), ("--secret", "abcd")])
def test_options_that_make_no_sense_are_refused(folder: Path, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["deal", str(folder), *words])

    assert stop.value.code == 2


def test_parallel_classes_are_dealt_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = folder / "notebooks" / "falling"

    rows = _deal(capsys, str(notebook), "--students", "10", "--classes", "3", "--language", "ru")

    shown = {(row["variants"][0]["task"], row["variants"][0]["given"]["h"]) for row in rows}
    assert len(shown) == 30
    assert rows[-1]["student"] == "Класс 3, Student 10"


def test_the_separation_that_was_achieved_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"

    assert main(["deal", str(path), "--students", "5", "--language", "en"]) == 0

    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("1. fall-a: dealt 5, different givens 5; smallest distance of answers ")
    assert last.endswith(" tolerances, pairs closer than 3: 0")


def test_no_more_students_are_dealt_to_than_a_deal_may_have(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "tasks" / "mechanics" / "fall-a.yaml"

    assert main(["deal", str(path), "--students", "100000", "--classes", "2"]) == 2
    assert "100000 × 2 > 100000" in capsys.readouterr().err


def test_tasks_that_share_a_parameter_agree_on_its_limits(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, limits in (("fall-a", "from: 1, to: 5"), ("fall-b", "from: 1, to: 6")):
        path = folder / "tasks" / "mechanics" / f"{name}.yaml"
        source = TASK.format(name=name).replace("from: 1, to: 5", f"shared: yes, {limits}")
        path.write_text(source, encoding="utf-8")

    assert main(["deal", str(folder / "notebooks" / "falling"), "--language", "ru"]) == 1

    printed = capsys.readouterr().err
    assert "fall-b.yaml" in printed
    assert "параметр `h` общий, но в задаче fall-a у него другие пределы" in printed
