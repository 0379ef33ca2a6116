"""Navigation: NCX and navigation document against the package."""

from collections.abc import Iterator

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.package.reading import DC


def check_ncx(book: OpenedBook) -> Iterator[Finding]:
    """Yield an NCX whose identifier is another than the book's."""
    wanted = (book.package.unique_identifier or "").strip()
    identifier = next(
        (
            entry.text
            for entry in book.package.metadata
            if entry.namespace == DC and entry.name == "identifier" and entry.get("id") == wanted
        ),
        None,
    )
    for path, ncx in book.ncx.items():
        if ncx.identifier is None or identifier is None:
            continue
        if ncx.identifier.strip() != identifier:
            values = {"ncx": ncx.identifier, "package": identifier}
            yield Finding(id="NCX-001", path=path, line=ncx.identifier_line, values=values)


def check_regions(book: OpenedBook) -> Iterator[Finding]:
    """Yield region-based links to documents of no fixed layout; a navigation document in EPUB 2."""
    for contents in book.contents.values():
        for reference in contents.references:
            if reference.kind == "region":
                item = book.package.by_path.get(reference.address.path)
                if item is None or not book.package.is_fixed(item):
                    yield Finding(id="NAV-009", path=reference.path, line=reference.line)
