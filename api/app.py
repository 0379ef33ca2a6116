"""The application: routes, the middleware around them, and its beginning and end."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ExceptionHandler

from api.bootstrap import Application, open_application
from api.object_host.host import ObjectHost, answer_fault
from api.origins import is_object_host
from api.route_table import PAGES
from api.settings import read_settings
from api.web.routing import answer_http_error, answer_unexpected, make_route
from api.web.security_headers import SecurityHeaders
from api.web.static_files import static_files, static_prefix


def create() -> Starlette:
    """Return the application that the environment's settings describe; called by the server's process."""
    made = create_app(open_application(read_settings()))
    # What is imported by now stays to the end: walking it for garbage would stop all requests for 0.1 s.
    gc.collect()
    gc.freeze()
    return made


def create_app(application: Application) -> Starlette:
    """Return the web application around these adapters; it closes them when it ends."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = application.settings.threads
        yield
        application.close()

    return Starlette(
        routes=[
            *(make_route(page, application) for page in PAGES),
            Mount(static_prefix(), static_files(), name="static"),
        ],
        middleware=[
            Middleware(ObjectHost, application=application),
            Middleware(SecurityHeaders, settings=application.settings),
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
