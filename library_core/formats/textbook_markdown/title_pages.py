"""The title page of a Markdown textbook: what `book.md` says, and the words that stand below its head."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from library_core.formats.textbook_markdown.book_file import BOOK_FILE, BookFile
from library_core.formats.textbook_markdown.chapters import Chapter
from library_core.formats.textbook_markdown.figures import use_figures
from library_core.formats.textbook_markdown.finishing import make_captions, make_figures, mark_notes
from library_core.formats.textbook_markdown.markup import parse_body, read_markup
from library_core.formats.textbook_markdown.paragraphs import give_ids
from variants.problems import DocumentRefused

NAME: Final = "book"
"""Stands for the title page among chapters: its recordings lie in `audio/book/`."""


def read_title_page(book: BookFile, files: Mapping[str, bytes]) -> Chapter:
    """Return the title page as a chapter. Raises DocumentRefused."""
    body = parse_body("".join(_lines(book)))
    # Lines stand for the head, so that problems below it are where the author sees them.
    about = read_markup("\n" * (book.about_line - 1) + book.about, BOOK_FILE, book.language)
    make_figures(about)
    make_captions(about)
    mark_notes(about)
    figures: dict[str, str] = {}
    problems = list(use_figures(about, BOOK_FILE, files, figures))
    if problems:
        raise DocumentRefused(problems)
    imprint = body[-1]
    for element in list(about):
        imprint.addprevious(element)
    give_ids(body)
    return Chapter(name=NAME, document=BOOK_FILE, title=book.title, body=body, figures=figures)


def _lines(book: BookFile) -> Iterator[str]:
    metadata = book.metadata
    yield f"<h1>{escape(book.title)}</h1>\n"
    if book.subtitle:
        yield f'<p class="subtitle">{escape(book.subtitle)}</p>\n'
    yield f'<p class="authors">{escape(", ".join(metadata.authors))}</p>\n'
    imprint = (metadata.publisher, metadata.rights_holder, metadata.licence, book.issued[:4])
    yield f'<p class="imprint">{escape(" · ".join(dict.fromkeys(filter(None, imprint))))}</p>\n'
