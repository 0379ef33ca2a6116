"""An EPUB becomes a textbook of the library: named, described, and refused in words of both languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from epub_builders import BookPlan, Chapter, build_epub
from press_of_toys import OURS, card, open_press

from library_core.adapters.database import Database
from library_core.editions import Edition
from library_core.formats.epub.names import name_of_book, slug
from library_core.formats.epub.textbook_kind import read_textbook
from library_core.library import Act
from library_core.objects import put_bytes
from library_core.publishing import Press, Upload, publish, upload_draft
from variants.problems import DocumentRefused

FORM = "id: physics-9\ntitle: {en: Physics, ru: Физика}\nsubject: physics\nsection: mechanics\ngrades: [9]\n"


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return replace(open_press(database, tmp_path), package_readers={"textbook": read_textbook})


def take_in(press: Press, content: bytes, form: str = "") -> Edition:
    files = {"textbook.yaml": form.encode()} if form else {}
    upload = Upload(kind="textbook", stored={"book.epub": put_bytes(press.objects, content)}, files=files)
    return upload_draft(press, upload, Act(school=OURS, at=1))


def test_a_book_describes_itself(press: Press) -> None:
    said = '<meta property="tetrad:subject">physics</meta><meta property="tetrad:grades">7-9</meta>'
    edition = take_in(press, build_epub(BookPlan(title="Физика. 9 класс", language="ru", metadata=said)))

    assert edition.work.identifier.startswith("fizika-9-klass-")
    assert (edition.title.ru, edition.languages) == ("Физика. 9 класс", ("ru",))
    assert (edition.subject, edition.grades) == ("physics", (7, 8, 9))
    assert edition.words.ru == "Физика. 9 класс\nOne"


def test_the_form_of_the_publisher_comes_first(press: Press) -> None:
    edition = take_in(press, build_epub(), FORM + "licence: CC-BY-4.0\nauthors: [Anna]\n")

    assert (edition.work.identifier, edition.title.ru, edition.grades) == ("physics-9", "Физика", (9,))
    assert (edition.metadata.licence, edition.metadata.authors) == ("CC-BY-4.0", ("Anna",))


def test_a_mistake_in_the_form_is_located(press: Press) -> None:
    with pytest.raises(DocumentRefused) as refused:
        take_in(press, build_epub(), "id: a\ngrades: [99]\n")

    assert [(problem.document, problem.line) for problem in refused.value.problems] == [("textbook.yaml", 2)]


def test_the_book_is_kept_with_its_passages(press: Press) -> None:
    edition = take_in(press, build_epub())

    passages = press.library.read(lambda library: library.textbooks.passages(edition.key, "EPUB/one.xhtml"))
    assert [passage.paragraph for passage in passages] == ["b-h", "b-p1", "b-p2"]
    assert "EPUB/package.opf" in edition.manifest


def test_a_new_edition_of_a_book_is_of_the_same_work(press: Press) -> None:
    first = take_in(press, build_epub())
    second = take_in(press, build_epub(BookPlan(chapters=(Chapter(body="<p>New</p>"),))))

    assert first.work == second.work
    assert first.key != second.key


def test_notebooks_inside_are_pinned(press: Press) -> None:
    publish(press, card("incline"), Act(school=OURS, at=1))
    body = '<section data-notebook="incline"><p>Do</p></section>'

    with pytest.raises(DocumentRefused) as refused:
        take_in(press, build_epub(BookPlan(chapters=(Chapter(body=body),))))
    (problem,) = refused.value.problems
    assert (problem.document, problem.line, problem.column) == ("EPUB/one.xhtml", 6, 10)


@pytest.mark.parametrize("content", [b"%PDF", b"", build_epub()[:300]])
def test_what_is_no_book_is_refused_in_both_languages(press: Press, content: bytes) -> None:
    with pytest.raises(DocumentRefused) as refused:
        take_in(press, content)

    problem = refused.value.problems[0]
    assert problem.document == "book.epub"
    assert all(problem.message.languages)
    assert len(problem.message.languages) == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [("Щука и ёж", "shhuka-i-yozh"), ("Café № 9", "cafe-no-9"), ("日本", ""), ("a " * 100, "a" + "-a" * 29)],
)
def test_titles_become_names(title: str, name: str) -> None:
    assert slug(title) == name


def test_books_of_one_title_are_different_works() -> None:
    first, second = (name_of_book(f"urn:isbn:{number}", "Физика") for number in (1, 2))

    assert first != second
    assert name_of_book("physics-9", "Физика") == "physics-9"
