"""Reading what a browser sends: bounded bodies, forms, JSON, and whether the form is really ours."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

LARGEST_FORM: Final = 1 << 20
LARGEST_UPLOAD: Final = 8 << 20
_MOST_FIELDS: Final = 4000
_MOST_FILES: Final = 50
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


class BodyTooLarge(Exception):
    """The request is larger than this page accepts."""


class BodyMalformed(Exception):
    """The request can't be read as a form or as JSON."""


class FormExpired(Exception):
    """The form's token does not belong to the session: it was left open too long, or isn't ours."""


class ForeignOrigin(Exception):
    """The request was made by a page of another site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What came with a request, read within limits."""

    raw: bytes = b""
    form: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, list[Upload]] = field(default_factory=dict)
    json: Any = None

    @property
    def digest(self) -> str:
        """What was asked, as a hash, without the form token: that is masked anew on each page."""
        if not self.form and not self.files:
            return hashlib.sha256(self.raw).hexdigest()
        fields = sorted((name, values) for name, values in self.form.items() if name != "csrf")
        files = sorted(
            (name, upload.name, hashlib.sha256(upload.content).hexdigest())
            for name, uploads in self.files.items()
            for upload in uploads
        )
        return hashlib.sha256(repr((fields, files)).encode()).hexdigest()


async def read_body(request: Request, *, largest: int) -> Body:
    """Read a form or a JSON body. Raises BodyTooLarge and BodyMalformed.

    No word of the address, the form or the JSON has the character NUL or half of a pair of surrogates: texts
    of PostgreSQL, and UTF-8, can't hold them.
    """
    asked = request.query_params.multi_items() if request.scope["query_string"] else ()
    _refuse_unstorable("".join([request.scope["path"], *chain(*asked)]))
    if request.method in {"GET", "HEAD"}:
        return Body()
    raw = await _read_bounded(request, largest)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "application/json":
        return Body(raw=raw, json=_read_json(raw))
    short = media_type == "application/x-www-form-urlencoded"
    body = _read_fields(raw) if short else await _read_form(request, raw, largest)
    names = [one.name for each in body.files.values() for one in each]
    _refuse_unstorable("".join([*body.form, *chain(*body.form.values()), *body.files, *names]))
    return body


async def _read_bounded(request: Request, largest: int) -> bytes:
    pieces: list[bytes] = []
    length = 0
    async for piece in request.stream():
        length += len(piece)
        if length > largest:
            raise BodyTooLarge
        pieces.append(piece)
    return b"".join(pieces)


def _read_json(raw: bytes) -> object:
    try:
        # Left to itself, the reader also takes UTF-16 and UTF-32.
        found = json.loads(raw.decode())
        if b"\\u" in raw:
            _refuse_unstorable(found)
    except (ValueError, RecursionError) as error:
        raise BodyMalformed from error
    return found


def _refuse_unstorable(found: object) -> None:
    """Raise BodyMalformed if any text of what was sent has a NUL or half of a pair of surrogates."""
    if isinstance(found, str) and _UNSTORABLE.search(found):
        raise BodyMalformed
    if isinstance(found, Mapping):
        found = tuple(found.items())
    if isinstance(found, list | tuple):
        for each in found:
            _refuse_unstorable(each)


def _read_fields(raw: bytes) -> Body:
    """Read a form without files; at once, as it is in memory, which takes a third of reading it in pieces."""
    try:
        items = parse_qsl(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise BodyMalformed from error
    form: dict[str, list[str]] = {}
    for name, value in items:
        form.setdefault(name, []).append(value)
    return Body(raw=raw, form=form)


async def _read_form(request: Request, raw: bytes, largest: int) -> Body:
    async def replay() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    form: dict[str, list[str]] = {}
    files: dict[str, list[Upload]] = {}
    try:
        parsed = await Request(request.scope, replay).form(
            max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=largest
        )
    except (HTTPException, MultiPartException, UnicodeDecodeError) as error:
        raise BodyMalformed from error
    for name, value in parsed.multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, []).append(Upload(name=value.filename or "", content=await value.read()))
            await value.close()
        else:
            form.setdefault(name, []).append(value)
    return Body(raw=raw, form=form, files=files)


def require_own_origin(request: Request, *, secure: bool) -> None:
    """Raise ForeignOrigin unless the browser says that the request comes from one of our own pages."""
    origin = request.headers.get("origin")
    scheme = "https" if secure else "http"
    if origin is None or origin.lower() != f"{scheme}://{request.headers.get('host', '')}".lower():
        raise ForeignOrigin
