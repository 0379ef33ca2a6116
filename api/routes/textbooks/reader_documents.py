"""Documents of a textbook as pages: made once a minute for everybody, with gaps for what is personal."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from markupsafe import escape
from starlette.responses import HTMLResponse, Response

from api.book_contents import mark_current
from api.book_pages import BookPage, make_page
from api.book_pieces import Addresses, join, notebooks_in, quoted
from api.book_shelf import MINUTE, in_a_frame
from api.routes.works.notebook_cards import notebook_cards
from api.routes.works.reading import OpenBook, addresses_in
from api.web.rendering import form_token, render_text
from api.web.visits import THEME_COOKIE, Visit
from library_core.people import PersonKey
from library_core.textbooks.book import Clip

_TOKEN: Final = re.compile(r'name="csrf" value="([0-9a-f]+)"')
_CARD: Final = "card "


def answer_page(visit: Visit, page: BookPage, words: Mapping[str, str]) -> Response:
    """Answer a page with the words in its gaps, compressed if the browser takes that."""
    if "gzip" not in visit.request.headers.get("accept-encoding", ""):
        return HTMLResponse(page.fill(words))
    return HTMLResponse(page.fill_packed(words), headers={"Content-Encoding": "gzip"})


def own_words(visit: Visit) -> dict[str, str]:
    """Return what stands in the gaps of a whole page: who reads, and the token of their forms."""
    person = visit.reader
    return {"person": escape(person.key), "name": escape(person.display_name), "token": form_token(visit)}


def cards_in(visit: Visit, opened: OpenBook, number: int) -> dict[str, str]:
    """Return what stands in the gaps of a document: the cards of its notebooks, as this reader has them."""
    names = _notebooks(visit, opened, number)
    cards = notebook_cards(visit, opened, names)
    return {_CARD + name: cards.get(name, "") for name in names}


def whole_page(visit: Visit, opened: OpenBook, number: int) -> BookPage:
    """Return the page of a document; the same for all of the same roles, language and theme."""
    theme = visit.request.cookies.get(THEME_COOKIE, "auto")
    look = (visit.language, theme if theme in ("light", "dark") else "auto", visit.reader.roles)
    objects = addresses_in(visit, opened, {}).objects
    key = ("page", opened.shelved, number, look, objects, visit.now // MINUTE)
    return visit.application.books.pages.get(key, lambda: _make_whole(visit, opened, number))


def document_alone(visit: Visit, opened: OpenBook, number: int) -> BookPage:
    """Return the HTML of a document with gaps for its cards."""
    objects = addresses_in(visit, opened, {}).objects
    key = ("text", opened.shelved, number, visit.language, objects, visit.now // MINUTE)

    def make() -> BookPage:
        marks = _card_marks(_notebooks(visit, opened, number))
        return make_page(_fragment(visit, opened, number, marks), marks)

    return visit.application.books.pages.get(key, make)


def around(opened: OpenBook) -> dict[str, Any]:
    """Return what all pages of a book show of it."""
    shelved = opened.shelved
    return {
        "book": {
            "key": opened.key,
            "title": opened.title,
            "url": opened.base,
            "language": opened.book.outline.language,
            "direction": opened.book.outline.direction,
            "number": shelved.number,
            "state": shelved.state,
            "newer_number": shelved.newer_number,
            "newer_url": f"/textbooks/{shelved.newer}/place" if shelved.newer else None,
        }
    }


def _make_whole(visit: Visit, opened: OpenBook, number: int) -> BookPage:
    parts = visit.application.books.parts
    cards = _card_marks(_notebooks(visit, opened, number))
    person, name = secrets.token_hex(16), secrets.token_hex(16)
    # Somebody without a name stands for whoever reads, so that nothing of theirs gets into the page.
    nobody = replace(visit.reader, key=PersonKey(person), display_name=name)
    text = render_text(
        replace(visit, person=nobody),
        "reader/page.html",
        **around(opened),
        document={"title": opened.book.document(number).title or opened.title, "number": number},
        share=_share(opened, number),
        fragment=_fragment(visit, opened, number, cards),
        tools=parts.get(("tools", visit.language), lambda: render_text(visit, "reader/tools.html")),
        contents=mark_current(opened.book.contents, opened.base, number),
    )
    tokens = {token: "token" for token in _TOKEN.findall(text)}
    return make_page(text, {person: "person", name: "name", **tokens, **cards})


def _notebooks(visit: Visit, opened: OpenBook, number: int) -> tuple[str, ...]:
    return notebooks_in(visit.application.books.document(opened.shelved.school, opened.key, number).pieces)


def _card_marks(notebooks: Sequence[str]) -> dict[str, str]:
    return {secrets.token_hex(16): _CARD + name for name in notebooks}


def _fragment(visit: Visit, opened: OpenBook, number: int, marks: Mapping[str, str]) -> str:
    cards = {name.removeprefix(_CARD): mark for mark, name in marks.items()}
    shown = _document(visit, opened, number, addresses_in(visit, opened, cards))
    return render_text(visit, "reader/document.html", **around(opened), **shown)


def _document(visit: Visit, opened: OpenBook, number: int, addresses: Addresses) -> dict[str, Any]:
    books = visit.application.books
    source = opened.book.document(number)
    read = books.document(opened.shelved.school, opened.key, number)
    clips = books.clips(opened.key, source.path, visit.now)
    before, after = (opened.book.neighbour(number, step) for step in (-1, 1))
    viewport = opened.book.outline.viewport or (1024, 768)
    return {
        "document": {
            "number": number,
            "path": source.path,
            "title": source.title or opened.title,
            "language": source.language or opened.book.outline.language,
            "html": join(read.pieces, addresses),
            "frame": addresses.objects + quoted(source.path) if in_a_frame(source) else None,
            "width": viewport[0],
            "height": viewport[1],
            "passages": [passage.paragraph for passage in read.passages],
            "share": _share(opened, number),
            "printed": _printed(opened, source.path),
        },
        "sound": _sound(clips, addresses.objects),
        "previous": _neighbour(opened, before),
        "next": _neighbour(opened, after),
    }


def _share(opened: OpenBook, number: int) -> float:
    return (number - 1) / max(1, len(opened.book.outline.documents) - 1)


def _sound(clips: Sequence[Clip], objects: str) -> dict[str, Any]:
    """Return the clips as the player wants them: each file once, times in milliseconds."""
    files = {audio: place for place, audio in enumerate(dict.fromkeys(clip.audio for clip in clips))}
    return {
        "files": [objects + quoted(audio) for audio in files],
        "clips": [
            [clip.paragraph, files[clip.audio], clip.begin, clip.end, int(clip.origin == "synthetic")]
            for clip in clips
        ],
    }


def _printed(opened: OpenBook, document_path: str) -> Mapping[str, str]:
    """Return the page numbers of the printed edition by the id of the element where each begins."""
    return {
        page.fragment: page.title
        for page in opened.book.outline.pages
        if page.document == document_path and page.fragment
    }


def _neighbour(opened: OpenBook, number: int | None) -> dict[str, Any] | None:
    if number is None:
        return None
    found = opened.book.document(number)
    return {"number": number, "url": f"{opened.base}/{number}", "title": found.title or opened.title}
