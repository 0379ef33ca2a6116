"""The body of a content document made safe beside our own pages: names, ids and addresses, then nh3.

Elements have no namespaces here. Ids and classes begin with `b-`, so that nothing of a book is taken for
a part of the page around it. Addresses are `object:`, `document:` or `#b-…`; links to the web stay links;
every other address goes and is listed. Styles, scripts, frames and forms go.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

import nh3
from lxml import etree

from library_core.formats.epub.addresses import (
    document_address,
    language_code,
    object_address,
    resolve_address,
    shown_id,
)
from library_core.formats.epub.passages import UNSPOKEN, UNSPOKEN_ROLES
from library_core.formats.epub.rearranging import rearrange
from library_core.formats.epub.vocabulary import ATTRIBUTES, DROPPED, SCRIPTED, TAGS
from library_core.formats.findings import Finding

OPS: Final = "{http://www.idpf.org/2007/ops}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
WEB: Final = frozenset({"http", "https", "mailto", "tel"})
LONGEST_ID: Final = 200
MOST_REMOTE: Final = 100
MOST_ATTRIBUTES: Final = 200
MOST_CLASSES: Final = 20
OF_THE_PAGE: Final = frozenset(
    ("alert", "alertdialog", "application", "dialog", "log", "marquee", "status", "timer", "tooltip")
)
"""Roles that speak for the page itself (WAI-ARIA 1.2: live regions and windows)."""

_LOCAL_PAINT: Final = re.compile(r"""url\(\s*["']?#([^"')\s]+)["']?\s*\)""")
_OUR_PAINT: Final = re.compile(r"url\(#b-[^()]*\)|(?:rgb|rgba|hsl|hsla)\(", re.IGNORECASE)
_ENCODED: Final = re.compile(r"""="((?:object|document):[^"%]*%[^"]*)\"""")
_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    clean_content_tags={"script", "style"},
    generic_attribute_prefixes={"aria-"},
    link_rel=None,
    url_schemes={"object", "document", *WEB},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a document can lead to: resources of the package, and documents of the spine.

    `shown` leads from a path to what is shown in its place where that has another (a fallback).
    """

    resources: frozenset[str]
    documents: frozenset[str]
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Cleaning:
    """One document being cleaned; what it turns out to be is collected on the way."""

    path: str
    around: Surroundings
    ids: set[str] = field(default_factory=set)
    unspoken: list[etree._Element] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_scripted: bool = False


Act = Callable[[Cleaning, etree._Element, str], None]
"""Makes one attribute of an element ours; it is given the value as written."""


def clean_tree(body: etree._Element, cleaning: Cleaning) -> None:
    """Make names, ids and addresses of all elements ours, in place; drop what shall never be shown."""
    if next(body.iter(*SCRIPTED), None) is not None:
        cleaning.is_scripted = True
    rearrange(body)
    etree.strip_elements(body, *DROPPED, with_tail=False)
    for element in body.iter("*"):
        attributes = element.attrib
        count = len(attributes)
        if count > MOST_ATTRIBUTES:
            # Whoever lists or parses attributes compares each of an element with all others.
            attributes.clear()
        elif count:
            _clean_attributes(cleaning, element)
    for media in body.iter("audio", "video"):
        media.set("controls", "")
    for formula in body.iter("object"):
        _show_object(cleaning, formula)


def _clean_attributes(cleaning: Cleaning, element: etree._Element) -> None:
    for name, value in element.items():
        act = _ACTS.get(name)
        if act is not None:
            act(cleaning, element, value)
        elif name[:2] == "on":
            cleaning.is_scripted = True


def clean_html(body: etree._Element) -> str:
    """Return the element and all in it as HTML of our allow-list alone."""
    written: str = etree.tostring(body, method="html", encoding="unicode", with_tail=False)
    return _ENCODED.sub(_decode_address, _CLEANER.clean(written))


def _decode_address(found: re.Match[str]) -> str:
    """Return an address of ours as a plain path: who writes HTML has percent-encoded it."""
    return f'="{html.escape(unquote(html.unescape(found[1])))}"'


def _set_paint(name: str) -> Act:
    def set_paint(_: Cleaning, element: etree._Element, value: str) -> None:
        """Keep colours and parts of the same drawing; an address elsewhere goes, however it is written."""
        if "url(" in value:
            value = _LOCAL_PAINT.sub(lambda found: f"url(#{shown_id(found[1])})", value)
            element.set(name, value)
        if "\\" in value or "(" in _OUR_PAINT.sub("", value):
            del element.attrib[name]

    return set_paint


def _set_id(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    identifier = value.strip()
    if not identifier or len(identifier) > LONGEST_ID or identifier in cleaning.ids:
        del element.attrib["id"]
        return
    cleaning.ids.add(identifier)
    element.set("id", shown_id(identifier))


def _set_xml_id(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    if "id" not in element.attrib:
        element.set("id", value)
        _set_id(cleaning, element, value)


def _set_name(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    """Take the name of an old anchor as its id; a name of its own would stand among the page's."""
    if element.tag == "a" and "id" not in element.attrib:
        element.set("id", value)
        _set_id(cleaning, element, value)
    if element.tag == "map":
        element.set("name", shown_id(value))


