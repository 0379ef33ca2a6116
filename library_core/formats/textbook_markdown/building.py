"""Building: the files of a book's folder become a publication; problems of all files are found at once."""

import json
import posixpath
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from lxml import etree

from library_core.formats.epub_writing.publication import Publication, Resource, WrittenDocument
from library_core.formats.epub_writing.writing import FOLDER
from library_core.formats.textbook_markdown.book_file import BOOK_FILE, BookFile, read_book_file
from library_core.formats.textbook_markdown.chapters import Chapter, read_chapter
from library_core.formats.textbook_markdown.figures import MEDIA_TYPES, figure_fault
from library_core.formats.textbook_markdown.finishing import drop_lines
from library_core.formats.textbook_markdown.links import ids_of, point_links
from library_core.formats.textbook_markdown.recordings import Note, Recordings, read_notes, read_recordings
from library_core.formats.textbook_markdown.title_pages import read_title_page
from library_core.textbooks.book import NavigationPoint
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

RECORDINGS: Final = "META-INF/tetrad-recordings.json"
"""Where the pre-flight looks for the fingerprints of recordings."""

MOST_CHAPTERS: Final = 200
_CHAPTER: Final = re.compile(r"chapters/[a-z0-9][a-z0-9-]*\.md")
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "tag:tetrad,2026:textbooks")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownBook:
    """A book as read from its folder: what it says of itself, its documents in order, and its sounds."""

    file: BookFile
    chapters: tuple[Chapter, ...]
    recordings: tuple[Recordings, ...]
    notes: Mapping[str, Note]


def read_book(files: Mapping[str, bytes]) -> MarkdownBook:
    """Read the files of a folder, by path in it. Raises DocumentRefused with every problem."""
    problems: list[Problem] = []
    texts = {
        path: _decoded(path, content, problems) for path, content in files.items() if path.endswith(".md")
    }
    if BOOK_FILE not in texts:
        raise DocumentRefused([_no_book_file()])
    book = read_book_file(texts[BOOK_FILE])
    names = _chapter_files(book, texts, problems)
    read: list[Chapter | None] = [_attempt(lambda: read_title_page(book, files), problems)]
    for name in names:
        reading = partial(read_chapter, name, texts[name], files, book.language)
        read += [_attempt(reading, problems)]
    chapters = tuple(chapter for chapter in read if chapter is not None)
    if len(chapters) == len(read):
        problems.extend(_point_all_links(chapters))
    notes = read_notes(files)
    heard = [_attempt(partial(read_recordings, each, files, notes), problems) for each in chapters]
    problems.extend(_cover_problems(book, files))
    if problems:
        raise DocumentRefused(problems)
    return MarkdownBook(
        file=book,
        chapters=chapters,
        recordings=tuple(each for each in heard if each is not None),
        notes=notes,
    )


def publication_of(book: MarkdownBook, files: Mapping[str, bytes]) -> Publication:
    """Return the book ready to be written as a package."""
    metadata = book.file.metadata
    cover = posixpath.normpath(book.file.cover) if book.file.cover else ""
    return Publication(
        identifier=f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{book.file.id}/{book.file.language}')}",
        title=book.file.title,
        subtitle=book.file.subtitle,
        language=book.file.language,
        modified=f"{book.file.issued}T00:00:00Z",
        issued=book.file.issued,
        documents=tuple(_document(chapter) for chapter in book.chapters),
        resources=(
            *_figures(book, files, cover),
            *(each for heard in book.recordings for each in heard.resources),
        ),
        navigation=tuple(chapter.navigation() for chapter in book.chapters),
        pages=tuple(_pages(book.chapters)),
        clips=tuple(clip for heard in book.recordings for clip in heard.clips),
        cover=cover,
        authors=metadata.authors,
        publisher=metadata.publisher,
        rights=f"© {metadata.rights_holder}. {metadata.licence}",
        licence=metadata.licence,
        description=metadata.description.in_language(book.file.language),
        subjects=(book.file.subject, *book.file.sections),
        narrator=book.file.narrator,
        side_files={RECORDINGS: _recordings(book)} if any(each.clips for each in book.recordings) else {},
    )


