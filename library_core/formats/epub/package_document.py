"""Reads a package document (OPF 2 and 3) as it stands: names without namespaces, values as written."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.formats.epub.addresses import resolve_address
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.package import ManifestItem, MetaItem, Package, SpineItem
from library_core.formats.epub.xml_reading import XmlBroken, read_xml
from library_core.formats.findings import PackageRefused

DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
OPF: Final = "http://www.idpf.org/2007/opf"
XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ATTRIBUTES: Final = 200
_PREFIXES: Final = {f"{{{OPF}}}": "opf:", "{http://www.w3.org/XML/1998/namespace}": "xml:"}
_DECLARED_PREFIX: Final = re.compile(r"([\w.-]+):\s+(\S+)")


def read_package(archive: EpubArchive, path: str) -> Package:
    """Return the package document at this path. Raises KeyError, and PackageRefused if it is no XML."""
    try:
        root = read_xml(archive.read(path), path)
    except XmlBroken as broken:
        raise PackageRefused([broken.finding]) from None
    spine = _child(root, "spine")
    return Package(
        path=path,
        version=root.get("version", "").strip(),
        unique_identifier=root.get("unique-identifier", "").strip(),
        metadata=tuple(_metadata(root)),
        manifest=tuple(_manifest(root, path)),
        spine=tuple(_spine(spine)),
        toc="" if spine is None else spine.get("toc", "").strip(),
        direction=_direction(root, spine),
        language=root.get(XML_LANGUAGE, "").strip(),
        prefixes=dict(_DECLARED_PREFIX.findall(root.get("prefix", ""))),
        guide=tuple(_guide(root)),
        spine_line=_line(spine),
    )


def _child(parent: etree._Element, name: str) -> etree._Element | None:
    return parent.find(f"{{*}}{name}")


def _line(element: etree._Element | None) -> int:
    return 0 if element is None else element.sourceline or 0


def _direction(root: etree._Element, spine: etree._Element | None) -> str:
    progression = "" if spine is None else spine.get("page-progression-direction", "").strip()
    return progression or root.get("dir", "").strip()


def _metadata(root: etree._Element) -> Iterator[MetaItem]:
    metadata = _child(root, "metadata")
    if metadata is None:
        return
    for element in metadata.iterdescendants("*"):
        name = etree.QName(element)
        if name.localname in ("dc-metadata", "x-metadata"):
            continue
        yield _meta_item(element, name)


def _meta_item(element: etree._Element, name: etree.QName) -> MetaItem:
    words = " ".join("".join(element.itertext()).split())
    called, value = name.localname, words
    if name.namespace == DUBLIN_CORE:
        called = f"dc:{name.localname.lower()}"
    elif name.localname == "meta":
        called = (element.get("property") or element.get("name") or "").strip()
        value = words if element.get("property") else element.get("content", words).strip()
    elif name.localname == "link":
        value = element.get("href", "").strip()
    return MetaItem(
        name=called,
        value=value,
        id=element.get("id", "").strip(),
        refines=element.get("refines", "").strip().removeprefix("#"),
        scheme=element.get("scheme", element.get(f"{{{OPF}}}scheme", "")).strip(),
        language=element.get(XML_LANGUAGE, "").strip(),
        attributes=_attributes(element),
        line=_line(element),
    )


def _attributes(element: etree._Element) -> dict[str, str]:
    # Listing many attributes of one element takes the square of their number.
    if len(element.attrib) > MOST_ATTRIBUTES:
        return {}
    return {_attribute(key): text for key, text in element.items()}


def _attribute(key: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if key.startswith(namespace):
            return prefix + key[len(namespace) :]
    return key


def _manifest(root: etree._Element, path: str) -> Iterator[ManifestItem]:
    manifest = _child(root, "manifest")
    if manifest is None:
        return
    for element in manifest.iterchildren("{*}item"):
        href = element.get("href", "").strip()
        yield ManifestItem(
            id=element.get("id", "").strip(),
            href=href,
            path=resolve_address(href, path).path if href else "",
            media_type=element.get("media-type", "").strip(),
            properties=tuple(element.get("properties", "").split()),
            fallback=element.get("fallback", "").strip(),
            media_overlay=element.get("media-overlay", "").strip(),
            line=_line(element),
        )


def _spine(spine: etree._Element | None) -> Iterator[SpineItem]:
    if spine is None:
        return
    for element in spine.iterchildren("{*}itemref"):
        yield SpineItem(
            idref=element.get("idref", "").strip(),
            linear=element.get("linear", "yes").strip() != "no",
            properties=tuple(element.get("properties", "").split()),
            id=element.get("id", "").strip(),
            line=_line(element),
        )


def _guide(root: etree._Element) -> Iterator[tuple[str, str, int]]:
    guide = _child(root, "guide")
    for element in () if guide is None else guide.iterchildren("{*}reference"):
        yield element.get("type", "").strip(), element.get("href", "").strip(), _line(element)
