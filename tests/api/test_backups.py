"""Backup and restore on the embedded engines; every engine in test_moved_installations."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from backed_up import Installation, installation, source_of, tetrad
from filled_tables import fill_every_table, tables_of
from school_worlds import Schools

from api.backups.parts import begin_parts
from api.backups.records import END, HEAD, SNAPSHOT, TABLE, RecordsWriter
from api.backups.writing import write_backup
from api.bootstrap import open_application, open_database
from api.migrations import newest, revisions, table_names, upgrade
from api.secret_marks import replace_mark


@pytest.fixture(scope="module")
def filled(schools: Schools, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Both schools, which nobody changes."""
    data = tmp_path_factory.mktemp("filled") / "data"
    shutil.copytree(schools[0] / "data", data)
    return installation(data)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "key"
    path.write_text("a key of more than sixteen letters\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def backup(filled: Installation, key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted backup of both schools."""
    path = tmp_path_factory.mktemp("backups") / "schools.tetrad"
    with pytest.MonkeyPatch.context() as patch:
        filled.use(patch)
        assert tetrad("backup", path, "--key", key) == 0
    return path


@pytest.fixture(scope="module")
def plain(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that is not encrypted."""
    path = tmp_path_factory.mktemp("backups") / "plain.tetrad"
    with pytest.MonkeyPatch.context() as patch:
        filled.use(patch)
        assert tetrad("backup", path) == 0
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with nothing in it, which commands work on."""
    made = installation(tmp_path / "empty")
    made.use(monkeypatch)
    return made


def test_what_is_restored_is_what_was_there(
    filled: Installation, backup: Path, key: Path, empty: Installation
) -> None:
    assert tetrad("restore", backup, "--key", key) == 0

    assert empty.rows() == filled.rows()
    assert empty.secret() == filled.secret()
    assert empty.objects().keys() == filled.needed()
    assert all(key == digest for key, digest in empty.objects().items())


def test_a_damaged_object_of_the_same_length_is_made_good(
    filled: Installation, plain: Path, empty: Installation
) -> None:
    shutil.copytree(filled.settings.data / "objects", empty.settings.data / "objects")
    key = min(filled.needed())
    damaged = empty.settings.data / "objects" / key[:2] / key[2:]
    damaged.chmod(0o600)
    damaged.write_bytes(bytes(damaged.stat().st_size))

    assert tetrad("restore", plain) == 0

    assert empty.objects()[key] == key


def test_a_backup_is_its_owners_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_an_encrypted_backup_shows_nobodys_name(backup: Path) -> None:
    assert b"north" not in backup.read_bytes()


def with_a_foreign_table(filled: Installation, folder: Path) -> Installation:
    """Return a copy of an installation whose operator has kept a table of their own in the database."""
    shutil.copytree(filled.settings.data, folder)
    made = installation(folder)
    with contextlib.closing(open_database(made.settings)) as database, database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE people_before_upgrade AS SELECT * FROM people")
    return made


def test_tables_of_others_are_left_out_and_named(
    filled: Installation,
    empty: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_a_foreign_table(filled, tmp_path / "theirs").use(monkeypatch)

    assert tetrad("backup", tmp_path / "file") == tetrad("export", tmp_path / "file.zip") == 0

    assert capsys.readouterr().err.count("people_before_upgrade") == 2
    empty.use(monkeypatch)
    assert tetrad("restore", tmp_path / "file") == 0
    assert empty.rows() == filled.rows()


def test_a_backup_with_tables_of_others_is_not_called_good(
    empty: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    tables = [*table_names(newest()), "filemeta"]
    with file.open("wb") as opened:
        records = RecordsWriter(begin_parts(opened, None))
        records.tell(SNAPSHOT, {"revision": newest(), "secret": "00" * 32})
        for name in tables:
            records.tell(TABLE, {"table": name, "columns": []})
        records.tell(END, {"rows": dict.fromkeys(tables, 0), "objects": 0})

    assert ": filemeta." in refused(capsys, "backup", file, "--verify")


def test_a_backup_without_a_key_warns(
    filled: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled.use(monkeypatch)

    assert tetrad("backup", tmp_path / "open.tetrad") == 0

    assert "not encrypted" in capsys.readouterr().err
    assert tetrad("backup", tmp_path / "open.tetrad", "--verify") == 0


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Run a command that has to be refused, and return its words."""
    capsys.readouterr()
    assert tetrad(*words) == 1
    return capsys.readouterr().err


def nothing_restored(empty: Installation) -> bool:
    """Tell whether there is no table and no secret."""
    return not empty.rows() and not (empty.settings.data / "secret").exists()


def cut(content: bytes) -> bytes:
    return content[:-1]


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def without_end(content: bytes) -> bytes:
    return b"".join(parts(content)[:-1])


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def longer(content: bytes) -> bytes:
    return content + b"\0"


def reordered(content: bytes) -> bytes:
    head, first, second, *others = parts(content)
    return b"".join((head, second, first, *others))


def without_a_part(content: bytes) -> bytes:
    head, first, _, *others = parts(content)
    return b"".join((head, first, *others))


def doubled(content: bytes) -> bytes:
    head, first, *others = parts(content)
    return b"".join((head, first, first, *others))


def of_another_head(content: bytes) -> bytes:
    return content.replace(b'"salt": "', b'"salt": "00', 1)


def parts(content: bytes) -> list[bytes]:
    """Return the head of a backup, and its parts."""
    start = sum(len(line) + 1 for line in content.split(b"\n")[:3])
    found = [content[:start]]
    while start < len(content):
        end = start + 5 + int.from_bytes(content[start : start + 4], "big")
        found.append(content[start:end])
        start = end
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [cut, half, without_end, flipped, longer, reordered, without_a_part, doubled, of_another_head],
    ids=lambda spoil: spoil.__name__,
)
@pytest.mark.parametrize("sealed", [True, False], ids=["encrypted", "open"])
def test_a_spoilt_backup_is_refused_and_nothing_is_restored(
    backup: Path,
    plain: Path,
    key: Path,
    empty: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[bytes], bytes],
    sealed: bool,
) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(spoil((backup if sealed else plain).read_bytes()))
    options = ("--key", key) if sealed else ()

    said = refused(capsys, "restore", spoilt, *options)

    assert "backup" in said
    assert nothing_restored(empty)
    assert refused(capsys, "backup", spoilt, "--verify", *options) == said


def test_another_key_is_refused(
    backup: Path, empty: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.write_text("another key of sixteen letters", encoding="utf-8")

    assert "The key is not the one" in refused(capsys, "restore", backup, "--key", other)
    assert "--key" in refused(capsys, "restore", backup)
    assert nothing_restored(empty)


def test_a_short_key_is_refused(
    empty: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "short").write_text("too short\n", encoding="utf-8")

    said = refused(capsys, "backup", tmp_path / "new", "--key", tmp_path / "short")

    assert "16 characters" in said
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_backup_is_left_alone(
    empty: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_application(empty.settings).close()
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear parents", encoding="utf-8")

    assert "is no backup" in refused(capsys, "backup", letter)
    assert "no backup of Tetrad" in refused(capsys, "restore", letter)
    assert letter.read_text(encoding="utf-8") == "Dear parents"


def test_a_finished_backup_is_not_written_over(
    filled: Installation,
    backup: Path,
    key: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled.use(monkeypatch)
    before = backup.read_bytes()

    assert f"{backup} is a finished backup" in refused(capsys, "backup", backup, "--key", key)
    assert backup.read_bytes() == before


def flipped_end(content: bytes) -> bytes:
    """Return a backup whose last part is said to be longer than it is."""
    *others, end = parts(content)
    return b"".join((*others, bytes([end[0], end[1], end[2] ^ 1]), end[3:]))


@pytest.mark.parametrize("spoil", [flipped, flipped_end], ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("sealed", [True, False], ids=["encrypted", "open"])
def test_a_damaged_backup_is_not_written_over(
    backup: Path,
    plain: Path,
    key: Path,
    empty: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[bytes], bytes],
    sealed: bool,
) -> None:
    open_application(empty.settings).close()
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(spoil((backup if sealed else plain).read_bytes()))
    before = spoilt.read_bytes()

    said = refused(capsys, "backup", spoilt, *(("--key", key) if sealed else ()))

    assert f"{spoilt} is damaged" in said
    assert spoilt.read_bytes() == before


@pytest.mark.parametrize("spoil", [cut, half, without_end], ids=lambda spoil: spoil.__name__)
def test_a_backup_that_was_broken_off_is_gone_on_with(
    filled: Installation,
    plain: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
) -> None:
    filled.use(monkeypatch)
    (tmp_path / "broken off").write_bytes(spoil(plain.read_bytes()))

    assert tetrad("backup", tmp_path / "broken off") == 0

    assert tetrad("backup", tmp_path / "broken off", "--verify") == 0


def test_a_filled_installation_is_not_restored_into(
    filled: Installation,
    backup: Path,
    key: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled.use(monkeypatch)
    before = filled.rows()

    assert "only an empty one" in refused(capsys, "restore", backup, "--key", key)
    assert filled.rows() == before


def test_rows_of_a_later_version_are_refused(
    tmp_path: Path, empty: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    with file.open("wb") as opened:
        records = RecordsWriter(begin_parts(opened, None))
        records.tell(HEAD, {})
        records.tell(SNAPSHOT, {"revision": "9999_later", "secret": "00" * 32})
        records.tell(END, {"rows": {}, "objects": 0})

    assert "later version of Tetrad" in refused(capsys, "restore", file)
    assert nothing_restored(empty)


@pytest.mark.slow
@pytest.mark.parametrize("revision", revisions())
def test_rows_of_any_earlier_schema_come_in_and_are_upgraded(
    revision: str, tmp_path: Path, empty: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = installation(tmp_path / "old")
    with contextlib.closing(open_database(old.settings)) as database:
        upgrade(database.engine, revision)
        fill_every_table(database.engine, tables_of(database.engine))
        source = source_of(old, database)
        write_backup(tmp_path / "file", None, source, lambda _what, _count: None)
        upgrade(database.engine)
        # As the first start after an upgrade does.
        database.write(lambda connection: replace_mark(connection, source.secret))

    assert tetrad("restore", tmp_path / "file") == 0

    assert empty.rows() == old.rows()
