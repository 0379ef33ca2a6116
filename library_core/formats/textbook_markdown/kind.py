"""A textbook's folder as an upload: it becomes an EPUB in memory, and is read as every other EPUB is."""

from dataclasses import replace

from library_core.formats.epub.textbook_kind import read_textbook
from library_core.formats.epub_writing.writing import write_epub
from library_core.formats.textbook_markdown.book_file import BOOK_FILE
from library_core.formats.textbook_markdown.building import publication_of, read_book
from library_core.publishing import Described, Sent


def is_markdown_textbook(sent: Sent) -> bool:
    """Tell whether the upload is a folder with a book file."""
    return BOOK_FILE in sent.upload.files


def read_markdown_textbook(sent: Sent) -> Described:
    """Read the files of a textbook's folder. Raises DocumentRefused with every problem, where it stands."""
    files = sent.upload.files
    book = read_book(files)
    package = write_epub(publication_of(book, files))
    upload = replace(sent.upload, files={f"{book.file.id}.epub": package}, stored={})
    described = read_textbook(replace(sent, upload=upload))
    metadata = replace(
        book.file.metadata, minutes=described.metadata.minutes, has_audio=described.metadata.has_audio
    )
    return replace(
        described,
        identifier=book.file.id,
        subject=book.file.subject,
        section=book.file.sections[0] if book.file.sections else "",
        grades=book.file.grades,
        uses=tuple({(use.name, use.kind): use for chapter in book.chapters for use in chapter.uses}.values()),
        metadata=metadata,
    )
