"""An export holds everything in documents that fit their schema, and an empty server takes it in again."""

import errno
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from backed_up import Installation, installation, tetrad
from school_worlds import Schools

from api.auth.passwords import NO_PASSWORD
from api.leaving.shapes import JSON, LEFT_OUT, PACKED, SECRETS

_KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


@pytest.fixture(scope="module")
def filled(schools: Schools, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    data = tmp_path_factory.mktemp("leaving") / "data"
    shutil.copytree(schools[0] / "data", data)
    return installation(data)


@pytest.fixture(scope="module")
def export(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "school.zip"
    with pytest.MonkeyPatch.context() as patch:
        filled.use(patch)
        assert tetrad("export", path) == 0
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(tmp_path / "empty")
    made.use(monkeypatch)
    return made


def fits(value: object, types: list[str]) -> bool:
    """Tell whether a value has one of the types; a truth is no number in JSON."""
    return any(type(value) is _KINDS[name] for name in types)


def plain(rows: dict[str, list[Any]]) -> dict[str, list[str]]:
    """Return the exported fields of all rows, comparable however their JSON is written."""
    return {
        table: sorted(repr([plain_field(table, item) for item in sorted(row.items())]) for row in found)
        for table, found in rows.items()
        if table not in LEFT_OUT
    }


def plain_field(table: str, item: tuple[str, Any]) -> object:
    name, value = item
    if (table, name) in SECRETS or value is None:
        return name
    if (table, name) in PACKED:
        return "packed"
    return (name, json.loads(value) if (table, name) in JSON else value)


def test_every_row_fits_the_schema_that_comes_with_it(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        schema = json.loads(archive.read("schema.json"))["$defs"]
        for table, row_schema in schema.items():
            for line in archive.read(f"data/{table}.jsonl").splitlines():
                row = json.loads(line)
                assert sorted(row) == sorted(row_schema["required"])
                for name, value in row.items():
                    types = row_schema["properties"][name]["type"]
                    assert fits(value, types), (table, name, value)


def test_an_empty_server_takes_everything_in(filled: Installation, export: Path, empty: Installation) -> None:
    assert tetrad("import", export) == 0

    assert plain(empty.rows()) == plain(filled.rows())
    assert {row["password_hash"] for row in empty.rows()["credentials"]} == {NO_PASSWORD}
    assert empty.objects().keys() == filled.needed()


def test_an_import_of_an_import_is_the_same(export: Path, empty: Installation, tmp_path: Path) -> None:
    assert tetrad("import", export) == 0
    assert tetrad("export", tmp_path / "again.zip") == 0

    with zipfile.ZipFile(export) as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        rows = [name for name in first.namelist() if name.startswith("data/")]
        assert {name: first.read(name) for name in rows} == {name: second.read(name) for name in rows}


def test_issued_variants_and_keys_can_be_read(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        lines = archive.read("data/attempts.jsonl").splitlines()

    head, _page, whole, *_ = json.loads(lines[0])["slots"]
    assert head["slots"][0]["task"]
    assert "key" in json.dumps(whole)


def test_textbooks_stand_in_it_as_packages(export: Path, schools: Schools) -> None:
    with zipfile.ZipFile(export) as archive:
        package = archive.read(f"textbooks/{schools[1].textbook}.epub")

    assert package.startswith(b"PK")


def test_no_password_leaves(filled: Installation, export: Path) -> None:
    hashes = {row["password_hash"] for row in filled.rows()["credentials"]}

    with zipfile.ZipFile(export) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("data/"))

    assert hashes
    assert not [each for each in hashes if each.encode() in content]


@pytest.mark.parametrize("length", [0.3, 0.999])
def test_a_truncated_export_is_refused(
    export: Path, empty: Installation, tmp_path: Path, length: float, capsys: pytest.CaptureFixture[str]
) -> None:
    content = export.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * length)])

    assert tetrad("import", tmp_path / "cut.zip") == 1

    assert "no whole export" in capsys.readouterr().err
    assert not any(empty.rows().values())


def test_a_filled_server_takes_nothing_in(
    filled: Installation, export: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled.use(monkeypatch)

    assert tetrad("import", export) == 1

    assert "only an empty one" in capsys.readouterr().err


def test_an_export_that_is_broken_off_leaves_nothing_lying_about(
    filled: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find_no_room(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    filled.use(monkeypatch)
    monkeypatch.setattr("os.fsync", find_no_room)

    assert tetrad("export", tmp_path / "school.zip") == 1

    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
