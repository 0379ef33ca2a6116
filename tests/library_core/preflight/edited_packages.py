"""Small packages for the tests of pre-flight: two that are right, and edits that put one thing wrong.

A case is a line of `cases.txt`: name | which book | edits | identifiers. An edit is `path: old => new`,
`+path: content` (or `+path = another path`, a copy), `~path: encoding` (written anew so), or `-path`;
edits are parted by ` ;; `.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).with_name("cases.txt")
BOOKS: Final = Path(__file__).parent / "books"
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "010018dd8db00000000049454e44ae426082"
)
GIF: Final = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
FILES: Final = {"pixel": PIXEL, "gif": GIF, "nothing": b"", "noise": b"\x00\x01\x02\x03\x04\x05\x06\x07"}


@dataclass(frozen=True, slots=True)
class Case:
    """One package with what must be found in it; no identifiers for one that is right."""

    name: str
    book: str
    edits: tuple[str, ...]
    identifiers: frozenset[str]


def cases(file: Path | None = None) -> tuple[Case, ...]:
    """Read the cases of a file, of `cases.txt` where none is named."""
    lines = (
        line for line in (file or CASES).read_text().splitlines() if line.strip() and not line.startswith("#")
    )
    return tuple(_case(line) for line in lines)


def _case(line: str) -> Case:
    name, book, edits, identifiers = (part.strip() for part in line.split(" | "))
    return Case(name, book, tuple(filter(None, edits.split(" ;; "))), frozenset(identifiers.split()))


def package_of(case: Case) -> bytes:
    """Return the package of a case."""
    files = dict(read_book(case.book))
    for edit in case.edits:
        _edit(files, edit)
    return packed(files.items())


def read_book(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a right book: one text file holds them all, parted by lines of `=== path`."""
    for part in (BOOKS / f"{name}.txt").read_text().split("\n=== ")[1:]:
        path, _, content = part.partition("\n")
        text = content.strip()
        yield path, FILES[text[1:]] if text.startswith("@") and text[1:] in FILES else content.encode()


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive with a proper first entry and these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path, content in files:
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _edit(files: dict[str, bytes], edit: str) -> None:
    if edit.startswith("-"):
        del files[edit[1:]]
    elif edit.startswith("~"):
        path, _, encoding = edit[1:].partition(": ")
        files[path] = files[path].decode().encode(encoding)
    elif edit.startswith("+") and " = " in edit.partition(": ")[0]:
        path, _, other = edit[1:].partition(" = ")
        files[path] = FILES.get(other) or files[other]
    elif edit.startswith("+"):
        path, _, content = edit[1:].removesuffix(":").partition(": ")
        files[path] = content.encode()
    else:
        path, _, change = (edit + " " if edit.endswith(" =>") else edit).partition(": ")
        old, _, new = change.partition(" => ")
        text = files[path].decode()
        assert old in text, f"{path} has no {old!r}"
        files[path] = text.replace(old, new, 1).encode()
