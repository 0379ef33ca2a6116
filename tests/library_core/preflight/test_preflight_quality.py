"""Our own checks: alternatives, rights, headings, and the audio of paragraphs."""

import json
import math
import struct
import wave
from io import BytesIO

import pytest
from edited_packages import packed, read_book

from library_core.preflight.checking import check_epub
from library_core.preflight.documents.parsing import parsed
from library_core.preflight.quality.passages import passages_of
from library_core.preflight.report import Report
from library_core.textbooks.book import BookDocument, Clip, Passage, Textbook

ONE = "EPUB/one.xhtml"
TWO = "EPUB/two.xhtml"


def book_with(**changes: tuple[str, str, str]) -> dict[str, bytes]:
    files = dict(read_book("epub3"))
    for path, old, new in changes.values():
        files[path] = files[path].decode().replace(old, new).encode()
    return files


def checked(files: dict[str, bytes], earlier: Textbook | None = None) -> Report:
    return check_epub(packed(files.items()), earlier)


def ids_of(report: Report) -> set[str]:
    return {problem.id for problem in report.problems}


def tone(seconds: float) -> bytes:
    held = BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        frames = (int(9000 * math.sin(n / 3)) for n in range(int(8000 * seconds)))
        sound.writeframes(b"".join(struct.pack("<h", frame) for frame in frames))
    return held.getvalue()


def test_a_picture_without_words_forbids_publication_but_breaks_nothing() -> None:
    report = checked(book_with(picture=(ONE, ' alt="A dot"', "")))

    assert "ALT-001" in ids_of(report)
    assert not report.publishable
    assert not report.broken


@pytest.mark.parametrize("words", ['alt=""', 'role="presentation" alt=""', 'aria-label="A dot"'])
def test_an_ornament_needs_no_words(words: str) -> None:
    report = checked(book_with(picture=(ONE, 'alt="A dot"', words)))

    assert "ALT-001" not in ids_of(report)


def test_a_book_without_rights_is_not_published() -> None:
    report = checked(book_with(rights=("EPUB/package.opf", "<dc:rights>CC BY 4.0</dc:rights>", "")))

    assert "RGT-001" in ids_of(report)
    assert not report.publishable


def test_accessibility_metadata_that_lack_are_named() -> None:
    gone = '<meta property="schema:accessMode">textual</meta>'

    report = checked(book_with(access=("EPUB/package.opf", gone, "")))

    (problem,) = (each for each in report.problems if each.id == "ACM-001")
    assert "schema:accessMode" in str(problem.message.ru)


def test_a_left_out_level_of_headings_is_told() -> None:
    report = checked(book_with(heading=(ONE, "</body>", "<h3>Deep</h3></body>")))

    assert "HDG-001" in ids_of(report)


def test_paragraphs_and_their_audio_are_counted() -> None:
    report = checked(book_with())

    assert report.audio.paragraphs == 4
    assert report.audio.covered == 2
    assert "AUD-001" in ids_of(report)


def test_a_changed_text_makes_its_recording_stale_by_the_side_file() -> None:
    files = book_with()
    entry = {"document": ONE, "paragraph": "p1", "fingerprint": "of other words"}
    files["META-INF/tetrad-recordings.json"] = json.dumps({"version": 1, "recordings": [entry]}).encode()

    report = checked(files)

    assert report.audio.stale == 1
    assert "AUD-005" in ids_of(report)


def test_a_changed_text_makes_its_recording_stale_by_the_edition_before() -> None:
    words = (Passage(paragraph="p1", kind="paragraph", text="A body at rest moves."),)
    clip = Clip(document=ONE, paragraph="p1", audio="EPUB/one.mp3", begin=1000, end=2000)
    document = BookDocument(path=ONE, title="One", html="0" * 64, passages=words)  # type: ignore[arg-type]

    report = checked(book_with(), Textbook(title="Motion", documents=(document,), clips=(clip,)))

    assert report.audio.stale == 1


def test_a_recording_of_the_same_words_is_fresh() -> None:
    words = (Passage(paragraph="p1", kind="paragraph", text="A body at rest stays at rest."),)
    clip = Clip(document=ONE, paragraph="p1", audio="EPUB/one.mp3", begin=1000, end=2000)
    document = BookDocument(path=ONE, title="One", html="0" * 64, passages=words)  # type: ignore[arg-type]

    report = checked(book_with(), Textbook(title="Motion", documents=(document,), clips=(clip,)))

    assert report.audio.stale == 0


def test_a_broken_side_file_is_told() -> None:
    files = {**book_with(), "META-INF/tetrad-recordings.json": b"[1, 2"}

    assert "AUD-007" in ids_of(checked(files))


def test_a_clip_past_the_end_of_its_file_is_told() -> None:
    files = book_with(name=("EPUB/one.smil", "one.mp3", "one.wav"))
    files["EPUB/one.wav"] = tone(1.2)

    report = checked(files)

    assert "AUD-004" in ids_of(report)


def test_clips_that_overlap_are_told() -> None:
    report = checked(book_with(clip=("EPUB/one.smil", 'clipBegin="1s"', 'clipBegin="0.5s"')))

    assert "AUD-003" in ids_of(report)


def test_clips_out_of_order_are_told() -> None:
    first = ('clipBegin="0s" clipEnd="1s"', 'clipBegin="4s" clipEnd="5s"')

    report = checked(book_with(clip=("EPUB/one.smil", *first)))

    assert "AUD-002" in ids_of(report)


def test_passages_are_the_innermost_blocks_with_words() -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><ul><li><p id="a">One <b>two</b></p></li>'
        '<li id="b">Three</li></ul><p> </p><nav><p>No</p></nav></body></html>'
    )

    root = parsed(page.encode()).root

    assert root is not None
    assert [(each.passage.paragraph, each.passage.text) for each in passages_of(root)] == [
        ("a", "One two"),
        ("b", "Three"),
    ]


def test_formulas_are_read_as_they_are_said_and_signs_of_notes_are_not() -> None:
    page = (
        '<p xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">Let '
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="F = ma"><mi>F</mi></math> be'
        '<a href="#n" epub:type="noteref">[1]</a>.</p>'
    )

    root = parsed(page.encode()).root

    assert root is not None
    assert [each.passage.text for each in passages_of(root)] == ["Let F = ma be."]
