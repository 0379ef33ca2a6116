"""An archive that `tetrad export` didn't write is refused with the place in it, and nothing is taken in."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from backed_up import Installation, installation, tetrad
from databases import postgresql_url

from deploy.local.postgres import Cluster

PEOPLE = "data/people.jsonl"
QUOTA = b'{"school": "north", "bytes": %d}\n' % (10**30)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an export of one person."""
    place, path = (
        installation(tmp_path_factory.mktemp("one") / "data"),
        tmp_path_factory.mktemp("zip") / "x.zip",
    )
    with pytest.MonkeyPatch.context() as patch:
        place.use(patch)
        words = ("--name", "Anna", "--role", "student", "--school", "north")
        assert tetrad("user", "add", "anna", *words) == tetrad("export", path) == 0
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(tmp_path / "empty")
    made.use(monkeypatch)
    return made


def with_field(name: str, value: object) -> Callable[[bytes], bytes]:
    """Return how every row gets this value in this field."""
    return lambda lines: b"".join(
        json.dumps({**json.loads(line), name: value}).encode() + b"\n" for line in lines.splitlines()
    )


def without_field(lines: bytes) -> bytes:
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines.splitlines()]
    return b"".join(json.dumps({"key": row["key"]}).encode() + b"\n" for row in rows)


SPOILT: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "list for a description": ("about.json", lambda _: b"[]", "about.json"),
    "deep description": ("about.json", lambda _: b"[" * 200_000, "about.json"),
    "doubled rows": (PEOPLE, lambda lines: lines + lines, f"Line 2 of {PEOPLE}"),
    "lacking field": (PEOPLE, without_field, f"Line 1 of {PEOPLE}"),
    "no row at all": (PEOPLE, lambda lines: lines + b"7\n", f"Line 2 of {PEOPLE}"),
    "object for a text": (PEOPLE, with_field("display_name", {"a": 1}), f"Line 1 of {PEOPLE}"),
    "null for a text": (PEOPLE, with_field("display_name", None), f"Line 1 of {PEOPLE}"),
    "half a character": (PEOPLE, with_field("display_name", "\ud800"), f"Line 1 of {PEOPLE}"),
    "too large a number": ("data/quotas.jsonl", lambda _: QUOTA, "Line 1 of data/quotas"),
    "not UTF-8": (PEOPLE, lambda lines: lines.replace(b"Anna", b"\xff"), f"Line 1 of {PEOPLE}"),
    "too long a line": (PEOPLE, lambda lines: lines[:-1] + b" " * 9_000 + b"\n", f"Line 1 of {PEOPLE}"),
    "deep row": (PEOPLE, lambda _: b"[" * 8_000, f"Line 1 of {PEOPLE}"),
    "schools away": ("data/schools.jsonl", lambda _: b"", "data/"),
    "password": ("data/credentials.jsonl", with_field("password_hash", "x"), "Line 1 of data/credentials"),
    "object of another name": ("objects/ab/c", lambda _: b"bytes", "objects/ab/c"),
    "too large an object": (f"objects/ab/{'ab' * 32}", lambda _: bytes(2_000), "objects/ab/abab"),
}


@pytest.mark.parametrize(("name", "spoil", "told"), SPOILT.values(), ids=SPOILT.keys())
def test_what_no_export_holds_is_refused_with_its_place(
    name: str,
    spoil: Callable[[bytes], bytes],
    told: str,
    export: dict[str, bytes],
    empty: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("api.leaving.unpacking.LONGEST_LINE", 8_500)
    monkeypatch.setenv("TETRAD_LARGEST_UPLOAD", "1000")
    written(tmp_path / "x.zip", {**export, name: spoil(export.get(name, b""))})

    assert tetrad("import", tmp_path / "x.zip") == 1

    said = capsys.readouterr().err
    assert told in said
    assert "can't be read" in said
    assert "Nothing was taken in." in said
    assert not any(empty.rows().values())


@pytest.mark.parametrize("name", ["data/schools.jsonl", f"objects/ab/{'ab' * 32}"])
def test_files_that_are_too_large_together_are_refused_before_any_is_read(
    name: str,
    export: dict[str, bytes],
    empty: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TETRAD_LARGEST_IMPORT", "1M")
    written(tmp_path / "x.zip", {**{key: export[key] for key in export if key != name}, name: bytes(1 << 20)})

    assert tetrad("import", tmp_path / "x.zip") == 1

    said = capsys.readouterr().err
    assert name in said
    assert "TETRAD_LARGEST_IMPORT" in said
    assert not any(empty.rows().values())


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", ["doubled rows", "schools away"])
def test_what_postgresql_refuses_is_refused_with_its_line(
    spoilt: str,
    export: dict[str, bytes],
    empty: Installation,
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, spoil, _ = SPOILT[spoilt]
    written(tmp_path / "x.zip", {**export, name: spoil(export[name])})
    with postgresql_url(cluster) as url:
        monkeypatch.setenv("TETRAD_DATABASE", url)

        assert tetrad("import", tmp_path / "x.zip") == 1

        assert "Line " in capsys.readouterr().err


def written(path: Path, files: dict[str, bytes]) -> bytes:
    """Write an archive, and return its bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path.read_bytes()


def encrypted(content: bytes) -> bytes:
    """Return an archive whose directory says that each file is encrypted."""
    first, *entries = content.split(b"PK\x01\x02")
    return first + b"".join(b"PK\x01\x02" + it[:4] + bytes([it[4] | 1]) + it[5:] for it in entries)


def spoilt_inside(content: bytes) -> bytes:
    """Return an archive with other bytes in the middle of its rows."""
    at = content.index(PEOPLE.encode()) + len(PEOPLE) + 2
    return content[:at] + bytes(each ^ 0xFF for each in content[at : at + 8]) + content[at + 8 :]


@pytest.mark.parametrize("spoil", [encrypted, spoilt_inside], ids=lambda spoil: spoil.__name__)
def test_an_archive_that_cannot_be_unpacked_is_refused(
    spoil: Callable[[bytes], bytes],
    export: dict[str, bytes],
    empty: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = written(tmp_path / "x.zip", export)
    (tmp_path / "x.zip").write_bytes(spoil(content))

    assert tetrad("import", tmp_path / "x.zip") == 1

    assert "no whole export of Tetrad" in capsys.readouterr().err
    assert not any(empty.rows().values())
