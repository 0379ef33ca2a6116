"""Saves what was typed into the form: only what differs from what was shown is edited in the document."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import KEYWORDS, read_formula
from variants.formulas.trees import Name, walk
from variants.templates.writing.edits import NoSuchPlace, put, remove, rename, replace_texts
from variants.templates.writing.fields import NAME, FieldKind, kind_of, part_of, show
from variants.templates.writing.friendly import friendly_name
from variants.templates.writing.layouts import Braces, Part, Passage, Row, Words, clean
from variants.templates.writing.spans import (
    Path,
    Spanned,
    SpannedLeaf,
    SpannedListing,
    SpannedRecord,
    find,
    leaves,
    read_spans,
)
from variants.texts import Language

NAMED: Final = ("constants", "letters", "given", "solve")
MOST_FIELDS: Final = 600


_FORMS: Final = ("from", "one_of", "is")
_FORM_FIELDS: Final = ("from", "to", "step", "one_of", "is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Numbers for each form that a given may take, as documents write them."""

    lowest: str
    highest: str
    step: str
    several: tuple[str, ...]
    one: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in a field of the form when it was sent."""

    path: Path
    text: str


def save_fields(text: str, typed: Collection[Typed], language: Language) -> str:
    """Return the document with every field that was changed. Raises DocumentRefused if it can't be read."""
    root = read_spans(text)
    fields = sorted(typed, key=_removals_last)[:MOST_FIELDS]
    changed = [field for field in fields if _is_changed(root, field, language)]
    if not changed:
        return text
    known = names_in(root)
    parts = {field.path: part_of(field.path, field.text, known) for field in changed}
    in_place = {
        path: part
        for path, part in parts.items()
        if isinstance(part, str | Words | Passage) and isinstance(find(root, path), SpannedLeaf)
    }
    text = replace_texts(text, root, in_place)
    for path, part in parts.items():
        if path not in in_place:
            text = _save_field(text, path, part)
    return text


def _is_changed(root: Spanned, field: Typed, language: Language) -> bool:
    """Say whether this is a field of the form, and holds something else than was shown there."""
    kind = kind_of(field.path)
    shown = show(find(root, field.path), field.path, language)
    return kind is not None and shown is not None and not _same(kind, shown, field.text)


def _save_field(text: str, path: Path, part: Part | None) -> str:
    try:
        if part is not None:
            return put(text, path, part)
        return text if find(read_spans(text), path) is None else remove(text, path)
    except NoSuchPlace:
        return text


def add_named(text: str, group: str, name: str, part: Part) -> str:
    """Return the document with a new line; a name that is taken or can't be one changes nothing."""
    name = friendly_name(name)
    taken = names_of(text) if group in NAMED else frozenset[str]()
    if not is_name(name) or name in taken or find(read_spans(text), (group, name)) is not None:
        return text
    return put(text, (group, name), part)


def is_name(name: str) -> bool:
    """Say whether a line of the document may be called so."""
    return re.fullmatch(NAME, name) is not None and name not in KEYWORDS


def names_of(text: str) -> frozenset[str]:
    """Return every name that formulas of the document may use. Raises DocumentRefused."""
    return names_in(read_spans(text))


def names_in(root: Spanned) -> frozenset[str]:
    """Return every name that formulas of the document may use."""
    found: set[str] = set()
    for group in NAMED:
        match find(root, (group,)):
            case SpannedRecord(entries=entries):
                found.update(entry.key.text for entry in entries)
            case listing if listing is not None:
                found.update(leaf.text for _, leaf in leaves(listing))
    return frozenset(found)


def reform(text: str, name: str, form: str, values: "Values") -> str:
    """Return the document with another form of a given (from, one_of, is), all else about it kept.

    A given of another form than these, written by hand, stays.
    """
    found = find(read_spans(text), ("given", name))
    if not isinstance(found, SpannedRecord) or found.find(form) is not None or form not in _FORMS:
        return text
    now = next((each for each in _FORMS if found.find(each) is not None), None)
    if now is None:
        return text
    shapes: dict[str, dict[str, Part]] = {
        "from": {"from": values.lowest, "to": values.highest, "step": values.step},
        "one_of": {"one_of": Row(values.several)},
        "is": {"is": values.one},
    }
    kept = {
        entry.key.text: entry.value.text
        for entry in found.entries
        if entry.key.text not in _FORM_FIELDS and isinstance(entry.value, SpannedLeaf)
    }
    return put(text, ("given", name), Braces({**shapes[form], **kept}))


def middle_of(text: str, name: str) -> str:
    """Return a value that a given has: the middle of its range or list, or its fixed number; 1 if none."""
    found = find(read_spans(text), ("given", name))
    numbers: list[str] = []
    if isinstance(found, SpannedRecord):
        for field in ("is", "from", "to", "one_of"):
            entry = found.find(field)
            match entry.value if entry is not None else None:
                case SpannedLeaf(text=number):
                    numbers.append(number)
                case SpannedListing(items=items):
                    numbers += [item.text for item in items if isinstance(item, SpannedLeaf)]
    good = [number for number in numbers if re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,15})?", number)]
    return good[len(good) // 2] if good else "1"


def rename_everywhere(text: str, path: Path, typed: str) -> str:
    """Return the document with another name for a line, wherever formulas and holes use it too.

    A name that is taken, or can't be one, changes nothing; nor does a path that is no line's.
    """
    if len(path) != 2 or path[0] not in NAMED or find(read_spans(text), path) is None:
        return text
    old, new = path[-1], friendly_name(typed)
    if new == old or not is_name(new) or new in names_of(text):
        return text
    for place, leaf in list(leaves(read_spans(text))):
        changed = _renamed(place, leaf, old, new)
        if changed != leaf.text:
            text = put(text, place, changed)
    for group in ("ask", path[0]):
        if find(read_spans(text), (group, old)) is not None:
            text = rename(text, (group, old), new)
    return text


def _renamed(path: Path, leaf: SpannedLeaf, old: str, new: str) -> str:
    if path[-1] in ("ru", "en"):
        return re.sub(rf"(\{{\{{\s*){re.escape(old)}(?![\w])", rf"\g<1>{new}", leaf.text)
    if path[0] == "mistakes" and path[-1] == "ask":
        return new if leaf.text == old else leaf.text
    if path[0] not in (*NAMED, "where", "ugly", "certify", "ask", "mistakes", "figure") or path[-1] == "unit":
        return leaf.text
    try:
        tree = read_formula(leaf.text)
    except FormulaRefused:
        return leaf.text
    found = leaf.text
    used = [node for node in walk(tree) if isinstance(node, Name) and node.name.split(".")[0] == old]
    for node in sorted(used, key=lambda node: -node.position):
        found = found[: node.position] + new + found[node.position + len(old) :]
    return found


def _same(kind: FieldKind, shown: str, typed: str) -> bool:
    if kind == "list":
        # Boxes that are ticked are sent in the order of the page.
        return {each.strip() for each in shown.split(",")} == {each.strip() for each in typed.split(",")}
    return clean(shown).strip() == clean(typed).strip()


def _removals_last(field: Typed) -> tuple[bool, int]:
    """Order edits so that a row which goes takes no number away from one that is still to be edited."""
    row = next((int(step) for step in field.path if step.isdigit()), 0)
    goes = not field.text.strip()
    return goes, -row if goes else row
