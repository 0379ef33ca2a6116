"""Overlays and the documents they speak: each document by the one overlay that it names, in styles it has."""

from collections.abc import Iterator

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.documents.references import Contents
from library_core.preflight.package.media_types import is_content
from library_core.preflight.package.reading import Item

ACTIVE = ("media:active-class", "media:playback-active-class")
USUAL = {
    "-epub-media-overlay-active": "media:active-class",
    "-epub-media-overlay-playing": "media:playback-active-class",
}


def check_overlays(book: OpenedBook) -> Iterator[Finding]:
    """Yield overlays and documents that don't fit together, and clips whose times can't be."""
    spoken_by: dict[str, str] = {}
    for item in book.package.by_path.values():
        if item.path not in book.overlays:
            continue
        for reference in book.contents[item.path].references:
            if reference.kind != "spoken text":
                continue
            target = reference.address.path
            if spoken_by.setdefault(target, item.id) != item.id:
                yield Finding(id="MED-011", path=item.path, line=reference.line, values={"name": target})
        yield from _check_clips(book, item)
    for item in book.package.by_path.values():
        if is_content(item.media_type, book.package.version) and not book.package.is_epub2:
            yield from _check_pair(book, item, spoken_by.get(item.path))


def _check_clips(book: OpenedBook, item: Item) -> Iterator[Finding]:
    for clip in book.overlays[item.path].clips:
        if clip.audio is not None and clip.audio.fragment is not None:
            values = {"fragment": clip.audio.fragment}
            yield Finding(id="MED-014", path=item.path, line=clip.line, values=values)
        if clip.begin is None or clip.end is None:
            continue
        if clip.begin > clip.end:
            yield Finding(id="MED-008", path=item.path, line=clip.line)
        elif clip.begin == clip.end:
            yield Finding(id="MED-009", path=item.path, line=clip.line)


def _check_pair(book: OpenedBook, item: Item, overlay: str | None) -> Iterator[Finding]:
    values = {"name": item.path}
    if overlay is not None and not item.overlay:
        yield Finding(id="MED-010", path=book.package.path, line=item.line, values=values)
    elif overlay is not None and overlay != item.overlay:
        yield Finding(id="MED-012", path=book.package.path, line=item.line, values=values)
    elif overlay is None and item.overlay:
        yield Finding(id="MED-013", path=book.package.path, line=item.line, values=values)


def check_active_classes(book: OpenedBook) -> Iterator[Finding]:
    """Yield documents with an overlay but no style sheet to show what is read, and undeclared classes."""
    declared = {name for name in ACTIVE if book.package.property_values(name)}
    for item in book.package.by_path.values():
        contents = book.contents.get(item.path)
        if contents is None:
            continue
        if item.overlay and declared and contents.is_whole and "styled" not in contents.features:
            yield Finding(id="CSS-030", path=item.path)
        yield from _check_usual(book, item, contents, declared)


def _check_usual(book: OpenedBook, item: Item, contents: Contents, declared: set[str]) -> Iterator[Finding]:
    for name in sorted(contents.classes & set(USUAL)):
        if USUAL[name] not in declared and book.overlays:
            values = {"class": name, "property": USUAL[name]}
            yield Finding(id="CSS-029", path=item.path, values=values)
