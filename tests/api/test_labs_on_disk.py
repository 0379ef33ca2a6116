"""Labs in notebooks on disk: `tetrad deal` gives everybody an apparatus, `tetrad prove` proves them too."""

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.commands import prove
from api.commands.main import main
from labs.proofs.proving import examine_lab

CONTENT = Path(__file__).parents[2] / "content"
LAB = "friction-on-an-incline"
TASK = "block-on-incline"
NOTEBOOK = f"""\
---
id: mixed
title: Mixed
language: en
section: mechanics
grades: [10]
---
Text.

::: slot {{id=1 points=5}}
{TASK}
:::

::: lab {{id=2 lab={LAB} points=15}}
:::
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A folder with a notebook that has a task and a lab; the lab lies in `labs` beside it."""
    for folder in ("tasks", "notebooks", "labs"):
        (tmp_path / folder).mkdir()
    shutil.copy(CONTENT / "tasks" / "mechanics" / f"{TASK}.yaml", tmp_path / "tasks")
    shutil.copytree(CONTENT / "labs" / LAB, tmp_path / "labs" / LAB)
    page = tmp_path / "notebooks" / "mixed.en.md"
    page.write_text(NOTEBOOK, encoding="utf-8")
    return page


def deal(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert main(["deal", *words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_everybody_is_dealt_an_apparatus_of_their_own_beside_the_task(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = deal(capsys, str(notebook), "--students", "25")

    labs = [row["variants"][1] for row in rows]
    assert {(each["slot"], each["lab"]) for each in labs} == {("2", LAB)}
    assert len({each["apparatus"] for each in labs}) == 25
    assert {answer["ask"] for answer in labs[0]["answers"]} == {"mu", "limit", "mass", "slope"}


def test_hidden_constants_are_printed_only_if_asked_for(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (str(notebook), "--students", "1", "--secret", "ab" * 16)

    plain, told = deal(capsys, *words)[0], deal(capsys, *words, "--hidden")[0]

    assert set(plain["variants"][1]["given"]) == {"g"}
    assert "hidden" not in plain["variants"][1]
    assert set(told["variants"][1]["hidden"]) == {"mu", "gate"}


def test_a_lab_alone_is_dealt_readably(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deal", LAB, "--students", "1", "--language", "ru"]) == 0

    printed = capsys.readouterr()
    assert f"1. {LAB}: установка " in printed.out
    assert f"1. {LAB}: роздано 1" in printed.err


def test_more_students_than_apparatus_are_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deal", LAB, "--students", "600"]) == 0

    assert "apparatus for 600 students, so apparatus repeat" in capsys.readouterr().err


def test_a_notebook_is_proven_with_its_lab(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prove, "STUDENTS", 5)
    few = partial(examine_lab, students=5)
    monkeypatch.setattr(prove, "examine_lab", few)

    main(["prove", str(notebook), "--workers", "1"])

    printed = capsys.readouterr().out
    assert "Different apparatus: " in printed
    assert "Simulated: 5 honest students" in printed
    assert printed.splitlines()[-1].startswith("Tasks: 1; labs: 1; ")


def test_a_lab_that_is_nowhere_refuses_the_notebook(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook.write_text(NOTEBOOK.replace(LAB, "no-such-lab"), encoding="utf-8")

    assert main(["deal", str(notebook)]) == 1
    assert main(["prove", str(notebook)]) == 1
    assert capsys.readouterr().err.count("there is no folder of the lab no-such-lab") == 2


def test_a_built_in_lab_need_not_lie_beside_the_notebook(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(notebook.parents[1] / "labs")
    notebook.write_text(NOTEBOOK.replace(LAB, "library/thin-lens"), encoding="utf-8")

    (row,) = deal(capsys, str(notebook), "--students", "1")

    assert row["variants"][1]["lab"] == "thin-lens"
