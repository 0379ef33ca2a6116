"""The reader: a textbook's own page, and its documents one by one."""

import hashlib
import re
from typing import Final

from starlette.responses import RedirectResponse, Response

from api.book_contents import point_address
from api.book_pieces import quoted
from api.routes.textbooks.reader_documents import (
    answer_page,
    around,
    cards_in,
    document_alone,
    own_words,
    whole_page,
)
from api.routes.works.linked_data import linked_data
from api.routes.works.reading import OpenBook, count_use, number_in_path, open_book, place_in
from api.web.object_addresses import object_prefix
from api.web.rendering import render
from api.web.static_files import static_folder
from api.web.visits import Visit

_TOKEN: Final = re.compile(r'name="csrf" value="[^"]*"')


def textbook(visit: Visit) -> Response:
    """Show cover, contents and where the reader stopped; `?page=` leads to a page of the printed edition."""
    opened = open_book(visit)
    printed = visit.request.query_params.get("page", "").strip()
    wanted = next((each for each in opened.book.outline.pages if each.title == printed), None)
    if wanted is not None:
        found = point_address(wanted, opened.book.numbers, opened.base)
        return RedirectResponse(found or opened.base, status_code=303)
    outline = opened.book.outline
    cover = outline.cover
    place = place_in(visit, opened)
    return render(
        visit,
        "reader/textbook.html",
        **around(opened),
        edition=opened.book.edition,
        contents=opened.book.contents,
        cover=object_prefix(visit, opened.key) + quoted(cover) if cover else None,
        first=_first(opened),
        place=place,
        place_title=_title_of(opened, place.document) if place else "",
        pages=[page.title for page in outline.pages],
        page_missing=printed,
        linked_data=linked_data(visit, opened.book.edition),
    )


def resume(visit: Visit) -> Response:
    """Go to where the reader stopped, in this edition or another one, or to the beginning."""
    opened = open_book(visit)
    place = place_in(visit, opened)
    target = opened.address_of(place.document, place.paragraph) if place else _first(opened)
    return RedirectResponse(target, status_code=303)


def document(visit: Visit) -> Response:
    """Show one document of the spine, with contents, player and all that the reader has."""
    opened = open_book(visit)
    number = number_in_path(visit, opened)
    count_use(visit, opened, "opened")
    cards = cards_in(visit, opened, number)
    return answer_page(visit, whole_page(visit, opened, number), cards | own_words(visit))


def text(visit: Visit) -> Response:
    """Answer the document alone, for going on without leaving the page; unchanged, it is not sent again."""
    opened = open_book(visit)
    number = number_in_path(visit, opened)
    page, cards = document_alone(visit, opened, number), cards_in(visit, opened, number)
    # Tokens of forms are masked anew each time, and change nothing of what is read.
    same = page.digest + "".join(_TOKEN.sub("", card) for card in cards.values())
    tag = f'W/"{hashlib.sha256(same.encode()).hexdigest()[:32]}"'
    known = visit.request.headers.get("if-none-match") == tag
    response = Response(status_code=304) if known else answer_page(visit, page, cards)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def kept(visit: Visit) -> Response:
    """Show which chapters this browser has taken along; the list is filled by the browser itself."""
    return render(visit, "reader/kept.html")


def worker(visit: Visit) -> Response:
    """Send the script that answers for kept chapters and notebooks while there is no network."""
    content = (static_folder() / "reader-worker.js").read_bytes()
    headers = {"Cache-Control": "no-cache"}
    if visit.request.url.query:
        # For notebooks the address names a version and is asked for once: a lesson begins for all.
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Service-Worker-Allowed": "/assignments",
        }
    return Response(content, media_type="text/javascript", headers=headers)


def _first(opened: OpenBook) -> str:
    number = opened.book.neighbour(0, 1) or 1
    return f"{opened.base}/{number}"


def _title_of(opened: OpenBook, path: str) -> str:
    number = opened.book.numbers.get(path)
    return (opened.book.document(number).title if number else "") or opened.title
