"""Passages of a cleaned document: every piece of text that is read as one, in reading order, with its id.

A passage is a block without blocks inside, or the own words of a block around its inner blocks (the line of
a list item above a list). Formulas are in words or TeX. Alternative texts of images stand in square
brackets; an image alone is no passage. Left out are ruby annotations, numbers of notes and of pages, the
way back from a note, and what is hidden.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from library_core.formats.epub.formula_words import formula_words
from library_core.formats.epub.vocabulary import BLOCKS, HEADINGS
from library_core.textbooks.book import Passage, PassageKind

MADE_ID_PREFIX: Final = "g-"
NOTES: Final = frozenset({"footnote", "endnote", "rearnote", "note", "footnotes", "endnotes", "rearnotes"})
NOTE_ROLES: Final = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes"})
UNSPOKEN: Final = frozenset({"noteref", "pagebreak", "annoref", "backlink"})
UNSPOKEN_ROLES: Final = frozenset({"doc-noteref", "doc-pagebreak", "doc-backlink"})

_KINDS: Final[dict[str, PassageKind]] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "cell"),
    "pre": "code",
}
_SPECIAL: Final = ("math", "img", "svg", "rt", "rp", "rtc", "br", "audio", "video")


@dataclass(frozen=True, slots=True)
class _Place:
    """What a block has from the blocks around it."""

    language: str = ""
    is_note: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class _Words:
    """Collects the text of one passage."""

    parts: list[str] = field(default_factory=list)
    has_words: bool = False
    has_formula: bool = False

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.has_words = self.has_words or not text.isspace()

    def text(self) -> str:
        return " ".join("".join(self.parts).split())


@dataclass(frozen=True, slots=True)
class _Around:
    """Finds the block around an element; what was found for a parent is kept for its other children."""

    blocks: frozenset[str]
    known: dict[etree._Element, etree._Element | None] = field(default_factory=dict)

    def block_of(self, element: etree._Element) -> etree._Element | None:
        parent = element.getparent()
        if parent is None or parent.tag in self.blocks:
            return parent
        if parent not in self.known:
            self.known[parent] = self.block_of(parent)
        return self.known[parent]


@dataclass(slots=True)
class _Reader:
    """The state of one walk through a document."""

    blocks: frozenset[str]
    parents: dict[etree._Element, etree._Element | None]
    special: set[etree._Element]
    places: dict[etree._Element, _Place]
    formulas_apart: set[etree._Element] = field(default_factory=set)
    made: Counter[str] = field(default_factory=Counter)


def read_passages(
    body: etree._Element, unspoken: Iterable[etree._Element], *, language: str, is_drawing: bool = False
) -> tuple[Passage, ...]:
    """Return the passages of a body whose addresses and ids are cleaned; give ids to those without one.

    `unspoken` are elements (references to notes, page numbers) whose text is no part of a passage.
    In a drawing every `text` of SVG is a passage.
    """
    blocks = BLOCKS | {"text"} if is_drawing else BLOCKS
    found = list(body.iter(*blocks, "math"))
    silent = list(unspoken)
    around = _Around(blocks)
    reader = _Reader(
        blocks=blocks,
        parents={element: around.block_of(element) for element in found},
        special={
            block
            for element in (*body.iter(*_SPECIAL), *silent)
            if (block := around.block_of(element)) is not None
        },
        places={},
    )
    for element in silent:
        element.set("data-unspoken", "")
    return tuple(_read_all(reader, found, _Place(language=language)))


def _read_all(reader: _Reader, found: list[etree._Element], outside: _Place) -> Iterator[Passage]:
    around_others = set(reader.parents[element] for element in found if element.tag != "math")
    for element in found:
        around = reader.parents[element]
        place = reader.places.get(around, outside) if around is not None else outside
        if element.tag == "math":
            if around in reader.formulas_apart and not place.is_hidden:
                yield _passage(reader, element, "formula", formula_words(element), place)
            continue
        place = reader.places[element] = _place_of(element, place)
        if not place.is_hidden:
            passage = _read_block(reader, element, place, has_blocks=element in around_others)
            if passage is not None:
                yield passage


def _place_of(element: etree._Element, around: _Place) -> _Place:
    attributes = element.attrib
    if not attributes:
        return around
    language = attributes.get("lang") or around.language
    is_note = (
        around.is_note
        or attributes.get("role", "") in NOTE_ROLES
        or ("data-type" in attributes and not NOTES.isdisjoint(attributes["data-type"].split()))
    )
    is_hidden = around.is_hidden or "hidden" in attributes or "data-unspoken" in attributes
    if (language, is_note, is_hidden) == (around.language, around.is_note, around.is_hidden):
        return around
    return _Place(language, is_note, is_hidden)


def _read_block(
    reader: _Reader, element: etree._Element, place: _Place, *, has_blocks: bool
) -> Passage | None:
    if not has_blocks and element not in reader.special:
        # Nearly all passages: plain words, read in one go.
        text = " ".join("".join(element.itertext()).split())
        if not text:
            return None
        kind: PassageKind = _KINDS.get(str(element.tag), "note" if place.is_note else "paragraph")
        return _passage(reader, element, kind, text, place)
    if has_blocks and _is_frame(element, reader.blocks):
        return None
    words = _Words()
    _speak(element, words, reader.blocks)
    if words.has_formula and not words.has_words and has_blocks:
        reader.formulas_apart.add(element)
        return None
    if not (words.has_words or words.has_formula):
        return None
    text = words.text()
    kind = _KINDS.get(str(element.tag), "note" if place.is_note else "paragraph")
    if not words.has_words and kind == "paragraph":
        kind = "formula"
    return _passage(reader, element, kind, text, place) if text else None


def _is_frame(element: etree._Element, blocks: frozenset[str]) -> bool:
    """Tell whether there is nothing in the element but blocks."""
    if element.text and not element.text.isspace():
        return False
    for child in element:
        if child.tag not in blocks:
            return False
        tail = child.tail
        if tail and not tail.isspace():
            return False
    return True


def _speak(element: etree._Element, words: _Words, blocks: frozenset[str]) -> None:
    """Collect what is spoken of an element, not of the blocks in it."""
    words.add(element.text)
    for child in element:
        tag = child.tag
        if tag in blocks or tag == "br":
            words.add(" ")
        elif tag == "math":
            words.has_formula = True
            words.parts.append(formula_words(child))
        elif tag in ("img", "svg"):
            _say_image(child, words)
        elif tag not in _SPECIAL and "data-unspoken" not in child.attrib:
            _speak(child, words, blocks)
        words.add(child.tail)


def _say_image(image: etree._Element, words: _Words) -> None:
    said = image.get("alt") or image.get("aria-label") or ""
    if not said and image.tag == "svg":
        title = image.find("title")
        said = "" if title is None else "".join(title.itertext())
    if said.strip():
        words.parts.append(f"[{said.strip()}]")


def _passage(
    reader: _Reader, element: etree._Element, kind: PassageKind, text: str, place: _Place
) -> Passage:
    identifier = element.get("id")
    if identifier is None:
        identifier = _make_id(reader, text)
        element.set("id", identifier)
    level = HEADINGS.index(str(element.tag)) + 1 if kind == "heading" else 0
    return Passage(paragraph=identifier, kind=kind, text=text, language=place.language, level=level)


def _make_id(reader: _Reader, text: str) -> str:
    """Return an id that stays when other passages come and go: of the text, and which of its likes it is."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()
    reader.made[digest] += 1
    number = reader.made[digest]
    return f"{MADE_ID_PREFIX}{digest}" + (f"-{number}" if number > 1 else "")
