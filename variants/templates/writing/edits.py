"""Edits of a document's text: put, remove, rename. Every byte outside of the touched part stays as it was."""

from collections.abc import Mapping
from typing import Final

from variants.templates.writing.layouts import (
    Braces,
    Fields,
    Lines,
    Part,
    Passage,
    Words,
    clean,
    fits_block,
    is_plain,
    write_block,
    write_flow,
    write_key,
    write_part,
    write_quoted,
)
from variants.templates.writing.spans import (
    BLOCK_STYLES,
    Entry,
    Path,
    Spanned,
    SpannedLeaf,
    SpannedListing,
    SpannedRecord,
    find,
    read_spans,
)

FIELD_ORDER: Final = (
    *("id", "title", "subject", "section", "grades", "skills", "data", "constants", "letters", "given"),
    *(
        "where",
        "ugly",
        "spread",
        "solve",
        "certify",
        "ask",
        "mistakes",
        "statement",
        "figure",
        "hints",
        "solution",
    ),
)
"""Where a field of the task goes that was not written before."""


class NoSuchPlace(LookupError):
    """The document has nothing at this path, and nothing can be put there."""


def put(text: str, path: Path, part: Part) -> str:
    """Return the document with the part at the path, in place of what stood there or as a new entry.

    Raises DocumentRefused if the document can't be read, NoSuchPlace if the path leads through a text.
    """
    root = read_spans(text)
    found = find(root, path)
    if found is not None:
        return _splice(text, found.start, found.end, _instead(text, root, path, part))
    parent = find(root, path[:-1])
    if parent is None:
        return put(text, path[:-1], _wrapped(path[-1], part))
    match parent:
        case SpannedRecord(flow=True, entries=()) | SpannedListing(flow=True, items=()) if len(path) == 2:
            return put(text, path[:-1], _wrapped(path[-1], part))
        case SpannedRecord():
            return _insert_entry(text, parent, path[-1], part)
        case SpannedListing() if path[-1].isdigit():
            return _append(text, parent, part)
    raise NoSuchPlace("/".join(path))


def replace_texts(text: str, root: Spanned, parts: Mapping[Path, Part]) -> str:
    """Return the document with other texts in place of those at the paths, all read once as `root`."""
    spans = [
        (found.start, found.end, _instead(text, root, path, part))
        for path, part in parts.items()
        if isinstance(found := find(root, path), SpannedLeaf)
    ]
    # From the end, so that the places before stay where they were read.
    for start, end, written in sorted(spans, reverse=True):
        text = _splice(text, start, end, written)
    return text


def remove(text: str, path: Path) -> str:
    """Return the document without what stands at the path; what is empty then goes too. Raises as `put`."""
    root = read_spans(text)
    parent = find(root, path[:-1])
    if find(root, path) is None or parent is None or isinstance(parent, SpannedLeaf):
        raise NoSuchPlace("/".join(path))
    if isinstance(parent, SpannedRecord):
        spans = [(entry.key.start, entry.value.end) for entry in parent.entries]
        index = [entry.key.text for entry in parent.entries].index(path[-1])
    else:
        spans = [(item.start, item.end) for item in parent.items]
        index = int(path[-1])
    if len(spans) == 1:
        if len(path) == 1:
            raise NoSuchPlace("/".join(path))
        return remove(text, path[:-1])
    if parent.flow:
        return _cut_in_line(text, spans, index)
    return _cut_lines(text, spans, index, listing=isinstance(parent, SpannedListing))


def rename(text: str, path: Path, name: str) -> str:
    """Return the document with another name before the colon at the path. Raises as `put`."""
    parent = find(read_spans(text), path[:-1])
    entry = parent.find(path[-1]) if isinstance(parent, SpannedRecord) else None
    if entry is None:
        raise NoSuchPlace("/".join(path))
    return _splice(text, entry.key.start, entry.key.end, write_key(name))


def _wrapped(step: str, part: Part) -> Part:
    if step.isdigit():
        return Lines((part,))
    if step in ("ru", "en") and not isinstance(part, Passage):
        return Braces({step: part})
    return Fields({step: part})


def _splice(text: str, start: int, end: int, written: str) -> str:
    if written.startswith("\n"):
        start = len(text[:start].rstrip(" "))
    if "\r\n" in text:
        written = written.replace("\n", "\r\n")
    return text[:start] + written + text[end:]


def _in_flow(root: Spanned, path: Path) -> bool:
    return any(getattr(find(root, path[:length]), "flow", False) for length in range(len(path)))


