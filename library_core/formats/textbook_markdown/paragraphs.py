"""Paragraphs: what of a chapter has an id of its own, and ids that stay when text around them changes.

An id is the author's (`{#id}`), or else made of a hash of the paragraph's words: it stays the same however
much is written before it, and another text is another paragraph.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.formats.textbook_markdown.markup import MATHML, XHTML

_MATH: Final = f"{{{MATHML}}}math"
_HEADINGS: Final = tuple(f"{{{XHTML}}}h{level}" for level in range(1, 7))
_LEAVES: Final = (
    *_HEADINGS,
    *(f"{{{XHTML}}}{tag}" for tag in ("p", "figcaption", "caption", "td", "th", "pre")),
)
_ITEM: Final = f"{{{XHTML}}}li"
_DIV: Final = f"{{{XHTML}}}div"
_BLOCKS: Final = frozenset(
    f"{{{XHTML}}}{tag}" for tag in ("p", "ul", "ol", "div", "section", "figure", "table", "pre")
)
_NOTE_SIGNS: Final = ("footnote-ref", "footnote-backref")
"""Classes of what is no word: their numbers change with the notes before them."""

_LISTS: Final = frozenset((f"{{{XHTML}}}ul", f"{{{XHTML}}}ol"))


def find_paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that are read and heard as one, in order; those without any words are left out."""
    for element in body.iter():
        if isinstance(element.tag, str) and _is_paragraph(element) and words_in(element):
            yield element


def give_ids(body: etree._Element) -> None:
    """Give every paragraph an id that has none."""
    taken = {element.get("id") for element in body.iter() if element.get("id")}
    for element in find_paragraphs(body):
        if element.get("id"):
            continue
        made = "p-" + hashlib.sha256(words_in(element).encode()).hexdigest()[:8]
        number, candidate = 1, made
        while candidate in taken:
            number += 1
            candidate = f"{made}-{number}"
        taken.add(candidate)
        element.set("id", candidate)


def words_in(element: etree._Element) -> str:
    """Return the words of an element as a reader sees them, formulas in their readable form."""
    return " ".join("".join(_texts(element)).split())


def _is_paragraph(element: etree._Element) -> bool:
    if element.tag == _ITEM:
        return not any(child.tag in _BLOCKS - _LISTS for child in element)
    if element.tag == _DIV:
        return "math" in (element.get("class") or "").split()
    return element.tag in _LEAVES


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _MATH:
            yield child.get("alttext") or ""
        elif child.tag not in _LISTS and child.get("class") not in _NOTE_SIGNS:
            yield from _texts(child)
        yield child.tail or ""
