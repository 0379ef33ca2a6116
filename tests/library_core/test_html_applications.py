"""Applications are unpacked within limits, or refused in words."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from library_core.adapters.folder_objects import FolderObjects
from library_core.formats.application.kind import read_application
from library_core.publishing import Described, Sent, UnknownWork, Upload
from variants.problems import DocumentRefused

DESCRIBED = """\
id: pendulum
title: {en: "Pendulum", ru: "Маятник"}
subject: physics
section: mechanics
grades: [9, 10]
languages: [ru, en]
entry: app/index.html
width: 800
height: 500
"""


def packed(*files: tuple[str | zipfile.ZipInfo, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return target.getvalue()


def read(folder: Path, content: bytes) -> Described:
    def find_used(name: str) -> dict[str, bytes]:
        raise UnknownWork(name)

    upload = Upload(kind="application", files={"pendulum.zip": content})
    return read_application(Sent(upload=upload, objects=FolderObjects(folder), find_used=find_used))


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(DocumentRefused) as caught:
        read(folder, content)
    return str(caught.value)


def test_an_application_is_unpacked_and_described(tmp_path: Path) -> None:
    described = read(tmp_path, packed(("application.yaml", DESCRIBED), ("app/index.html", "<p>")))

    assert (described.identifier, described.languages) == ("pendulum", ("en", "ru"))
    assert sorted(described.unpacked or ()) == ["app/index.html", "application.yaml"]


def test_an_entry_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "app/index.html" in refusal(tmp_path, packed(("application.yaml", DESCRIBED)))


def test_a_package_without_a_description_says_where_it_belongs(tmp_path: Path) -> None:
    assert "at the root" in refusal(tmp_path, packed(("inner/application.yaml", DESCRIBED)))


def test_a_field_that_nobody_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    described = DESCRIBED + "allow: same-origin\n"

    assert "line 10" in refusal(tmp_path, packed(("application.yaml", described), ("app/index.html", "")))


@pytest.mark.parametrize(
    ("name", "words"),
    [("../up.html", "leads out"), ("APP/index.html", "are called"), ("app/index.html\0.exe", "leads out")],
)
def test_a_hostile_archive_is_refused_in_words(tmp_path: Path, name: str, words: str) -> None:
    hostile = zipfile.ZipInfo()
    hostile.filename = name
    content = packed(("application.yaml", DESCRIBED), ("app/index.html", ""), (hostile, "x"))

    assert words in refusal(tmp_path, content)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    assert "smaller than it is" in refusal(tmp_path, packed(("bomb", "0" * (17 << 20))))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert "pendulum.zip" in refusal(tmp_path, b"<html>")


@pytest.mark.parametrize(
    ("change", "english", "russian"),
    [
        (lambda whole: b"<html>", "the file is no application", "это не приложение"),
        (lambda whole: whole[:-30], "pack the application anew", "упакуйте приложение заново"),
    ],
)
def test_a_refused_application_is_called_one(
    tmp_path: Path, change: Callable[[bytes], bytes], english: str, russian: str
) -> None:
    whole = packed(("application.yaml", DESCRIBED), ("app/index.html", ""))

    with pytest.raises(DocumentRefused) as caught:
        read(tmp_path, change(whole))

    (problem,) = caught.value.problems
    assert english in problem.in_language("en")
    assert russian in problem.in_language("ru")
    assert "book" not in problem.in_language("en")
    assert "книг" not in problem.in_language("ru")
