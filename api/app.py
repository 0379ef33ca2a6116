"""The application: routes, the middleware around them, and its beginning and end."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.convertors import register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, ExceptionHandler

from api.admission.gate import make_gates
from api.bootstrap import Application, open_application
from api.index_follower import following
from api.object_host.host import ObjectHost, answer_fault
from api.observing.draining import Draining, drain_when_told
from api.observing.logs import configure_logs
from api.observing.orphans import end_with_parent
from api.observing.readiness import Readiness, probes_of
from api.observing.sources import Sources
from api.observing.watch import Watch, make_watch
from api.origins import is_object_host
from api.route_table import PAGES
from api.secret_words import read_token
from api.settings import read_settings
from api.web.observed_requests import ObservedRequests
from api.web.operator_doors import MetricsGate, OperatorDoors
from api.web.rendering import read_templates
from api.web.routing import answer_http_error, answer_unexpected, make_route
from api.web.security_headers import SecurityHeaders
from api.web.static_files import Release, static_files, static_prefix, static_prefix_of

_GARBAGE_AFTER: Final = (20_000, 20, 20)
"""Requests leave hardly any circles behind: looking for them as often as Python does took 3 % of each."""
_THREADS_FOR_FILES: Final = 2
"""Beside those that the gate hands out: for static files and for what is told of errors."""


def create() -> ASGIApp:
    """Return the application that the environment's settings describe; called by the server's process."""
    settings = read_settings()
    configure_logs(settings.log)
    watch, draining = make_watch(settings), Draining()
    drain_when_told(draining)
    end_with_parent(settings.stop_within)
    made = create_app(open_application(settings, watch.dependency), watch, draining)
    # What is imported by now stays to the end: walking it for garbage would stop all requests for 0.1 s.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE_AFTER)
    return made


def create_app(
    application: Application, watch: Watch | None = None, draining: Draining | None = None
) -> ASGIApp:
    """Return the web application around these adapters; it closes them when it ends."""
    watch, draining = watch or Watch(), draining or Draining()
    settings = application.settings
    watch.instruments.add(Sources(application))
    return OperatorDoors(
        ObservedRequests(
            _make_pages(application, watch),
            watch=watch,
            draining=draining,
            behind_proxy=settings.behind_proxy,
        ),
        readiness=Readiness(probes_of(application), draining),
        registry=watch.instruments.registry,
        gate=MetricsGate(settings, read_token(settings.metrics_token_file, "TETRAD_METRICS_TOKEN_FILE")),
    )


def _make_pages(application: Application, watch: Watch) -> Starlette:
    settings = application.settings
    read_templates()
    gates = make_gates(
        threads=settings.threads, hashing_threads=settings.hashing_threads, patience=settings.patience
    )
    watch.instruments.threads_wanted.set_function(lambda: gates.pages.waiting + gates.passwords.waiting)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        threads = to_thread.current_default_thread_limiter()
        threads.total_tokens = settings.threads + _THREADS_FOR_FILES
        with following(application):
            yield
        application.close()
        watch.close()

    files = static_files()
    register_url_convertor("release", Release())
    return Starlette(
        routes=[
            *(make_route(page, application, gates) for page in PAGES),
            Mount(static_prefix(), files, name="static"),
            # While nodes are upgraded, or where a page is open since before, others' addresses are asked for.
            Mount(static_prefix_of("{release:release}"), files, name="static"),
        ],
        middleware=[
            Middleware(ObjectHost, application=application),
            Middleware(SecurityHeaders, settings=settings),
        ],
        exception_handlers=_fault_handlers(application),
        lifespan=lifespan,
    )


def _fault_handlers(application: Application) -> Mapping[Any, ExceptionHandler]:
    async def refuse(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return await to_thread.run_sync(answer_http_error, application, request, error)

    async def admit_fault(request: Request, error: Exception) -> Response:
        if is_object_host(application.settings, request.headers.get("host", "")):
            return answer_fault(error)
        return await to_thread.run_sync(answer_unexpected, application, request, error)

    return {HTTPException: refuse, Exception: admit_fault}
