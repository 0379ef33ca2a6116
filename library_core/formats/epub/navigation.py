"""Navigation: the table of contents and the pages of print, from the navigation document or the NCX."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.epub.addresses import resolve_address, shown_id
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.xml_reading import XmlBroken, read_xml
from library_core.formats.findings import Finding
from library_core.textbooks.book import BookDocument, NavigationPoint

OPS_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
LONGEST_TITLE: Final = 500
MOST_POINTS: Final = 50_000
DEEPEST: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """What a book says of its own order."""

    contents: tuple[NavigationPoint, ...] = ()
    pages: tuple[NavigationPoint, ...] = ()
    landmarks: tuple[NavigationPoint, ...] = ()


def read_nav(
    archive: EpubArchive, path: str, shown: Mapping[str, str], findings: list[Finding]
) -> Navigation:
    """Return what a navigation document (EPUB 3) says; empty, with a finding, if it can't be read."""
    root = _read(archive, path, findings)
    if root is None:
        return Navigation()
    lists: dict[str, tuple[NavigationPoint, ...]] = {}
    for nav in root.iter("{*}nav"):
        for kind in nav.get(OPS_TYPE, "").split():
            first = next(nav.iterchildren("{*}ol"), None)
            points = () if first is None else tuple(_of_list(first, path, shown, DEEPEST))
            lists.setdefault(kind, points)
    return Navigation(
        contents=lists.get("toc", ()),
        pages=lists.get("page-list", ()),
        landmarks=lists.get("landmarks", ()),
    )


def read_ncx(
    archive: EpubArchive, path: str, shown: Mapping[str, str], findings: list[Finding]
) -> Navigation:
    """Return what an NCX (EPUB 2) says; empty, with a finding, if it can't be read."""
    root = _read(archive, path, findings)
    if root is None:
        return Navigation()
    contents, pages = root.find("{*}navMap"), root.find("{*}pageList")
    return Navigation(
        contents=() if contents is None else tuple(_of_points(contents, path, shown, DEEPEST)),
        pages=()
        if pages is None
        else tuple(_ncx_point(each, path, shown) for each in pages.iterchildren("{*}pageTarget")),
    )


def points_of_spine(documents: Iterable[BookDocument]) -> tuple[NavigationPoint, ...]:
    """Return one entry a document, for a book that says nothing of its order."""
    return tuple(
        NavigationPoint(title=document.title or document.path.rpartition("/")[2], document=document.path)
        for document in documents
        if document.linear
    )


def _read(archive: EpubArchive, path: str, findings: list[Finding]) -> etree._Element | None:
    if path not in archive:
        findings.append(Finding(id="RSC-001", path=path, values={"path": path}))
        return None
    try:
        root = read_xml(archive.read(path), path)
    except XmlBroken as broken:
        findings.append(broken.finding)
        return None
    places = sum(1 for _ in root.iter("{*}li", "{*}navPoint", "{*}pageTarget"))
    if places > MOST_POINTS:
        findings.append(Finding(id="LIM-008", path=path, values={"most": str(MOST_POINTS)}))
        return None
    return root


def _of_list(
    listing: etree._Element, path: str, shown: Mapping[str, str], deepest: int
) -> Iterator[NavigationPoint]:
    for item in listing.iterchildren("{*}li"):
        label = next(item.iterchildren("{*}a", "{*}span"), None)
        below = next(item.iterchildren("{*}ol"), None)
        children = () if below is None or not deepest else tuple(_of_list(below, path, shown, deepest - 1))
        href = "" if label is None else label.get("href", "")
        title = _words(item if label is None else label)
        if title or children:
            yield _point(title, href, path, shown, children)


def _of_points(
    parent: etree._Element, path: str, shown: Mapping[str, str], deepest: int
) -> Iterator[NavigationPoint]:
    for point in parent.iterchildren("{*}navPoint"):
        children = tuple(_of_points(point, path, shown, deepest - 1)) if deepest else ()
        yield _ncx_point(point, path, shown, children)


def _ncx_point(
    point: etree._Element, path: str, shown: Mapping[str, str], children: tuple[NavigationPoint, ...] = ()
) -> NavigationPoint:
    label, content = point.find("{*}navLabel"), point.find("{*}content")
    title = point.get("value", "") if label is None else _words(label)
    return _point(title, "" if content is None else content.get("src", ""), path, shown, children)


def _point(
    title: str, href: str, path: str, shown: Mapping[str, str], children: tuple[NavigationPoint, ...]
) -> NavigationPoint:
    address = resolve_address(href, path)
    document = "" if address.scheme or not href else shown.get(address.path, "")
    return NavigationPoint(
        title=title,
        document=document,
        fragment=shown_id(address.fragment) if document else "",
        children=children,
    )


def _words(label: etree._Element) -> str:
    parts: list[str] = []
    for element in label.iter("*"):
        if etree.QName(element).localname == "img":
            parts.append(element.get("alt", ""))
        parts.append(element.text or "")
        if element is not label:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())[:LONGEST_TITLE]
