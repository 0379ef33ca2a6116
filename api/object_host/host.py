"""Answers GET and HEAD under the object host name: the file, the range of it, or a plain sentence why not."""

import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.bootstrap import Application
from api.object_host.finding import Asked, Finder, FoundFile, NoFile, NoLeave, read_address
from api.object_host.policies import ALWAYS, Place, headers_of_file, policy_of
from api.object_host.ranges import Unsatisfiable, read_range
from api.observing.route_names import OBJECT_HOST
from api.origins import application_origin, is_object_host, object_origin
from api.web.visits import present
from library_core.objects import ObjectMissing, ObjectStoreFailed, Span

PIECE: Final = 1 << 20
READING_AT_ONCE: Final = 8
_NARRATION_KEPT_SECONDS: Final = 600
_REFUSALS: Final[Mapping[int, str]] = {
    403: "This address has expired. Open the page that led here once more.\n"
    "Срок действия этого адреса истёк. Откройте страницу, с которой вы пришли, ещё раз.\n",
    404: "There is no such file.\nТакого файла нет.\n",
    405: "Files can only be read here.\nЗдесь файлы можно только читать.\n",
    500: "Something went wrong here, and was written down.\nЗдесь что-то сломалось; мы это записали.\n",
    503: "The file can't be read at the moment. Try again in a minute.\n"
    "Сейчас файл прочитать не удаётся. Попробуйте через минуту.\n",
}
_LOG: Final = logging.getLogger("tetrad")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A file ready to be sent: `part` is what is asked of `size` bytes."""

    found: FoundFile
    size: int
    part: Span | None
    source: BinaryIO | None


class ObjectHost:
    """Takes all requests under the object host name, and leaves the others to the application."""

    def __init__(self, app: ASGIApp, *, application: Application) -> None:
        self._app = app
        self._application = application
        self._finder = Finder(application)
        # Threads of its own: files that travel slowly never stand in the way of pages.
        self._limiter = CapacityLimiter(READING_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] == "http":
            host = Headers(scope=scope).get("host", "")
            if is_object_host(self._application.settings, host):
                scope["endpoint"] = OBJECT_HOST
                response = await self._answer(scope)
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            return _refuse(405)
        if scope["path"] == "/":
            return RedirectResponse(application_origin(self._application.settings) + "/", status_code=307)
        headers = Headers(scope=scope)
        try:
            asked = read_address(scope["path"])
            opened = await to_thread.run_sync(
                self._open, asked, headers, scope["method"], limiter=self._limiter
            )
        except NoLeave:
            return _refuse(403)
        except Unsatisfiable as error:
            return _unsatisfiable(error)
        except (NoFile, ObjectMissing) as error:
            if isinstance(error, ObjectMissing):
                _LOG.error("an edition names the object %s, and the store doesn't have it", error)
            return _refuse(404)
        except ObjectStoreFailed as error:
            _LOG.error("the object store failed", exc_info=error)
            return _refuse(503)
        return self._send(asked, opened)

    def _open(self, asked: Asked, headers: Headers, method: str) -> _Opened:
        found = self._finder.find(asked, present())
        objects = self._application.objects
        if _is_known(headers, found):
            return _Opened(found=found, size=-1, part=None, source=None)
        size = objects.size(found.object)
        part = _part(headers, found, size)
        source = objects.open(found.object, part) if method == "GET" else None
        return _Opened(found=found, size=size, part=part, source=source)

    def _send(self, asked: Asked, opened: _Opened) -> Response:
        headers = self._headers(asked, opened)
        if opened.size < 0:
            return Response(status_code=304, headers=headers)
        status = 200
        length = opened.size
        if opened.part is not None:
            status, length = 206, opened.part.length
            end = opened.part.start + length - 1
            headers["Content-Range"] = f"bytes {opened.part.start}-{end}/{opened.size}"
        headers["Content-Length"] = str(length)
        if opened.source is None:
            return Response(status_code=status, headers=headers)
        return StreamingResponse(_pieces(opened.source, self._limiter), status_code=status, headers=headers)

    def _headers(self, asked: Asked, opened: _Opened) -> dict[str, str]:
        settings = self._application.settings
        place = Place(application=application_origin(settings), prefix=object_origin(settings) + asked.prefix)
        policy = policy_of(place, opened.found.edition, asked.path)
        seconds = max(0, (opened.found.ends - present()) // 1000)
        keep = (
            f"private, max-age={seconds}, immutable"
            if opened.found.unchanging
            else f"private, max-age={min(seconds, _NARRATION_KEPT_SECONDS)}"
        )
        return {
            **headers_of_file(asked.path, policy),
            "Cache-Control": keep,
            "ETag": f'"{opened.found.object}"',
            "Accept-Ranges": "bytes",
        }


def answer_fault(error: Exception) -> Response:
    """Answer a fault of ours under the object host name: logged, and told in a plain sentence."""
    _LOG.error("fault at the object host", exc_info=error)
    return _refuse(500)


def _is_known(headers: Headers, found: FoundFile) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(","))
    return any(tag in {"*", f'"{found.object}"'} for tag in tags)


def _part(headers: Headers, found: FoundFile, size: int) -> Span | None:
    asked = headers.get("range")
    if asked is None or headers.get("if-range", f'"{found.object}"').strip() != f'"{found.object}"':
        return None
    try:
        return read_range(asked, size)
    except Unsatisfiable:
        raise Unsatisfiable(size) from None


async def _pieces(source: BinaryIO, limiter: CapacityLimiter) -> AsyncIterator[bytes]:
    try:
        while piece := await to_thread.run_sync(source.read, PIECE, limiter=limiter):
            yield piece
    finally:
        source.close()


def _refuse(status: int) -> Response:
    headers = {
        **ALWAYS,
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    if status == 405:
        headers["Allow"] = "GET, HEAD"
    return PlainTextResponse(_REFUSALS[status], status_code=status, headers=headers)


def _unsatisfiable(error: Unsatisfiable) -> Response:
    response = PlainTextResponse(
        "The file ends before that range.\nФайл заканчивается раньше этого места.\n", status_code=416
    )
    response.headers.update(
        {**ALWAYS, "Cache-Control": "no-store", "Content-Range": f"bytes */{error.args[0]}"}
    )
    return response
