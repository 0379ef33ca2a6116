"""`tetrad prove`: what is known of a task, or why it may not be published."""

import json
from pathlib import Path

import pytest

from api.commands.main import main

TASK = Path(__file__).parents[2] / "content/tasks/mechanics/board-is-raised.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good task and one whose solution has a wrong sign."""
    text = TASK.read_text("utf-8")
    (tmp_path / "good.yaml").write_text(text, "utf-8")
    broken = text.replace("id: board-is-raised", "id: broken").replace("certify:", "certify:\n  - m < 0*m")
    (tmp_path / "broken.yaml").write_text(broken, "utf-8")
    return tmp_path


def test_a_proven_task_is_told_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["prove", str(TASK), "--language", "ru"])

    printed = capsys.readouterr().out
    assert status == 0
    assert "Вариантов:" in printed
    assert "Десять самых некрасивых вариантов:" in printed
    assert printed.splitlines()[-1].startswith("Задач: 1; доказано: 1, отклонено: 0")


def test_a_task_that_may_not_be_published_is_refused_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["prove", str(folder), "--json", "--workers", "1"])

    rows = {row["state"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert status == 1
    assert rows["proven"]["capacity"] > 100
    assert rows["refused"]["problems"][0]["line"] > 0


def test_processes_tell_the_same_in_the_same_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", str(folder), "--json", "--workers", "1"])
    alone = capsys.readouterr().out

    main(["prove", str(folder), "--json", "--workers", "2"])

    assert capsys.readouterr().out == alone


def test_the_page_shows_twenty_variants_of_each_task(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "proofs.html"

    main(["prove", str(folder), "--html", str(page), "--workers", "1"])

    html = page.read_text("utf-8")
    assert html.count('class="exhibit') == 2 * 20
    assert "<script" not in html


def test_a_folder_without_tasks_is_nothing_to_prove(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", str(tmp_path)]) == 1
    assert "no tasks there" in capsys.readouterr().err
