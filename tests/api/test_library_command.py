"""`tetrad library`: damage makes it end with 1, sweeping spares what is used, quotas are set in words."""

import json
import os
import time
from pathlib import Path

import pytest
from school_worlds import World

from api.commands.main import main
from library_core.objects import ObjectKey, put_bytes


@pytest.fixture
def data(world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = world.application.settings.data
    monkeypatch.setenv("TETRAD_DATA", str(folder))
    return folder


def path_of(data: Path, key: ObjectKey) -> Path:
    return data / "objects" / key[:2] / key[2:]


def make_old(data: Path, key: ObjectKey) -> None:
    month_ago = time.time() - 30 * 24 * 3600
    os.utime(path_of(data, key), (month_ago, month_ago))


def test_whole_objects_are_found_whole(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "verify"]) == 0

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "0 with problems" in shown.err


def test_damage_is_named_with_what_it_belongs_to(
    world: World, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school, draft = world.north.school, world.north.draft
    edition = world.application.read(lambda unit: unit.library.editions.find(school, draft))
    assert edition is not None
    ((path, key),) = edition.manifest.items()
    path_of(data, key).write_bytes(b"rotten")

    assert main(["library", "verify", "--json"]) == 1

    row = json.loads(capsys.readouterr().out)
    assert row == {"object": key, "problem": "damaged", "holders": [f"{edition.work.name}: {path}"]}


def test_a_dry_sweep_tells_what_a_sweep_deletes(
    world: World, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    objects = world.application.objects
    old, young = put_bytes(objects, b"old and forgotten"), put_bytes(objects, b"young")
    for entry in objects.entries():
        if entry.key != young:
            make_old(data, entry.key)

    assert main(["library", "sweep", "--older-than", "7d", "--dry-run"]) == 0
    told = capsys.readouterr().out.split()
    assert main(["library", "sweep", "--older-than", "7d"]) == 0

    assert told == capsys.readouterr().out.split() == [old]
    assert path_of(data, young).exists()
    assert main(["library", "verify"]) == 0


@pytest.mark.parametrize("span", ["0h", "0d", "7", "week", "-1d", ""])
def test_a_sweep_takes_no_span_that_is_none_or_too_short(
    data: Path, capsys: pytest.CaptureFixture[str], span: str
) -> None:
    assert data.exists()
    assert main(["library", "sweep", f"--older-than={span}"]) == 1

    assert "--older-than" in capsys.readouterr().err


def test_a_copy_into_another_folder_is_whole(
    world: World, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "other" / "objects"

    assert main(["library", "copy", "folder", str(target)]) == 0
    assert main(["library", "copy", str(data / "objects"), str(target)]) == 0

    count = len(list(world.application.objects.entries()))
    assert f"0 copied, {count} there already, 0 damaged" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["s3://host/bucket", "/tmp", "s3://"])
def test_a_place_that_is_no_store_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert data.exists()
    assert main(["library", "copy", "folder", place]) == 1

    assert capsys.readouterr().err


def test_a_quota_is_set_shown_and_taken_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data.exists()
    rows = []
    for words in (["20G"], [], ["usual"]):
        assert main(["library", "quota", "north", *words, "--json"]) == 0
        rows.append(json.loads(capsys.readouterr().out))

    assert [row["limit"] for row in rows] == [20 << 30, 20 << 30, 50 << 30]
    assert rows[0]["uploads"] == 3
    assert rows[0]["editions"] > 0


@pytest.mark.parametrize("words", [["nowhere"], ["north", "much"]])
def test_a_quota_of_no_school_or_size_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert data.exists()
    assert main(["library", "quota", *words]) == 1

    assert words[-1] in capsys.readouterr().err
