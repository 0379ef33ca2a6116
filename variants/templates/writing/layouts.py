"""How a new part of a document is written: in braces, on lines of its own, quoted, or as a block of text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from variants.problems import DocumentRefused
from variants.templates.documents import Leaf, Record, read_document

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people: between quotes, or as a block where it has several lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A longer text: a block after `|`, wherever a block can stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A list between brackets."""

    items: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A list with a line, or more, for each item."""

    items: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Braces:
    """A record between braces."""

    entries: Mapping[str, "Part"]


@dataclass(frozen=True, slots=True)
class Fields:
    """A record with a line, or more, for each entry."""

    entries: Mapping[str, "Part"]


Part = str | Words | Passage | Row | Lines | Braces | Fields


def clean(text: str) -> str:
    """Return the text with one kind of line end, and without characters that a document may not hold."""
    lines = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text)
    return _UNWRITABLE.sub("", lines)


def write_part(part: Part, indent: int, *, flow: bool = False) -> str:
    """Return a part as it follows a colon or a dash, its leading space or line end included.

    `indent` is the column at which lines inside begin.
    """
    match part:
        case Lines(items=items) if not flow:
            # A line that opens with the first name of a record goes on under it.
            written = (
                f"\n{' ' * indent}-{_after_dash(write_part(item, indent + 2), indent + 2)}" for item in items
            )
            return "".join(written)
        case Fields(entries=entries) if not flow:
            return "".join(
                f"\n{' ' * indent}{write_key(name)}:{write_part(item, indent + 2)}"
                for name, item in entries.items()
            )
        case Passage(text=text) | Words(text=text) if not flow and _is_block(part):
            return " " + write_block(text, indent)
        case _:
            return " " + write_flow(part)


def write_flow(part: Part) -> str:
    """Return a part on one line."""
    match part:
        case str():
            return write_scalar(part)
        case Words(text=text) | Passage(text=text):
            return write_quoted(text)
        case Row(items=items) | Lines(items=items):
            return f"[{', '.join(write_flow(item) for item in items)}]"
        case Braces(entries=entries) | Fields(entries=entries):
            inside = ", ".join(f"{write_key(name)}: {write_flow(item)}" for name, item in entries.items())
            return f"{{{inside}}}"


def write_key(name: str) -> str:
    """Return a name as it stands before its colon."""
    return write_scalar(name)


def write_scalar(text: str, *, flow: bool = True) -> str:
    """Return a value without quotes if it is read back so, else between quotes."""
    return text if is_plain(text, flow=flow) else write_quoted(text)


def is_plain(text: str, *, flow: bool) -> bool:
    """Say whether the text can stand without quotes, by asking the reader of documents."""
    if not text or text != text.strip() or "\n" in text:
        return False
    try:
        root = read_document(f"{{k: {text}, l: m}}" if flow else f"k: {text}", "")
    except DocumentRefused:
        return False
    found = root.entries.get("k") if isinstance(root, Record) else None
    alone = isinstance(root, Record) and list(root.entries) == (["k", "l"] if flow else ["k"])
    return alone and isinstance(found, Leaf) and found.text == text and not found.quoted


def write_quoted(text: str) -> str:
    """Return a text between double quotes."""
    return f'"{clean(text).translate(_ESCAPES)}"'


def write_block(text: str, indent: int, header: str = "|") -> str:
    """Return a text as a block: its header, then its lines."""
    lines = [line.rstrip() for line in clean(text).strip("\n").split("\n")]
    return "\n".join([header, *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def fits_block(text: str) -> bool:
    """Say whether a block gives the text back: its first line may not begin with a space."""
    cleaned = clean(text).strip("\n")
    return bool(cleaned.strip()) and not cleaned[0].isspace() and "\t" not in cleaned


def _is_block(part: Passage | Words) -> bool:
    return fits_block(part.text) and (isinstance(part, Passage) or "\n" in part.text.strip("\n"))


def _after_dash(written: str, indent: int) -> str:
    opening = "\n" + " " * indent
    return " " + written.removeprefix(opening) if written.startswith(opening) else written
