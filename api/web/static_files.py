"""Static files at addresses that hold a hash of them all, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Final

from anyio import sleep_forever
from starlette.convertors import Convertor
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALL_STATIC: Final = "/static/"
_CONDITIONS: Final = frozenset({"range", "if-range", "if-none-match", "if-modified-since"})


@cache
def static_folder() -> Path:
    """Return the folder of static files inside the installed package."""
    return Path(str(resources.files("api") / "static"))


@cache
def static_prefix() -> str:
    """Return the address that all static files stand under."""
    digest = hashlib.sha256()
    for path in sorted(static_folder().rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(static_folder()).as_posix().encode())
            digest.update(path.read_bytes())
    return static_prefix_of(digest.hexdigest()[:16])


def static_prefix_of(release: str) -> str:
    """Return the address that the static files of a release of the program stand under."""
    return f"{ALL_STATIC}{release}"


class Release(Convertor[str]):
    """What the addresses of a release have in the middle."""

    regex = "[0-9a-f]{16}"

    def convert(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Return it as it is."""
        return value


def static_address(path: str) -> str:
    """Return the address of one static file."""
    return f"{static_prefix()}/{path}"


def static_files() -> ASGIApp:
    """Return what serves the static files, compressed once for whoever takes that.

    In the first minute of a lesson every browser that has not been here asks for all of them.
    """
    files = StaticFiles(directory=static_folder())
    compressed = GZipMiddleware(files)
    whole: dict[tuple[str, bool], list[Message]] = {}

    async def serve(scope: Scope, _: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        # Under the addresses of whichever release: one file is kept once.
        key = (files.get_path(scope), "gzip" in headers.get("accept-encoding", ""))
        plain = scope["method"] == "GET" and not _CONDITIONS & set(headers)
        answer = whole.get(key) if plain else None
        if answer is None:
            # A server that may send a file by its path sends it as it is, past the compression.
            answer = await _answer(compressed, {**scope, "extensions": {}})
            if plain and answer[0]["status"] == HTTPStatus.OK:
                whole[key] = answer
        for message in answer:
            await send({**message, "headers": list(message["headers"])} if "headers" in message else message)

    return serve


async def _answer(app: ASGIApp, scope: Scope) -> list[Message]:
    """Return all that the application sends; who asked may leave meanwhile, others want it whole."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    await app(scope, _stay, keep)
    return sent


async def _stay() -> Message:
    await sleep_forever()
    raise AssertionError
