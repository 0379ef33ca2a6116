"""The textbooks that come with the program, as files and as text whose numbers can be recomputed."""

import re
from functools import cache
from pathlib import Path

import content

FOLDER = Path(content.__file__).parent / "textbooks"


@cache
def files_of(book: str) -> dict[str, bytes]:
    """Return the files of a book by path."""
    root = FOLDER / book
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def text_of(book: str, chapter: str) -> str:
    """Return a chapter with commas, spaces and units as numbers have them in plain text."""
    written = files_of(book)[f"chapters/{chapter}"].decode().replace("{,}", ",").replace("\u00a0", " ")
    return re.sub(r"\\ \\text\{([^}]*)\}", r" \1", written)
