"""Clips are labelled by what the package says of its recordings, each by itself."""

import io
import json
from hashlib import sha256
from typing import BinaryIO

import pytest
from epub_builders import BookPlan, Chapter, Resource, build_epub, par

from library_core.formats.epub.reading import ReadBook, read_epub
from library_core.formats.epub.recordings import RECORDINGS
from library_core.objects import ObjectKey

SPOKEN = BookPlan(
    chapters=(
        Chapter(overlay="".join(par(f"one.xhtml#{each}", "a.mp3", "0s", "1s") for each in ("h", "p1", "p2"))),
    ),
    resources={"a.mp3": Resource(content=b"mp3", media_type="audio/mpeg")},
)
PRINT = sha256(b"First.").hexdigest()


def keep(source: BinaryIO) -> ObjectKey:
    return ObjectKey(sha256(source.read()).hexdigest())


def with_list(content: str) -> ReadBook:
    return read_epub(io.BytesIO(build_epub(SPOKEN, extra={RECORDINGS: content})), keep)


def with_recordings(*recordings: dict[str, object]) -> ReadBook:
    return with_list(json.dumps({"version": 1, "recordings": recordings}))


def entry(paragraph: str, **said: object) -> dict[str, object]:
    return {"document": "EPUB/one.xhtml", "paragraph": paragraph, **said}


def test_each_clip_has_the_origin_and_the_words_of_its_own_recording() -> None:
    book = with_recordings(
        entry("h", fingerprint="f" * 64, origin="recorded"),
        entry("p1", fingerprint=PRINT, origin="synthetic"),
    )

    assert [(clip.origin, clip.fingerprint) for clip in book.textbook.clips] == [
        ("recorded", "f" * 64),
        ("synthetic", PRINT),
        ("recorded", ""),
    ]


def test_a_synthetic_clip_is_known_to_speak_the_words_as_they_are() -> None:
    book = with_recordings(entry("p1", fingerprint=PRINT, origin="synthetic"))

    assert book.textbook.documents[0].passages[1].fingerprint == book.textbook.clips[1].fingerprint


def test_a_list_without_origins_is_of_people() -> None:
    clips = with_recordings(entry("p1", fingerprint=PRINT)).textbook.clips

    assert {clip.origin for clip in clips} == {"recorded"}
    assert clips[1].fingerprint == PRINT


@pytest.mark.parametrize(
    "content",
    [
        "[1, 2",
        "[]",
        "null",
        '{"recordings": 1}',
        '{"recordings": [1]}',
        '{"recordings": [{}]}',
        "[" * 100_000,
    ],
)
def test_a_list_that_cannot_be_read_is_a_finding(content: str) -> None:
    book = with_list(content)

    assert [finding.id for finding in book.findings] == ["AUD-007"]
    assert [clip.origin for clip in book.textbook.clips] == ["recorded"] * 3


def test_a_fingerprint_that_is_none_is_not_taken() -> None:
    clips = with_recordings(entry("p1", fingerprint=7), entry("p2", fingerprint="\ud800" * 64)).textbook.clips

    assert {clip.fingerprint for clip in clips} == {""}
