"""Addresses in a book's HTML become real ones, in attributes and nowhere else."""

import pytest

from api.book_contents import contents_html, mark_current
from api.book_pieces import Addresses, Hole, cut, join, notebooks_in, quoted, read_paragraphs
from library_core.objects import ObjectKey
from library_core.textbooks.book import BookDocument, NavigationPoint, Passage, Textbook

HERE = Addresses(
    objects="http://files/c/e/",
    book="/textbooks/e",
    numbers={"one.xhtml": 1, "глава 2.xhtml": 2},
    cards={"library/incline": "<b>card</b>"},
)
BOOK = Textbook(
    title="B",
    documents=(
        BookDocument(path="one.xhtml", title="One & all", html=ObjectKey("0" * 64)),
        BookDocument(path="two.xhtml", title="Two", html=ObjectKey("0" * 64), linear=False),
    ),
)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<img src="object:a/b.png" alt="x">', '<img src="http://files/c/e/a/b.png" alt="x">'),
        ('<img alt="" src="object:a%20b.png"/>', '<img alt="" src="http://files/c/e/a%20b.png"/>'),
        ('<video src="object:v.mp4#t=3,7"></video>', '<video src="http://files/c/e/v.mp4#t=3,7"></video>'),
        ('<a href="document:one.xhtml#b-x">x</a>', '<a href="/textbooks/e/1#b-x">x</a>'),
        (
            '<a href="document:%D0%B3%D0%BB%D0%B0%D0%B2%D0%B0%202.xhtml">x</a>',
            '<a href="/textbooks/e/2">x</a>',
        ),
        ('<a href="document:gone.xhtml#x">x</a>', '<a href="/textbooks/e">x</a>'),
        ('<code>src="object:a.png"</code>', '<code>src="object:a.png"</code>'),
        (
            '<p title="a > b" data-x="object:q">&lt;img src="object:z"&gt;</p>',
            '<p title="a > b" data-x="http://files/c/e/q">&lt;img src="object:z"&gt;</p>',
        ),
        (
            '<div data-notebook="library/incline"><p>x</p></div>',
            '<div data-notebook="library/incline"><b>card</b><p>x</p></div>',
        ),
        (
            '<aside class="embedded lab" data-lab="library/incline"><p>x</p></aside>',
            '<aside class="embedded lab" data-lab="library/incline"><b>card</b><p>x</p></aside>',
        ),
    ],
)
def test_addresses_and_cards_are_put_in(html: str, shown: str) -> None:
    assert join(cut(html), HERE) == shown


def test_html_without_addresses_stays_one_piece() -> None:
    assert cut("<p>plain < text</p>") == ("<p>plain < text</p>",)


def test_notebooks_and_labs_are_named_once() -> None:
    pieces = cut('<p data-notebook="a/b">x</p><p data-notebook="a/b">y</p><p data-lab="a/c">z</p>')

    assert notebooks_in(pieces) == ("a/b", "a/c")
    assert pieces.count(Hole("notebook", "a/b")) == 2


def test_paths_are_encoded_part_by_part() -> None:
    assert quoted("a b/ц?.png") == "a%20b/%D1%86%3F.png"


def test_texts_are_read_as_a_browser_reads_them() -> None:
    html = "<p id='a'>one\n <b>two</b>&nbsp;three</p>"
    passages = tuple(Passage(paragraph=name, kind="paragraph", text="kept") for name in ("a", "gone"))

    read = read_paragraphs(html, BOOK.documents[0], passages)

    assert [each.text for each in read] == ["one two three", "kept"]


def test_a_book_without_navigation_is_listed_by_its_documents() -> None:
    contents = contents_html(BOOK, {"one.xhtml": 1, "two.xhtml": 2}, "/textbooks/e")

    assert contents == '<ol><li><a href="/textbooks/e/1">One &amp; all</a></li></ol>'


def test_the_document_shown_is_marked_and_no_other() -> None:
    points = tuple(NavigationPoint(title=str(n), document=f"{n}") for n in (1, 11))
    book = Textbook(title="B", documents=(), navigation=points)
    contents = contents_html(book, {"1": 1, "11": 11}, "/t")

    assert mark_current(contents, "/t", 1).count("aria-current") == 1
    assert 'aria-current="page" href="/t/11"' in mark_current(contents, "/t", 11)
