"""Signing in and out, one's own password, language and theme, and where each role begins."""

from dataclasses import replace
from typing import Final

from starlette.responses import RedirectResponse, Response

from api.auth.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    hash_password,
    verify_password,
)
from api.auth.sessions import Session
from api.bootstrap import Unit
from api.web.rendering import redirect, render
from api.web.visits import LANGUAGE_COOKIE, SESSION_COOKIE, THEME_COOKIE, Visit
from library_core.people import Credential
from variants.texts import LANGUAGES

_YEAR: Final = 365 * 24 * 3600
_FIRST_PAGE: Final = {
    "teacher": "teacher_home",
    "student": "student_home",
    "reviewer": "reviewer_home",
    "publisher": "publisher_home",
    "operator": "operator_home",
}


def home(visit: Visit) -> Response:
    """Send each person to the page where their role begins."""
    for role, name in _FIRST_PAGE.items():
        if role in visit.reader.roles:
            return redirect(visit, name)
    return redirect(visit, "catalogue")


def sign_in_page(visit: Visit) -> Response:
    """Show the sign-in form."""
    return render(
        visit, "sign_in.html", login="", error=None, next=visit.request.query_params.get("next", "/")
    )


def sign_in(visit: Visit) -> Response:
    """Begin a session, or say that login and password don't fit, without saying which."""
    login, address = visit.field("login").casefold(), _address(visit)
    visit.read(lambda unit: unit.throttle.require_open(login, address, visit.now))
    credential = visit.read(lambda unit: unit.people.find_credential(login))
    password = visit.form.get("password", [""])[0].strip()
    if not verify_password(password, credential.password_hash if credential else None) or credential is None:
        visit.write(lambda unit: unit.throttle.note_failure(login, address, visit.now))
        target = visit.field("next", "/")
        return render(visit, "sign_in.html", status=401, login=login, error="mismatch", next=target)
    session = visit.write(lambda unit: _begin(unit, credential, address, visit.now))
    response = redirect(visit, "password") if credential.one_time else RedirectResponse(visit.next_page, 303)
    response.set_cookie(
        SESSION_COOKIE, session.token, httponly=True, samesite="lax", secure=visit.application.settings.secure
    )
    return response


def sign_out(visit: Visit) -> Response:
    """End the session here and in the browser."""
    if visit.session is not None:
        token = visit.session.token
        visit.write(lambda unit: unit.sessions.end(token))
    response = redirect(visit, "sign_in")
    response.delete_cookie(SESSION_COOKIE)
    return response


def password_page(visit: Visit) -> Response:
    """Show the form for one's own new password."""
    return _password_form(visit, error=None)


def change_password(visit: Visit) -> Response:
    """Keep a new password and end all other sessions; asks for the old one unless that was one-time."""
    person = visit.reader
    credential = visit.read(lambda unit: unit.people.credential_of(person.school, person.key))
    session = visit.session
    if credential is None or session is None:
        return redirect(visit, "home")
    old, new, again = (visit.form.get(name, [""])[0].strip() for name in ("old", "new", "again"))
    error = _password_error(new, again)
    if error is None and not session.must_change and not verify_password(old, credential.password_hash):
        error = "old"
    if error is None and session.must_change and verify_password(new, credential.password_hash):
        error = "same"
    if error is not None:
        return _password_form(visit, error=error, status=422)
    changed = Credential(
        login=credential.login,
        person=person.key,
        school=person.school,
        password_hash=hash_password(new),
    )
    fresh = visit.write(lambda unit: _renew(unit, changed, visit.now))
    response = redirect(visit, "home")
    response.set_cookie(
        SESSION_COOKIE, fresh.token, httponly=True, samesite="lax", secure=visit.application.settings.secure
    )
    return response


def choose_language(visit: Visit) -> Response:
    """Keep the language of pages in this browser, and with the person if somebody is signed in."""
    chosen = next((language for language in LANGUAGES if language == visit.field("language")), visit.language)
    if visit.person is not None and visit.person.language != chosen:
        person = replace(visit.person, language=chosen)
        visit.write(lambda unit: unit.people.change(person))
    response = RedirectResponse(visit.next_page, status_code=303)
    _remember(visit, response, LANGUAGE_COOKIE, chosen)
    return response


def choose_theme(visit: Visit) -> Response:
    """Keep light, dark or the system's own theme in this browser."""
    chosen = visit.field("theme")
    response = RedirectResponse(visit.next_page, status_code=303)
    if chosen in {"auto", "light", "dark"}:
        _remember(visit, response, THEME_COOKIE, chosen)
    return response


def _remember(visit: Visit, response: Response, name: str, value: str) -> None:
    secure = visit.application.settings.secure
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)


def _password_form(visit: Visit, *, error: str | None, status: int = 200) -> Response:
    must_change = visit.session is not None and visit.session.must_change
    return render(
        visit,
        "password.html",
        status=status,
        error=error,
        must_change=must_change,
        shortest=SHORTEST_PASSWORD,
    )


def _password_error(new: str, again: str) -> str | None:
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        return "length"
    return None if new == again else "different"


def _begin(unit: Unit, credential: Credential, address: str, now: int) -> Session:
    unit.throttle.forget(credential.login, address)
    return unit.sessions.begin(credential.person, credential.school, now, must_change=credential.one_time)


def _renew(unit: Unit, credential: Credential, now: int) -> Session:
    unit.people.change_password(credential)
    unit.sessions.end_all(credential.person)
    return unit.sessions.begin(credential.person, credential.school, now)


def _address(visit: Visit) -> str:
    """Return the browser's address; a declared proxy names it last in X-Forwarded-For."""
    forwarded = visit.request.headers.get("x-forwarded-for")
    if visit.application.settings.behind_proxy and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return visit.request.client.host if visit.request.client else ""
