"""A textbook as the library keeps it, whatever format it came in: documents, passages, clips, navigation."""

import hashlib
from dataclasses import dataclass
from typing import Literal, Protocol

from library_core.editions import EditionKey
from library_core.objects import ObjectKey

Layout = Literal["reflowable", "fixed"]
Direction = Literal["ltr", "rtl"]
PassageKind = Literal["heading", "paragraph", "item", "caption", "cell", "formula", "note", "code"]
Origin = Literal["recorded", "synthetic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of text that is read and heard as one: a paragraph, a heading, an item of a list.

    `paragraph` is the id of its element in the document; `level` is 1 to 6 for headings, else 0. `text` is
    what a reader sees, formulas in words or TeX; whitespace is normal.
    """

    paragraph: str
    kind: PassageKind
    text: str
    language: str = ""
    level: int = 0

    @property
    def fingerprint(self) -> str:
        """A hash of the words, by which a recording is known to be of another text."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """The part of an audio file that speaks one element, from `begin` to `end` in milliseconds.

    `audio` is a path in the edition's manifest, or for a synthetic clip the recipe of a derived object;
    `end` None means the end of the file. `fingerprint` is that of the passage when it was recorded, if known.
    """

    document: str
    paragraph: str
    audio: str
    begin: int = 0
    end: int | None = None
    origin: Origin = "recorded"
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDocument:
    """One document of the spine; `path` is its path in the manifest, `html` the object of its cleaned HTML.

    Cleaned HTML is the content of a `<body>`. Addresses in it begin with `object:` (a path in the manifest)
    or `document:` (a document of the spine, with a fragment where there is one); whoever shows it puts real
    addresses in their place. Documents that are `scripted` or of fixed layout are shown in a sandboxed frame.
    """

    path: str
    title: str
    html: ObjectKey
    passages: tuple[Passage, ...] = ()
    layout: Layout = "reflowable"
    linear: bool = True
    scripted: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationPoint:
    """An entry of the table of contents; `document` is empty for an entry that leads nowhere itself."""

    title: str
    document: str = ""
    fragment: str = ""
    children: tuple["NavigationPoint", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Textbook:
    """A whole book. `cover` is a path in the manifest; `viewport` of a fixed layout: width, height in pixels.

    `pages` are the numbers of a printed edition and where they begin.
    """

    title: str
    documents: tuple[BookDocument, ...]
    navigation: tuple[NavigationPoint, ...] = ()
    pages: tuple[NavigationPoint, ...] = ()
    clips: tuple[Clip, ...] = ()
    language: str = ""
    direction: Direction = "ltr"
    version: str = "3.0"
    cover: str = ""
    viewport: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A passage that a search in the book has found, with where it stands."""

    document: str
    position: int
    passage: Passage


class Textbooks(Protocol):
    """Keeps the textbooks of editions; who may read an edition is asked of `Editions` first."""

    def keep(self, edition: EditionKey, book: Textbook) -> None:
        """Keep the book of a new edition."""
        ...

    def outline(self, edition: EditionKey) -> Textbook | None:
        """Return the book without passages and clips, or None if the edition is no textbook."""
        ...

    def passages(self, edition: EditionKey, document: str) -> tuple[Passage, ...]:
        """Return the passages of one document, in reading order."""
        ...

    def clips(self, edition: EditionKey, document: str) -> tuple[Clip, ...]:
        """Return the clips of a document, in order; recorded ones hide synthetic ones of the same element."""
        ...

    def add_clips(self, edition: EditionKey, clips: tuple[Clip, ...]) -> None:
        """Keep synthetic clips; those of the same elements are replaced."""
        ...

    def search(self, edition: EditionKey, stems: tuple[str, ...], limit: int) -> tuple[FoundPassage, ...]:
        """Return the first passages that hold all stems (see `library_core.wording`), in reading order."""
        ...
