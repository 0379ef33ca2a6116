"""Narrating an edition: what has no recording is spoken, and joined to one sound a document.

A paragraph that was spoken is kept under a hash of its words and the voice: whoever goes on after a stop, or
narrates a later edition of the work, speaks only what is new.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import html

from library_core.editions import Edition, EditionKey
from library_core.library import Library, LibraryStore
from library_core.narration.reading_aloud import language_of, spoken_words
from library_core.narration.synthesiser import SpeechFailed, Synthesiser
from library_core.objects import ObjectKey, ObjectStore, put_bytes, read_object
from library_core.people import SchoolKey
from library_core.sounds.encoding import encode
from library_core.sounds.opus_files import join
from library_core.textbooks.book import BookDocument, Clip, Passage, Textbook
from variants.texts import Language

VERSION: Final = "1"
"""Of the words that are spoken: another one makes all paragraphs anew."""

EARLIER: Final = 3
"""Editions of the same work that are asked for paragraphs spoken already."""


class NoTextbook(Exception):
    """The edition is no textbook that this school may know of."""


class NoVoice(Exception):
    """The book is in a language that is not spoken here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Where narrations are made: the library, its objects and a synthesiser."""

    library: LibraryStore
    objects: ObjectStore
    synthesiser: Synthesiser


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A paragraph without a recording, and the words that have to be spoken of it."""

    document: str
    passage: Passage
    words: str
    language: Language
    recipe: str


def find_silent(studio: Studio, school: SchoolKey, key: EditionKey) -> tuple[Silent, ...]:
    """Return what of an edition a synthesiser has to speak. Raises NoTextbook and NoVoice."""
    edition, book = _find(studio.library, school, key)
    languages = {language_of(book.language), *(language_of(each.language) for each in book.documents)}
    if languages == {None}:
        raise NoVoice
    return tuple(
        silent for document in book.documents for silent in _silent_of(studio, edition, book, document)
    )


def speak(studio: Studio, school: SchoolKey, key: EditionKey, silent: Silent) -> bool:
    """Speak one paragraph and keep it; return False if it can't be spoken. Raises SpeechUnavailable."""
    if _spoken(studio.library, school, key, silent.recipe) is not None:
        return True
    try:
        speech = studio.synthesiser.speak(silent.words, silent.language)
    except SpeechFailed:
        return False
    made = put_bytes(studio.objects, encode(speech.samples, speech.rate))
    studio.library.write(lambda library: library.derived.keep(key, silent.recipe, made))
    return True


def add_to_edition(studio: Studio, school: SchoolKey, key: EditionKey, silent: tuple[Silent, ...]) -> int:
    """Join what was spoken of each document and give the edition its clips; return how many there are."""
    documents: dict[str, list[tuple[Silent, ObjectKey]]] = {}
    for each in silent:
        made = _spoken(studio.library, school, key, each.recipe)
        if made is not None:
            documents.setdefault(each.document, []).append((each, made))
    count = 0
    for document, spoken in documents.items():
        count += len(spoken)
        _add_document(studio, key, document, spoken)
    return count


def _add_document(
    studio: Studio, key: EditionKey, document: str, spoken: list[tuple[Silent, ObjectKey]]
) -> None:
    whole, stretches = join([read_object(studio.objects, made) for _, made in spoken])
    made = put_bytes(studio.objects, whole)
    recipe = f"narration/{VERSION}/document/{_hash(document)}"
    clips = tuple(
        Clip(
            document=document,
            paragraph=each.passage.paragraph,
            audio=recipe,
            begin=stretch.begin,
            end=stretch.end,
            origin="synthetic",
            fingerprint=each.passage.fingerprint,
        )
        for (each, _), stretch in zip(spoken, stretches, strict=True)
    )

    def keep(library: Library) -> None:
        library.derived.keep(key, recipe, made)
        library.textbooks.add_clips(key, clips)

    studio.library.write(keep)


def _find(store: LibraryStore, school: SchoolKey, key: EditionKey) -> tuple[Edition, Textbook]:
    def find(library: Library) -> tuple[Edition | None, Textbook | None]:
        edition = library.editions.find(school, key)
        return edition, library.textbooks.outline(key) if edition is not None else None

    edition, book = store.read(find)
    if edition is None or book is None:
        raise NoTextbook(key)
    return edition, book


def _silent_of(studio: Studio, edition: Edition, book: Textbook, document: BookDocument) -> Iterator[Silent]:
    def read(library: Library) -> tuple[tuple[Passage, ...], frozenset[str]]:
        clips = library.textbooks.clips(edition.key, document.path)
        recorded = frozenset(clip.paragraph for clip in clips if clip.origin == "recorded")
        return library.textbooks.passages(edition.key, document.path), recorded

    passages, recorded = studio.library.read(read)
    elements = _elements(read_object(studio.objects, document.html))
    for passage in passages:
        language = language_of(passage.language or document.language or book.language)
        element = elements.get(passage.paragraph)
        if passage.paragraph in recorded or language is None or element is None:
            continue
        words = spoken_words(element, language)
        if words.strip(" .,;:!?()«»—–-\"'"):
            voiced = "\0".join((studio.synthesiser.voice(language), words))
            recipe = f"narration/{VERSION}/{_hash(voiced)}"
            yield Silent(
                document=document.path, passage=passage, words=words, language=language, recipe=recipe
            )


def _elements(content: bytes) -> Mapping[str, html.HtmlElement]:
    if not content.strip():
        return {}
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    tree = html.document_fromstring(content, parser=parser)
    return {str(element.get("id")): element for element in tree.iter() if element.get("id")}


def _spoken(store: LibraryStore, school: SchoolKey, key: EditionKey, recipe: str) -> ObjectKey | None:
    """Return a paragraph spoken already, for this edition or for an earlier one of its work."""

    def find(library: Library) -> ObjectKey | None:
        made = library.derived.find(school, key, recipe)
        edition = library.editions.find(school, key)
        if made is not None or edition is None:
            return made
        others = library.editions.of_work(edition.work.school, edition.work.key)
        found = (library.derived.find(school, other.key, recipe) for other in others[-EARLIER:])
        return next((each for each in found if each is not None), None)

    return store.read(find)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


Progress = Callable[[int, int], bool]
"""Told how many of how many paragraphs are done; returns whether to go on."""


def narrate_edition(studio: Studio, school: SchoolKey, key: EditionKey, progress: Progress) -> bool:
    """Narrate an edition; return False if it was stopped. Raises NoTextbook, NoVoice, SpeechUnavailable."""
    silent = find_silent(studio, school, key)
    if not progress(0, len(silent)):
        return False
    for number, each in enumerate(silent, 1):
        speak(studio, school, key, each)
        if not progress(number, len(silent)):
            return False
    add_to_edition(studio, school, key, silent)
    return True
