"""Where the rows are kept: what `TETRAD_DATABASE` may say, and what is never told."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from api.database_settings import DatabaseRefused, parse_database, read_database
from api.settings import Settings, read_settings, to_environment


@pytest.mark.parametrize("written", ["", "file"])
def test_a_file_of_the_data_is_the_default(written: str) -> None:
    assert read_database({"TETRAD_DATABASE": written}) == ""
    assert Settings(data=Path("/data")).database_url == "sqlite:////data/tetrad.sqlite3"


def test_the_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("pa ss/word\n")

    url = parse_database("postgresql://tetrad@db:5433/school", str(file))

    assert make_url(url).password == "pa ss/word"


@pytest.mark.parametrize(
    "written",
    [
        "mysql://secret@db/x",
        "postgresql://secret@db",
        "sqlite:///secret",
        "secret",
        "postgresql://secret@db:port/x",
        "postgresql://secret@db:99999/x",
    ],
)
def test_what_names_no_database_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(DatabaseRefused) as refused:
        parse_database(written)

    assert "TETRAD_DATABASE" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_password_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match=r"TETRAD_DATABASE_PASSWORD_FILE.*nowhere"):
        parse_database("postgresql://tetrad@db/school", str(tmp_path / "nowhere"))


def test_settings_go_on_to_other_processes_and_print_no_password(tmp_path: Path) -> None:
    url = "postgresql://tetrad:hidden@db:5432/school"
    settings = read_settings({"TETRAD_DATA": str(tmp_path), "TETRAD_DATABASE": url})

    assert read_settings(to_environment(settings)).database_url == url
    assert "hidden" not in repr(settings)
