"""Content documents, the navigation document and the NCX of a publication, as XHTML and XML."""

from collections.abc import Iterator
from html import escape
from typing import Final

from library_core.formats.epub_writing.publication import Publication, WrittenDocument
from library_core.textbooks.book import NavigationPoint

STYLESHEET: Final = "style/book.css"
NAVIGATION: Final = "nav.xhtml"
NCX: Final = "toc.ncx"
_WORDS: Final = {
    "en": {"toc": "Contents", "pages": "Pages", "landmarks": "Landmarks", "start": "Beginning of the text"},
    "ru": {"toc": "Содержание", "pages": "Страницы", "landmarks": "Разделы книги", "start": "Начало текста"},
}


def write_document(publication: Publication, document: WrittenDocument) -> str:
    """Return a whole content document."""
    depth = document.path.count("/")
    wrapped = f'<section epub:type="{document.kind}">\n{document.body}\n</section>'
    return _page(publication.language, document.title, "../" * depth + STYLESHEET, wrapped)


def write_navigation(publication: Publication) -> str:
    """Return the navigation document: contents, landmarks, and pages if they are known."""
    words = words_of(publication.language)
    contents = _list(publication.navigation)
    body = [
        f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>{words["toc"]}</h1>\n{contents}</nav>',
        f'<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>{words["landmarks"]}</h2>\n<ol>\n'
        f"{''.join(_landmarks(publication))}</ol></nav>",
    ]
    if publication.pages:
        body.append(
            f'<nav epub:type="page-list" id="pages" role="doc-pagelist" hidden="hidden">'
            f"<h2>{words['pages']}</h2>\n{_list(publication.pages)}</nav>"
        )
    return _page(publication.language, words["toc"], STYLESHEET, "\n".join(body))


def write_ncx(publication: Publication) -> str:
    """Return the contents as readers of EPUB 2 know them."""
    depth = max((_depth(point) for point in publication.navigation), default=1)
    counter = iter(range(1, 1_000_000))
    points = "".join(_ncx_point(point, counter) for point in publication.navigation)
    pages = "".join(_ncx_page(point, counter) for point in publication.pages)
    label = f"<navLabel><text>{words_of(publication.language)['pages']}</text></navLabel>"
    page_list = f"<pageList>{label}\n{pages}</pageList>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{publication.language}">\n'
        f'<head><meta name="dtb:uid" content="{escape(publication.identifier)}"/>'
        f'<meta name="dtb:depth" content="{depth}"/><meta name="dtb:totalPageCount" content="0"/>'
        '<meta name="dtb:maxPageNumber" content="0"/></head>\n'
        f"<docTitle><text>{escape(publication.title)}</text></docTitle>\n<navMap>\n{points}</navMap>\n"
        f"{page_list if publication.pages else ''}</ncx>\n"
    )


def words_of(language: str) -> dict[str, str]:
    """Return the words of the navigation in the language of the book, in English for one we don't speak."""
    return _WORDS.get(language.partition("-")[0], _WORDS["en"])


def _page(language: str, title: str, stylesheet: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{stylesheet}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _address(point: NavigationPoint) -> str:
    return escape(point.document + (f"#{point.fragment}" if point.fragment else ""), quote=True)


def _list(points: tuple[NavigationPoint, ...]) -> str:
    return "<ol>\n" + "".join(_list_item(point) for point in points) + "</ol>"


def _list_item(point: NavigationPoint) -> str:
    below = _list(point.children) if point.children else ""
    return f'<li><a href="{_address(point)}">{escape(point.title)}</a>{below}</li>\n'


def _landmarks(publication: Publication) -> Iterator[str]:
    words = words_of(publication.language)
    first = next((document for document in publication.documents if document.kind == "chapter"), None)
    if first is not None:
        yield f'<li><a epub:type="bodymatter" href="{first.path}">{words["start"]}</a></li>\n'


def _depth(point: NavigationPoint) -> int:
    return 1 + max((_depth(child) for child in point.children), default=0)


def _ncx_point(point: NavigationPoint, counter: Iterator[int]) -> str:
    number = next(counter)
    below = "".join(_ncx_point(child, counter) for child in point.children)
    return (
        f'<navPoint id="point-{number}" playOrder="{number}">'
        f"<navLabel><text>{escape(point.title)}</text></navLabel>"
        f'<content src="{_address(point)}"/>{below}</navPoint>\n'
    )


def _ncx_page(point: NavigationPoint, counter: Iterator[int]) -> str:
    number = next(counter)
    value = f' value="{point.title}"' if point.title.isdecimal() else ""
    return (
        f'<pageTarget id="point-{number}" type="normal"{value} playOrder="{number}"><navLabel>'
        f'<text>{escape(point.title)}</text></navLabel><content src="{_address(point)}"/></pageTarget>\n'
    )
