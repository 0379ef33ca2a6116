"""Uploads in parts: begin, send, ask what is there, finish, abandon; and the page of one's own uploads.

Scripts speak JSON here, and are refused in words; the same forms work without scripts for small files.
"""

from collections.abc import Callable
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from api.routes.acting import act
from api.routes.job_views import under_way
from api.sizes import size_in_words
from api.web.rendering import address, redirect, render
from api.web.requests import LARGEST_UPLOAD
from api.web.visits import Visit
from library_core.objects import ObjectStoreFailed
from library_core.quotas import QuotaExceeded
from library_core.uploading import (
    MOST_AT_ONCE,
    PartRefused,
    SentPart,
    TooManyUploads,
    UploadTooLarge,
    abandon_upload,
    begin_upload,
    find_upload,
    finish_upload,
    missing_parts,
    receive_part,
    room_of,
    take_upload,
    upload_whole,
)
from library_core.uploads import PART_SIZE, FileUpload, PartLost, PartsMissing, UploadKey

LARGEST_PART: Final = PART_SIZE + (64 << 10)
"""Bytes of a request with one part: the part, and the form around it."""
_MOST_DIGITS: Final = 15
REFUSALS: Final = (
    UploadTooLarge,
    QuotaExceeded,
    TooManyUploads,
    PartRefused,
    PartsMissing,
    PartLost,
    ObjectStoreFailed,
)
STATUSES: Final[dict[type[Exception], int]] = {
    UploadTooLarge: 413,
    QuotaExceeded: 413,
    TooManyUploads: 409,
    PartRefused: 422,
    PartsMissing: 409,
    PartLost: 409,
    ObjectStoreFailed: 503,
}


def page(visit: Visit) -> Response:
    """Show the person's uploads, and the room that the school has left."""
    return _page(visit)


def keep_whole(visit: Visit) -> Response:
    """Take in small files sent without scripts, or files whose parts have all come."""
    try:
        received_uploads(visit)
    except REFUSALS as refusal:
        return _page(visit, error=refusal_in_words(visit, refusal), status=STATUSES[type(refusal)])
    return redirect(visit, "uploads")


def begin(visit: Visit) -> Response:
    """Begin an upload of a name and a size, sent as JSON."""
    sent = visit.json if isinstance(visit.json, dict) else {}
    name, size = sent.get("name"), sent.get("size")
    if not isinstance(name, str) or not isinstance(size, int) or isinstance(size, bool):
        return JSONResponse({"error": visit.gettext("This is no file.")}, status_code=422)
    return _answered(visit, lambda: begin_upload(visit.application.dock, name, size, act(visit)))


def state(visit: Visit) -> Response:
    """Tell what is there of an upload."""
    return _answered(
        visit, lambda: visit.read(lambda unit: find_upload(unit.library, _key(visit), act(visit)))
    )


def receive(visit: Visit) -> Response:
    """Take in one part with its hash."""
    number, files = visit.path["part"], visit.files.get("part", [])
    known = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    sent = SentPart(
        number=int(number) if known else -1,
        content=files[0].content if files else b"",
        digest=visit.field("digest"),
    )
    return _answered(visit, lambda: receive_part(visit.application.dock, _key(visit), sent, act(visit)))


def finish(visit: Visit) -> Response:
    """Put the parts together."""
    return _answered(visit, lambda: finish_upload(visit.application.dock, _key(visit), act(visit)))


def abandon(visit: Visit) -> Response:
    """Forget an upload and what has come of it."""
    abandon_upload(visit.application.dock, _key(visit), act(visit))
    return redirect(visit, "uploads")


def received_uploads(visit: Visit) -> tuple[FileUpload, ...]:
    """Return the files that came with a form of `macros/upload.html`, each with its object.

    With scripts the form names finished uploads in `upload`, without them it brings small files in `files`.
    Raises what `refusal_in_words` tells, and UploadMissing.
    """
    keys = [UploadKey(key) for key in visit.form.get("upload", [])]
    finished = visit.write(lambda unit: tuple(take_upload(unit.library, key, act(visit)) for key in keys))
    sent = [each for each in visit.files.get("files", []) if each.name]
    dock = visit.application.dock
    return (*finished, *(upload_whole(dock, each.name, each.content, act(visit)) for each in sent))


def refusal_in_words(visit: Visit, refusal: Exception) -> str:
    """Return what the person is told of a refused upload."""
    match refusal:
        case UploadTooLarge():
            words = visit.gettext("The file has {size}; at most {largest} are taken.")
            return words.format(size=_size(visit, refusal.size), largest=_size(visit, refusal.largest))
        case QuotaExceeded():
            words = visit.gettext(
                "The file has {size}, and your school has {left} left of {limit}. "
                "Ask the operator for more room."
            )
            room = refusal.room
            left = _size(visit, max(0, room.limit - room.used))
            return words.format(size=_size(visit, refusal.wanted), left=left, limit=_size(visit, room.limit))
        case TooManyUploads():
            words = visit.gettext("You have {number} unfinished uploads. Finish or cancel one of them first.")
            return words.format(number=MOST_AT_ONCE)
        case ObjectStoreFailed():
            return visit.gettext("The store of files does not answer. Try again in a minute.")
    return visit.gettext("A part of the file was damaged on its way. It will be sent again.")


def _answered(visit: Visit, work: Callable[[], FileUpload]) -> Response:
    try:
        upload = work()
    except REFUSALS as refusal:
        return JSONResponse(
            {"error": refusal_in_words(visit, refusal), "missing": _still_missing(refusal)},
            status_code=STATUSES[type(refusal)],
        )
    missing = visit.read(lambda unit: missing_parts(unit.library, upload))
    return JSONResponse(
        {
            "key": upload.key,
            "name": upload.name,
            "size": upload.size,
            "received": upload.received,
            "state": upload.state,
            "part_size": PART_SIZE,
            "missing": missing,
            "url": address(visit, "upload_state", upload=upload.key),
        }
    )


def _still_missing(refusal: Exception) -> tuple[int, ...]:
    if isinstance(refusal, PartsMissing):
        return refusal.numbers
    return (refusal.number,) if isinstance(refusal, PartLost) else ()


def _page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    reader = visit.reader
    mine = visit.read(lambda unit: unit.library.uploads.list(reader.school, reader.key))
    room = room_of(visit.application.dock, reader.school)
    return render(
        visit,
        "publisher/uploads.html",
        under_way=under_way(visit),
        status=status,
        error=error,
        uploads=[_shown(visit, each) for each in mine],
        upload_url=address(visit, "upload_whole"),
        largest=_size(visit, visit.application.settings.largest_upload),
        largest_plain=_size(visit, LARGEST_UPLOAD),
        used=_size(visit, room.used),
        limit=_size(visit, room.limit),
        share=min(1.0, room.used / room.limit) if room.limit else 1.0,
    )


def _shown(visit: Visit, upload: FileUpload) -> dict[str, Any]:
    return {
        "name": upload.name,
        "size": _size(visit, upload.size),
        "percent": 100 if not upload.size else 100 * upload.received // upload.size,
        "state": upload.state,
        "changed_at": upload.changed_at,
        "abandon_url": address(visit, "upload_abandon", upload=upload.key),
    }


def _key(visit: Visit) -> UploadKey:
    return UploadKey(visit.path["upload"])


def _size(visit: Visit, size: int) -> str:
    return size_in_words(size, visit.language)
