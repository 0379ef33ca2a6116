"""`tetrad prove` with labs: a table of who passes, and exit status 1 for what may not be published."""

import json
import shutil
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from api.commands.disk_labs import read_lab_at
from api.commands.main import main
from api.proof_reports.labs import told_lab
from labs.proofs.proving import examine_lab

FRICTION = Path(__file__).parents[2] / "content" / "labs" / "friction-on-an-incline"


@pytest.mark.slow
def test_a_lab_is_proven_with_a_table_of_who_passes(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["prove", str(FRICTION), "--language", "ru"])

    printed = capsys.readouterr().out
    assert status == 0
    assert "Смоделировано: честных учеников 300" in printed
    assert "Вместе (mu, limit): честные 100 %" in printed
    assert printed.splitlines()[-1].startswith("Задач: 0; лабораторных работ: 1; доказано: 1")


@pytest.mark.slow
def test_a_lab_with_a_wrong_check_value_is_refused_as_one_line_of_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FRICTION, tmp_path / "lab")
    document = tmp_path / "lab" / "lab.yaml"
    document.write_text(document.read_text("utf-8").replace("value: 3.2049", "value: 3.3049"), "utf-8")

    status = main(["prove", str(tmp_path), "--json"])

    row = json.loads(capsys.readouterr().out)
    assert (status, row["state"], row["honest"]) == (1, "refused", 1.0)
    assert row["problems"][0]["line"] > 0


def test_the_report_has_a_row_for_each_result_and_plain_data() -> None:
    lab = read_lab_at(FRICTION)
    proof = examine_lab(lab, students=4)
    first, second = proof.results

    told = told_lab("friction", lab, replace(proof, results=(replace(first, sd=nan), second)))

    lines = [fact.in_language("en") for fact in told.facts]
    header = next(place for place, line in enumerate(lines) if line.startswith("result"))
    assert [line.split(",")[0] for line in lines[header + 1 : header + 3]] == ["mu", "limit"]
    assert len({len(line) for line in lines[header : header + 3]}) == 1
    assert json.loads(json.dumps(told.row, allow_nan=False))["results"][0]["sd"] is None


def test_a_lab_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lab.yaml").write_text("id: nothing\n", "utf-8")

    assert main(["prove", str(tmp_path)]) == 1
    assert "May not be published" in capsys.readouterr().out
