"""Headers of every response: a strict Content-Security-Policy, and what may be kept by whom."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import object_origin
from api.settings import Settings
from api.web.static_files import ALL_STATIC, static_prefix

_CACHE_CONTROL: Final = b"cache-control"
_OF_FILES: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OF_PAGES: Final = {
    **_OF_FILES,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def content_security_policy(objects: str) -> str:
    """Return the policy of every page; pictures, sounds, fonts and frames may come from the object host."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: {objects}",
            f"media-src 'self' {objects}",
            f"font-src 'self' {objects}",
            f"connect-src 'self' {objects}",
            f"frame-src {objects}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers_of_every_response(settings: Settings) -> dict[str, str]:
    """Return the headers by name; over TLS, browsers are told to stay with it."""
    policy = content_security_policy(object_origin(settings))
    return {"Content-Security-Policy": policy, **_OF_PAGES, **_transport(settings)}


def headers_of_static_files(settings: Settings) -> dict[str, str]:
    """Return the headers of what is no page: scripts and styles obey the policy of the page that asks.

    A page has a dozen of them, and the words of a page's policy would weigh more than some.
    """
    return {"Content-Security-Policy": "default-src 'none'", **_OF_FILES, **_transport(settings)}


def _transport(settings: Settings) -> dict[str, str]:
    if not settings.secure:
        return {}
    return {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class SecurityHeaders:
    """Adds the headers to whatever the application answers."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._of_pages = _encoded(headers_of_every_response(settings))
        self._of_static = _encoded(headers_of_static_files(settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        static = scope["path"].startswith(ALL_STATIC)
        always = self._of_static if static else self._of_pages
        # What stands under the address of another release may be another file than that release had.
        stays = static and scope["path"].startswith(static_prefix() + "/")
        keep = b"public, max-age=31536000, immutable" if stays else b"no-store"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [pair for pair in message["headers"] if pair[0] not in always]
                if all(name != _CACHE_CONTROL for name, _ in headers):
                    headers.append((_CACHE_CONTROL, keep if message["status"] < 400 else b"no-store"))
                message["headers"] = [*headers, *always.items()]
            await send(message)

        await self._app(scope, receive, dressed)


def _encoded(headers: Mapping[str, str]) -> Mapping[bytes, bytes]:
    """Return headers as they are sent: to set each in a list of them takes much longer than the list."""
    return {name.lower().encode("latin-1"): value.encode("latin-1") for name, value in headers.items()}
