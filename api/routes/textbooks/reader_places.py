"""Where the reader stopped, and what they noted in one document: small answers to the page's script."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

from api.routes.textbooks.reader_notes import note_to_json, notes_in
from api.routes.works.reading import OpenBook, count_use, number_in_path, open_book, place_in
from api.web.requests import BodyMalformed
from api.web.visits import Visit
from library_core.reading.places import LONGEST_MILLISECONDS, LONGEST_NAME, Place, keep_newest

_DIGITS: Final = 15
_AHEAD: Final = 60_000
"""Milliseconds by which a device's clock may be ahead of ours."""


def mine(visit: Visit) -> Response:
    """Answer the reader's own annotations of a document, and where they stopped in the book."""
    opened = open_book(visit)
    document = opened.book.document(number_in_path(visit, opened))
    notes = [note_to_json(note) for note in notes_in(visit, opened) if note.document == document.path]
    place = place_in(visit, opened)
    return JSONResponse({"notes": notes, "place": _to_json(opened, place) if place else None})


def keep_place(visit: Visit) -> Response:
    """Keep where the reader is now, unless another device has told of a later place; answer what is kept."""
    opened = open_book(visit)
    place = _read(visit, opened)
    kept = visit.write(lambda unit: keep_newest(unit.library.places, place))
    if isinstance(visit.json, dict) and visit.json.get("listened") is True:
        count_use(visit, opened, "listened")
    return JSONResponse(_to_json(opened, kept))


def _read(visit: Visit, opened: OpenBook) -> Place:
    """Return the place that the script has sent. Raises BodyMalformed."""
    sent = visit.json if isinstance(visit.json, dict) else {name: visit.field(name) for name in visit.form}
    number, milliseconds, at = (_count(sent, name) for name in ("number", "milliseconds", "at"))
    paragraph = sent.get("paragraph")
    if not isinstance(paragraph, str) or len(paragraph) > LONGEST_NAME or milliseconds > LONGEST_MILLISECONDS:
        raise BodyMalformed
    return Place(
        person=visit.reader.key,
        school=visit.reader.school,
        work=opened.shelved.work,
        edition=opened.key,
        document=opened.book.document(number).path,
        paragraph=paragraph,
        milliseconds=milliseconds,
        changed_at=min(at, visit.now + _AHEAD),
    )


def _count(sent: dict[str, Any], name: str) -> int:
    value = sent.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BodyMalformed
    return value


def _to_json(opened: OpenBook, place: Place) -> dict[str, Any]:
    number = opened.book.numbers.get(place.document)
    return {
        "number": number,
        "title": opened.book.document(number).title if number else "",
        "paragraph": place.paragraph,
        "milliseconds": place.milliseconds,
        "at": place.changed_at,
        "url": opened.address_of(place.document, place.paragraph),
    }
