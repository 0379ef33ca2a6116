"""From a row of the route table to an endpoint: body, session, token, access rule, one call in a thread."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.auth.access import Rule, require_role
from api.auth.repeats import KeptResponse, Repeat, RepeatUnderWay, describe_request
from api.auth.sessions import Session, csrf_fits
from api.bootstrap import Application
from api.web.compression import compress
from api.web.errors import ANSWERING
from api.web.rendering import render
from api.web.requests import LARGEST_FORM, Body, FormExpired, read_body, require_own_origin
from api.web.security_headers import headers_of_every_response
from api.web.visits import SESSION_COOKIE, NotSignedIn, Visit, choose_language, present
from library_core.people import Person

_BEFORE_PASSWORD: Final = frozenset({"password", "password_do"})
_WAITS: Final = 40
_WAIT_SECONDS: Final = 0.1
_LOG: Final = logging.getLogger("tetrad")

Endpoint = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the route table.

    `hashing` routes wait for a place of their own, as passwords take long. `remembered`: an idempotency key
    gets the first response again; off where the engine itself remembers, or the response holds a secret.
    """

    path: str
    name: str
    endpoint: Endpoint
    rule: Rule
    method: str = field(default="GET", kw_only=True)
    largest: int = field(default=LARGEST_FORM, kw_only=True)
    hashing: bool = field(default=False, kw_only=True)
    remembered: bool = field(default=True, kw_only=True)


def make_route(page: Page, application: Application) -> Route:
    """Return the route that serves a page."""
    hashing = CapacityLimiter(application.settings.hashing_threads)

    async def serve(request: Request) -> Response:
        body = Body()
        try:
            body = await read_body(request, largest=page.largest)
            if page.hashing:
                application.require_hashing_place(hashing.statistics().tasks_waiting)
            return await to_thread.run_sync(
                _answer, page, application, request, body, limiter=hashing if page.hashing else None
            )
        except tuple(ANSWERING) as error:
            return await to_thread.run_sync(_explain, application, request, error)

    return Route(page.path, serve, methods=[page.method], name=page.name)


def _answer(page: Page, application: Application, request: Request, body: Body) -> Response:
    session, person = _who(application, request, present())
    if page.method != "GET":
        require_own_origin(request, secure=application.settings.secure)
        _require_token(application, request, body, session)
    visit = _visit(application, request, body, session=session, person=person)
    if page.rule.roles is not None:
        if person is None:
            return _ask_to_sign_in(request)
        if session is not None and session.must_change and page.name not in _BEFORE_PASSWORD:
            return RedirectResponse("/password", status_code=303)
        require_role(page.rule, person)
    try:
        return compress(request, _once(page, visit, body))
    except NotSignedIn:
        return _ask_to_sign_in(request)


def _who(application: Application, request: Request, now: int) -> tuple[Session | None, Person | None]:
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None, None
    session, person = application.read(lambda unit: unit.who(token, now))
    if session is not None and session.needs_touch(now):
        application.write(lambda unit: unit.sessions.touch(session.token, now))
    return session, person


def _visit(
    application: Application, request: Request, body: Body, *, session: Session | None, person: Person | None
) -> Visit:
    return Visit(
        application=application,
        request=request,
        session=session,
        person=person,
        language=choose_language(request, person),
        now=present(),
        form=body.form,
        files=body.files,
        json=body.json,
    )


def _require_token(application: Application, request: Request, body: Body, session: Session | None) -> None:
    given = request.headers.get("x-csrf-token") or "".join(body.form.get("csrf", [])[:1])
    if not csrf_fits(given, session.token if session else "", application.secret):
        raise FormExpired


def _once(page: Page, visit: Visit, body: Body) -> Response:
    """Answer a request; the same idempotency key gets the first answer, and the work is not done twice."""
    key = visit.request.headers.get("idempotency-key") or visit.field("idempotency")
    if page.method == "GET" or not key or not page.remembered or visit.person is None:
        return page.endpoint(visit)
    route = f"{page.name} {visit.request.url.path}"
    repeat = describe_request(visit.person.key, route, key, body.digest)
    kept = _begin(visit, repeat)
    if kept is not None:
        return _replay(kept)
    try:
        response = page.endpoint(visit)
    except BaseException:
        visit.write(lambda unit: unit.repeats.abandon(repeat))
        raise
    _keep(visit, repeat, response)
    return response


def _begin(visit: Visit, repeat: Repeat) -> KeptResponse | None:
    """Reserve the key, or return its first response; a second press waits a little for that."""
    for _ in range(_WAITS):
        try:
            return visit.write(lambda unit: unit.repeats.begin(repeat, visit.now))
        except RepeatUnderWay:
            time.sleep(_WAIT_SECONDS)
    return visit.write(lambda unit: unit.repeats.begin(repeat, visit.now))


def _keep(visit: Visit, repeat: Repeat, response: Response) -> None:
    kept = KeptResponse(
        status=response.status_code,
        location=response.headers.get("location"),
        media_type=response.headers.get("content-type"),
        content=bytes(response.body),
    )
    visit.write(lambda unit: unit.repeats.finish(repeat, kept))


def _replay(kept: KeptResponse) -> Response:
    if kept.location is not None:
        return RedirectResponse(kept.location, status_code=kept.status)
    return Response(kept.content, status_code=kept.status, media_type=kept.media_type)


def _ask_to_sign_in(request: Request) -> Response:
    target = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={target}", status_code=303)


def _explain(application: Application, request: Request, error: Exception) -> Response:
    answering = next(answer for kind, answer in ANSWERING.items() if isinstance(error, kind))
    response = _error_page(application, request, answering.template, answering.status, error=error)
    seconds = getattr(error, "seconds", 5 if answering.status == 503 else None)
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def answer_http_error(application: Application, request: Request, error: HTTPException) -> Response:
    """Answer what the framework itself refuses: no such page, or not with this method."""
    return _error_page(application, request, "errors/404.html", error.status_code, error=error)


def answer_unexpected(application: Application, request: Request, error: Exception) -> Response:
    """Answer a fault of ours: logged with a number that the page shows, so that it can be found."""
    number = secrets.token_hex(4)
    _LOG.error("fault %s at %s %s", number, request.method, request.url.path, exc_info=error)
    # Nobody is looked up and no middleware is passed here: what failed may be the database or anything else.
    visit = _visit(application, request, Body(), session=None, person=None)
    response = render(visit, "errors/500.html", status=500, number=number)
    response.headers.update(headers_of_every_response(application.settings))
    response.headers["Cache-Control"] = "no-store"
    return response


def _error_page(
    application: Application, request: Request, template: str, status: int, *, error: Exception
) -> Response:
    session, person = _who(application, request, present())
    visit = _visit(application, request, Body(), session=session, person=person)
    return render(visit, template, status=status, error=error)
