"""The application: every route on one screen, the middleware around them, and its beginning and end."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ExceptionHandler

from api.auth.access import ANYBODY, SIGNED_IN
from api.bootstrap import Application, open_application
from api.routes import people
from api.routing import Page, answer_http_error, answer_unexpected, make_route
from api.security_headers import SecurityHeaders
from api.settings import read_settings
from api.static_files import static_folder, static_prefix

PAGES: Final = (
    Page(path="/", name="home", endpoint=people.home, rule=SIGNED_IN),
    Page(path="/sign-in", name="sign_in", endpoint=people.sign_in_page, rule=ANYBODY),
    Page(
        path="/sign-in", name="sign_in_do", endpoint=people.sign_in, rule=ANYBODY, method="POST", hashing=True
    ),
    Page(path="/sign-out", name="sign_out", endpoint=people.sign_out, rule=ANYBODY, method="POST"),
    Page(path="/language", name="language", endpoint=people.choose_language, rule=ANYBODY, method="POST"),
    Page(path="/theme", name="theme", endpoint=people.choose_theme, rule=ANYBODY, method="POST"),
    Page(path="/password", name="password", endpoint=people.password_page, rule=SIGNED_IN),
    Page(
        path="/password",
        name="password_do",
        endpoint=people.change_password,
        rule=SIGNED_IN,
        method="POST",
        hashing=True,
    ),
)


def create() -> Starlette:
    """Return the application that the environment's settings describe; called by the server's process."""
    return create_app(open_application(read_settings()))


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
            Mount(static_prefix(), StaticFiles(directory=static_folder()), name="static"),
        ],
        middleware=[
            Middleware(SecurityHeaders, secure=application.settings.secure),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=5),
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
        return await to_thread.run_sync(answer_unexpected, application, request, error)

    return {HTTPException: refuse, Exception: admit_fault}
