"""Search inside a textbook: passages that hold all words in any form, with where they stand."""

from typing import Any, Final

from starlette.responses import Response

from api.routes.works.reading import OpenBook, open_book
from api.web.rendering import render
from api.web.visits import Visit
from library_core.textbooks.book import FoundPassage
from library_core.wording import words_of
from search.marks import excerpt, mark

_MOST: Final = 100
_LONGEST_QUERY: Final = 200


def search_book(visit: Visit) -> Response:
    """Show the passages that hold all words looked for, in reading order."""
    opened = open_book(visit)
    words = visit.request.query_params.get("q", "").strip()[:_LONGEST_QUERY]
    stems = tuple(word.stem for word in words_of(words))
    found = visit.read(lambda unit: unit.library.textbooks.search(opened.key, stems, _MOST)) if stems else ()
    return render(
        visit,
        "reader/search.html",
        book={"title": opened.title, "url": opened.base, "key": opened.key},
        query=words,
        entries=[_entry(opened, each, words) for each in found],
        most=_MOST,
    )


def _entry(opened: OpenBook, found: FoundPassage, words: str) -> dict[str, Any]:
    text = found.passage.text
    number = opened.book.numbers[found.document]
    return {
        "url": opened.address_of(found.document, found.passage.paragraph),
        "chapter": opened.book.document(number).title or opened.title,
        "heading": found.passage.kind == "heading",
        "pieces": excerpt(text, words, 240) or mark(text[:240], words),
    }
