"""Static files at addresses that hold a hash of them all, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send


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
    return f"/static/{digest.hexdigest()[:16]}"


def static_address(path: str) -> str:
    """Return the address of one static file."""
    return f"{static_prefix()}/{path}"


def static_files() -> ASGIApp:
    """Return what serves the static files, compressed for whoever takes that."""
    compressed = GZipMiddleware(StaticFiles(directory=static_folder()))

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        # A server that may send a file by its path sends it as it is, past the compression.
        await compressed({**scope, "extensions": {}}, receive, send)

    return serve