def _recordings(book: MarkdownBook) -> bytes:
    """Return the side file that says which words were recorded, and which voice is a synthesiser's."""
    entries = [
        {
            "document": f"{FOLDER}/{clip.document}",
            "paragraph": clip.paragraph,
            "fingerprint": clip.fingerprint,
            "origin": clip.origin,
        }
        for heard in book.recordings
        for clip in heard.clips
        if clip.fingerprint
    ]
    text = json.dumps({"version": 1, "recordings": entries}, ensure_ascii=False, indent=0)
    return text.encode()


def _document(chapter: Chapter) -> WrittenDocument:
    drop_lines(chapter.body)
    whole = etree.tostring(chapter.body, encoding="unicode")
    return WrittenDocument(
        path=chapter.path,
        title=chapter.title,
        body=whole[whole.index(">") + 1 : whole.rindex("</")].strip(),
        kind="titlepage" if chapter.document == BOOK_FILE else "chapter",
        properties=chapter.properties,
    )


def _figures(book: MarkdownBook, files: Mapping[str, bytes], cover: str) -> Iterator[Resource]:
    used = {path: kind for chapter in book.chapters for path, kind in chapter.figures.items()}
    if cover:
        used[cover] = MEDIA_TYPES[posixpath.splitext(cover)[1].lower()]
    for path, media_type in sorted(used.items()):
        yield Resource(path=path, media_type=media_type, content=files[path])


def _pages(chapters: tuple[Chapter, ...]) -> Iterator[NavigationPoint]:
    for chapter in chapters:
        for page, identifier in chapter.pages:
            yield NavigationPoint(title=page, document=chapter.path, fragment=identifier)


def _decoded(path: str, content: bytes, problems: list[Problem]) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        message = Text(
            en="the file is not UTF-8 text; save it in the UTF-8 encoding",
            ru="файл не в кодировке UTF-8; сохраните его в UTF-8",
        )
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(document=path, message=message, line=line, column=1))
        return ""


def _chapter_files(book: BookFile, texts: Mapping[str, str], problems: list[Problem]) -> tuple[str, ...]:
    present = sorted(path for path in texts if posixpath.dirname(path) == "chapters")
    for path in present:
        if not _CHAPTER.fullmatch(path) or path == "chapters/book.md":
            message = Text(
                en="a chapter's file has small Latin letters, digits and hyphens in its name: `01-motion.md`",
                ru="файл главы называется латинскими строчными буквами, цифрами и дефисами: `01-motion.md`",
            )
            problems.append(Problem(document=path, message=message))
    wanted = tuple(f"chapters/{name}" for name in book.chapters) or tuple(present)
    missing = [path for path in wanted if path not in texts]
    if missing or not 1 <= len(wanted) <= MOST_CHAPTERS:
        absent = ", ".join(missing) or "chapters/*.md"
        message = Text(en=f"there is no {absent}", ru=f"нет файла {absent}")
        if len(wanted) > MOST_CHAPTERS:
            message = Text(
                en=f"a book has {MOST_CHAPTERS} chapters at most",
                ru=f"в книге не больше {MOST_CHAPTERS} глав",
            )
        problems.append(Problem(document=BOOK_FILE, message=message, line=1, column=1))
    return tuple(path for path in wanted if path in texts and _CHAPTER.fullmatch(path))


def _point_all_links(chapters: tuple[Chapter, ...]) -> Iterator[Problem]:
    targets = {chapter.document: ids_of(chapter.body) for chapter in chapters}
    for chapter in chapters:
        yield from point_links(chapter.body, chapter.document, targets)


def _cover_problems(book: BookFile, files: Mapping[str, bytes]) -> Iterator[Problem]:
    if book.cover:
        path = posixpath.normpath(book.cover)
        fault = figure_fault(path, files.get(path))
        if fault is not None:
            yield Problem(document=BOOK_FILE, message=fault, line=1, column=1)


def _attempt(read: Callable[[], _Read], problems: list[Problem]) -> _Read | None:
    try:
        return read()
    except DocumentRefused as refused:
        problems.extend(refused.problems)
        return None


def _no_book_file() -> Problem:
    message = Text(en="a textbook has a file `book.md`", ru="у учебника есть файл `book.md`")
    return Problem(document=BOOK_FILE, message=message)
