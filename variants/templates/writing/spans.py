"""A document with the exact span of every part in its text: what an edit may touch, and what it must not.

Paths lead from the root through names and, in lists, through numbers counted from 0, all as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from variants.templates.documents import read_document

Path = tuple[str, ...]
_Loader = getattr(yaml, "CLoader", yaml.Loader)
_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
BLOCK_STYLES: Final = ("|", ">")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpannedLeaf:
    """A text; `style` is its quote, `|` or `>` of a block, or empty."""

    start: int
    end: int
    text: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpannedListing:
    """A list, between brackets if `flow`."""

    start: int
    end: int
    flow: bool
    items: tuple["Spanned", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name and what stands under it."""

    key: SpannedLeaf
    value: "Spanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpannedRecord:
    """Entries in the order written, between braces if `flow`."""

    start: int
    end: int
    flow: bool
    entries: tuple[Entry, ...]

    def find(self, name: str) -> Entry | None:
        """Return the entry of this name."""
        return next((entry for entry in self.entries if entry.key.text == name), None)


Spanned = SpannedLeaf | SpannedListing | SpannedRecord


def read_spans(text: str) -> Spanned:
    """Read a document of the task language with its spans. Raises DocumentRefused."""
    # Whatever the language refuses (anchors, depth, size) is refused before the second reading.
    read_document(text, "")
    return _spanned(yaml.compose(text, Loader=_Loader), text)


def find(root: Spanned, path: Path) -> Spanned | None:
    """Return what stands at the path."""
    found: Spanned | None = root
    for step in path:
        match found:
            case SpannedRecord():
                entry = found.find(step)
                found = entry.value if entry is not None else None
            case SpannedListing(items=items) if step.isdigit() and int(step) < len(items):
                found = items[int(step)]
            case _:
                return None
    return found


def leaves(root: Spanned, path: Path = ()) -> Iterator[tuple[Path, SpannedLeaf]]:
    """Yield every text of the document with its path."""
    match root:
        case SpannedLeaf():
            yield path, root
        case SpannedRecord(entries=entries):
            for entry in entries:
                yield from leaves(entry.value, (*path, entry.key.text))
        case SpannedListing(items=items):
            for index, item in enumerate(items):
                yield from leaves(item, (*path, str(index)))


def path_at(root: Spanned, offset: int) -> Path:
    """Return the path of the innermost part in which this offset of the text lies."""
    match root:
        case SpannedRecord(entries=entries):
            for entry in entries:
                if entry.key.start <= offset <= entry.value.end:
                    return (entry.key.text, *path_at(entry.value, offset))
        case SpannedListing(items=items):
            for index, item in enumerate(items):
                if item.start <= offset <= item.end:
                    return (str(index), *path_at(item, offset))
    return ()


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column, both counted from 1, as YAML counts lines."""
    start = 0
    breaks = _BREAK.finditer(text)
    for _ in range(line - 1):
        found = next(breaks, None)
        if found is None:
            break
        start = found.end()
    return min(len(text), start + max(0, column - 1))


def _spanned(node: yaml.Node | None, text: str) -> Spanned:
    assert node is not None
    start, end = node.start_mark.index, node.end_mark.index
    match node:
        case yaml.ScalarNode():
            if node.style in BLOCK_STYLES:
                end = start + len(text[start:end].rstrip())
            return SpannedLeaf(start=start, end=end, text=node.value, style=node.style or "")
        case yaml.MappingNode():
            entries = tuple(
                Entry(key=_key(key, text), value=_spanned(value, text)) for key, value in node.value
            )
            flow = bool(node.flow_style)
            # A block ends where its last part does: the parser's own mark is past comments and blank lines.
            return SpannedRecord(
                start=start, end=end if flow else entries[-1].value.end, flow=flow, entries=entries
            )
        case yaml.SequenceNode():
            items = tuple(_spanned(item, text) for item in node.value)
            flow = bool(node.flow_style)
            return SpannedListing(start=start, end=end if flow else items[-1].end, flow=flow, items=items)
    raise AssertionError(type(node).__name__)


def _key(node: yaml.Node, text: str) -> SpannedLeaf:
    key = _spanned(node, text)
    assert isinstance(key, SpannedLeaf)
    return key
