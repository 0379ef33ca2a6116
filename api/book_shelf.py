"""Textbooks that have been read: what is the same for every reader of an edition is kept in memory.

Who may read an edition is asked before; editions never change, and of what is added to them (a narration)
readers hear within a minute.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Lock
from typing import Final, Generic, TypeVar

from api.book_contents import contents_html
from api.book_pages import BookPage
from api.book_pieces import Pieces, cut, read_paragraphs
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.library import LibraryStore
from library_core.objects import ObjectStore, read_object
from library_core.people import SchoolKey
from library_core.reading.anchoring import ReadParagraph
from library_core.textbooks.book import BookDocument, Clip, Passage, Textbook

T = TypeVar("T")

_BOOKS_KEPT: Final = 64
_DOCUMENTS_KEPT: Final = 512
_TEXTS_KEPT: Final = 8
_PAGES_KEPT: Final = 256
_PARTS_KEPT: Final = 8
MINUTE: Final = 60_000
"""Milliseconds for which what was added to an edition may go unseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBook:
    """A textbook's edition with its outline; documents are numbered from 1 in the order of the spine."""

    edition: Edition
    outline: Textbook
    numbers: Mapping[str, int]
    contents: str

    def document(self, number: int) -> BookDocument:
        """Return the document of this number. Raises EditionMissing."""
        if not 1 <= number <= len(self.outline.documents):
            raise EditionMissing(self.edition.key)
        return self.outline.documents[number - 1]

    def neighbour(self, number: int, step: int) -> int | None:
        """Return the number of the next document that is read in turn, before or after this one."""
        number += step
        while 1 <= number <= len(self.outline.documents):
            if self.outline.documents[number - 1].linear:
                return number
            number += step
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document in pieces, with its passages."""

    pieces: Pieces
    passages: tuple[Passage, ...]


class Remembered(Generic[T]):
    """What was made once for everybody, the latest of them; a key holds all that its page is made of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under the key, or make it; the one unused for longest is forgotten."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class BookShelf:
    """Reads textbooks once; `book` and `paragraphs` raise EditionMissing for what is no textbook."""

    book: Callable[[SchoolKey, EditionKey], ReadBook]
    document: Callable[[SchoolKey, EditionKey, int], ReadDocument]
    paragraphs: Callable[[SchoolKey, EditionKey], tuple[ReadParagraph, ...]]
    clips_at: Callable[[EditionKey, str, int], tuple[Clip, ...]]
    pages: Remembered[BookPage]
    parts: Remembered[str]

    def clips(self, edition: EditionKey, document: str, now: int) -> tuple[Clip, ...]:
        """Return the clips of a document as they were within the last minute; `now` in milliseconds UTC."""
        return self.clips_at(edition, document, now // MINUTE)


def make_book_shelf(library: LibraryStore, objects: ObjectStore) -> BookShelf:
    """Return a shelf over this library."""
    book = lru_cache(_BOOKS_KEPT)(partial(_read_book, library))
    reading = _Reading(library=library, objects=objects, book=book)
    return BookShelf(
        book=book,
        document=lru_cache(_DOCUMENTS_KEPT)(reading.document),
        paragraphs=lru_cache(_TEXTS_KEPT)(reading.paragraphs),
        clips_at=lru_cache(_DOCUMENTS_KEPT)(reading.clips),
        pages=Remembered(_PAGES_KEPT),
        parts=Remembered(_PARTS_KEPT),
    )


def _read_book(library: LibraryStore, school: SchoolKey, key: EditionKey) -> ReadBook:
    edition = library.read(lambda library: library.editions.find(school, key))
    outline = library.read(lambda library: library.textbooks.outline(key))
    if edition is None or outline is None:
        raise EditionMissing(key)
    numbers = {document.path: number for number, document in enumerate(outline.documents, 1)}
    contents = contents_html(outline, numbers, f"/textbooks/{key}")
    return ReadBook(edition=edition, outline=outline, numbers=numbers, contents=contents)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    library: LibraryStore
    objects: ObjectStore
    book: Callable[[SchoolKey, EditionKey], ReadBook]

    def document(self, school: SchoolKey, key: EditionKey, number: int) -> ReadDocument:
        document = self.book(school, key).document(number)
        return ReadDocument(
            pieces=() if in_a_frame(document) else cut(self._html(document)),
            passages=self._passages(key, document.path),
        )

    def paragraphs(self, school: SchoolKey, key: EditionKey) -> tuple[ReadParagraph, ...]:
        return tuple(
            paragraph
            for document in self.book(school, key).outline.documents
            for paragraph in read_paragraphs(
                self._html(document), document, self._passages(key, document.path)
            )
        )

    def clips(self, key: EditionKey, document: str, _minute: int) -> tuple[Clip, ...]:
        return self.library.read(lambda library: library.textbooks.clips(key, document))

    def _passages(self, key: EditionKey, document: str) -> tuple[Passage, ...]:
        return self.library.read(lambda library: library.textbooks.passages(key, document))

    def _html(self, document: BookDocument) -> str:
        return read_object(self.objects, document.html).decode()


def in_a_frame(document: BookDocument) -> bool:
    """Say whether the document is shown in a sandboxed frame, as it came."""
    return document.scripted or document.layout == "fixed"
