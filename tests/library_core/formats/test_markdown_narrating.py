"""Textbooks in Markdown spoken by a synthesiser: only what has no recording, and only once."""

import hashlib
import io

from markdown_books import MOTION, book_files
from spoken_words import beep
from tones import Tones

from library_core.formats.epub.reading import read_epub
from library_core.formats.epub_writing.writing import write_epub
from library_core.formats.textbook_markdown.building import MarkdownBook, publication_of, read_book
from library_core.formats.textbook_markdown.narrating import narrate, note_recordings, outdated, unspoken
from library_core.formats.textbook_markdown.recordings import NOTES, write_notes
from library_core.objects import ObjectKey


def spoken(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the folder after it was narrated."""
    book = read_book(files)
    notes = note_recordings(book)
    made = dict(files)
    for path in outdated(book, files):
        del made[path]
        notes.pop(path)
    for step in narrate(book, Tones()):
        assert step.content is not None
        assert step.note is not None
        made[step.path] = step.content
        notes[step.path] = step.note
    return {**made, NOTES: write_notes(notes)}


def count(book: MarkdownBook) -> tuple[int, int]:
    paragraphs = sum(len(chapter.paragraphs) for chapter in book.chapters)
    return paragraphs, sum(len(heard.clips) for heard in book.recordings)


def test_every_paragraph_is_spoken_once() -> None:
    files = spoken(dict(book_files()))

    book = read_book(files)

    assert count(book)[0] == count(book)[1] > 0
    assert unspoken(book) == ()


def test_only_what_changed_is_spoken_again() -> None:
    files = spoken(dict(book_files()))
    changed = {
        **files,
        **book_files(motion=MOTION.replace("пункт один", "пункт первый").replace("и ещё", "и снова")),
    }

    again = [identifier for _, identifier in unspoken(read_book(changed))]

    assert len(again) == 2
    assert "para" in again


def test_what_was_spoken_of_a_paragraph_that_is_gone_goes() -> None:
    files = spoken(dict(book_files()))
    changed = {**files, **book_files(motion=MOTION.replace("- пункт один\n", ""))}

    after = spoken(changed)

    assert len(set(files) - set(after)) == 1


def test_a_recording_takes_the_place_of_a_synthetic_one() -> None:
    files = spoken(dict(book_files()))
    person = beep(1)
    book = read_book({**files, "audio/01-motion/para.opus": person, NOTES: b"file,words,voice\n"})

    clips = {clip.paragraph: clip.origin for heard in book.recordings for clip in heard.clips}

    assert clips["para"] == "recorded"


def test_the_library_hears_every_passage_of_the_words_it_has() -> None:
    files = spoken(dict(book_files()))
    made: list[bytes] = []

    def put(source: object) -> ObjectKey:
        made.append(source.read())  # type: ignore[attr-defined]
        return ObjectKey(hashlib.sha256(made[-1]).hexdigest())

    read = read_epub(io.BytesIO(write_epub(publication_of(read_book(files), files))), put)

    heard = {(clip.document, clip.paragraph) for clip in read.textbook.clips}
    passages = {(each.path, one.paragraph) for each in read.textbook.documents for one in each.passages}
    fingerprints = {one.fingerprint for each in read.textbook.documents for one in each.passages}
    assert passages - heard == set()
    assert {clip.fingerprint for clip in read.textbook.clips if clip.fingerprint} <= fingerprints
    assert read.findings == ()
