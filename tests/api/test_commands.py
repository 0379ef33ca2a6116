"""The command line: help, people, classes from a roster, and what serving refuses."""

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from databases import sqlite_settings
from school_worlds import settings_of

from api.auth.passwords import verify_password
from api.bootstrap import Application, open_application
from api.commands.demonstration import STUDENTS, make_school
from api.commands.main import COMMANDS, main
from library_core.people import Credential

Say = Callable[..., tuple[int, Any]]
ROSTER = "ФИО;Логин;Группа\nИванова Анна;anna.i;1\nПетров Пётр;;2\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def say(data: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command with --json; return its status and rows, or its status and complaint."""
    sqlite_settings(data)

    def run(*words: str) -> tuple[int, Any]:
        status = main([*words, "--json"])
        out, err = capsys.readouterr()
        return (status, [json.loads(line) for line in out.splitlines()]) if status == 0 else (status, err)

    return run


@pytest.fixture
def key(say: Say) -> str:
    """A class of a new teacher."""
    say("user", "add", "teacher", "--name", "Teacher", "--school", "s1", "--role", "teacher")
    return str(say("class", "add", "9A", "--teacher", "teacher")[1][0]["class"])


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS), ["user", "add"], ["class", "fill"]])
def test_every_command_explains_itself(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])

    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith(" ".join(["usage: tetrad", *words]))


def test_help_and_refusals_speak_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.setenv("TETRAD_PORT", "eight")
    with pytest.raises(SystemExit):
        main(["--help"])
    helped = " ".join(capsys.readouterr().out.split())

    assert all(f"{name} {text.ru}" in helped for name, (_, text) in COMMANDS.items())
    assert main(["serve"]) == 1
    assert "нужно целое число" in capsys.readouterr().err
    assert main(["--language", "en", "serve"]) == 1
    assert "give a whole number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "helped"),
    [
        (["user"], "дать человеку новый разовый пароль"),
        (["user", "add"], "имя, которое видят другие"),
        (["class"], "показать классы школы"),
        (["class", "fill"], "имена, по одному в строке"),
    ],
)
def test_options_of_people_and_classes_are_explained_in_russian(
    words: list[str], helped: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--language", "ru", *words, "--help"])

    assert helped in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["user", "reset", "nobody"], "Под логином nobody никто не входит."),
        (["class", "add", "9A", "--teacher", "nobody"], "не входит ни один учитель"),
        (["class", "fill", "c", __file__, "--teacher", "nobody", "--language", "en"], "No teacher signs in"),
    ],
)
def test_people_and_classes_are_refused_in_the_language_asked_for(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", "ru", *words]) == 1

    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["fly"], ["user"], ["user", "add", "x"], ["class", "list"]])
def test_wrong_use_is_status_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2
    assert "usage: tetrad" in capsys.readouterr().err


def test_a_person_is_added_listed_and_given_a_new_password(say: Say, data: Path) -> None:
    words = ["--name", "Анна", "--school", "s1", "--role", "teacher", "--role", "reviewer"]
    _, (added,) = say("user", "add", "Anna.I", *words)
    _, listed = say("user", "list", "--school", "s1")
    _, (renewed,) = say("user", "reset", "anna.i")

    with_password = credential_of(data, "anna.i")
    assert listed == [{"login": "anna.i", "name": "Анна", "roles": "reviewer, teacher"}]
    assert added["password"] != renewed["password"]
    assert with_password.one_time
    assert verify_password(renewed["password"], with_password.password_hash)


@pytest.mark.parametrize(
    ("login", "school", "said"),
    [
        ("a", "s1", "3 to 32 Latin letters"),
        ("анна", "s1", "3 to 32 Latin letters"),
        ("taken", "s2", "signs in as taken already"),
        ("anna", "library", "Nobody belongs to the library"),
    ],
)
def test_who_can_t_be_added_is_refused_in_words(login: str, school: str, said: str, say: Say) -> None:
    words = ["--name", "A", "--role", "student"]
    say("user", "add", "taken", "--school", "s1", *words)

    status, complaint = say("user", "add", login, "--school", school, *words)

    assert status == 1
    assert said in complaint
    assert say("user", "list", "--school", "s2") == (0, [])


