"""What happens around a backup: objects come and are lost meanwhile, and the secret has to fit."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from backed_up import Installation, installation, source_of, tetrad
from school_worlds import Schools, copy_data
from sqlalchemy import Connection

from api.backups.reading import verify
from api.backups.surroundings import require_secret
from api.backups.writing import Source, write_backup
from api.bootstrap import open_database
from api.migrations import downgrade, revision_of, revisions, upgrade
from api.refused import Refused
from library_core.objects import ObjectKey, put_bytes


def quiet(_what: str, _count: int) -> None:
    """Tell nobody."""


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    """An empty database, and an empty folder of objects."""
    place = installation(tmp_path / "data")
    with contextlib.closing(open_database(place.settings)) as database:
        upgrade(database.engine)
        yield source_of(place, database)


@pytest.fixture
def school(schools: Schools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    copy_data(schools[0], tmp_path / "school").close()
    made = installation(tmp_path / "school")
    made.use(monkeypatch)
    return made


def test_objects_that_come_between_the_pass_and_the_rows_are_inside(source: Source, tmp_path: Path) -> None:
    keys: list[ObjectKey] = []

    def needed(_connection: Connection) -> Iterator[ObjectKey]:
        """Name one more object each time that anybody asks."""
        keys.append(put_bytes(source.objects, b"film %d" % len(keys)))
        return iter(list(keys))

    write_backup(tmp_path / "file", None, replace(source, needed=needed), quiet)

    contents = verify(tmp_path / "file", None, quiet)
    assert len(keys) == 2
    assert contents.objects == {bytes.fromhex(key) for key in keys}


def test_a_large_object_goes_over_many_parts(source: Source, tmp_path: Path) -> None:
    key = source.objects.put(io.BytesIO(bytes(range(256)) * 20_000))

    write_backup(tmp_path / "file", None, replace(source, needed=lambda _: iter([key])), quiet)

    assert verify(tmp_path / "file", None, quiet).objects == {bytes.fromhex(key)}


def test_an_object_that_was_lost_before_is_named_and_the_rest_is_saved(
    school: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = sorted(school.needed())[0]
    (school.settings.data / "objects" / lost[:2] / lost[2:]).write_bytes(b"rotten")

    assert tetrad("backup", tmp_path / "file") == 1

    assert lost in capsys.readouterr().err
    assert tetrad("backup", tmp_path / "file", "--verify") == 1
    assert lost in capsys.readouterr().err


def test_the_secret_of_a_backup_can_be_written_alone(school: Installation, tmp_path: Path) -> None:
    assert tetrad("backup", tmp_path / "file") == 0

    assert tetrad("restore", tmp_path / "file", "--secret-to", tmp_path / "secret") == 0

    assert (tmp_path / "secret").read_bytes() == school.secret()
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_does_not_fit_is_refused_before_anything(
    school: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tetrad("backup", tmp_path / "file") == 0
    (tmp_path / "other").write_text("ab" * 32, encoding="ascii")
    empty = installation(tmp_path / "empty")
    empty.use(monkeypatch)
    monkeypatch.setenv("TETRAD_SECRET_FILE", str(tmp_path / "other"))

    assert tetrad("restore", tmp_path / "file") == 1

    assert "--secret-to" in capsys.readouterr().err
    assert not empty.rows()


def test_the_same_secret_in_the_operators_file_fits(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"s" * 32)
    settings = replace(installation(tmp_path).settings, secret_file=tmp_path / "own")

    require_secret(settings, b"s" * 32)

    with pytest.raises(Refused):
        require_secret(settings, b"t" * 32)


@pytest.mark.parametrize(("command", "name"), [("backup", "night.tetrad"), ("export", "all.zip")])
def test_where_no_installation_is_none_is_made_to_be_saved(
    command: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    installation(tmp_path / "elsewhere").use(monkeypatch)
    before = sorted(tmp_path.rglob("*"))

    status = tetrad(command, tmp_path / name)

    assert status == 1
    assert "There is no installation of Tetrad at" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_newer_program_changes_no_database_by_saving_it(
    school: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.closing(open_database(school.settings)) as database:
        downgrade(database.engine, revisions()[-2])

    status = tetrad("backup", tmp_path / "night.tetrad")

    with contextlib.closing(open_database(school.settings)) as database:
        assert database.read(revision_of) == revisions()[-2]
    assert status == 1
    assert f"The database stands at {revisions()[-2]}" in capsys.readouterr().err
