"""EPUB written: valid by EPUBCheck, and always the same bytes."""

import io
import zipfile
from pathlib import Path

import pytest
from epubcheck_oracle import Oracle
from markdown_books import book_files
from spoken_words import beep

from library_core.formats.epub_writing.writing import write_epub
from library_core.formats.textbook_markdown.building import publication_of, read_book

SPOKEN = {
    "audio/01-motion/para.opus": beep(1.5),
    "audio/01-motion/fig-1.opus": beep(0.5),
    "audio/02-forces.opus": beep(3),
    "audio/02-forces.cues": b"# begin end id\n0:00.5 0:02.750 second\n",
}


def written(**sounds: bytes) -> bytes:
    files = {**book_files(), **sounds}
    return write_epub(publication_of(read_book(files), files))


def part(package: bytes, path: str) -> str:
    return zipfile.ZipFile(io.BytesIO(package)).read(path).decode()


def test_the_same_book_is_the_same_bytes() -> None:
    assert written(**SPOKEN) == written(**SPOKEN)


def test_the_media_type_comes_first_and_is_stored() -> None:
    first = zipfile.ZipFile(io.BytesIO(written())).infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_paragraphs_spoken_apart_are_joined_and_follow_the_text() -> None:
    package = written(**SPOKEN)

    overlay = part(package, "EPUB/overlays/01-motion.smil")

    assert overlay.index("#para") < overlay.index("#fig-1")
    assert 'clipBegin="0:00:00.000" clipEnd="0:00:01.500"' in overlay
    assert "EPUB/audio/01-motion/paragraphs.opus" in zipfile.ZipFile(io.BytesIO(package)).namelist()


def test_the_package_says_how_long_it_speaks() -> None:
    package = part(written(**SPOKEN), "EPUB/package.opf")

    assert '<meta property="media:duration">0:00:04.250</meta>' in package
    assert '<meta property="dcterms:modified">2026-09-01T00:00:00Z</meta>' in package
    assert "synchronizedAudioText" in package


@pytest.mark.slow
@pytest.mark.parametrize("sounds", [{}, SPOKEN], ids=["silent", "spoken"])
def test_epubcheck_finds_nothing(sounds: dict[str, bytes], tmp_path: Path, epubcheck: Oracle) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(written(**sounds))

    verdict = epubcheck.verdict_of(path)

    assert verdict.said == ()
