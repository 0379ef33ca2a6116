"""Every request gets a number, a clock and a line in the log; none of them tells who asked, or what for."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.observing.draining import Draining
from api.observing.logs import log_request
from api.observing.request_ids import HEADER, NUMBER, number_of
from api.observing.route_names import OBJECT_HOST, UNKNOWN_ROUTE
from api.observing.tracing import Answered
from api.observing.watch import Watch
from variants.checkers.watching import telling_of_checks

_FAULT: Final = 500
_SLOW_CLIENT: Final = 499
_ENDPOINT: Final = "endpoint"
_HEADER: Final = HEADER.encode("ascii")


@dataclass(slots=True, kw_only=True)
class _Sent:
    """What has been sent of an answer so far."""

    status: int = 0
    size: int = 0


class ObservedRequests:
    """Stands around the whole application, so that it also sees the answers to faults."""

    def __init__(self, app: Starlette, *, watch: Watch, draining: Draining, behind_proxy: bool) -> None:
        self._app: ASGIApp = app
        self._behind_proxy = behind_proxy
        self._watch = watch
        self._draining = draining
        self._templates = templates_of(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell of it when it has been answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        peer = scope["client"][0] if scope.get("client") else ""
        number = NUMBER.set(number_of(headers.get(HEADER), peer, behind_proxy=self._behind_proxy))
        end_span = self._watch.tracing.begin(headers) if self._watch.tracing else _no_span
        sent, begun = _Sent(), time.perf_counter()
        self._watch.instruments.in_flight.inc()
        try:
            with telling_of_checks(self._watch.check):
                await self._answer(scope, receive, self._counting(scope, send, sent), sent)
        finally:
            self._watch.instruments.in_flight.dec()
            answered = Answered(
                route=self._templates.get(scope.get(_ENDPOINT), UNKNOWN_ROUTE),
                method=scope["method"],
                status=sent.status or _SLOW_CLIENT,
                seconds=time.perf_counter() - begun,
            )
            self._tell(answered, sent.size, end_span)
            NUMBER.reset(number)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, sent: _Sent) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:
            # The page of a fault was sent and its cause written down before it came here to be raised again.
            if sent.status != _FAULT:
                raise

    def _counting(self, scope: Scope, send: Send, sent: _Sent) -> Send:
        goes_on = scope.get("http_version", "1.1").startswith("1")

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent.status = message["status"]
                headers = [(_HEADER, NUMBER.get().encode("ascii"))]
                if goes_on and self._draining.under_way:
                    headers.append((b"connection", b"close"))
                message["headers"] = [*message.get("headers", ()), *headers]
            elif message["type"] == "http.response.body":
                sent.size += len(message.get("body", b""))
            await send(message)

        return counting

    def _tell(self, answered: Answered, size: int, end_span: Callable[[Answered], None]) -> None:
        end_span(answered)
        self._watch.answered(answered)
        log_request(
            {
                "method": answered.method if answered.method.isalpha() else "?",
                "route": answered.route,
                "status": answered.status,
                "ms": round(answered.seconds * 1000, 1),
                "bytes": size,
            }
        )


def templates_of(app: Starlette) -> Mapping[Any, str]:
    """Return the template of each endpoint's route: what an address is called in logs and metrics."""
    routes = {route.endpoint: route.path for route in app.routes if isinstance(route, Route)}
    mounts = {route.app: route.name or route.path for route in app.routes if isinstance(route, Mount)}
    return {**routes, **mounts, OBJECT_HOST: OBJECT_HOST}


def _no_span(_: Answered) -> None:
    return
