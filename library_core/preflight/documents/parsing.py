"""Parse a document safely: no entities, no network, no files; what is broken stays known as broken."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

MOST_ATTRIBUTES: Final = 1000
"""Attributes that one element may have: looking at each costs a walk past those before it."""
_CROWDED: Final = etree.XPath(f"//*[@*[{MOST_ATTRIBUTES + 1}]]")


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The root of a document, or None; `is_whole` is false where only its beginning could be read."""

    root: etree._Element | None
    is_whole: bool = True


def parsed(content: bytes) -> ParsedDocument:
    """Parse; a document that isn't well-formed gives what could be read of it, a crowded one nothing."""
    root = _root(content, recover=False)
    if root is None:
        root = whole_but_for_addresses(content)
    is_whole = root is not None
    if root is None:
        root = _root(content, recover=True)
    if root is not None and crowded_element(root) is not None:
        return ParsedDocument(None, is_whole=False)
    return ParsedDocument(root, is_whole=is_whole)


def crowded_element(root: etree._Element) -> etree._Element | None:
    """Return the first element that has more than `MOST_ATTRIBUTES` attributes, if one has."""
    found: list[etree._Element] = _CROWDED(root)
    return found[0] if found else None


def whole_but_for_addresses(content: bytes) -> etree._Element | None:
    """Return a document whose only mistakes are namespaces that are no addresses: XML allows these."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if all(entry.type_name == "WAR_NS_URI" for entry in parser.error_log) else None


def _root(content: bytes, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def name_of(element: etree._Element) -> tuple[str, str]:
    """Return namespace and local name; two empty words for an entity or an instruction."""
    tag = element.tag
    if not isinstance(tag, str):
        return "", ""
    if tag.startswith("{"):
        namespace, _, local = tag[1:].partition("}")
        return namespace, local
    return "", tag


def line_of(element: etree._Element) -> int:
    """Return the line on which the element begins."""
    return element.sourceline or 0
