"""Cleaned HTML of a textbook in pieces: what stays as it is, and the places where real addresses are put.

An address stands in an attribute, never in text: a listing that shows `src="object:…"` stays what it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, unquote

from lxml import html as lxml_html

from api.book_formulas import settle_formulas
from library_core.reading.anchoring import ReadParagraph
from library_core.textbooks.book import BookDocument, Passage

_TAG: Final = re.compile(r"""<[a-zA-Z][^\s<>/"]*(?:\s+[^\s=<>"/]+(?:\s*=\s*"[^"]*")?)*\s*/?>""")
_ADDRESS: Final = re.compile(r"""(?<==")(object|document):([^"]*)(?=")""")
_NOTEBOOK: Final = re.compile(r"""\sdata-(?:notebook|lab)="([^"]*)\"""")
_ENTITIES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\u00a0"}
_ENTITY: Final = re.compile("|".join(_ENTITIES))


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in the HTML: of an object's path, of a document with its fragment, or of a notebook's card.

    Paths and fragments are percent-encoded, as they stand in the HTML.
    """

    kind: Literal["object", "document", "notebook"]
    name: str


Pieces = tuple[str | Hole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """What is put into the holes: where objects stand, the number of each document, and cards by name."""

    objects: str
    book: str
    numbers: Mapping[str, int]
    cards: Mapping[str, str]


def cut(html: str) -> Pieces:
    """Cut cleaned HTML into pieces, its formulas settled."""
    return tuple(piece for piece in _cut(settle_formulas(html)) if piece)


def notebooks_in(pieces: Pieces) -> tuple[str, ...]:
    """Return the names of the notebooks and labs that have a card among the pieces, each once."""
    found = (piece.name for piece in pieces if isinstance(piece, Hole) and piece.kind == "notebook")
    return tuple(dict.fromkeys(found))


def join(pieces: Pieces, addresses: Addresses) -> str:
    """Return the HTML with addresses and cards in their places."""
    fill: dict[str, Callable[[str], str]] = {
        "object": lambda name: addresses.objects + _encoded(name),
        "document": lambda name: _document_address(name, addresses),
        "notebook": lambda name: addresses.cards.get(name, ""),
    }
    return "".join(piece if isinstance(piece, str) else fill[piece.kind](piece.name) for piece in pieces)


def quoted(path: str) -> str:
    """Return a manifest path as it stands in an address."""
    return "/".join(quote(part, safe="") for part in path.split("/"))


def read_paragraphs(html: str, document: BookDocument, passages: tuple[Passage, ...]) -> list[ReadParagraph]:
    """Return the paragraphs of a document with the text that a browser reads in each."""
    root = lxml_html.fromstring(f"<div>{html}</div>")
    elements = {element.get("id"): element for element in root.iter() if isinstance(element.tag, str)}
    return [
        ReadParagraph(
            document=document.path,
            paragraph=passage.paragraph,
            text=_text(elements.get(passage.paragraph), passage.text),
        )
        for passage in passages
    ]


def _text(element: lxml_html.HtmlElement | None, otherwise: str) -> str:
    content = otherwise if element is None else element.text_content()
    return " ".join(content.split())


def _cut(html: str) -> Iterator[str | Hole]:
    done = 0
    for tag in _TAG.finditer(html):
        if "object:" not in tag[0] and "document:" not in tag[0] and not _NOTEBOOK.search(tag[0]):
            continue
        yield html[done : tag.start()]
        yield from _cut_tag(tag[0])
        done = tag.end()
    yield html[done:]


def _cut_tag(tag: str) -> Iterator[str | Hole]:
    done = 0
    for address in _ADDRESS.finditer(tag):
        yield tag[done : address.start()]
        yield Hole("object" if address[1] == "object" else "document", _unescape(address[2]))
        done = address.end()
    yield tag[done:]
    notebook = _NOTEBOOK.search(tag)
    if notebook:
        yield Hole("notebook", _unescape(notebook[1]))


def _document_address(name: str, addresses: Addresses) -> str:
    path, mark, fragment = name.partition("#")
    number = addresses.numbers.get(unquote(path))
    if number is None:
        return addresses.book
    return f"{addresses.book}/{number}{mark}{quote(unquote(fragment), safe='')}"


def _encoded(name: str) -> str:
    """Return the address of an object with its time fragment (`#t=3,7`), encoded once and only once."""
    path, mark, fragment = name.partition("#")
    return quoted(unquote(path)) + mark + quote(unquote(fragment), safe="=&,:;")


def _unescape(value: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], value)
