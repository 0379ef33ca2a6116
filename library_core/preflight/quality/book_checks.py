"""Our own checks of a whole book: rights, language, accessibility metadata, scripts, sizes of files."""

from collections.abc import Iterator
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.package.media_types import essence

LARGEST: Final = {"image": 5 * 1024**2, "audio": 100 * 1024**2, "video": 500 * 1024**2, "text": 2 * 1024**2}
"""Above these sizes, in bytes, a page loads slowly on a school's line."""

ACCESS: Final = ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
LICENCES: Final = frozenset({"license", "dcterms:license", "dcterms:rights", "cc:license"})


def check_book(book: OpenedBook) -> Iterator[Finding]:
    """Yield what a book lacks to be published."""
    package = book.package
    if not any(package.values("rights")) and not _has_licence(book):
        yield Finding(id="RGT-001", path=package.path)
    if not any(package.values("language")):
        yield Finding(id="LNG-002", path=package.path)
    missing = [name for name in ACCESS if not _has_property(book, f"schema:{name}")]
    if missing:
        values = {"names": ", ".join(f"schema:{name}" for name in missing)}
        yield Finding(id="ACM-001", path=package.path, values=values)
    for path, contents in book.contents.items():
        if "scripted" in contents.features:
            yield Finding(id="SCR-001", path=path)
    yield from _check_sizes(book)


def _has_licence(book: OpenedBook) -> bool:
    linked = any(LICENCES & set(link.get("rel").split()) for link in book.package.links)
    return linked or any(_has_property(book, name) for name in LICENCES)


def _has_property(book: OpenedBook, name: str) -> bool:
    """EPUB 3 has it as a property, EPUB 2 as a name with the value in `content`."""
    return any(
        entry.name == "meta"
        and (
            (entry.get("property") == name and entry.text)
            or (entry.get("name") == name and entry.get("content"))
        )
        for entry in book.package.metadata
    )


def _check_sizes(book: OpenedBook) -> Iterator[Finding]:
    for item in book.package.by_path.values():
        if item.path not in book.archive:
            continue
        media_type = essence(item.media_type)
        group = (
            "text" if media_type.endswith("xml") and "svg" not in media_type else media_type.partition("/")[0]
        )
        size, most = book.archive.size(item.path), LARGEST.get(group)
        if most is not None and size > most:
            values = {"size": f"{size / 1024**2:.1f}", "most": f"{most / 1024**2:.0f}"}
            yield Finding(id="SIZ-001", path=item.path, values=values)
