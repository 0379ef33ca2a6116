"""Headers of every response: a strict Content-Security-Policy, and what may be kept by whom."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import object_origin
from api.settings import Settings
from api.web.static_files import static_prefix

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
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
    always = {"Content-Security-Policy": content_security_policy(object_origin(settings)), **_ALWAYS}
    if settings.secure:
        always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return always


class SecurityHeaders:
    """Adds the headers to whatever the application answers."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._always = headers_of_every_response(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        keep = (
            "public, max-age=31536000, immutable"
            if scope["path"].startswith(static_prefix() + "/")
            else "no-store"
        )

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", keep if message["status"] < 400 else "no-store")
            await send(message)

        await self._app(scope, receive, dressed)
