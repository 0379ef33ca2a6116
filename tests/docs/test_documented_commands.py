"""Every command that docs/commands.md shows is run as it stands there."""

import argparse
import contextlib
import importlib
import io
import json
import shlex
import sys
from pathlib import Path

import pytest
from marked_documents import code_blocks, document, section

from api.bootstrap import open_application
from api.commands.main import COMMANDS, main
from api.settings import Settings
from library_core.jobs import Asked, Wanted, ask_for
from library_core.people import LIBRARY

GUIDE = document("commands.md")
TASKS = document("writing-tasks.md")
BOOK = document("writing-textbooks.md")
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
ROSTER = "name\nStudent 01\nStudent 02\n"


def commands(name: str) -> list[str]:
    return [line for block in code_blocks(section(GUIDE, f"## {name}"), "sh") for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the guide speaks of, with a data folder of its own beside it."""
    place = tmp_path / "documents"
    place.mkdir()
    (place / "braking-distance.yaml").write_text(code_blocks(TASKS, "yaml")[0], encoding="utf-8")
    (place / "braking.ru.md").write_text(code_blocks(TASKS, "markdown")[0], encoding="utf-8")
    (place / "answers.jsonl").write_text(code_blocks(GUIDE, "jsonl")[0], encoding="utf-8")
    (place / "9a.csv").write_text(ROSTER, encoding="utf-8")
    write_book(place / "my-book")
    monkeypatch.chdir(place)
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "data"))
    return place


def write_book(place: Path) -> None:
    """Write the folder that the guide to textbooks speaks of, with two short chapters."""
    (place / "chapters").mkdir(parents=True)
    (place / "figures").mkdir()
    (place / "book.md").write_text(code_blocks(BOOK, "yaml")[0], encoding="utf-8")
    (place / "chapters" / "01-motion.md").write_text("# Motion\n\n$v = s/t$\n", encoding="utf-8")
    (place / "chapters" / "02-forces.md").write_text("# Forces\n\n$F = ma$\n", encoding="utf-8")
    (place / "figures" / "cover.svg").write_text(FIGURE, encoding="utf-8")


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one line of the guide, which has to be done, and return what it printed."""
    program, *words = shlex.split(command)

    status = main(words)

    shown = capsys.readouterr()
    assert (program, status, shown.err if status else "") == ("tetrad", 0, ""), command
    return shown.out


def test_the_guide_has_every_command() -> None:
    headings = [line.removeprefix("## ") for line in GUIDE.splitlines() if line.startswith("## ")]

    assert sorted(headings) == sorted(COMMANDS)
    assert all(commands(name) for name in COMMANDS)


def test_check_answers_every_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answers = (folder / "answers.jsonl").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers), encoding="utf-8"))
    assert commands("check") == ["tetrad check < answers.jsonl"]

    status = main(["check"])

    verdicts = [json.loads(line)["verdict"] for line in capfdbinary.readouterr().out.splitlines()]
    assert (status, verdicts) == (0, ["right"] * 6 + ["unreadable"])


def test_deal_prints_a_line_a_student(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readable, lines, classes, repeated, labs = (run(command, capsys) for command in commands("deal"))

    assert readable.count("braking-distance") == 5
    assert len({json.loads(line)["student"] for line in lines.splitlines()}) == 30
    assert run(commands("deal")[3], capsys) == repeated
    assert "Класс 3, Student 25" in classes
    assert "mu = " in labs


def test_a_textbook_is_built_from_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = [run(command, capsys) for command in commands("textbook")]

    assert all(shown)
    assert (folder / "my-book.epub").read_bytes().startswith(b"PK")


def test_a_textbook_of_our_own_passes_preflight(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands("textbook"):
        run(command, capsys)

    shown = [run(command, capsys) for command in commands("preflight")]

    assert "my-book.epub" in shown[0]
    severities = {problem["severity"] for problem in json.loads(shown[1])["problems"]}
    assert not severities & {"fatal", "error"}


@pytest.mark.slow
def test_an_empty_server_is_filled_from_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {
        command: run(command, capsys)
        for name in ("publish", "narrate", "search", "user")
        for command in commands(name)
    }
    for command in commands("library"):
        run(command, capsys)
    made, listed, filled = commands("class")
    run(made, capsys)
    key = json.loads(run(listed, capsys))["class"]

    slips = run(filled.replace("CLASS", key), capsys)

    assert len(slips.splitlines()) == 2
    assert all(shown.values())
    assert "braking-distance" in shown['tetrad search ""']


@pytest.mark.slow
def test_what_takes_long_is_worked_off_listed_and_begun_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(commands("publish")[0], capsys)
    data = Settings(data=folder.parent / "data")
    with contextlib.closing(open_application(data)) as application:
        asked, wanted = Asked(school=LIBRARY, at=1), Wanted(kind="narration", subject="none")
        job = application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, lambda: "job-1"))

    listing, *_, cancelling, retrying = commands("jobs")
    assert job.key in run(listing, capsys)
    run(cancelling.replace("JOB", job.key), capsys)
    run(retrying.replace("JOB", job.key), capsys)
    for command in commands("worker"):
        run(command, capsys)

    assert "refused" in run(listing, capsys)


@pytest.mark.parametrize("command", commands("serve"))
def test_every_way_to_serve_is_understood(command: str) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    importlib.import_module(COMMANDS["serve"][0]).configure(parser)

    program, name, *words = shlex.split(command)

    assert (program, name) == ("tetrad", "serve")
    assert parser.parse_args(words)
