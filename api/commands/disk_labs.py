"""Find a lab on disk, or among the built-in ones; no server or database needed."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from content.loader import built_in
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import DOCUMENT, FILES, read_lab
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

LARGEST_FILE: Final = 2 * 1024 * 1024
_HIDDEN: Final = (".", "__")


def read_lab_at(path: Path) -> Lab:
    """Read the lab of a folder or of its document, or a built-in one by its id. Raises DocumentRefused."""
    folder = path.parent if path.name == DOCUMENT else path
    root = _built_in(folder) if is_built_in_lab(folder) else folder
    if not root.joinpath(DOCUMENT).is_file():
        raise _refusal(path, Text(en="there is no lab here", ru="лабораторной работы здесь нет"))
    # Files of a page in place of the drawing count by name alone.
    files = {name: _read(entry, path) if name in FILES else b"" for name, entry in _files(root)}
    return read_lab(files, tables=library_tables())


def is_built_in_lab(path: Path) -> bool:
    """Tell whether a path that leads nowhere is the id of a built-in lab."""
    return len(path.parts) == 1 and not path.exists() and _built_in(path).joinpath(DOCUMENT).is_file()


def _built_in(path: Path) -> Traversable:
    return built_in().joinpath("labs", path.name)


def _files(folder: Traversable, inside: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.name.startswith(_HIDDEN):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}", entry


def _read(entry: Traversable, path: Path) -> bytes:
    try:
        with entry.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        message = Text(en=f"{entry.name} can't be read", ru=f"файл {entry.name} не читается")
        raise _refusal(path, message) from error
    if len(content) > LARGEST_FILE:
        message = Text(en=f"{entry.name} is too large", ru=f"файл {entry.name} слишком велик")
        raise _refusal(path, message)
    return content


def _refusal(path: Path, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=str(path), message=message)])
