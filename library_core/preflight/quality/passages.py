"""The passages of a page as the reader of textbooks reads them, with the ids by which overlays speak them."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from library_core.formats.epub.passages import UNSPOKEN, UNSPOKEN_ROLES, read_passages
from library_core.preflight.models.names import EPUB
from library_core.textbooks.book import Passage

DROPPED: Final = ("script", "style", "nav")
TYPE: Final = f"{{{EPUB}}}type"


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
    plain = copy.deepcopy(root)
    elements = list(plain.iter(etree.Element))
    lines = [element.sourceline or 0 for element in elements]
    for element in elements:
        element.tag = str(element.tag).rpartition("}")[2]
        types = element.attrib.get(TYPE)
        if types is not None:
            element.set("data-type", str(types))
    etree.strip_elements(plain, *DROPPED, with_tail=False)
    body = plain.find("body")
    own = {str(element.get("id")) for element in elements if element.get("id")}
    unspoken = [element for element in elements if _is_unspoken(element)]
    shown = plain if body is None else body
    found = read_passages(shown, unspoken, language="", is_drawing=plain.tag == "svg")
    # The reader gives ids to elements that have none: by these the passages find their elements.
    bearers = {element.get("id"): at for at, element in reversed(list(enumerate(elements)))}
    for passage in found:
        at = bearers[passage.paragraph]
        named = passage if passage.paragraph in own else replace(passage, paragraph="")
        yield SpokenPassage(passage=named, identifiers=frozenset(_ids(elements[at]) & own), line=lines[at])


def _is_unspoken(element: etree._Element) -> bool:
    types, roles = element.get("data-type", ""), element.get("role", "")
    return not UNSPOKEN.isdisjoint(types.split()) or not UNSPOKEN_ROLES.isdisjoint(roles.split())


def _ids(element: etree._Element) -> set[str]:
    """Return the ids in and around an element: an overlay may speak a whole list or section at once."""
    inside = {str(each.get("id", "")) for each in element.iter(etree.Element)}
    return inside | {str(each.get("id", "")) for each in element.iterancestors()}
