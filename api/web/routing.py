"""From a row of the route table to an endpoint: body, session, token, access rule, one call in a thread."""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.admission.gate import Gates, Overloaded
from api.admission.turns import turn_of
from api.auth.access import Rule, require_role
from api.auth.repeats import AnswerLost, describe_request
from api.auth.sessions import Session, csrf_fits
from api.bootstrap import Application
from api.observing.request_ids import NUMBER
from api.web.answered_once import answer_once
from api.web.compression import compress
from api.web.errors import ANSWERING
from api.web.rendering import render
from api.web.requests import LARGEST_FORM, Body, FormExpired, read_body, require_own_origin
from api.web.security_headers import headers_of_every_response
from api.web.visits import LEAVING_COOKIE, SESSION_COOKIE, NotSignedIn, Visit, choose_language, present
from api.web.waiting_page import answer_overload
from library_core.databases import DatabaseUnavailable
from library_core.people import Person

_BEFORE_PASSWORD: Final = frozenset({"password", "password_do"})
_REMEMBERED: Final = frozenset({"once", "shown once"})
_AGAIN_SECONDS: Final = 5
_LOG: Final = logging.getLogger("tetrad")

Who = tuple[Session | None, Person | None]
_NOBODY: Final[Who] = (None, None)
Endpoint = Callable[[Visit], Response]
Twice = Literal["once", "shown once", "known to the engine", "harmless"]
"""What becomes of the same form sent twice.

`once`: its key is remembered in the transaction of its first write, and the first answer comes again.
`shown once`: likewise, but its answer holds a secret and is kept nowhere. `known to the engine`: the engine
keeps the key, or makes its own from it, in the transaction of the work. `harmless`: doing it again leaves
everything but counters of use as doing it once does, or gives another secret in place of the first.
"""


class TwiceUnsaid(Exception):
    """A form does not say what becomes of it when it comes twice, or a page that is no form does."""


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the route table.

    `hashing` routes wait for a place of their own, as passwords take long. Where the first answer to a form
    is lost, `lost` answers the second. Raises TwiceUnsaid.
    """

    path: str
    name: str
    endpoint: Endpoint
    rule: Rule
    method: str = field(default="GET", kw_only=True)
    largest: int = field(default=LARGEST_FORM, kw_only=True)
    hashing: bool = field(default=False, kw_only=True)
    twice: Twice | None = field(default=None, kw_only=True)
    lost: Endpoint | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Let no form into the table of which nobody has thought what it does when it comes twice."""
        if (self.method == "GET") != (self.twice is None):
            raise TwiceUnsaid(self.name)


def make_route(page: Page, application: Application, gates: Gates) -> Route:
    """Return the route that serves a page to whom its gate lets in."""
    turn = turn_of(page.name, page.method)
    gate = gates.passwords if page.hashing else gates.pages
    # Hashing takes no thread away from pages.
    limiter = CapacityLimiter(application.settings.hashing_threads) if page.hashing else None

    async def serve(request: Request) -> Response:
        try:
            # Before anything is read: who has no hope of an answer costs nobody anything.
            gate.require_hope(turn)
            body = await read_body(request, largest=page.largest)
            # By this moment it is judged, however long it waits for its turn.
            came = present()
            async with gate.place(turn):
                return await to_thread.run_sync(
                    _answer, page, application, request, body, came, limiter=limiter
                )
        except Overloaded as busy:
            return answer_overload(request.method, request.headers, busy.seconds)
        except tuple(ANSWERING) as error:
            return await to_thread.run_sync(_explain, application, request, error)

    return Route(page.path, serve, methods=[page.method], name=page.name)


