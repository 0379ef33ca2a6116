"""The guide for operators says every setting, metric and line of the doctor, and nothing else."""

import json
import re
import shlex
from pathlib import Path

import pytest
from marked_documents import code_blocks, document, section, table_rows, ticked

from api.commands.doctor import diagnose
from api.commands.main import main
from api.observing.instruments import Instruments
from api.observing.sources import COUNTED_BY_THE_DATABASE, COUNTED_HERE
from api.setting_names import NAMES
from api.settings import Settings, read_settings, to_environment

GUIDE = document("operating.md")
SETTINGS = {ticked(row[0])[0]: row for row in table_rows(section(GUIDE, "## Configuration"))}


def test_the_table_has_every_setting() -> None:
    assert sorted(SETTINGS) == sorted(NAMES)


def test_what_the_table_says_is_usual_is_what_is_taken(tmp_path: Path) -> None:
    said = {name: "".join(ticked(row[1])[:1]) for name, row in SETTINGS.items()}
    written = {
        name: value
        for name, value in said.items()
        if value and re.fullmatch(r"[a-z]+|[A-Z]\w+/\w+|\d+G?", value)
    }
    home = {"TETRAD_DATA": str(tmp_path)}
    del written["TETRAD_OBJECT_HOST"], written["TETRAD_SECRET_FILE"]

    assert len(written) > 15
    assert read_settings(home | written) == read_settings(home)


def test_every_setting_survives_the_way_into_another_process(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a" * 64, encoding="utf-8")
    settings = Settings(
        data=tmp_path,
        secret_file=file,
        metrics_token_file=file,
        log="text",
        traces="http://127.0.0.1:4318/v1/traces",
        traces_percent=7,
        drain=3,
        stop_within=11,
    )

    assert read_settings(to_environment(settings)) == settings


def test_the_table_has_every_metric() -> None:
    said = {name for row in table_rows(section(GUIDE, "## Metrics")) for name in ticked(row[0])}
    registry = Instruments().registry
    counted = {metric.name for metric in registry.collect() if metric.name.startswith("tetrad_")}

    named = {name.removesuffix("_total") for name in said if name.startswith("tetrad_")}
    assert named >= counted
    assert len(named - counted) >= len(COUNTED_HERE) + len(COUNTED_BY_THE_DATABASE)


@pytest.mark.parametrize("block", code_blocks(GUIDE, "json"))
def test_every_example_is_json(block: str) -> None:
    assert json.loads(block)


@pytest.mark.parametrize("command", code_blocks(section(GUIDE, "## Doctor"), "sh")[0].splitlines())
def test_the_doctor_is_asked_as_the_guide_says(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "data"))

    status = main(shlex.split(command)[1:])

    assert status == 0
    assert capsys.readouterr().out


def test_the_guide_has_every_line_of_the_doctor(tmp_path: Path) -> None:
    said = section(GUIDE, "## Doctor")

    names = {one.name for one in diagnose({"TETRAD_DATA": str(tmp_path / "data")})}

    assert [name for name in sorted(names) if f"`{name}`" not in said] == []