def _set_references(name: str) -> Act:
    def set_all(_: Cleaning, element: etree._Element, value: str) -> None:
        element.set(name, " ".join(shown_id(each) for each in value.split()))

    return set_all


def _set_language(_: Cleaning, element: etree._Element, value: str) -> None:
    element.set("lang", language_code(value))


def _set_type(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    element.set("data-type", value.strip())
    if not UNSPOKEN.isdisjoint(value.split()):
        cleaning.unspoken.append(element)


def _set_class(_: Cleaning, element: etree._Element, value: str) -> None:
    element.set("class", " ".join(shown_id(each) for each in value.split()[:MOST_CLASSES]))


def _drop(name: str) -> Act:
    def drop(_: Cleaning, element: etree._Element, _value: str) -> None:
        """Let nothing in a book be announced as a message of the page."""
        del element.attrib[name]

    return drop


def _set_role(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    if not OF_THE_PAGE.isdisjoint(value.lower().split()):
        del element.attrib["role"]
    if not UNSPOKEN_ROLES.isdisjoint(value.split()):
        cleaning.unspoken.append(element)


def _set_use_map(_: Cleaning, element: etree._Element, value: str) -> None:
    element.set("usemap", "#" + shown_id(value.strip().removeprefix("#")))


def _set_link(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    """Resolve `href`: a link of HTML or SVG, a part used by a drawing, or a picture in one."""
    if element.tag == "image":
        return _set_resource("href")(cleaning, element, value)
    address = resolve_address(value, cleaning.path)
    is_part = element.tag in ("use", "textPath", "linearGradient", "radialGradient", "pattern")
    if is_part or (not address.scheme and address.path == cleaning.path):
        _set_inner_link(cleaning, element, address.path, address.fragment, is_part=is_part)
    elif address.scheme in WEB and element.tag in ("a", "area"):
        element.set("href", value.strip())
        element.set("rel", "noopener noreferrer external")
    elif address.scheme:
        del element.attrib["href"]
        _note_remote(cleaning, element, value, address.scheme)
    else:
        _set_outer_link(cleaning, element, value, _inside(cleaning, address.path, address.fragment))
    return None


def _set_outer_link(cleaning: Cleaning, element: etree._Element, value: str, inside: str | None) -> None:
    """Lead to another document; a link to nothing goes, and its words stay."""
    if inside is None:
        del element.attrib["href"]
        _note_remote(cleaning, element, value, "")
    else:
        element.set("href", inside)


def _set_inner_link(
    cleaning: Cleaning, element: etree._Element, path: str, fragment: str, *, is_part: bool
) -> None:
    if is_part and (path != cleaning.path or not fragment):
        del element.attrib["href"]
    elif is_part:
        element.set("href", f"#{shown_id(fragment)}")
    else:
        element.set("href", document_address(cleaning.path, fragment))


def _set_xlink(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    for name in (f"{XLINK}href", "xlink:href"):
        element.attrib.pop(name, None)
    if "href" not in element.attrib:
        element.set("href", value)
        _set_link(cleaning, element, value)


def _inside(cleaning: Cleaning, path: str, fragment: str) -> str | None:
    shown = cleaning.around.shown.get(path, path)
    if shown in cleaning.around.documents:
        return document_address(shown, fragment)
    return object_address(shown) if shown in cleaning.around.resources else None


def _set_resource(name: str) -> Act:
    def set_resource(cleaning: Cleaning, element: etree._Element, value: str) -> None:
        address = resolve_address(value, cleaning.path)
        shown = cleaning.around.shown.get(address.path, address.path)
        if address.scheme or shown not in cleaning.around.resources:
            del element.attrib[name]
            _note_remote(cleaning, element, value, address.scheme)
        else:
            fragment = f"#{address.fragment}" if address.fragment.startswith("t=") else ""
            element.set(name, object_address(shown) + fragment)

    return set_resource


def _set_source_set(cleaning: Cleaning, element: etree._Element, value: str) -> None:
    """Take one picture of a set where none stands alone; the set itself goes."""
    del element.attrib["srcset"]
    first = value.strip().split(",")[0].split()
    if first and "src" not in element.attrib and element.tag == "img":
        element.set("src", first[0])
        _set_resource("src")(cleaning, element, first[0])


def _note_remote(cleaning: Cleaning, element: etree._Element, value: str, scheme: str) -> None:
    """List an address that was taken away: RSC-006 out of the package, RSC-007 not in it."""
    if len(cleaning.findings) >= MOST_REMOTE:
        return
    line = element.sourceline or 0
    written = value.strip()[:200]
    values = {"path": written, "address": written}
    identifier = "RSC-006" if scheme else "RSC-007"
    cleaning.findings.append(Finding(id=identifier, path=cleaning.path, line=line, values=values))


def _show_object(cleaning: Cleaning, element: etree._Element) -> None:
    """Show a picture that was embedded by `object`; of other kinds what stands inside is shown."""
    if element.get("type", "").startswith("image/") and element.get("data"):
        alternative = " ".join("".join(element.itertext()).split())
        tail = element.tail
        written = element.get("data", "")
        element.clear(keep_tail=False)
        element.tail = tail
        element.tag = "img"
        element.set("src", written)
        element.set("alt", alternative)
        _set_resource("src")(cleaning, element, written)


_ACTS: Final[dict[str, Act]] = {
    "id": _set_id,
    f"{XML}id": _set_xml_id,
    "name": _set_name,
    "href": _set_link,
    f"{XLINK}href": _set_xlink,
    "xlink:href": _set_xlink,
    "src": _set_resource("src"),
    "poster": _set_resource("poster"),
    "data-model": _set_resource("data-model"),
    "srcset": _set_source_set,
    **{
        name: _set_paint(name)
        for name in ("fill", "stroke", "clip-path", "mask", "marker-start", "marker-mid", "marker-end")
    },
    "usemap": _set_use_map,
    "role": _set_role,
    "class": _set_class,
    **{name: _drop(name) for name in ("aria-live", "aria-modal", "aria-atomic", "aria-busy")},
    f"{OPS}type": _set_type,
    "epub:type": _set_type,
    "lang": _set_language,
    f"{XML}lang": _set_language,
    "xml:lang": _set_language,
    **{
        name: _set_references(name)
        for name in (
            *("headers", "aria-labelledby", "aria-describedby", "aria-details", "aria-controls"),
            *("aria-owns", "aria-flowto", "aria-activedescendant", "aria-errormessage"),
        )
    },
}
