"""One request as an endpoint sees it: who asks, in which language, with what form."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request

from api.auth.sessions import Session
from api.bootstrap import Application, Unit
from api.web.requests import Upload
from api.web.translations import translations
from library_core.people import Person
from variants.texts import LANGUAGES, Language

T = TypeVar("T")
FormFields = Mapping[str, list[str]]

SESSION_COOKIE = "tetrad_session"
LEAVING_COOKIE = "leaving"
"""Set by a page whose person signed out while the server was not reached."""
LANGUAGE_COOKIE = "language"
THEME_COOKIE = "theme"


class NotSignedIn(Exception):
    """The page needs somebody signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request on its way through one endpoint; `now` is in milliseconds UTC."""

    application: Application
    request: Request
    session: Session | None
    person: Person | None
    language: Language
    now: int
    form: FormFields
    files: Mapping[str, list[Upload]]
    json: Any = None

    @property
    def reader(self) -> Person:
        """Who is signed in. Raises NotSignedIn."""
        if self.person is None:
            raise NotSignedIn
        return self.person

    @property
    def path(self) -> Mapping[str, str]:
        """The parameters in the path."""
        return self.request.path_params

    def field(self, name: str, default: str = "") -> str:
        """Return a form field's first value, without spaces around it."""
        values = self.form.get(name)
        return values[0].strip() if values else default

    def raw_field(self, name: str) -> str:
        """Return a form field's first value exactly as sent."""
        return self.form.get(name, [""])[0]

    @property
    def next_page(self) -> str:
        """The page to go on to, as the form names it: only a path of our own, never another site."""
        target = self.field("next", "/")
        plain = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
        return target if plain else "/"

    @property
    def wants_fragment(self) -> bool:
        """Whether a part of the page is asked for, to be put in its place, rather than a whole page."""
        return self.request.headers.get("hx-request") == "true"

    def gettext(self, message: str) -> str:
        """Return the message in the language of the page."""
        return translations(self.language).gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the message for this number in the language of the page."""
        return translations(self.language).ngettext(one, many, number)

    def read(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one read transaction."""
        return self.application.read(work)

    def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one write transaction and return when it is durable."""
        return self.application.write(work)


def present() -> int:
    """Return the present time in milliseconds UTC."""
    return time.time_ns() // 1_000_000


def choose_language(request: Request, person: Person | None) -> Language:
    """Return the language chosen in this browser, else the person's own, else the browser's first."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    for language in LANGUAGES:
        if chosen == language:
            return language
    if person is not None:
        return person.language
    accepted = request.headers.get("accept-language", "")
    ranked = sorted(LANGUAGES, key=lambda language: _position(accepted, language))
    return ranked[0] if _position(accepted, ranked[0]) < len(accepted) + 1 else "ru"


def _position(accepted: str, language: str) -> int:
    found = accepted.lower().find(language)
    return found if found >= 0 else len(accepted) + 1
