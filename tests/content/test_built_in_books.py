"""Every textbook that comes with the program is whole: chapters, figures, sound, notebooks inside."""

import re

import pytest
from built_in_books import FOLDER, files_of
from built_in_labs import LABS

from library_core.formats.textbook_markdown.building import publication_of, read_book
from library_core.formats.textbook_markdown.narrating import outdated, unspoken

BOOKS = {
    "fizika-sila-i-dvizhenie": (9, "library/incline"),
    "khimiya-kisloty-osnovaniya-soli": (9, "library/acids-bases-salts"),
    "light-and-waves": (8, "library/light-rays-and-waves"),
}
"""How many drawings each has, and the notebook that stands in each of its chapters."""


def test_no_book_is_left_out() -> None:
    assert {entry.name for entry in FOLDER.iterdir() if entry.is_dir()} == set(BOOKS)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_builds_with_two_chapters_and_its_figures(name: str) -> None:
    files, (drawings, _) = files_of(name), BOOKS[name]
    publication = publication_of(read_book(files), files)

    figures = [each for each in publication.resources if each.path.endswith(".svg")]

    assert len(publication.documents) == 3
    assert len(figures) == drawings
    assert publication.licence == "CC-BY-4.0"


@pytest.mark.parametrize("name", BOOKS)
def test_every_passage_has_a_clip_of_its_present_words(name: str) -> None:
    files = files_of(name)
    book = read_book(files)

    heard = {clip.paragraph for each in book.recordings for clip in each.clips}

    assert unspoken(book) == ()
    assert outdated(book, files) == ()
    assert {identifier for chapter in book.chapters for identifier, _ in chapter.paragraphs} <= heard


@pytest.mark.parametrize("name", BOOKS)
def test_each_chapter_has_a_notebook_to_work_in(name: str) -> None:
    chapters = [text.decode() for path, text in files_of(name).items() if path.startswith("chapters/")]

    assert len(chapters) == 2
    assert all(f"::: notebook {{name={BOOKS[name][1]}" in chapter for chapter in chapters)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_has_labs_that_come_with_the_program(name: str) -> None:
    chapters = [text.decode() for path, text in files_of(name).items() if path.startswith("chapters/")]

    labs = [
        lab for chapter in chapters for lab in re.findall(r"^::: lab \{name=library/([a-z-]+)", chapter, re.M)
    ]

    assert labs
    assert set(labs) <= set(LABS)
