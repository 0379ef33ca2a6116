"""Order: the table of contents and the overlays go through the book as its spine and its documents go."""

from collections.abc import Iterable, Iterator

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.crossing.reference_checks import is_identifier
from library_core.preflight.documents.references import Reference


def check_reading_order(book: OpenedBook) -> Iterator[Finding]:
    """Yield links of the table of contents and overlays that lead back."""
    if book.package.is_epub2:
        return
    links = [
        reference
        for contents in book.contents.values()
        for reference in contents.references
        if reference.kind == "toc"
    ]
    yield from _check_order(book, links, "NAV-011")
    spoken = [
        reference
        for path in book.overlays
        for reference in book.contents[path].references
        if reference.kind == "spoken text"
    ]
    yield from _check_order(book, spoken, "MED-015")


def _check_order(book: OpenedBook, references: Iterable[Reference], id: str) -> Iterator[Finding]:
    last_place, last_position = -1, -1
    for reference in references:
        item = book.package.by_path.get(reference.address.path)
        if item is None or not book.package.is_in_spine(item):
            continue
        place = book.package.order[item.id]
        fragment = reference.address.fragment
        contents = book.contents.get(item.path)
        found = None if contents is None or not fragment else contents.identifiers.get(fragment)
        if fragment and found is None and is_identifier(fragment, item.media_type):
            continue
        position = -1 if found is None else found[1]
        back = place < last_place or (place == last_place and position < last_position)
        if back:
            values = {"name": f"{item.path}#{fragment}" if fragment else item.path}
            yield Finding(id=id, path=reference.path, line=reference.line, values=values)
        last_place, last_position = place, position
