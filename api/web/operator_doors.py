"""The operator's own doors: whether the process lives, whether it can serve, and what it has counted.

They stand before everything else: no session is asked for, no host name, and no line is written of them.
"""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from typing import Final

from anyio import CapacityLimiter, to_thread
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.observing.readiness import Readiness, is_able, is_ready
from api.settings import Settings

LIVE: Final = "/health/live"
READY: Final = "/health/ready"
ABLE: Final = "/health/able"
METRICS: Final = "/metrics"
_READERS: Final = 4
_ALWAYS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PASSED_ON: Final = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})
_BEARER: Final = "Bearer "
_NOT_HERE: Final = (
    "The metrics are read with the token of TETRAD_METRICS_TOKEN_FILE, or, where there is none and no\n"
    "proxy, from this machine itself.\n"
)

Answer = Callable[[Scope], Awaitable[Response]]


class OperatorDoors:
    """Answers the four addresses, and passes everything else on."""

    def __init__(
        self, app: ASGIApp, *, readiness: Readiness, registry: CollectorRegistry, gate: "MetricsGate"
    ) -> None:
        self._app = app
        self._readiness = readiness
        self._registry = registry
        self._gate = gate
        # Places of their own: a server whose threads are all taken still says how it is.
        self._limiter = CapacityLimiter(_READERS)
        self._answers: dict[str, Answer] = {
            LIVE: self._live,
            READY: self._ready,
            ABLE: self._able,
            METRICS: self._metrics,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        answer = self._answers.get(scope["path"]) if scope["type"] == "http" else None
        if answer is None:
            await self._app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            response = _plain("This can only be read.\n", 405, {"Allow": "GET, HEAD"})
        else:
            response = await answer(scope)
        await response(scope, receive, send)

    async def _live(self, _: Scope) -> Response:
        return _plain("ok\n", 200)

    async def _ready(self, _: Scope) -> Response:
        found = await to_thread.run_sync(self._readiness.ask, limiter=self._limiter)
        ready = is_ready(found)
        return JSONResponse({"ready": ready, **found}, status_code=200 if ready else 503, headers=_ALWAYS)

    async def _able(self, _: Scope) -> Response:
        found = await to_thread.run_sync(self._readiness.ask, limiter=self._limiter)
        able = is_able(found)
        return JSONResponse({"able": able, **found}, status_code=200 if able else 503, headers=_ALWAYS)

    async def _metrics(self, scope: Scope) -> Response:
        if not self._gate.lets_in(scope):
            return _plain(_NOT_HERE, self._gate.refusal, self._gate.challenge)
        text = await to_thread.run_sync(generate_latest, self._registry, limiter=self._limiter)
        return Response(text, headers=_ALWAYS, media_type=CONTENT_TYPE_PLAIN_0_0_4)


class MetricsGate:
    """Who may read the metrics: the holder of the token; without a token and a proxy, this machine itself.

    A proxy on this machine makes everybody come from this machine, so behind one only the token counts.
    """

    def __init__(self, settings: Settings, token: str | None) -> None:
        self._token = token
        self._neighbours = token is None and not settings.behind_proxy

    @property
    def refusal(self) -> int:
        """The status for whoever is not let in."""
        return 403 if self._token is None else 401

    @property
    def challenge(self) -> dict[str, str]:
        """The header that says what is asked for."""
        return {} if self._token is None else {"WWW-Authenticate": 'Bearer realm="metrics"'}

    def lets_in(self, scope: Scope) -> bool:
        """Say whether this request may read the metrics."""
        headers = Headers(scope=scope)
        if self._token is not None:
            given = headers.get("authorization", "")
            expected = f"{_BEARER}{self._token}"
            return hmac.compare_digest(given.encode("latin-1"), expected.encode())
        client = scope.get("client")
        return (
            self._neighbours
            and client is not None
            and _is_loopback(client[0])
            and _is_loopback(_name(headers.get("host", "")))
            and _PASSED_ON.isdisjoint(headers.keys())
        )


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text, status_code=status, headers={**_ALWAYS, **(headers or {})})


def _name(host: str) -> str:
    """Return the name or address in a `Host` header, without the port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
