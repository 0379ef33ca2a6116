"""Bookmarks, highlights and notes: kept from a selection or a form, listed, exported, deleted with undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from starlette.responses import JSONResponse, RedirectResponse, Response

from api.bootstrap import Unit
from api.routes.works.reading import OpenBook, open_book, own
from api.web.rendering import address, render
from api.web.requests import BodyMalformed
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.reading.anchoring import Anchor, find_standing
from library_core.reading.annotations import (
    COLOURS,
    KINDS,
    Annotation,
    AnnotationKey,
    AnnotationMissing,
    Colour,
    Kind,
    Remark,
    TooManyAnnotations,
    annotate,
    delete,
    restore,
    rewrite,
)
from library_core.reading.markdown import ListedNote, notes_as_markdown

T = TypeVar("T")
_TEXTS: Final = ("paragraph", "quotation", "before", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingNote:
    """An annotation, and where it stands in the edition that is read; lost, it has no document."""

    annotation: Annotation
    document: str
    paragraph: str
    start: int

    @property
    def lost(self) -> bool:
        """Whether its words are nowhere in this edition."""
        return not self.document


def notes_in(visit: Visit, opened: OpenBook) -> tuple[StandingNote, ...]:
    """Return the reader's annotations of the work as they stand in this edition, in reading order."""
    person = visit.reader
    kept = visit.read(
        lambda unit: unit.library.annotations.of_work(person.school, person.key, opened.shelved.work)
    )
    if not kept:
        return ()
    books = visit.application.books
    carried = any(each.edition != opened.key for each in kept)
    paragraphs = books.paragraphs(opened.shelved.school, opened.key) if carried else ()
    notes = []
    for annotation in kept:
        anchor = annotation.anchor
        if annotation.edition == opened.key:
            found = (anchor.document, anchor.paragraph, anchor.start)
        else:
            standing = find_standing(anchor, paragraphs)
            found = (standing.document, standing.paragraph, standing.start) if standing else ("", "", 0)
        notes.append(
            StandingNote(annotation=annotation, document=found[0], paragraph=found[1], start=found[2])
        )
    return tuple(sorted(notes, key=lambda note: _order(opened, note)))


def note_to_json(note: StandingNote) -> dict[str, Any]:
    """Return a note as the page's script wants it."""
    annotation = note.annotation
    return {
        "key": annotation.key,
        "kind": annotation.kind,
        "paragraph": note.paragraph,
        "start": note.start,
        "quotation": annotation.anchor.quotation,
        "before": annotation.anchor.before,
        "after": annotation.anchor.after,
        "colour": annotation.colour,
        "note": annotation.note,
    }


def notes_page(visit: Visit) -> Response:
    """Show all that the reader has noted in the book, and what was deleted a moment ago."""
    opened = open_book(visit)
    deleted = AnnotationKey(visit.request.query_params.get("deleted", ""))
    person = visit.reader
    undo = visit.read(lambda unit: unit.library.annotations.find(person.school, person.key, deleted))
    return render(
        visit,
        "reader/notes.html",
        book={"title": opened.title, "url": opened.base, "key": opened.key},
        notes=[_entry(opened, note) for note in notes_in(visit, opened)],
        colours=COLOURS,
        undo=undo if undo is not None and undo.deleted_at is not None else None,
    )


def export(visit: Visit) -> Response:
    """Send the reader's own notes as a Markdown file."""
    opened = open_book(visit)
    content = notes_as_markdown(
        opened.title,
        [
            ListedNote(
                chapter=_chapter(opened, note) or visit.gettext("Place lost"),
                quotation=note.annotation.anchor.quotation,
                note=note.annotation.note,
            )
            for note in notes_in(visit, opened)
        ],
    )
    headers = {"Content-Disposition": 'attachment; filename="notes.md"'}
    return Response(content, media_type="text/markdown; charset=utf-8", headers=headers)


def keep_note(visit: Visit) -> Response:
    """Keep a new bookmark, highlight or note."""
    opened = open_book(visit)
    remark = _remark(opened, _sent(visit))
    made = _write(visit, lambda unit: annotate(unit.library.annotations, own(visit, opened), new_key, remark))
    return _answer(visit, opened, made)


