"""What of a document its grammar judges: custom attributes and foreign elements are taken out first."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.attribute_models import Name
from library_core.preflight.models.names import (
    CUSTOM,
    EPUB,
    EVENTS,
    HTML,
    MATH,
    SSML,
    SVG,
    XLINK,
    XML,
    split_name,
)
from library_core.preflight.models.value_kinds import NAMED

KNOWN_NAMESPACES: Final = frozenset({HTML, XML, EPUB, SVG, MATH, SSML, EVENTS, XLINK})
CASELESS_WORDS: Final = """
align allowfullscreen allowpaymentrequest allowusermedia async autocapitalize autocomplete autofocus
autoplay checked contenteditable controls crossorigin default defer dir disabled draggable
formnovalidate hidden http-equiv ismap itemscope kind loop multiple muted nomodule novalidate open
playsinline preload readonly required reversed scope selected shape sizes spellcheck step translate
type typemustmatch valign value wrap
"""
CASELESS: Final = frozenset(CASELESS_WORDS.split())
RESERVED_HOSTS: Final = ("w3.org", "idpf.org")
HOST: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://(?:[^/?#@]*@)?([^/?#:]*)")
Prepared = tuple[Name, Mapping[Name, str]]


def as_it_stands(element: etree._Element, name: Name) -> Prepared:
    """Return the element as it is written."""
    return name, {split_name(str(key)): str(value) for key, value in element.attrib.items()}


class XhtmlPreparation:
    """Takes out `data-*`, ITS and custom attributes, lowers caseless values, tells custom elements."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.findings: list[Finding] = []

    def __call__(self, element: etree._Element, name: Name) -> Prepared:
        """Return what the grammar is to judge."""
        namespace, local = name
        attributes: dict[Name, str] = {}
        for key, value in element.attrib.items():
            if key[:1] == "{":
                self._qualified(element, str(key), str(value), attributes)
            elif key.startswith(("data-", "its-")):
                self._data(element, str(key))
            elif key in CASELESS and namespace == HTML:
                attributes["", str(key)] = str(value).lower()
            else:
                attributes["", str(key)] = str(value)
        if namespace == HTML and "-" in local:
            return (CUSTOM, local), attributes
        return name, attributes

    def _qualified(self, element: etree._Element, key: str, value: str, attributes: dict[Name, str]) -> None:
        name = split_name(key)
        if name[0].strip() in KNOWN_NAMESPACES:
            attributes[name] = value
            return
        host = HOST.match(name[0])
        reserved = next((one for one in RESERVED_HOSTS if host and one in host.group(1)), None)
        if reserved:
            values = {"namespace": name[0], "reserved": reserved}
            self._found("HTM-054", element, values)

    def _data(self, element: etree._Element, key: str) -> None:
        if key.startswith("its-"):
            return
        rest = key.removeprefix("data-")
        if not rest or not NAMED["NCName"](rest) or any("A" <= sign <= "Z" for sign in rest):
            self._found("HTM-061", element, {"attribute": key})

    def _found(self, identifier: str, element: etree._Element, values: Mapping[str, str]) -> None:
        line = element.sourceline or 0
        self.findings.append(Finding(id=identifier, path=self._path, line=line, values=values))


def svg_preparation(*, keeps_foreign_inside: bool) -> Callable[[etree._Element, Name], Prepared | None]:
    """Return a preparation that passes foreign elements over; in EPUB 3 not in `foreignObject`."""

    def prepare(element: etree._Element, name: Name) -> Prepared | None:
        is_inside = keeps_foreign_inside and any(
            True for _ in element.iterancestors(f"{{{SVG}}}foreignObject", f"{{{SVG}}}title")
        )
        if name[0] not in (SVG, HTML) and not is_inside:
            return None
        attributes = {
            split_name(str(key)): str(value)
            for key, value in element.attrib.items()
            if is_inside or split_name(str(key))[0] in ("", EPUB, XLINK, XML, HTML)
        }
        return name, {
            key: value for key, value in attributes.items() if not key[1].startswith(("data-", "its-"))
        }

    return prepare


def ops_preparation(element: etree._Element, name: Name) -> Prepared | None:
    """Pass over elements of other namespaces in a document of EPUB 2."""
    if name[0] not in (HTML, SVG):
        return None
    keeps = (HTML, "", XML, XLINK, EPUB) if name[0] == SVG else None
    return name, {
        split: str(value)
        for key, value in element.attrib.items()
        if (split := split_name(str(key))) and (keeps is None or split[0] in keeps)
    }