def _instead(text: str, root: Spanned, path: Path, part: Part) -> str:
    """Return what is written in place of what stands at the path, in its style where that holds it."""
    found, flow = find(root, path), _in_flow(root, path)
    indent = _indent_inside(text, root, path)
    if isinstance(found, SpannedLeaf) and isinstance(part, str | Words | Passage):
        return _restyled(text, found, part if isinstance(part, str) else part.text, (indent, flow))
    if flow:
        return write_flow(part)
    written = write_part(part, indent)
    return written if written.startswith("\n") else written.removeprefix(" ")


def _restyled(text: str, found: SpannedLeaf, new: str, place: tuple[int, bool]) -> str:
    indent, flow = place
    new = clean(new)
    if found.style in BLOCK_STYLES and fits_block(new):
        return _same_block(text, found, new, indent)
    if "\n" in new.strip("\n") and not flow and fits_block(new):
        return write_block(new, indent)
    if found.style == "'" and "\n" not in new:
        return "'" + new.replace("'", "''") + "'"
    if found.style == "" and is_plain(new, flow=flow):
        return new
    return write_quoted(new)


def _same_block(text: str, found: SpannedLeaf, new: str, indent: int) -> str:
    header, *lines = text[found.start : found.end].splitlines()
    first = next((line for line in lines if line.strip()), " " * indent)
    plain_header = header.strip() in ("|", "|-", "|+")
    return write_block(new, len(first) - len(first.lstrip(" ")), header if plain_header else "|")


def _indent_inside(text: str, root: Spanned, path: Path) -> int:
    """Return the column at which lines inside the value at the path begin."""
    parent = find(root, path[:-1])
    if isinstance(parent, SpannedRecord):
        entry = parent.find(path[-1])
        assert entry is not None
        return _column(text, entry.key.start) + 2
    if isinstance(parent, SpannedListing):
        return _column(text, parent.items[int(path[-1])].start)
    return 0


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _line_end(text: str, offset: int) -> int:
    """Return where the line of this offset ends, before its line break."""
    found = text.find("\n", offset)
    end = len(text) if found < 0 else found
    return end - 1 if text[offset:end].endswith("\r") else end


def _insert_entry(text: str, record: SpannedRecord, name: str, part: Part) -> str:
    if record.flow:
        return _insert_in_braces(text, record, f"{write_key(name)}: {write_flow(part)}")
    column = _column(text, record.entries[0].key.start)
    before = _predecessor(record, name, top=column == 0)
    written = f"{write_key(name)}:{write_part(part, column + 2)}"
    if before is None:
        start = record.entries[0].key.start
        return _splice(text, start, start, f"{written}\n{' ' * column}")
    return _insert_line(text, before.value.end, f"\n{' ' * column}{written}")


def _predecessor(record: SpannedRecord, name: str, *, top: bool) -> Entry | None:
    if not top or name not in FIELD_ORDER:
        return record.entries[-1]
    earlier = FIELD_ORDER[: FIELD_ORDER.index(name)]
    ranked = [entry for entry in record.entries if entry.key.text in earlier]
    return max(ranked, key=lambda entry: FIELD_ORDER.index(entry.key.text), default=None)


def _insert_line(text: str, after: int, written: str) -> str:
    end = _line_end(text, after)
    if "\r\n" in text:
        written = written.replace("\n", "\r\n")
    return text[:end] + written + text[end:]


def _insert_in_braces(text: str, parent: SpannedRecord | SpannedListing, written: str) -> str:
    ends = (
        [entry.value.end for entry in parent.entries]
        if isinstance(parent, SpannedRecord)
        else [item.end for item in parent.items]
    )
    if not ends:
        return _splice(text, parent.start + 1, parent.end - 1, written)
    return _splice(text, ends[-1], ends[-1], f", {written}")


def _append(text: str, listing: SpannedListing, part: Part) -> str:
    if listing.flow:
        return _insert_in_braces(text, listing, write_flow(part))
    dash = text.rfind("-", 0, listing.items[0].start)
    column = _column(text, dash)
    return _insert_line(text, listing.items[-1].end, write_part(Lines((part,)), column))


def _cut_in_line(text: str, spans: list[tuple[int, int]], index: int) -> str:
    start, end = spans[index]
    if index + 1 < len(spans):
        return text[:start] + text[spans[index + 1][0] :]
    return text[: spans[index - 1][1]] + text[end:]


def _cut_lines(text: str, spans: list[tuple[int, int]], index: int, *, listing: bool) -> str:
    start, end = spans[index]
    if listing:
        start = text.rfind("-", 0, start)
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        # The first name stands behind a dash, which stays for the next one.
        return text[:start] + text[spans[index + 1][0] :]
    after = text.find("\n", end)
    if after < 0:
        return text[: max(0, line - 1)]
    return text[:line] + text[after + 1 :]
