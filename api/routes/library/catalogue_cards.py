"""Cards of what was found: what it is, where the words matched in it, and the ways on from it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.routes.works.work_pages import page_of
from api.web.rendering import address
from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK, TEXTBOOK
from library_core.editions import Edition, EditionKey
from library_core.textbooks.book import FoundPassage
from library_core.wording import words_of
from notebooks_engine.notebooks import Notebook
from search.marks import Piece, excerpt, mark
from search.records import Record
from variants.texts import Language, Text

PLACES: Final = 3
"""So many paragraphs of a book are shown where the words stand in it."""


def cards(visit: Visit, records: Sequence[Record], words: str) -> list[dict[str, Any]]:
    """Return what the page shows of each record."""
    keys = [record.key for record in records]
    school = visit.reader.school
    editions = visit.read(lambda unit: unit.library.editions.find_all(school, keys)) if keys else {}
    return [_card(visit, record, editions.get(record.key), words) for record in records]


def work_address(visit: Visit, record: Record) -> str | None:
    """Return the address of the page that shows the work, if there is one for its kind and the reader."""
    return page_of(visit, record.kind, record.key)


def points(notebook: Notebook) -> Any:  # noqa: ANN401 - a sum of exact fractions
    """Return the points of a whole notebook."""
    return sum(slot.points for slot in notebook.slots)


def _card(visit: Visit, record: Record, edition: Edition | None, words: str) -> dict[str, Any]:
    assigns = record.kind in (NOTEBOOK, LAB) and "teacher" in visit.reader.roles
    return {
        "title": mark(_in_language_of(record.title, words, visit.language), words),
        "kind": record.kind,
        "subject": record.subject,
        "section": record.section,
        "grades": record.grades,
        "languages": record.languages,
        "publisher": record.publisher,
        "licence": record.licence,
        "authors": record.authors,
        "minutes": record.minutes,
        "has_audio": record.has_audio,
        "description": record.description,
        "excerpt": _excerpt(visit, record, edition, words),
        "places": _places(visit, record, words),
        "url": work_address(visit, record),
        "assign_url": address(visit, "assign", edition=record.key) if assigns else None,
        **_inside(visit, record, edition),
    }


def _inside(visit: Visit, record: Record, edition: Edition | None) -> Mapping[str, Any]:
    """Return what is counted inside of a work: slots and points, chapters, or works of a course."""
    inside: dict[str, Any] = {"slots": 0, "points": 0, "chapters": 0, "steps": 0}
    if record.kind == NOTEBOOK:
        notebook = visit.application.shelf.notebook(visit.reader.school, record.key)
        inside |= {"slots": len(notebook.slots), "points": points(notebook)}
    elif record.kind == TEXTBOOK:
        book = visit.application.books.book(visit.reader.school, record.key)
        inside["chapters"] = len(book.outline.navigation) or len(book.outline.documents)
    elif edition is not None:
        inside["steps"] = len(edition.uses)
    return inside


def _places(visit: Visit, record: Record, words: str) -> list[dict[str, Any]]:
    """Return the first paragraphs of a textbook that hold all words, each with its chapter and address."""
    stems = tuple(word.stem for word in words_of(words))
    if record.kind != TEXTBOOK or not stems:
        return []
    found = visit.read(lambda unit: unit.library.textbooks.search(record.key, stems, PLACES))
    book = visit.application.books.book(visit.reader.school, record.key)
    chapters = {document.path: document.title for document in book.outline.documents}
    return [
        {
            "chapter": chapters.get(each.document, ""),
            "pieces": _pieces(each, words),
            "url": paragraph_address(
                visit, record.key, str(book.numbers[each.document]), each.passage.paragraph
            ),
        }
        for each in found
        if each.document in book.numbers
    ]


def paragraph_address(visit: Visit, edition: EditionKey, document: str, paragraph: str) -> str:
    """Return the address of a paragraph in the reader; documents count from 1."""
    return f"{address(visit, 'reader', edition=edition, position=document)}#{paragraph}"


def _pieces(found: FoundPassage, words: str) -> tuple[Piece, ...]:
    return excerpt(found.passage.text, words, 160) or mark(found.passage.text[:160], words)


def _excerpt(visit: Visit, record: Record, edition: Edition | None, words: str) -> tuple[Piece, ...]:
    """Return the text of a work around the first word that matched; of a textbook its paragraphs tell."""
    if edition is None or record.kind == TEXTBOOK:
        return ()
    other: Language = "en" if visit.language == "ru" else "ru"
    texts = (text for language in (visit.language, other) for text in _texts(record, edition, language))
    return next((pieces for text in texts if (pieces := excerpt(text, words))), ())


def _texts(record: Record, edition: Edition, language: Language) -> list[str]:
    kept = (record.description, edition.words)
    return [text.in_language(language) for text in kept if language in text.languages]


def _in_language_of(title: Text, words: str, language: Language) -> str:
    """Return the title in the language of the page, or in the one in which the words stand in it."""
    own = title.in_language(language)
    if words and not any(piece.marked for piece in mark(own, words)):
        others = (title.in_language(other) for other in title.languages)
        return next((text for text in others if any(piece.marked for piece in mark(text, words))), own)
    return own
