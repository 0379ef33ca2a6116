"""Publishes documents of a folder: tasks and labs first, then what uses them: notebooks, scenarios, courses.

A file `*.yaml` is a task; files `name.ru.md` and `name.en.md` beside each other are one notebook;
`name.scenario.md` is a scenario, `name.course.md` a course; a folder with `book.md` is a textbook, one with
`lab.yaml` a lab, and each `name.epub` a textbook; folders called `tables` hold tables of data, which are no
works of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO, Final, cast

from content.readers import COURSE, LAB, NOTEBOOK, SCENARIO, TASK, TEXTBOOK
from labs.reading.lab_reading import DOCUMENT as LAB_FILE
from library_core.editions import Edition
from library_core.formats.textbook_markdown.book_file import BOOK_FILE
from library_core.library import Act, Library
from library_core.people import LIBRARY, School
from library_core.publishing import Press, Upload, publish
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

PAGE: Final = re.compile(r"(?P<name>.+)\.(en|ru)\.md")
TASK_FILE: Final = (".yaml", ".yml")
PACKAGE: Final = ".epub"
TABLES: Final = "tables"
SINGLE: Final = {".scenario.md": SCENARIO, ".course.md": COURSE}
FOLDERS: Final = {BOOK_FILE: TEXTBOOK, LAB_FILE: LAB}
"""A folder with such a file is one document, with all that lies in it."""
ORDER: Final = (TASK, LAB, NOTEBOOK, TEXTBOOK, SCENARIO, COURSE)
"""Whatever stands earlier is used by what stands later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The files of one document, by name; `place` is where it was found, for messages.

    A `package` is left where it lies until its turn comes: it may be larger than memory.
    """

    place: str
    upload: Upload
    package: Traversable | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self.upload.files) if self.package is None else (self.package.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a document: an edition (`fresh` if it is a new one), or the problems it has."""

    document: Document
    edition: Edition | None = None
    fresh: bool = False
    problems: tuple[Problem, ...] = ()


def built_in() -> Traversable:
    """Return the folder of the built-in library, wherever the program is installed."""
    return resources.files("content")


def find_documents(root: Traversable | Path) -> tuple[Document, ...]:
    """Return the documents in a folder and the folders inside, or the one that a file is part of.

    Each comes after what it may use.
    """
    if isinstance(root, Path) and root.name in FOLDERS:
        return find_documents(root.parent)
    if isinstance(root, Path) and root.is_file():
        beside = sorted(root.parent.iterdir())
        found = [document for document in _documents(beside, str(root.parent)) if root.name in document.names]
    else:
        found = sorted(_walk(root, root.name), key=lambda document: document.place)
    return in_order(found)


def in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents so that each comes after what it may use."""
    return tuple(sorted(documents, key=lambda document: ORDER.index(document.upload.kind)))


def publish_documents(press: Press, documents: Iterable[Document], act: Act) -> Iterator[Outcome]:
    """Publish one document after another, and yield what became of each; a second time changes nothing."""
    if act.school == LIBRARY:
        press.library.write(_make_library)
    for document in documents:
        try:
            edition = publish(press, _upload_of(document, press), act)
        except DocumentRefused as refused:
            yield Outcome(document=document, problems=refused.problems)
        except OSError as error:
            if document.package is None:
                raise
            yield Outcome(document=document, problems=(_unreadable(document.package, error),))
        else:
            yield Outcome(document=document, edition=edition, fresh=edition.created_at == act.at)


def _upload_of(document: Document, press: Press) -> Upload:
    """Return the files of a document; a package goes into the store piece by piece. Raises OSError."""
    if document.package is None:
        return document.upload
    with document.package.open("rb") as source:
        key = press.objects.put(cast("BinaryIO", source))
    return replace(document.upload, stored={document.package.name: key})


def _unreadable(package: Traversable, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    message = Text(en=f"the file can't be read: {reason}", ru=f"файл не читается: {reason}")
    return Problem(document=package.name, message=message)


def _make_library(library: Library) -> None:
    library.people.add_school(School(key=LIBRARY, name="Tetrad"))


def _walk(folder: Traversable, place: str) -> Iterator[Document]:
    entries = list(folder.iterdir())
    whole = next((FOLDERS[entry.name] for entry in entries if entry.name in FOLDERS), None)
    if whole is not None:
        yield _document(whole, dict(sorted(_files(entries))), place.rpartition("/")[0], folder.name)
        return
    yield from _documents(entries, place)
    for entry in entries:
        if entry.is_dir() and entry.name != TABLES and not entry.name.startswith((".", "__")):
            yield from _walk(entry, f"{place}/{entry.name}")


def _files(entries: Iterable[Traversable], folder: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of a document by their paths in its folder; hidden ones are no part of it."""
    for entry in entries:
        if entry.name.startswith((".", "__")):
            continue
        if entry.is_dir():
            yield from _files(entry.iterdir(), f"{folder}{entry.name}/")
        else:
            yield f"{folder}{entry.name}", entry.read_bytes()


def _documents(entries: Iterable[Traversable], place: str) -> Iterator[Document]:
    pages: dict[str, dict[str, bytes]] = {}
    for entry in entries:
        if not entry.is_file() or entry.name.startswith("."):
            continue
        single = next((kind for suffix, kind in SINGLE.items() if entry.name.endswith(suffix)), None)
        if entry.name.lower().endswith(PACKAGE):
            yield Document(place=f"{place}/{entry.name}", upload=Upload(kind=TEXTBOOK), package=entry)
        elif single is not None:
            yield _document(single, {entry.name: entry.read_bytes()}, place, entry.name)
        elif entry.name.endswith(TASK_FILE):
            yield _document(TASK, {entry.name: entry.read_bytes()}, place, entry.name)
        elif page := PAGE.fullmatch(entry.name):
            pages.setdefault(page["name"], {})[entry.name] = entry.read_bytes()
    for name, files in pages.items():
        yield _document(NOTEBOOK, dict(sorted(files.items())), place, name)


def _document(kind: str, files: Mapping[str, bytes], place: str, name: str) -> Document:
    return Document(place=f"{place}/{name}", upload=Upload(kind=kind, files=files))
