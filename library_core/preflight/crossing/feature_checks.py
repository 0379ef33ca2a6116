"""What documents contain against the properties that the manifest gives them; fixed layout; reach."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.crossing.viewports import check_viewport
from library_core.preflight.documents.references import Contents
from library_core.preflight.documents.xhtml_references import SVG, XHTML
from library_core.preflight.package.media_types import (
    CSS_TYPE,
    NCX_TYPE,
    SMIL_TYPE,
    SVG_TYPE,
    XHTML_TYPE,
    essence,
)
from library_core.preflight.package.reading import Item

REQUIRED: Final = ("mathml", "remote-resources", "scripted", "svg", "switch")
LINKS: Final = frozenset({"hyperlink", "toc", "page list", "landmark", "region"})
NEEDLESS: Final = ("mathml", "scripted", "svg", "switch")


def check_features(book: OpenedBook) -> Iterator[Finding]:
    """Yield properties that the manifest lacks or gives in vain, document by document."""
    for item in book.package.by_path.values():
        contents = book.contents.get(item.path)
        if contents is None or not contents.is_whole:
            continue
        media_type = essence(item.media_type)
        if media_type in {XHTML_TYPE, SVG_TYPE}:
            yield from _check_document(book, item, contents, is_svg=media_type == SVG_TYPE)
        elif media_type in {SMIL_TYPE, CSS_TYPE}:
            yield from _check_remote(item, contents)


def _check_document(book: OpenedBook, item: Item, contents: Contents, *, is_svg: bool) -> Iterator[Finding]:
    found: set[str] = {name for name in REQUIRED if name in contents.features}
    found -= {"svg"} if is_svg else set()
    shows_svg = "svg image" in contents.features or any(
        (target := book.package.by_path.get(reference.address.path)) is not None
        and target.media_type == SVG_TYPE
        and reference.kind in {"image", "generic", "picture image", "picture source"}
        for reference in contents.references
    )
    for name in sorted(found - set(item.properties)):
        yield Finding(id="OPF-014", path=item.path, values={"property": name})
    for name in sorted(set(item.properties) & set(NEEDLESS) - found - ({"svg"} if shows_svg else set())):
        yield Finding(id="OPF-015", path=item.path, values={"property": name})
    if "remote-resources" in item.properties and "remote-resources" not in found:
        yield Finding(id="OPF-018b" if "scripted" in found else "OPF-018", path=item.path)


def _check_remote(item: Item, contents: Contents) -> Iterator[Finding]:
    needed, given = "remote-resources" in contents.features, "remote-resources" in item.properties
    if needed and not given:
        yield Finding(id="OPF-014", path=item.path, values={"property": "remote-resources"})


def check_reach(book: OpenedBook) -> Iterator[Finding]:
    """Yield documents out of the order of reading to which no link leads."""
    linked = {
        reference.address.path
        for contents in book.contents.values()
        for reference in contents.references
        if reference.kind in LINKS
    }
    for itemref in book.package.spine:
        item = book.package.by_id.get(itemref.idref)
        if item is None or itemref.is_linear or item.path in linked:
            continue
        id = "OPF-096b" if book.has_scripts else "OPF-096"
        yield Finding(id=id, path=book.package.path, line=itemref.line, values={"name": item.path})


def check_unused(book: OpenedBook) -> Iterator[Finding]:
    """Yield listed resources that no document, style sheet or overlay shows."""
    used = {
        reference.address.path
        for each in book.contents.values()
        for reference in each.references
        if reference.kind not in LINKS
    }
    spared = {"nav", "cover-image"}
    helpers = {name for item in book.package.items for name in (item.fallback, item.overlay)}
    for item in book.package.by_path.values():
        if item.path in used or book.package.is_in_spine(item) or spared & set(item.properties):
            continue
        if item.id in helpers or item.media_type == NCX_TYPE:
            continue
        yield Finding(id="OPF-097", path=book.package.path, line=item.line, values={"name": item.path})


def check_page_size(root: etree._Element, path: str) -> Iterator[Finding]:
    """Yield that a document of fixed layout doesn't say how large it is."""
    if root.tag == f"{{{SVG}}}svg":
        if root.get("viewBox") is None:
            yield Finding(id="HTM-048", path=path, line=root.sourceline or 0)
        return
    found = [each for each in root.iter(f"{{{XHTML}}}meta") if (each.get("name") or "").strip() == "viewport"]
    if not found:
        yield Finding(id="HTM-046", path=path)
        return
    yield from check_viewport(found[0].get("content") or "", path, found[0].sourceline or 0)
