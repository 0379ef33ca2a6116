"""Check one rendition: its package document, every document that it lists, and what crosses them.

Documents are read one at a time, and only what others need of them is kept: memory holds one tree.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.archive.encryption import ENCRYPTION, read_encryption, unreadable_paths
from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.preflight.asking_models import FAULTS, check_safely, fault_finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.crossing.feature_checks import (
    LINKS,
    check_features,
    check_page_size,
    check_reach,
    check_unused,
)
from library_core.preflight.crossing.navigation_checks import check_ncx, check_regions
from library_core.preflight.crossing.overlay_checks import check_active_classes, check_overlays
from library_core.preflight.crossing.package_references import check_package_references
from library_core.preflight.crossing.reading_order import check_reading_order
from library_core.preflight.crossing.reference_checks import check_references
from library_core.preflight.crossing.resource_checks import check_remote_items, check_resources
from library_core.preflight.documents.css_references import contents_of_sheet
from library_core.preflight.documents.ncx import NcxDocument, read_ncx
from library_core.preflight.documents.overlays import Overlay, read_overlay
from library_core.preflight.documents.parsing import parsed
from library_core.preflight.documents.references import Contents
from library_core.preflight.documents.weighing import Scales
from library_core.preflight.documents.xhtml_references import contents_of_document
from library_core.preflight.models.checking import Kind
from library_core.preflight.package.collection_checks import check_collections
from library_core.preflight.package.fallbacks import check_fallbacks
from library_core.preflight.package.manifest_checks import check_guide, check_manifest, check_spine
from library_core.preflight.package.media_types import (
    CSS_TYPE,
    DTBOOK_TYPE,
    NCX_TYPE,
    OLD_CONTENT,
    SMIL_TYPE,
    SVG_TYPE,
    XHTML_TYPE,
    essence,
)
from library_core.preflight.package.metadata_checks import check_links, check_metadata
from library_core.preflight.package.property_checks import check_properties
from library_core.preflight.package.reading import Item, PackageDocument
from library_core.preflight.quality.audio_coverage import Recorded, check_audio
from library_core.preflight.quality.book_checks import check_book
from library_core.preflight.quality.pages import check_page
from library_core.preflight.quality.passages import SpokenPassage, passages_of
from library_core.preflight.quality.recordings import read_recordings
from library_core.preflight.report import AudioCoverage
from library_core.textbooks.book import Textbook

KINDS: Final[dict[str, Kind]] = {
    XHTML_TYPE: "xhtml",
    SVG_TYPE: "svg",
    CSS_TYPE: "css",
    SMIL_TYPE: "overlay",
    NCX_TYPE: "ncx",
    DTBOOK_TYPE: "dtbook",
}

WHOLE_BOOK: Final[tuple[Callable[[OpenedBook], Iterator[Finding]], ...]] = (
    check_references,
    check_reading_order,
    check_ncx,
    check_regions,
    check_overlays,
    check_active_classes,
    check_reach,
    check_unused,
    check_package_references,
    check_book,
)


@dataclass(slots=True, kw_only=True)
class Gathering:
    """What has been read so far of a rendition."""

    contents: dict[str, Contents] = field(default_factory=dict)
    overlays: dict[str, Overlay] = field(default_factory=dict)
    ncx: dict[str, NcxDocument] = field(default_factory=dict)
    pages: dict[str, tuple[SpokenPassage, ...]] = field(default_factory=dict)
    scales: Scales = field(default_factory=Scales)


def check_rendition(
    archive: Archive, package: PackageDocument, earlier: Textbook | None
) -> Iterator[Finding | AudioCoverage]:
    """Yield what is wrong with a rendition, and last how far its audio goes."""
    encryption = read_encryption(archive)
    yield from _guarded(partial(_check_package, package, archive), package.path)
    yield from _guarded(partial(check_resources, package, archive, encryption), package.path)
    for path in sorted(unreadable_paths(encryption) - set(archive.entries)):
        yield Finding(id="RSC-007", path=ENCRYPTION, values={"name": path})
    gathering = Gathering()
    unreadable = unreadable_paths(encryption)
    for item in package.by_path.values():
        if item.path in archive and item.path not in unreadable:
            yield from _guarded(partial(_read, archive, package, item, gathering), item.path)
    book = OpenedBook(
        archive=archive,
        package=package,
        encryption=encryption,
        contents=gathering.contents,
        overlays=gathering.overlays,
        ncx=gathering.ncx,
    )
    for check in WHOLE_BOOK:
        yield from _guarded(partial(check, book), package.path)
    if not package.is_epub2:
        yield from _guarded(partial(_check_modern, book), package.path)
    fingerprints, findings = read_recordings(archive)
    yield from findings
    audio, findings = check_audio(
        book, _in_order(book, gathering), Recorded(fingerprints=fingerprints, earlier=earlier)
    )
    yield from findings
    yield audio


def _guarded(check: Callable[[], Iterator[Finding]], path: str) -> Iterator[Finding]:
    try:
        yield from check()
    except FAULTS as fault:
        yield fault_finding(fault, path)


def _check_package(package: PackageDocument, archive: Archive) -> Iterator[Finding]:
    yield from check_metadata(package)
    yield from check_manifest(package)
    yield from check_fallbacks(package)
    yield from check_spine(package)
    yield from check_guide(package, frozenset(archive.entries))
    if not package.is_epub2:
        yield from check_properties(package)
        yield from check_links(package, frozenset(archive.entries))


def _check_modern(book: OpenedBook) -> Iterator[Finding]:
    yield from check_features(book)
    yield from check_collections(book.package, book.contents)
    referred = frozenset(
        reference.address.path
        for contents in book.contents.values()
        for reference in contents.references
        if reference.kind not in LINKS
    )
    yield from check_remote_items(book.package, referred, has_scripts=book.has_scripts)


def _read(archive: Archive, package: PackageDocument, item: Item, gathering: Gathering) -> Iterator[Finding]:
    media_type = essence(item.media_type)
    kind = KINDS.get(media_type)
    if item.id == package.toc:
        kind = "ncx"
    elif package.is_epub2 and media_type in OLD_CONTENT:
        kind = "xhtml"
    if kind is None:
        return
    refused = gathering.scales.refuse_size(archive.size(item.path), item.path)
    if refused is not None:
        yield refused
        return
    try:
        content = archive.read(item.path)
    except UnreadableEntry as unreadable:
        yield unreadable.finding
        return
    refused = gathering.scales.refuse_content(content, item.path)
    if refused is not None:
        yield refused
        return
    model: Kind = "navigation" if kind == "xhtml" and "nav" in item.properties else kind
    yield from check_safely(model, content, item.path, package.version)
    yield from _gather(kind, content, package, item, gathering)


def _gather(
    kind: Kind, content: bytes, package: PackageDocument, item: Item, gathering: Gathering
) -> Iterator[Finding]:
    path = item.path
    if kind == "css":
        gathering.contents[path] = contents_of_sheet(content, path)
        return
    document = parsed(content)
    if kind == "overlay":
        gathering.overlays[path] = read_overlay(document, path)
        gathering.contents[path] = gathering.overlays[path].contents
    elif kind == "ncx":
        gathering.ncx[path] = read_ncx(document, path)
        gathering.contents[path] = gathering.ncx[path].contents
    elif kind in {"xhtml", "svg"}:
        gathering.contents[path] = contents_of_document(document, path)
        if document.root is not None and document.is_whole:
            yield from check_page(document.root, path)
            if package.is_in_spine(item) and package.is_fixed(item) and not package.is_epub2:
                yield from check_page_size(document.root, path)
            if package.is_in_spine(item) and "nav" not in item.properties:
                gathering.pages[path] = passages_of(document.root)


def _in_order(book: OpenedBook, gathering: Gathering) -> dict[str, tuple[SpokenPassage, ...]]:
    paths = [
        book.package.by_id[each.idref].path for each in book.package.spine if each.idref in book.package.by_id
    ]
    return {path: gathering.pages[path] for path in paths if path in gathering.pages}
