"""A NUL that an earlier version stored moves to PostgreSQL as U+FFFD, and is told."""

from pathlib import Path
from typing import Any

import pytest
from backed_up import Installation, installation, tetrad
from databases import postgresql_url
from sqlalchemy import Column, MetaData, Table
from sqlalchemy import Text as TextColumn

from api.backups.zeros import replace_zeros
from deploy.local.postgres import Cluster

NAME = "An\0na"
WORDS = ("--name", NAME, "--role", "student", "--school", "north")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(tmp_path / "data")
    made.use(monkeypatch)
    assert tetrad("user", "add", "anna", *WORDS) == 0
    return made


def test_a_zero_is_replaced_in_keys_and_in_what_names_them() -> None:
    table = Table("t", MetaData(), Column("key", TextColumn, primary_key=True), Column("of", TextColumn))
    rows: list[dict[str, Any]] = [{"key": "a\0", "of": "a\0b"}, {"key": "b", "of": None}]

    places = replace_zeros(table, rows)

    assert rows == [{"key": "a\ufffd", "of": "a\ufffdb"}, {"key": "b", "of": None}]
    assert places == ["t.key (a\ufffd)", "t.of (a\ufffd)"]


def test_sqlite_is_given_back_what_it_held(
    place: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = installation(tmp_path / "again")
    assert tetrad("backup", tmp_path / "file") == 0
    again.use(monkeypatch)

    assert tetrad("restore", tmp_path / "file") == 0

    assert [row["display_name"] for row in again.rows()["people"]] == [NAME]
    assert "U+FFFD" not in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(("out", "into"), [("backup", "restore"), ("export", "import")])
def test_a_stored_zero_moves_to_postgresql_and_is_told(
    out: str,
    into: str,
    place: Installation,
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tetrad(out, tmp_path / "file") == 0
    with postgresql_url(cluster) as url:
        installation(tmp_path / "second", database=url).use(monkeypatch)

        assert tetrad("--language", "ru", into, tmp_path / "file") == 0

        (person,) = installation(tmp_path / "second", database=url).rows()["people"]
    assert person["display_name"] == "An\ufffdna"
    assert f"people.display_name ({person['key']})" in capsys.readouterr().err
