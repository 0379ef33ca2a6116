"""Manifest, spine, guide: each resource once, at a proper address, of a type that may stand where it does."""

from collections.abc import Iterator

from library_core.formats.findings import Finding
from library_core.preflight.documents.addresses import check_address, resolved
from library_core.preflight.package.fallbacks import has_content_fallback
from library_core.preflight.package.media_types import (
    CORE_IMAGES_OF_EPUB2,
    CSS_TYPE,
    NCX_TYPE,
    OLD_CONTENT,
    OLD_STYLES,
    PREFERRED,
    is_content,
)
from library_core.preflight.package.reading import Item, PackageDocument


def check_manifest(package: PackageDocument) -> Iterator[Finding]:
    """Yield what is wrong with the resources of the manifest as they are listed."""
    seen: set[str] = set()
    for item in package.items:
        where = item.line
        yield from check_address(item.address, package.path, where)
        values = {"name": item.path, "type": item.media_type}
        if item.path in seen:
            yield Finding(id="OPF-074", path=package.path, line=where, values=values)
        seen.add(item.path)
        if item.address.scheme == "data" and not package.is_in_spine(item) and not package.is_epub2:
            yield Finding(id="RSC-029", path=package.path, line=where)
        if item.address.fragment is not None and item.address.scheme != "data" and not package.is_epub2:
            yield Finding(id="OPF-091", path=package.path, line=where, values=values)
        if item.path == package.path:
            yield Finding(id="OPF-099", path=package.path, line=where)
        if item.path.startswith("META-INF/"):
            yield Finding(id="PKG-025", path=package.path, line=where, values=values)
        yield from _check_type(package, item)


def _check_type(package: PackageDocument, item: Item) -> Iterator[Finding]:
    values = {"type": item.media_type}
    if package.is_epub2:
        if item.media_type == "text/html":
            yield Finding(id="OPF-035", path=package.path, line=item.line, values=values)
        elif item.media_type in OLD_CONTENT | OLD_STYLES:
            yield Finding(id="OPF-037", path=package.path, line=item.line, values=values)
    elif item.media_type in PREFERRED:
        values = {**values, "preferred": PREFERRED[item.media_type]}
        yield Finding(id="OPF-090", path=package.path, line=item.line, values=values)


def check_spine(package: PackageDocument) -> Iterator[Finding]:
    """Yield what is wrong with the order of reading."""
    if package.toc and package.toc not in package.by_id:
        values = {"identifier": package.toc}
        yield Finding(id="OPF-049", path=package.path, line=package.toc_line, values=values)
    elif package.toc and package.by_id[package.toc].media_type != NCX_TYPE:
        yield Finding(id="OPF-050", path=package.path, line=package.toc_line)
    seen: set[str] = set()
    for itemref in package.spine:
        item = package.by_id.get(itemref.idref)
        if item is None:
            values = {"identifier": itemref.idref}
            if not itemref.idref:
                continue
            yield Finding(id="OPF-049", path=package.path, line=itemref.line, values=values)
            continue
        if itemref.idref in seen and package.is_epub2:
            values = {"identifier": itemref.idref}
            yield Finding(id="OPF-034", path=package.path, line=itemref.line, values=values)
        if itemref.idref not in seen:
            yield from _check_spine_item(package, item)
        seen.add(itemref.idref)
    if seen and not any(itemref.is_linear for itemref in package.spine if itemref.idref in seen):
        yield Finding(id="OPF-033", path=package.path, line=package.toc_line)


def _check_spine_item(package: PackageDocument, item: Item) -> Iterator[Finding]:
    values = {"type": item.media_type, "identifier": item.id}
    if item.address.scheme == "data":
        yield Finding(id="RSC-029", path=package.path, line=item.line)
    if "data-nav" in item.properties:
        yield Finding(id="OPF-077", path=package.path, line=item.line)
    if is_content(item.media_type, package.version):
        return
    if package.is_epub2 and item.media_type in OLD_CONTENT:
        return
    if package.is_epub2 and item.media_type in CORE_IMAGES_OF_EPUB2 | {CSS_TYPE} | OLD_STYLES:
        yield Finding(id="OPF-042", path=package.path, line=item.line, values=values)
    elif not item.fallback:
        yield Finding(id="OPF-043", path=package.path, line=item.line, values=values)
    elif not has_content_fallback(package, item):
        yield Finding(id="OPF-044", path=package.path, line=item.line, values=values)


def check_guide(package: PackageDocument, archived: frozenset[str]) -> Iterator[Finding]:
    """Yield references of the guide that lead to no document of the book."""
    for reference in package.guide:
        address = resolved(package.path, reference.get("href"))
        values = {"name": address.path}
        item = package.by_path.get(address.path)
        if item is None:
            yield Finding(id="OPF-031", path=package.path, line=reference.line, values=values)
            id = "RSC-008" if address.path in archived else "RSC-007"
            yield Finding(id=id, path=package.path, line=reference.line, values=values)
        elif not is_content(item.media_type, package.version) and item.media_type not in OLD_CONTENT:
            yield Finding(id="OPF-032", path=package.path, line=reference.line, values=values)
