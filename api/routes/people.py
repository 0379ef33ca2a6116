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
from api.web.visits import LANGUAGE_COOKIE, LEAVING_COOKIE, SESSION_COOKIE, THEME_COOKIE, Visit
from library_core.people import Credential, Person
from variants.texts import LANGUAGES, Language

_YEAR: Final = 365 * 24 * 3600
_FIRST_PAGE: Final = {
    "teacher": "teacher_home",
    "student": "student_home",
    "reviewer": "reviewer_home",
    "publisher": "publisher_home",
    "operator": "operator_home",
}


class _ReplacedMeanwhile(Exception):
    """While a password was being compared, its person got another one."""


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
        return _mismatch(visit, login, address)
    try:
        session = visit.write(lambda unit: _begin(unit, credential, address, visit.now))
    except _ReplacedMeanwhile:
        return _mismatch(visit, login, address)
    response = redirect(visit, "password") if credential.one_time else RedirectResponse(visit.next_page, 303)
    response.set_cookie(
        SESSION_COOKIE, session.token, httponly=True, samesite="lax", secure=visit.application.settings.secure
    )
    if LEAVING_COOKIE in visit.request.cookies:
        response.delete_cookie(LEAVING_COOKIE)
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
    credential = visit.read(lambda unit: unit.people.credentials_of(person.school, [person.key])).get(
        person.key
    )
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
    response = redirect(visit, "home")
    try:
        fresh = visit.write(lambda unit: _renew(unit, (credential, changed), visit.now))
    except _ReplacedMeanwhile:
        # Whoever gave another password has ended this session, too.
        return response
    response.set_cookie(
        SESSION_COOKIE, fresh.token, httponly=True, samesite="lax", secure=visit.application.settings.secure
    )
    return response


def choose_language(visit: Visit) -> Response:
    """Keep the language of pages in this browser, and with the person if somebody is signed in."""
    chosen = next((language for language in LANGUAGES if language == visit.field("language")), visit.language)
    if visit.person is not None and visit.person.language != chosen:
        reader = visit.person
        visit.write(lambda unit: _speak(unit, reader, chosen))
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


def _mismatch(visit: Visit, login: str, address: str) -> Response:
    visit.write(lambda unit: _note_failure(unit, login, address, visit.now))
    target = visit.field("next", "/")
    return render(visit, "sign_in.html", status=401, login=login, error="mismatch", next=target)


def _note_failure(unit: Unit, login: str, address: str, now: int) -> None:
    """Note a failure; who guesses many times at once is told of no more guesses than one after another."""
    unit.throttle.require_open(login, address, now)
    unit.throttle.note_failure(login, address, now)


def _begin(unit: Unit, credential: Credential, address: str, now: int) -> Session:
    unit.throttle.require_open(credential.login, address, now)
    _require_still(unit, credential)
    unit.throttle.forget(credential.login, address)
    return unit.sessions.begin(credential.person, credential.school, now, must_change=credential.one_time)


def _renew(unit: Unit, former_and_new: tuple[Credential, Credential], now: int) -> Session:
    former, new = former_and_new
    _require_still(unit, former)
    unit.people.change_password(new)
    unit.sessions.end_all(new.person)
    return unit.sessions.begin(new.person, new.school, now)


def _require_still(unit: Unit, compared: Credential) -> None:
    """Raise _ReplacedMeanwhile if the password is another than the one that was compared.

    Comparing takes long, and outside of any transaction: who had the former password must not get in after
    a teacher has given a new one.
    """
    if unit.people.find_credential(compared.login) != compared:
        raise _ReplacedMeanwhile


def _speak(unit: Unit, reader: Person, language: Language) -> None:
    # Name and roles as they are by now: an operator may have changed them since the reader was looked up.
    person = unit.people.find(reader.school, reader.key)
    if person is not None:
        unit.people.change(replace(person, language=language))


def _address(visit: Visit) -> str:
    """Return the browser's address; a declared proxy names it last in X-Forwarded-For."""
    forwarded = visit.request.headers.getlist("x-forwarded-for")
    if visit.application.settings.behind_proxy and forwarded:
        return forwarded[-1].rpartition(",")[2].strip()
    return visit.request.client.host if visit.request.client else ""