def _answer(page: Page, application: Application, request: Request, body: Body, came: int) -> Response:
    session, person = who = _who(application, request, came)
    if page.method != "GET":
        require_own_origin(request, secure=application.settings.secure)
        _require_token(application, request, body, session)
    visit = _visit(application, request, body, came, who)
    if page.rule.roles is not None:
        if person is None:
            return _ask_to_sign_in(request)
        if session is not None and session.must_change and page.name not in _BEFORE_PASSWORD:
            return RedirectResponse("/password", status_code=303)
        require_role(page.rule, person)
    try:
        return compress(request, _with_hope(_once(page, visit, body)))
    except NotSignedIn:
        return _ask_to_sign_in(request)


def _who(application: Application, request: Request, now: int) -> Who:
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None, None
    if LEAVING_COOKIE in request.cookies:
        application.write(lambda unit: unit.sessions.end(token))
        return _NOBODY
    session, person = application.who(token, now)
    if session is not None and session.needs_touch(now):
        # Who only reads waits for no write, and reads on where none is possible.
        application.write_soon(lambda unit: unit.sessions.touch(session.token, now))
    return session, person


def _visit(application: Application, request: Request, body: Body, now: int, who: Who) -> Visit:
    session, person = who
    return Visit(
        application=application,
        request=request,
        session=session,
        person=person,
        language=choose_language(request, person),
        now=now,
        form=body.form,
        files=body.files,
        json=body.json,
    )


def _require_token(application: Application, request: Request, body: Body, session: Session | None) -> None:
    given = request.headers.get("x-csrf-token") or "".join(body.form.get("csrf", [])[:1])
    if not csrf_fits(given, session.token if session else "", application.secret):
        raise FormExpired


def _once(page: Page, visit: Visit, body: Body) -> Response:
    """Answer a request; where the door remembers, the same idempotency key does the work once."""
    key = visit.request.headers.get("idempotency-key") or visit.field("idempotency")
    if page.twice not in _REMEMBERED or not key or visit.person is None:
        return page.endpoint(visit)
    route = f"{page.name} {visit.request.url.path}"
    repeat = describe_request(visit.person.key, route, key, body.digest)
    try:
        return answer_once(page.endpoint, visit, repeat, shown_once=page.twice == "shown once")
    except AnswerLost:
        if page.lost is None:
            raise
        return page.lost(visit)


def _ask_to_sign_in(request: Request) -> Response:
    target = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={target}", status_code=303)


def _explain(application: Application, request: Request, error: Exception) -> Response:
    answering = next(answer for kind, answer in ANSWERING.items() if isinstance(error, kind))
    response = _error_page(application, request, answering.template, answering.status, error=error)
    seconds = getattr(error, "seconds", None)
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return _with_hope(response)


def _with_hope(response: Response) -> Response:
    """Return a response; one that says that something is away now says when to ask again."""
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", str(_AGAIN_SECONDS))
    return response


def answer_http_error(application: Application, request: Request, error: HTTPException) -> Response:
    """Answer what the framework itself refuses: no such page, or not with this method."""
    return _error_page(application, request, "errors/404.html", error.status_code, error=error)


def answer_unexpected(application: Application, request: Request, error: Exception) -> Response:
    """Answer a fault of ours: logged with the request's number, which the page shows, to be found by it."""
    _LOG.error("fault", exc_info=error)
    # Nobody is looked up and no middleware is passed here: what failed may be the database or anything else.
    visit = _visit(application, request, Body(), present(), _NOBODY)
    response = render(visit, "errors/500.html", status=500, number=NUMBER.get())
    response.headers.update(headers_of_every_response(application.settings))
    response.headers["Cache-Control"] = "no-store"
    return response


def _error_page(
    application: Application, request: Request, template: str, status: int, *, error: Exception
) -> Response:
    now, who = present(), _NOBODY
    if not isinstance(error, DatabaseUnavailable):
        # The database may have gone since: then the words are told to nobody in particular.
        with contextlib.suppress(DatabaseUnavailable):
            who = _who(application, request, now)
    visit = _visit(application, request, Body(), now, who)
    return render(visit, template, status=status, error=error, number=NUMBER.get())
