"""Narrating a textbook's folder: what has no recording is spoken by a synthesiser, and noted as that.

What it spoke of words that have changed, or of paragraphs that are gone, goes; what people recorded stays.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from library_core.formats.textbook_markdown.building import MarkdownBook
from library_core.formats.textbook_markdown.chapters import Chapter
from library_core.formats.textbook_markdown.paragraphs import find_paragraphs, words_in
from library_core.formats.textbook_markdown.recordings import MEDIA_TYPES, Note
from library_core.narration.reading_aloud import spoken_words
from library_core.narration.synthesiser import SpeechFailed, Synthesiser
from library_core.sounds.encoding import encode

_SILENT: Final = "—"
"""Spoken for a paragraph of signs alone: a short pause keeps it in step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrated:
    """One step: a file to write (or to take away, if there is no content), and its note.

    `words` are those that were spoken, or could not be if there is no content and nothing to take away.
    """

    path: str
    content: bytes | None = None
    note: Note | None = None


def unspoken(book: MarkdownBook) -> tuple[tuple[Chapter, str], ...]:
    """Return the chapters and ids of paragraphs that a synthesiser has to speak."""
    return tuple(
        (chapter, identifier)
        for chapter, heard in zip(book.chapters, book.recordings, strict=True)
        for identifier, words in chapter.paragraphs
        if _is_unspoken(book, chapter, identifier, words, frozenset(clip.paragraph for clip in heard.clips))
    )


def outdated(book: MarkdownBook, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the files that a synthesiser spoke of paragraphs that are gone, or that people have recorded."""
    wanted = {
        sound_path(chapter, identifier) for chapter in book.chapters for identifier, _ in chapter.paragraphs
    }
    recorded = {
        path.rpartition(".")[0]
        for path in files
        if path.endswith(tuple(MEDIA_TYPES)) and not _is_synthetic(book, path)
    }
    return tuple(
        path
        for path in files
        if _is_synthetic(book, path) and (path not in wanted or path.rpartition(".")[0] in recorded)
    )


def narrate(book: MarkdownBook, synthesiser: Synthesiser) -> Iterator[Narrated]:
    """Speak what is unspoken, one file a paragraph. Raises SpeechUnavailable; what fails has no content."""
    language = book.file.language
    for chapter, identifier in unspoken(book):
        element = next(each for each in find_paragraphs(chapter.body) if each.get("id") == identifier)
        path = sound_path(chapter, identifier)
        try:
            speech = synthesiser.speak(spoken_words(element, language) or _SILENT, language)
        except SpeechFailed:
            yield Narrated(path=path)
            continue
        note = Note(words=fingerprint_of(words_in(element)), voice=synthesiser.voice(language))
        yield Narrated(path=path, content=encode(speech.samples, speech.rate), note=note)


def note_recordings(book: MarkdownBook) -> dict[str, Note]:
    """Return the notes with one more for every recording that had none: it is of the words as they are."""
    notes = dict(book.notes)
    for chapter, heard in zip(book.chapters, book.recordings, strict=True):
        words = dict(chapter.paragraphs)
        for clip in heard.clips:
            for ending in MEDIA_TYPES:
                path = f"audio/{chapter.name}/{clip.paragraph}{ending}"
                if path in heard.sources and path not in notes:
                    notes[path] = Note(words=fingerprint_of(words[clip.paragraph]))
    return notes


def fingerprint_of(words: str) -> str:
    """Return the fingerprint of words, as a passage of the library has it."""
    return hashlib.sha256(words.encode()).hexdigest()


def sound_path(chapter: Chapter, identifier: str) -> str:
    """Return where a synthesiser's file of a paragraph lies."""
    return f"audio/{chapter.name}/{identifier}.opus"


def _is_unspoken(
    book: MarkdownBook, chapter: Chapter, identifier: str, words: str, heard: frozenset[str]
) -> bool:
    note = book.notes.get(sound_path(chapter, identifier))
    changed = note is not None and bool(note.voice) and note.words != fingerprint_of(words)
    return identifier not in heard or changed


def _is_synthetic(book: MarkdownBook, path: str) -> bool:
    note = book.notes.get(path)
    return note is not None and bool(note.voice)