def change_note(visit: Visit) -> Response:
    """Keep another note or colour."""
    opened = open_book(visit)
    values, key = _sent(visit), _key(visit)
    colour, note = _colour(values), _text(values, "note") if "note" in values else None
    changed = _write(
        visit,
        lambda unit: rewrite(unit.library.annotations, own(visit, opened), key, note=note, colour=colour),
    )
    return _answer(visit, opened, changed)


def delete_note(visit: Visit) -> Response:
    """Delete an annotation; the page that follows can bring it back."""
    opened = open_book(visit)
    key = _key(visit)
    gone = _write(visit, lambda unit: delete(unit.library.annotations, own(visit, opened), key))
    if visit.json is not None:
        return JSONResponse({"key": gone.key})
    target = address(visit, "textbook_notes", edition=opened.key)
    return RedirectResponse(f"{target}?deleted={gone.key}", status_code=303)


def restore_note(visit: Visit) -> Response:
    """Bring back what was deleted."""
    opened = open_book(visit)
    key = _key(visit)
    back = _write(visit, lambda unit: restore(unit.library.annotations, own(visit, opened), key))
    return _answer(visit, opened, back)


def _key(visit: Visit) -> AnnotationKey:
    return AnnotationKey(visit.path["annotation"])


def _write(visit: Visit, work: Callable[[Unit], T]) -> T:
    try:
        return visit.write(work)
    except TooManyAnnotations as error:
        raise BodyMalformed from error


def _answer(visit: Visit, opened: OpenBook, annotation: Annotation) -> Response:
    if visit.json is None:
        target = visit.next_page if visit.field("next") else f"{opened.base}/notes"
        return RedirectResponse(target, status_code=303)
    note = next((each for each in notes_in(visit, opened) if each.annotation.key == annotation.key), None)
    if note is None:
        raise AnnotationMissing(annotation.key)
    return JSONResponse(note_to_json(note))


def _sent(visit: Visit) -> dict[str, Any]:
    """Return the fields of the form or of the JSON. Raises BodyMalformed."""
    if visit.json is None:
        return {name: values[0] for name, values in visit.form.items() if values}
    if not isinstance(visit.json, dict):
        raise BodyMalformed
    return visit.json


def _remark(opened: OpenBook, values: dict[str, Any]) -> Remark:
    kind = _kind(values)
    start = values.get("start", 0)
    if not (isinstance(start, int) and not isinstance(start, bool) and 0 <= start < 2**31):
        raise BodyMalformed
    texts = {name: _text(values, name) for name in _TEXTS}
    number = values.get("number")
    number = int(number) if isinstance(number, str) and number.isdecimal() and len(number) < 6 else number
    if not isinstance(number, int) or (kind == "highlight" and not texts["quotation"]):
        raise BodyMalformed
    anchor = Anchor(document=opened.book.document(number).path, start=start, **texts)
    return Remark(kind=kind, anchor=anchor, colour=_colour(values) or COLOURS[0], note=_text(values, "note"))


def _kind(values: dict[str, Any]) -> Kind:
    for kind in KINDS:
        if values.get("kind") == kind:
            return kind
    raise BodyMalformed


def _colour(values: dict[str, Any]) -> Colour | None:
    return next((colour for colour in COLOURS if values.get("colour") == colour), None)


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise BodyMalformed
    return value


def _order(opened: OpenBook, note: StandingNote) -> tuple[int, int, int]:
    number = opened.book.numbers.get(note.document)
    return (number is None, number or 0, note.annotation.created_at)


def _chapter(opened: OpenBook, note: StandingNote) -> str:
    number = opened.book.numbers.get(note.document)
    return opened.book.document(number).title or opened.title if number else ""


def _entry(opened: OpenBook, note: StandingNote) -> dict[str, Any]:
    annotation = note.annotation
    return {
        "key": annotation.key,
        "kind": annotation.kind,
        "colour": annotation.colour,
        "note": annotation.note,
        "quotation": annotation.anchor.quotation,
        "chapter": _chapter(opened, note),
        "lost": note.lost,
        "url": opened.address_of(note.document, note.paragraph),
        "at": annotation.changed_at,
    }