def test_a_reset_of_nobody_is_refused(say: Say) -> None:
    assert say("user", "reset", "nobody") == (1, "Nobody signs in as nobody.\n")


def test_a_class_is_filled_from_a_roster_once(say: Say, key: str, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes(ROSTER.encode("cp1251"))

    _, first = say("class", "fill", key, str(roster), "--teacher", "teacher")
    _, second = say("class", "fill", key, str(roster), "--teacher", "teacher")

    assert [(slip["name"], bool(slip["password"])) for slip in first] == [
        ("Иванова Анна", True),
        ("Петров Пётр", True),
    ]
    assert second == []
    assert say("class", "list", "--school", "s1") == (0, [{"class": key, "name": "9A", "students": 2}])


def test_a_roster_with_errors_is_located_and_changes_nothing(say: Say, key: str, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Иванова Анна\nanna@example.org\nИванова Анна\n;teacher\n", encoding="utf-8")

    status, complaint = say("class", "fill", key, str(roster), "--teacher", "teacher", "--language", "ru")

    assert status == 1
    assert [line.split(":")[0] for line in complaint.splitlines()] == [
        f"roster.csv, строка {line}" for line in (2, 4, 3)
    ]
    assert say("class", "list", "--school", "s1")[1][0]["students"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fill", "KEY", "missing.csv", "--teacher", "teacher"], "There is no file missing.csv"),
        (["fill", "KEY", "roster.csv", "--teacher", "other"], "There is no such class"),
        (["fill", "nothing", "roster.csv", "--teacher", "teacher"], "There is no such class"),
        (["add", "9B", "--teacher", "pupil"], "No teacher signs in as pupil"),
        (["add", " ", "--teacher", "teacher"], "A class needs a title"),
    ],
)
def test_what_can_t_be_done_to_a_class_is_said(
    words: list[str], said: str, say: Say, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("Анна\n", encoding="utf-8")
    for login, role in (("other", "teacher"), ("pupil", "student")):
        say("user", "add", login, "--name", "N", "--school", "s2", "--role", role)

    status, complaint = say("class", *(key if word == "KEY" else word for word in words))

    assert status == 1
    assert said in complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "--certificate FILE and --key FILE"),
        (["--host", "::"], "--behind-proxy"),
        (["--host", "school.example"], "serve on 127.0.0.1"),
        (["--certificate", "missing.pem", "--key", "missing.pem"], "there is no such file"),
        (["--port", "70000"], "from 1 to 65535"),
    ],
)
def test_serving_where_passwords_would_travel_open_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *words]) == 1

    assert said in capsys.readouterr().err


def test_settings_that_can_t_be_used_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TETRAD_THREADS", "many")

    assert main(["user", "list", "--school", "s1"]) == 1

    assert capsys.readouterr().err == "TETRAD_THREADS is 'many'; give a whole number from 1 to 256.\n"


def test_a_data_folder_that_can_t_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "file"))

    assert main(["search", ""]) == 1
    assert f"TETRAD_DATA is {tmp_path / 'file'}; no folder can be made there" in capsys.readouterr().err


def test_a_port_where_another_program_serves_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "data"))
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()

        assert main(["serve", "--port", str(other.getsockname()[1])]) == 1

    assert "stop the program that serves there" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_the_demonstration_school_is_made_once(data: Path) -> None:
    application = open_application(settings_of(data))
    try:
        made, again = make_school(application), make_school(application)
        hashes = {login: credential_in(application, login).password_hash for login, _ in made[:2]}
    finally:
        application.close()

    assert len(made) == STUDENTS + 4
    assert len({password for _, password in made}) == len(made)
    assert again == []
    assert all(verify_password(password, hashes[login]) for login, password in made[:2])
    assert all(re.fullmatch(r"student-\d\d|teacher|publisher|reviewer|operator", login) for login, _ in made)


def credential_of(data: Path, login: str) -> Credential:
    application = open_application(settings_of(data))
    try:
        return credential_in(application, login)
    finally:
        application.close()


def credential_in(application: Application, login: str) -> Credential:
    found = application.read(lambda unit: unit.people.find_credential(login))
    assert found is not None
    return found
