"""Reads an EPUB into a textbook: every file is kept as it was sent, every document of the spine is cleaned.

A valid book always comes in, a slightly wrong one with findings. Refused is what is unsafe, what is locked,
and what has nothing to read.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from library_core.formats.epub.archive import EpubArchive, open_archive
from library_core.formats.epub.cleaning import Surroundings
from library_core.formats.epub.container import read_container
from library_core.formats.epub.content_documents import ReadDocument, picture_document, read_content_document
from library_core.formats.epub.description import cover_of, language_of, metadata_of, title_of
from library_core.formats.epub.navigation import Navigation, points_of_spine, read_nav, read_ncx
from library_core.formats.epub.overlays import read_overlay
from library_core.formats.epub.package import Package
from library_core.formats.epub.package_document import read_package
from library_core.formats.epub.recordings import described, read_recordings
from library_core.formats.epub.spine import Shown, fallback_paths, items_by_id, resolve_spine
from library_core.formats.findings import Finding, PackageRefused
from library_core.metadata import Metadata
from library_core.objects import ObjectKey
from library_core.textbooks.book import BookDocument, Clip, NavigationPoint, Textbook

MOST_DOCUMENT_BYTES: Final = 512 * 1024**2
"""How long all documents of one book may be together, in bytes."""

MOST_FINDINGS: Final = 1_000
NCX_TYPE: Final = "application/x-dtbncx+xml"

Put = Callable[[BinaryIO], ObjectKey]
"""Stores bytes and returns their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBook:
    """A book as read.

    `manifest` leads from each file of the archive to its bytes, exactly as it was sent: with
    `mimetype` first and the rest in any order it is the same package again.
    """

    textbook: Textbook
    manifest: Mapping[str, ObjectKey]
    package: Package
    metadata: Metadata
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One book being read."""

    archive: EpubArchive
    package: Package
    put: Put
    spine: tuple[Shown, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    viewport: tuple[int, int] | None = None
    has_content: bool = False

    @property
    def shown(self) -> dict[str, str]:
        """From paths of documents to those of what is shown in their place."""
        return {
            **{each.original.path: each.item.path for each in self.spine},
            **{each.item.path: each.item.path for each in self.spine},
        }


def read_epub(source: BinaryIO, put: Put) -> ReadBook:
    """Read the EPUB; `source` can seek, `put` stores bytes. Raises PackageRefused."""
    archive = open_archive(source)
    container = read_container(archive)
    package = read_package(archive, container.rootfiles[0])
    reading = _Reading(archive=archive, package=package, put=put)
    reading.findings.extend((*archive.findings, *container.findings))
    reading.spine = resolve_spine(package, archive, reading.findings)
    _check_documents(reading)
    textbook = _read_textbook(reading)
    return ReadBook(
        textbook=textbook,
        manifest=_keep_files(reading),
        package=package,
        metadata=metadata_of(package, has_audio=bool(textbook.clips)),
        findings=tuple(reading.findings[:MOST_FINDINGS]),
    )


def _check_documents(reading: _Reading) -> None:
    if not reading.spine:
        raise PackageRefused([Finding(id="OPF-033", path=reading.package.path), *reading.findings[:20]])
    total = sum(reading.archive.size(each.item.path) for each in reading.spine if each.show == "document")
    if total > MOST_DOCUMENT_BYTES:
        values = {"size": str(total), "most": str(MOST_DOCUMENT_BYTES)}
        raise PackageRefused([Finding(id="LIM-002", values=values)])


def _read_textbook(reading: _Reading) -> Textbook:
    package = reading.package
    navigation = _read_navigation(reading)
    documents = _read_documents(reading, _titles(navigation.contents))
    return Textbook(
        title=title_of(package) or documents[0].title,
        documents=documents,
        navigation=navigation.contents or points_of_spine(documents),
        pages=navigation.pages,
        clips=_read_clips(reading),
        language=language_of(package),
        direction="rtl" if package.direction == "rtl" else "ltr",
        version=package.version or "2.0",
        cover=cover_of(package, reading.archive),
        viewport=reading.viewport,
    )


def _read_navigation(reading: _Reading) -> Navigation:
    """Return the navigation by the document of EPUB 3, or where it says nothing, by the NCX."""
    package, items = reading.package, items_by_id(reading.package)
    navigation = Navigation()
    nav = next((item for item in package.manifest if "nav" in item.properties), None)
    if nav is not None:
        navigation = read_nav(reading.archive, nav.path, reading.shown, reading.findings)
    named = items.get(package.toc) if package.toc else None
    ncx = named or next((item for item in package.manifest if item.media_type == NCX_TYPE), None)
    if navigation.contents or ncx is None or not ncx.path:
        return navigation
    old = read_ncx(reading.archive, ncx.path, reading.shown, reading.findings)
    return replace(navigation, contents=old.contents, pages=navigation.pages or old.pages)


def _titles(points: tuple[NavigationPoint, ...]) -> dict[str, str]:
    """Return how the contents call each document: the first entry that leads to it."""
    titles: dict[str, str] = {}
    waiting = list(reversed(points))
    while waiting:
        point = waiting.pop()
        if point.document and point.title:
            titles.setdefault(point.document, point.title)
        waiting.extend(reversed(point.children))
    return titles


def _read_documents(reading: _Reading, titles: Mapping[str, str]) -> tuple[BookDocument, ...]:
    shown = reading.shown
    around = Surroundings(
        resources=frozenset(reading.archive.names),
        documents=frozenset(shown.values()),
        shown={**fallback_paths(reading.package, reading.archive), **shown},
    )
    documents = tuple(_read_document(reading, each, around, titles) for each in reading.spine)
    if not reading.has_content:
        raise PackageRefused(reading.findings[:MOST_FINDINGS])
    return documents


def _read_document(
    reading: _Reading, each: Shown, around: Surroundings, titles: Mapping[str, str]
) -> BookDocument:
    path = each.item.path
    title = titles.get(path, "")
    read = _read_one(reading, each, around, title)
    reading.findings.extend(read.findings)
    reading.has_content = reading.has_content or bool(read.html)
    if each.layout == "fixed" and reading.viewport is None:
        reading.viewport = read.viewport
    return BookDocument(
        path=path,
        title=title or read.title,
        html=reading.put(io.BytesIO(read.html.encode())),
        passages=read.passages,
        layout=each.layout,
        linear=each.spine.linear,
        scripted=read.is_scripted or "scripted" in each.item.properties,
        language=read.language,
    )


def _read_one(reading: _Reading, each: Shown, around: Surroundings, title: str) -> ReadDocument:
    path = each.item.path
    if each.show == "picture":
        return picture_document(path, title)
    return read_content_document(reading.archive.read(path), path, around, language_of(reading.package))


def _read_clips(reading: _Reading) -> tuple[Clip, ...]:
    items, shown = items_by_id(reading.package), reading.shown
    overlays: dict[str, None] = {}
    for each in reading.spine:
        overlay = items.get(each.item.media_overlay or each.original.media_overlay)
        if overlay is not None and overlay.path in reading.archive:
            overlays[overlay.path] = None
    if not overlays:
        return ()
    recordings = read_recordings(reading.archive, shown, reading.findings)
    return tuple(
        described(clip, recordings)
        for path in overlays
        for clip in read_overlay(reading.archive, path, shown, reading.findings)
    )


def _keep_files(reading: _Reading) -> dict[str, ObjectKey]:
    manifest: dict[str, ObjectKey] = {}
    for name in reading.archive.names:
        with reading.archive.open(name) as source:
            manifest[name] = reading.put(source)
    return manifest
