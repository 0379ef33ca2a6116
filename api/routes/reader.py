"""The reader: a textbook's own page, and its documents one by one."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.book_contents import mark_current, point_address
from api.book_pieces import Addresses, join, notebooks_in, quoted
from api.book_shelf import MINUTE, in_a_frame
from api.routes.linked_data import linked_data
from api.routes.notebook_cards import notebook_cards
from api.routes.reading import OpenBook, addresses_in, count_use, number_in_path, open_book, place_in
from api.web.object_addresses import object_prefix
from api.web.rendering import render, render_text
from api.web.static_files import static_folder
from api.web.visits import Visit
from library_core.textbooks.book import Clip

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
        **_around(opened),
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
    pages = visit.application.books.pages
    return render(
        visit,
        "reader/page.html",
        **_around(opened),
        document={"title": opened.book.document(number).title or opened.title, "number": number},
        share=_share(opened, number),
        fragment=_fragment(visit, opened, number),
        tools=pages.get(("tools", visit.language), lambda: render_text(visit, "reader/tools.html")),
        contents=mark_current(opened.book.contents, opened.base, number),
    )


def text(visit: Visit) -> Response:
    """Answer the document alone, for going on without leaving the page; unchanged, it is not sent again."""
    opened = open_book(visit)
    content = _fragment(visit, opened, number_in_path(visit, opened))
    # Tokens of forms are masked anew each time, and change nothing of what is read.
    same = _TOKEN.sub("", content).encode()
    tag = f'W/"{hashlib.sha256(same).hexdigest()[:32]}"'
    known = visit.request.headers.get("if-none-match") == tag
    response = Response(status_code=304) if known else HTMLResponse(content)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def kept(visit: Visit) -> Response:
    """Show which chapters this browser has taken along; the list is filled by the browser itself."""
    return render(visit, "reader/kept.html")


def worker(_visit: Visit) -> Response:
    """Send the script that answers for kept chapters while there is no network."""
    content = (static_folder() / "reader-worker.js").read_bytes()
    return Response(content, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def _around(opened: OpenBook) -> dict[str, Any]:
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


def _fragment(visit: Visit, opened: OpenBook, number: int) -> str:
    """Return the HTML of a document; without cards it is the same for everybody, and made once a minute."""
    books = visit.application.books
    read = books.document(opened.shelved.school, opened.key, number)
    cards = notebook_cards(visit, opened, notebooks_in(read.pieces))
    addresses = addresses_in(visit, opened, cards)

    def make() -> str:
        shown = _document(visit, opened, number, addresses)
        return render_text(visit, "reader/document.html", **_around(opened), **shown)

    if cards:
        return make()
    key = (opened.key, number, visit.language, addresses.objects, visit.now // MINUTE)
    return books.pages.get(key, make)


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


def _first(opened: OpenBook) -> str:
    number = opened.book.neighbour(0, 1) or 1
    return f"{opened.base}/{number}"


def _title_of(opened: OpenBook, path: str) -> str:
    number = opened.book.numbers.get(path)
    return (opened.book.document(number).title if number else "") or opened.title
