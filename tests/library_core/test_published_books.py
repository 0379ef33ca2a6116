"""`tetrad publish` takes EPUB files, one or a folder of them: each is said to be published, or why not."""

import json
from pathlib import Path

import pytest
from epub_builders import BookPlan, build_epub

from api.commands.main import main


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TETRAD_DATA", str(tmp_path / "data"))


def test_books_are_published_one_by_one_whatever_is_wrong_with_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = {"a.epub": build_epub(), "b.epub": b"%PDF", "c.EPUB": build_epub(BookPlan(title="Other"))[:-9]}
    for name, content in {**books, "d.epub": build_epub(BookPlan(title="Last", identifier="last"))}.items():
        (tmp_path / name).write_bytes(content)

    assert (
        main(["publish", *(str(tmp_path / name) for name in ("a.epub", "b.epub", "c.EPUB", "d.epub"))]) == 1
    )

    said = capsys.readouterr().out
    assert said.splitlines()[0].endswith("/a.epub)")
    assert "refused    " in said
    assert "b.epub: the file is no EPUB" in said
    assert "pack the book anew" in said
    assert said.splitlines()[-1].startswith("published  library/last, edition 1 (")


def test_books_of_a_folder_are_published_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shelf/deep").mkdir(parents=True)
    (tmp_path / "shelf/deep/a.epub").write_bytes(build_epub(BookPlan(identifier="a")))

    assert main(["publish", str(tmp_path / "shelf")]) == 0
    assert main(["publish", str(tmp_path / "shelf"), "--json"]) == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first == "published  library/a, edition 1 (shelf/deep/a.epub)"
    row = json.loads(second)
    assert (row["state"], row["kind"], row["document"]) == ("unchanged", "textbook", "shelf/deep/a.epub")


def test_a_path_that_is_not_there_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.epub").write_bytes(build_epub(BookPlan(identifier="a")))

    assert main(["publish", str(tmp_path / "none.epub"), str(tmp_path / "a.epub")]) == 1

    out, err = capsys.readouterr()
    assert out.startswith("published  library/a, edition 1")
    assert "there is nothing at" in err
