"""The table of contents of a textbook as HTML, made once for all of its readers."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from markupsafe import escape

from library_core.textbooks.book import NavigationPoint, Textbook


def contents_html(book: Textbook, numbers: Mapping[str, int], base: str) -> str:
    """Return nested lists of links; a book without navigation is listed by its documents."""
    points = book.navigation or tuple(
        NavigationPoint(title=document.title or document.path, document=document.path)
        for document in book.documents
        if document.linear
    )
    return "".join(_list(points, numbers, base))


def mark_current(contents: str, base: str, number: int) -> str:
    """Return the contents with the first entry of this document marked as the page that is shown."""
    for end in ('"', "#"):
        link = f'href="{base}/{number}{end}'
        if link in contents:
            return contents.replace(link, f'aria-current="page" {link}', 1)
    return contents


def point_address(point: NavigationPoint, numbers: Mapping[str, int], base: str) -> str | None:
    """Return where an entry leads, or None if it leads nowhere."""
    number = numbers.get(point.document)
    if number is None:
        return None
    return f"{base}/{number}" + (f"#{quote(point.fragment, safe='')}" if point.fragment else "")


def _list(points: Iterable[NavigationPoint], numbers: Mapping[str, int], base: str) -> Iterator[str]:
    yield "<ol>"
    for point in points:
        address = point_address(point, numbers, base)
        title = escape(point.title)
        yield f'<li><a href="{escape(address)}">{title}</a>' if address else f"<li><span>{title}</span>"
        if point.children:
            yield from _list(point.children, numbers, base)
        yield "</li>"
    yield "</ol>"
