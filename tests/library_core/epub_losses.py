"""Compares a book as it was sent with what was read of it: words, pictures, links, sounds, clips.

The source is read here by itself, so that a mistake of the reader can't hide itself.
"""

import hashlib
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from lxml import etree

from library_core.formats.epub.reading import ReadBook, read_epub
from library_core.objects import ObjectKey
from library_core.textbooks.book import BookDocument

SILENT = frozenset({"script", "style", "head", "iframe", "foreignObject", "annotation-xml"})
"""Elements whose words are not meant to be read."""

UNSPOKEN = frozenset({"rt", "rp", "math", "svg", "audio", "video", "noteref", "pagebreak", "backlink"})
"""Elements and `epub:type`s whose words are shown, and are in no passage as they stand."""

TYPE = "{http://www.idpf.org/2007/ops}type"
OWN = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w+);)\w+;")
Kept = dict[str, bytes]


class Shown(HTMLParser):
    """What is in cleaned HTML: its words, and how many elements lead to something."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.found: Counter[str] = Counter()
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = next((value for name, value in attrs if name in ("href", "src") and value), None)
        if address is not None and tag in ("a", "img", "image", "audio", "video", "source"):
            self.found[tag] += 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_with_objects(content: bytes) -> tuple[ReadBook, Kept]:
    """Read a book, and return it with the objects that were kept of it."""
    kept: Kept = {}

    def keep(source: BinaryIO) -> ObjectKey:
        found = source.read()
        key = hashlib.sha256(found).hexdigest()
        kept[key] = found
        return ObjectKey(key)

    return read_epub(io.BytesIO(content), keep), kept


def losses(content: bytes) -> list[str]:
    """Return what was lost of a book on its way in, said in a few words; nothing, if all is there."""
    book, kept = read_with_objects(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            loss
            for document in book.textbook.documents
            if document.path.endswith((".xhtml", ".html"))
            for loss in _losses_of(document, archive.read(document.path), kept[document.html].decode())
        ]


def _losses_of(document: BookDocument, source: bytes, cleaned: str) -> Iterator[str]:
    text = OWN.sub(lambda found: html.escape(html.unescape(found[0])), source.decode())
    root = etree.fromstring(
        text.encode(), etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    )
    body = next(root.iter("{*}body", "body"))
    shown = Shown(cleaned)
    if (sent := _squeezed(_words(body, SILENT))) != (seen := _squeezed(shown.words)):
        yield f"{document.path}: {sent} is shown as {seen}"
    spoken = Counter(_squeezed(_words(body, SILENT | UNSPOKEN)))
    lost = spoken - Counter(_squeezed([passage.text for passage in document.passages]))
    if lost:
        yield f"{document.path}: no passage has {dict(lost)}"
    for tag in ("a", "img", "image", "audio", "video", "source"):
        meant = sum(1 for element in body.iter(f"{{*}}{tag}") if _leads(element))
        if meant != shown.found[tag]:
            yield f"{document.path}: {meant} elements {tag}, {shown.found[tag]} are shown"


def _leads(element: etree._Element) -> bool:
    return any(element.get(name) for name in ("href", "src", "{http://www.w3.org/1999/xlink}href"))


def _words(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in without or not without.isdisjoint(element.get(TYPE, "").split()):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child, without)
        yield child.tail or ""


def _squeezed(words: Iterator[str] | list[str]) -> str:
    return "".join("".join(words).split())
