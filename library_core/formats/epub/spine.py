"""The spine resolved: which file is shown for each document, by fallbacks and the layout it is to have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.package import ManifestItem, Package, SpineItem
from library_core.formats.findings import Finding
from library_core.textbooks.book import Layout

XHTML_TYPES: Final = frozenset(
    {
        *("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml"),
        *("application/xml", "text/xml"),
    }
)
SVG_TYPE: Final = "image/svg+xml"
PICTURE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})

Show = Literal["document", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown for an item of the spine: `item` is the last of its fallbacks that was needed."""

    spine: SpineItem
    item: ManifestItem
    original: ManifestItem
    show: Show
    layout: Layout


def resolve_spine(package: Package, archive: EpubArchive, findings: list[Finding]) -> tuple[Shown, ...]:
    """Return what is shown, in order; what can't be is a finding.

    A book without a spine shows its documents in the order of the manifest.
    """
    items = items_by_id(package)
    spine = package.spine or tuple(
        SpineItem(idref=item.id)
        for item in package.manifest
        if item.media_type in XHTML_TYPES and "nav" not in item.properties
    )
    if not package.spine:
        findings.append(Finding(id="OPF-033", path=package.path, line=package.spine_line))
    return tuple(_resolve_all(package, archive, items, spine, findings))


def items_by_id(package: Package) -> dict[str, ManifestItem]:
    """Return the resources of the manifest by id; of two with one id the first."""
    items: dict[str, ManifestItem] = {}
    for item in package.manifest:
        items.setdefault(item.id, item)
    return items


def fallback_paths(package: Package, archive: EpubArchive) -> dict[str, str]:
    """Return, for pictures of foreign kinds, the path of the first picture among their fallbacks."""
    items = items_by_id(package)
    paths: dict[str, str] = {}
    for item in package.manifest:
        if item.fallback and item.media_type.startswith("image/") and not _is_picture(item):
            found = next((each for each in _chain(item, items) if _is_picture(each)), None)
            if found is not None and found.path in archive:
                paths[item.path] = found.path
    return paths


def _resolve_all(
    package: Package,
    archive: EpubArchive,
    items: Mapping[str, ManifestItem],
    spine: tuple[SpineItem, ...],
    findings: list[Finding],
) -> Iterator[Shown]:
    seen: set[str] = set()
    fixed = _is_fixed(package)
    for place in spine:
        original = items.get(place.idref)
        if original is None:
            values = {"id": place.idref, "name": place.idref}
            findings.append(Finding(id="OPF-049", path=package.path, line=place.line, values=values))
            continue
        item = next((each for each in _chain(original, items) if _is_shown(each, archive)), None)
        if item is None:
            findings.append(_unshown(package, archive, original))
        elif item.path not in seen:
            seen.add(item.path)
            yield Shown(
                spine=place,
                item=item,
                original=original,
                show="picture" if item.media_type in PICTURE_TYPES else "document",
                layout=_layout(place, fixed=fixed),
            )


def _chain(item: ManifestItem, items: Mapping[str, ManifestItem]) -> Iterator[ManifestItem]:
    """Yield the item and its fallbacks, each once."""
    seen: set[str] = set()
    current: ManifestItem | None = item
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = items.get(current.fallback) if current.fallback else None


def _is_picture(item: ManifestItem) -> bool:
    return item.media_type in PICTURE_TYPES or item.media_type == SVG_TYPE


def _is_shown(item: ManifestItem, archive: EpubArchive) -> bool:
    return item.path in archive and (item.media_type in XHTML_TYPES or _is_picture(item))


def _unshown(package: Package, archive: EpubArchive, item: ManifestItem) -> Finding:
    if item.path not in archive:
        return Finding(id="RSC-001", path=item.path or item.href, values={"path": item.path or item.href})
    values = {"type": item.media_type, "media_type": item.media_type}
    return Finding(id="OPF-043", path=package.path, line=item.line, values=values)


def _is_fixed(package: Package) -> bool:
    said = package.values("rendition:layout")
    return "pre-paginated" in said or "true" in package.values("fixed-layout")


def _layout(place: SpineItem, *, fixed: bool) -> Layout:
    if "rendition:layout-pre-paginated" in place.properties:
        return "fixed"
    if "rendition:layout-reflowable" in place.properties:
        return "reflowable"
    return "fixed" if fixed else "reflowable"
