"""`tetrad preflight`: statuses, JSON of one form, and a text that names place and remedy."""

import json
import zipfile
from pathlib import Path

import pytest

from api.commands.main import main

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.epub"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
    return file


def test_json_has_the_promised_form(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["preflight", str(broken), "--json", "--language", "ru"])

    report = json.loads(capsys.readouterr().out)
    assert status == 1
    assert list(report) == ["file", "publishable", "problems", "audio"]
    assert list(report["problems"][0]) == ["id", "severity", "path", "line", "message", "remedy"]
    assert list(report["audio"]) == ["paragraphs", "covered", "stale"]


def test_text_names_the_problem_its_place_and_its_remedy(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["preflight", str(broken), "--language", "ru"])

    text = capsys.readouterr().out
    assert "OPF-002" in text
    assert "META-INF/container.xml" in text
    assert "→ Укажите" in text


def test_a_missing_file_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["preflight", str(tmp_path / "none.epub")])

    assert status == 2
    assert "none.epub" in capsys.readouterr().err
