"""Textbooks are kept with their documents, passages and clips, and can be searched."""

from pathlib import Path

import pytest
from press_of_toys import OURS, card, open_press

from library_core.adapters.database import Database
from library_core.editions import EditionKey
from library_core.library import Act, Library
from library_core.objects import ObjectKey
from library_core.publishing import Press, upload_draft
from library_core.textbooks.book import BookDocument, Clip, NavigationPoint, Passage, Textbook
from library_core.wording import words_of

DOCUMENT = "text/one.xhtml"
BOOK = Textbook(
    title="Physics",
    documents=(
        BookDocument(
            path=DOCUMENT,
            title="One",
            html=ObjectKey("0" * 64),
            passages=(
                Passage(paragraph="p1", kind="heading", text="Forces", level=1),
                Passage(paragraph="p2", kind="paragraph", text="Сила упругости пружин"),
            ),
        ),
    ),
    navigation=(NavigationPoint(title="One", document=DOCUMENT, children=(NavigationPoint(title="In"),)),),
    viewport=(800, 600),
)


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


@pytest.fixture
def edition(press: Press) -> EditionKey:
    key = upload_draft(press, card("one"), Act(school=OURS, at=1)).key
    press.library.write(lambda library: library.textbooks.keep(key, BOOK))
    return key


def clip(origin: str, audio: str) -> Clip:
    return Clip(document=DOCUMENT, paragraph="p1", audio=audio, end=900, origin=origin)  # type: ignore[arg-type]


def test_an_outline_is_the_book_without_its_passages(press: Press, edition: EditionKey) -> None:
    outline = press.library.read(lambda library: library.textbooks.outline(edition))

    assert outline is not None
    assert outline.navigation == BOOK.navigation
    assert (outline.viewport, outline.documents[0].passages) == ((800, 600), ())


def test_passages_come_back_in_order(press: Press, edition: EditionKey) -> None:
    found = press.library.read(lambda library: library.textbooks.passages(edition, DOCUMENT))

    assert found == BOOK.documents[0].passages


def test_a_recording_hides_the_synthetic_voice(press: Press, edition: EditionKey) -> None:
    def speak(library: Library) -> None:
        library.textbooks.add_clips(edition, (clip("synthetic", "voice.opus"),))
        library.textbooks.add_clips(edition, (clip("recorded", "actor.opus"),))

    press.library.write(speak)

    heard = press.library.read(lambda library: library.textbooks.clips(edition, DOCUMENT))
    assert [each.audio for each in heard] == ["actor.opus"]


def test_speaking_again_replaces_what_was_spoken(press: Press, edition: EditionKey) -> None:
    for audio in ("first.opus", "second.opus"):
        made = (clip("synthetic", audio),)
        press.library.write(lambda library, made=made: library.textbooks.add_clips(edition, made))  # type: ignore[misc]

    heard = press.library.read(lambda library: library.textbooks.clips(edition, DOCUMENT))
    assert [each.audio for each in heard] == ["second.opus"]


@pytest.mark.parametrize(("asked", "paragraphs"), [("пружиной", ["p2"]), ("силы пружины", ["p2"]), ("%", [])])
def test_a_word_is_found_in_any_form(
    press: Press, edition: EditionKey, asked: str, paragraphs: list[str]
) -> None:
    stems = tuple(word.stem for word in words_of(asked)) or ("%",)

    found = press.library.read(lambda library: library.textbooks.search(edition, stems, 10))

    assert [each.passage.paragraph for each in found] == paragraphs
