"""Somebody's notes as a Markdown file: chapters as headings, quotations as quotations, notes below them.

Whatever is quoted stays text: characters that Markdown would read as its own are escaped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#])")
_BEGINNING: Final = re.compile(r"^(\s*)([-+~=]|\d+[.)])", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNote:
    """A note as it is listed, under the title of its chapter; quotation and note may be empty."""

    chapter: str
    quotation: str
    note: str


def notes_as_markdown(title: str, notes: Iterable[ListedNote]) -> str:
    """Return the file; notes of one chapter that follow each other stand under one heading."""
    return "\n".join(_lines(title, notes)) + "\n"


def _lines(title: str, notes: Iterable[ListedNote]) -> Iterator[str]:
    yield f"# {_escape(title)}"
    chapter = None
    for note in notes:
        if note.chapter != chapter:
            chapter = note.chapter
            yield from ("", f"## {_escape(chapter)}")
        if note.quotation:
            yield from ("", *(f"> {line}" for line in _escape(note.quotation).splitlines()))
        if note.note:
            yield from ("", _escape(note.note))
        if not (note.quotation or note.note):
            yield from ("", "\\*")


def _escape(text: str) -> str:
    return _BEGINNING.sub(_escape_beginning, _SPECIAL.sub(r"\\\1", text))


def _escape_beginning(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"
