"""The fields of the form over a document: which paths it has, how each is shown, and what is written for it.

A field is shown and written by the kind of its path. What is posted as it was shown is never written, so
that a form which nobody touched changes no byte.
"""

import re
from collections.abc import Collection
from typing import Final, Literal

from variants.templates.writing.friendly import friendly_formula, friendly_number
from variants.templates.writing.layouts import Part, Passage, Row, Words, clean
from variants.templates.writing.numbers_in_text import document_unit, shown_unit
from variants.templates.writing.spans import Path, Spanned, SpannedLeaf, SpannedListing
from variants.texts import Language

FieldKind = Literal["words", "passage", "formula", "number", "numbers", "unit", "plain", "list"]
NAME: Final = r"[A-Za-zΑ-ω_][A-Za-zΑ-ω_0-9]{0,39}"
LONGEST_FIELD: Final = 20_000
_PATTERNS: Final[tuple[tuple[str, FieldKind], ...]] = (
    (r"title/(?:ru|en)", "words"),
    (r"id|subject|section", "plain"),
    (r"grades|skills|constants", "list"),
    (rf"given/{NAME}/(?:from|to|step|figures|decimals|each)", "number"),
    (rf"given/{NAME}/is", "formula"),
    (rf"given/{NAME}/(?:one_of|series)", "numbers"),
    (rf"(?:given|letters|ask)/{NAME}/unit", "unit"),
    (rf"given/{NAME}/hidden", "plain"),
    (rf"letters/{NAME}/(?:from|to)", "number"),
    (r"(?:where|ugly|certify)/\d{1,3}", "formula"),
    (rf"solve/{NAME}", "formula"),
    (rf"ask/{NAME}/(?:tolerance|points|figures|decimals)", "number"),
    (rf"ask/{NAME}/key", "formula"),
    (rf"ask/{NAME}/(?:apart|pick)", "plain"),
    (rf"ask/{NAME}/label/(?:ru|en)", "words"),
    (r"mistakes/\d{1,3}/(?:gives|when)", "formula"),
    (r"mistakes/\d{1,3}/ask", "plain"),
    (r"mistakes/\d{1,3}/worth", "number"),
    (r"mistakes/\d{1,3}/say/(?:ru|en)", "words"),
    (r"(?:statement|solution|hints|hints/\d{1,3})/(?:ru|en)", "passage"),
)
_KINDS: Final = tuple((re.compile(pattern), kind) for pattern, kind in _PATTERNS)


def kind_of(path: Path) -> FieldKind | None:
    """Return the kind of a field, None if the form has no such field."""
    joined = "/".join(path)
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(joined)), None)


def show(found: Spanned | None, path: Path, language: Language) -> str | None:
    """Return a field as it is shown; None for what the form can't show, and leaves alone."""
    kind = kind_of(path)
    match found:
        case None:
            return ""
        case SpannedLeaf(text=text):
            return _shown_text(text, kind, language)
        case SpannedListing(items=items) if kind in ("numbers", "list"):
            texts = [item.text for item in items if isinstance(item, SpannedLeaf)]
            separator = ", " if kind == "list" else "; "
            shown = separator.join(
                _localised(text, language) if kind == "numbers" else text for text in texts
            )
            return shown if len(texts) == len(items) else None
        case _:
            return None


def part_of(path: Path, typed: str, known: Collection[str]) -> Part | None:
    """Return what is written for a field, None if nothing is; letters together are `known` names."""
    kind = kind_of(path)
    text = clean(typed)[:LONGEST_FIELD].strip()
    if not text:
        return None
    match kind:
        case "passage":
            return Passage(text)
        case "words":
            return Words(text)
        case "formula":
            return friendly_formula(" ".join(text.split()), known)
        case "number":
            return _number(text)
        case "unit":
            return document_unit(text) or " ".join(text.split())
        case "numbers":
            return Row(tuple(friendly_number(each) for each in re.split(r"[;\s]\s*|,\s+", text) if each))
        case "list":
            return Row(tuple(each.strip() for each in re.split(r"[;,\n]", text) if each.strip()))
        case _:
            return " ".join(text.split())


def _shown_text(text: str, kind: FieldKind | None, language: Language) -> str:
    if kind in ("number", "formula"):
        return _localised(text, language)
    if kind == "unit":
        return shown_unit(text, language)
    return text.rstrip("\n")


def _localised(text: str, language: Language) -> str:
    plain = re.fullmatch(r"[-+]?\d+\.\d+ ?%?", text)
    return text.replace(".", ",") if plain and language == "ru" else text


def _number(text: str) -> str:
    share = text.endswith("%")
    number = friendly_number(text.removesuffix("%"))
    return f"{number}%" if share else number
