"""The passages of a page as its overlay can speak them: the innermost blocks of text, with their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.preflight.documents.parsing import line_of, name_of
from library_core.preflight.documents.xhtml_references import MATHML, OPS, SVG, XHTML
from library_core.textbooks.book import Passage

BLOCKS: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "figcaption", "caption", "td", "th", "pre"}
)
CONTAINERS: Final = BLOCKS | {"div", "section", "article", "aside", "blockquote", "ul", "ol", "dl", "table"}
SILENT: Final = frozenset(
    {"nav", "script", "style", "head", "rt", "rp", "audio", "video", "object", "annotation", "annotation-xml"}
)
NOTE_SIGNS: Final = frozenset({"noteref", "backlink", "doc-noteref", "doc-backlink"})
"""Types and roles of links to a note and back: signs, no words of the paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPassage:
    """A passage; `identifiers` are those of its element, of what is in it, and of what it alone fills.

    An overlay speaks the passage when it speaks any of them.
    """

    passage: Passage
    identifiers: frozenset[str]
    line: int


def passages_of(root: etree._Element) -> tuple[SpokenPassage, ...]:
    """Return the passages of a page in reading order."""
    return tuple(_passages(root))


def _passages(root: etree._Element) -> Iterator[SpokenPassage]:
    for element in root.iter(*(f"{{{XHTML}}}{name}" for name in BLOCKS)):
        if _is_silent(element) or _has_blocks(element):
            continue
        words = " ".join("".join(_texts(element)).split())
        if not words:
            continue
        inside = {each.get("id", "") for each in element.iter(etree.Element) if each.get("id")}
        passage = Passage(paragraph=element.get("id", ""), kind="paragraph", text=words)
        yield SpokenPassage(
            passage=passage, identifiers=frozenset(inside | set(_around(element))), line=line_of(element)
        )


def _is_silent(element: etree._Element) -> bool:
    return any(name_of(each)[1] in SILENT for each in element.iterancestors())


def _has_blocks(element: etree._Element) -> bool:
    return any(
        name_of(each)[0] == XHTML and name_of(each)[1] in CONTAINERS
        for each in element.iterdescendants(etree.Element)
    )


def _around(element: etree._Element) -> Iterator[str]:
    """Yield the ids of elements around this one; an overlay may speak a whole list or section at once."""
    for each in element.iterancestors():
        if each.get("id"):
            yield each.get("id", "")


def _texts(element: etree._Element) -> Iterator[str]:
    namespace, name = name_of(element)
    if namespace == MATHML and name == "math" and element.get("alttext", "").strip():
        yield element.get("alttext", "")
    elif namespace in {XHTML, OPS, SVG, MATHML} and name not in SILENT and not _is_note_sign(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _is_note_sign(element: etree._Element) -> bool:
    said = f"{element.get('role', '')} {element.get(f'{{{OPS}}}type', '')}"
    return not NOTE_SIGNS.isdisjoint(said.split())
