"""`tetrad textbook`: build a textbook from a folder of Markdown, and see what paragraphs it has."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from library_core.formats.epub_writing.writing import write_epub
from library_core.formats.textbook_markdown.building import MarkdownBook, publication_of, read_book
from variants.problems import DocumentRefused
from variants.texts import LANGUAGES

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes of one file of a book's folder."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `tetrad textbook`."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    build = commands.add_parser("build", help="write a folder of Markdown as an EPUB 3 package")
    build.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the package to write"
    )
    paragraphs = commands.add_parser("paragraphs", help="list the ids of paragraphs, and which are spoken")
    for command in (build, paragraphs):
        command.add_argument("folder", type=Path, metavar="FOLDER", help="a folder with book.md")
        command.add_argument("--language", choices=LANGUAGES, default="en", help="language of the problems")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; return 1 if the book is refused."""
    if not (arguments.folder / "book.md").is_file():
        print(f"tetrad textbook: there is no book.md in {arguments.folder}", file=sys.stderr)
        return 1
    try:
        return {"build": _build, "paragraphs": _list_paragraphs}[arguments.action](arguments)
    except DocumentRefused as refused:
        for problem in refused.problems:
            print(problem.in_language(arguments.language), file=sys.stderr)
        return 1


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a book's folder by their paths in it; hidden ones are no part of the book."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and path.stat().st_size <= LARGEST_FILE:
            files[name.as_posix()] = path.read_bytes()
    return files


def _build(arguments: argparse.Namespace) -> int:
    files = read_folder(arguments.folder)
    book = read_book(files)
    arguments.output.write_bytes(write_epub(publication_of(book, files)))
    paragraphs, spoken = _counts(book)
    print(
        f"{arguments.output}: {len(book.chapters) - 1} chapters, {paragraphs} paragraphs, {spoken} with audio"
    )
    return 0


def _list_paragraphs(arguments: argparse.Namespace) -> int:
    book = read_book(read_folder(arguments.folder))
    for chapter, heard in zip(book.chapters, book.recordings, strict=True):
        spoken = {clip.paragraph: clip.origin for clip in heard.clips}
        for identifier, words in chapter.paragraphs:
            print(chapter.name, identifier, spoken.get(identifier, "-"), words[:80], sep="\t")
    return 0


def _counts(book: MarkdownBook) -> tuple[int, int]:
    paragraphs = sum(len(chapter.paragraphs) for chapter in book.chapters)
    return paragraphs, sum(len(heard.clips) for heard in book.recordings)
