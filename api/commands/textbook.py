"""`tetrad textbook`: build a textbook from a folder of Markdown, list its paragraphs, have them spoken."""

import argparse
import contextlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tqdm import tqdm

from api.bootstrap import make_synthesiser, open_application
from api.commands.option_help import Say, helper
from api.exporting import find_exported
from api.settings import read_settings
from library_core.formats.epub_writing.exporting import write_package_again
from library_core.formats.epub_writing.writing import write_epub
from library_core.formats.textbook_markdown.building import MarkdownBook, publication_of, read_book
from library_core.formats.textbook_markdown.narrating import (
    Narrated,
    narrate,
    note_recordings,
    outdated,
    unspoken,
)
from library_core.formats.textbook_markdown.recordings import NOTES, Note, write_notes
from library_core.narration.synthesiser import SpeechUnavailable
from variants.problems import DocumentRefused
from variants.texts import LANGUAGES

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes of one file of a book's folder."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `tetrad textbook`."""
    say = helper(parser)
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    build = commands.add_parser(
        "build",
        help=say("write a folder of Markdown as an EPUB 3 package", "собрать из папки Markdown пакет EPUB 3"),
    )
    paragraphs = commands.add_parser(
        "paragraphs",
        help=say(
            "list the ids of paragraphs, and which are spoken",
            "показать имена абзацев и какие из них озвучены",
        ),
    )
    narrate = commands.add_parser(
        "narrate",
        help=say(
            "have a synthesiser speak what has no recording", "озвучить синтезатором то, у чего нет записи"
        ),
    )
    export = commands.add_parser(
        "export",
        help=say(
            "write a published textbook as a package again", "снова записать опубликованный учебник пакетом"
        ),
    )
    _configure_folders((build, paragraphs, narrate), say)
    _configure_packages(build, export, say)


def _configure_folders(commands: Iterable[argparse.ArgumentParser], say: Say) -> None:
    for command in commands:
        command.add_argument(
            "folder", type=Path, metavar="FOLDER", help=say("a folder with book.md", "папка с book.md")
        )
        command.add_argument(
            "--language",
            choices=LANGUAGES,
            default="en",
            help=say("language of the problems", "язык замечаний"),
        )


def _configure_packages(build: argparse.ArgumentParser, export: argparse.ArgumentParser, say: Say) -> None:
    export.add_argument(
        "name",
        metavar="NAME",
        help=say("the name of a textbook, or the key of an edition", "имя учебника или ключ издания"),
    )
    about = say("the package to write", "какой пакет записать")
    for command in (build, export):
        command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=about)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; return 1 if the book is refused."""
    if arguments.action == "export":
        return _export(arguments)
    if not (arguments.folder / "book.md").is_file():
        print(f"tetrad textbook: there is no book.md in {arguments.folder}", file=sys.stderr)
        return 1
    try:
        actions = {"build": _build, "paragraphs": _list_paragraphs, "narrate": _narrate}
        return actions[arguments.action](arguments)
    except SpeechUnavailable as unavailable:
        print(f"tetrad textbook: {unavailable.reason}", file=sys.stderr)
        return 1
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


def _export(arguments: argparse.Namespace) -> int:
    with contextlib.closing(open_application(read_settings())) as application:
        exported = find_exported(application, arguments.name)
        if exported is None:
            print(f"tetrad textbook: there is no textbook {arguments.name}", file=sys.stderr)
            return 1
        with arguments.output.open("wb") as target:
            write_package_again(exported, application.objects, target)
    print(arguments.output)
    return 0


def _narrate(arguments: argparse.Namespace) -> int:
    """Write a sound for each unspoken paragraph, and the notes after each, so that a stop loses nothing."""
    files = read_folder(arguments.folder)
    book = read_book(files)
    notes = note_recordings(book)
    for path in outdated(book, files):
        (arguments.folder / path).unlink()
        notes.pop(path, None)
    failed = 0
    waiting = unspoken(book)
    with tqdm(total=len(waiting), unit="paragraph", disable=None) as bar:
        for step in narrate(book, make_synthesiser()):
            bar.update()
            failed += _keep(arguments.folder, step, notes)
    _write_file(arguments.folder / NOTES, write_notes(notes))
    print(f"{arguments.folder}: {len(waiting) - failed} paragraphs spoken, {failed} failed")
    return 1 if failed else 0


def _keep(folder: Path, step: Narrated, notes: dict[str, Note]) -> int:
    """Write a sound and its note; return 1 if there is none."""
    if step.content is None or step.note is None:
        print(f"{step.path}: could not be spoken", file=sys.stderr)
        return 1
    _write_file(folder / step.path, step.content)
    notes[step.path] = step.note
    _write_file(folder / NOTES, write_notes(notes))
    return 0


def _write_file(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _counts(book: MarkdownBook) -> tuple[int, int]:
    paragraphs = sum(len(chapter.paragraphs) for chapter in book.chapters)
    return paragraphs, sum(len(heard.clips) for heard in book.recordings)
