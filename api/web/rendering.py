"""Pages from templates: one Jinja environment a language, with the few words that every page may use."""

import hashlib
import hmac
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.auth.sessions import csrf_token
from api.origins import object_origin
from api.web.page_parts import add_parts
from api.web.page_words import FixedWords, make_gettext
from api.web.security_headers import content_security_policy
from api.web.static_files import static_address
from api.web.translations import translations
from api.web.visits import THEME_COOKIE, Visit
from variants.grammar.letters import canonical
from variants.grammar.printed.names import symbol_text
from variants.quantities.numbers import print_number
from variants.texts import Language

_THEMES: Final = frozenset({"light", "dark"})


@cache
def read_templates() -> Mapping[str, tuple[str, str]]:
    """Return the text and the place of each template, read once.

    A newer program may be installed over this one while it serves; its templates would not fit what runs.
    """
    folder = Path(str(resources.files("api") / "pages"))
    return {
        path.relative_to(folder).as_posix(): (path.read_text("utf-8"), str(path))
        for path in folder.rglob("*.html")
    }


def find_template(name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """Return text, place and freshness of a template, as the environment asks for them."""
    found = read_templates().get(name)
    return None if found is None else (*found, lambda: True)


@cache
def environment(language: Language, zone: ZoneInfo) -> Environment:
    """Return the template environment of a language and a time zone."""
    made = Environment(
        loader=FunctionLoader(find_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", FixedWords],
        # Pages don't change under a running server; asking the file system for each part is dear.
        auto_reload=False,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = made.globals["gettext"] = make_gettext(language)
    made.filters["text"] = lambda text: text.in_language(language)
    made.filters["html"] = lambda text: Markup(text.in_language(language))
    made.filters["moment"] = lambda milliseconds: show_moment(milliseconds, language, zone)
    made.filters["day"] = lambda milliseconds: show_day(milliseconds, language, zone)
    made.filters["points"] = lambda points: show_points(points, language)
    made.filters["letter"] = show_letter
    made.globals.update(static=static_address, language=language, zone=zone.key or "", widen=widen)
    add_parts(made, language)
    return made


def render(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
    """Return a page; signed-in pages are never kept by a shared computer's browser."""
    return HTMLResponse(render_text(visit, template, **values), status_code=status)


def render_text(visit: Visit, template: str, **values: object) -> str:
    """Return a page or a part of one as text."""
    return (
        environment(visit.language, visit.application.settings.timezone)
        .get_template(template)
        .render(
            **values,
            person=visit.person,
            work_key=work_key(visit),
            policy=content_security_policy(object_origin(visit.application.settings)),
            theme=theme_of(visit),
            url=lambda name, **parameters: address(visit, name, **parameters),
            csrf=cache(lambda: form_token(visit)),
            here=visit.request.url.path,
            now=visit.now,
        )
    )


def theme_of(visit: Visit) -> str:
    """Return how the browser is to show pages: `light`, `dark`, or `auto` as it shows others."""
    chosen = visit.request.cookies.get(THEME_COOKIE)
    return chosen if chosen in _THEMES else "auto"


def show_part(visit: Visit, part: str, *values: object) -> str:
    """Return a part that pages repeat, by the name that templates call it by."""
    return str(part_of(visit, part)(*values))


def part_of(visit: Visit, part: str) -> Callable[..., object]:
    """Return what makes a part that pages repeat, for who needs many."""
    made: Any = environment(visit.language, visit.application.settings.timezone).globals[part]
    return cast(Callable[..., object], made)


def redirect(visit: Visit, name: str, **parameters: str) -> Response:
    """Send the browser to another page after a form did its work."""
    return RedirectResponse(address(visit, name, **parameters), status_code=303)


def address(visit: Visit, name: str, **parameters: str) -> str:
    """Return the path of a page by its name in the route table.

    Raises LookupError for an unknown name, ValueError for parameters that make no path of it.
    """
    return address_in(visit.request.app, name, **parameters)


def address_in(application: Starlette, name: str, **parameters: str) -> str:
    """Do the same as `address`, of this application."""
    path, wanted = _path(application, name)
    values = parameters.values()
    if parameters.keys() != wanted or "/" in "".join(values) or not all(values):
        raise ValueError(f"{name} has no address with {sorted(parameters)}")
    return path.format_map(parameters)


@lru_cache(maxsize=1024)
def _path(application: Starlette, name: str) -> tuple[str, frozenset[str]]:
    """Return the path of a route with the names of its parameters.

    A page has many addresses; each looked through the whole table, and took a page's milliseconds together.
    """
    for route in application.routes:
        if isinstance(route, Route) and route.name == name:
            return route.path_format, frozenset(route.param_convertors)
    raise LookupError(name)


def form_token(visit: Visit) -> str:
    """Return the CSRF token of the session, or of nobody's sign-in form."""
    token = visit.session.token if visit.session else ""
    return csrf_token(token, visit.application.secret)


def work_key(visit: Visit) -> str:
    """Return what seals a person's work in a browser: only their own pages hold it, in whatever session."""
    if visit.person is None:
        return ""
    named = f"work kept in browsers {visit.person.school} {visit.person.key}"
    return hmac.new(visit.application.secret, named.encode(), hashlib.sha256).hexdigest()


def show_moment(milliseconds: int, language: Language, zone: ZoneInfo) -> str:
    """Return a moment in milliseconds UTC as date and time of the zone, as the language writes it."""
    moment = datetime.fromtimestamp(milliseconds / 1000, tz=zone)
    return format_datetime(moment, "d MMMM y, HH:mm", tzinfo=zone, locale=language)


def show_day(milliseconds: int, language: Language, zone: ZoneInfo) -> str:
    """Return the day of a moment in the zone, as the language writes it."""
    moment = datetime.fromtimestamp(milliseconds / 1000, tz=zone)
    return format_datetime(moment, "d MMMM y", tzinfo=zone, locale=language)


@lru_cache(maxsize=1024)
def show_points(points: Fraction | int, language: Language) -> str:
    """Return points as people write them: to two decimals at most, and no last zeros."""
    shown = round(float(points), 2)
    decimals = next((places for places in (0, 1) if round(shown, places) == shown), 2)
    return print_number(shown, language, decimals=decimals)


def show_letter(name: str) -> str:
    """Return a letter of a task as it looks, and how it is typed where that is another thing: `v₀ (v_0)`."""
    shown = symbol_text(canonical(name))
    return shown if shown == name else f"{shown} ({name})"


def widen(lowest: float, highest: float) -> tuple[float, float]:
    """Return limits of an axis moved out to round numbers: exact ones may be what a student is to find."""
    rough = (highest - lowest) / 10 or 1.0
    power: float = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    low, high = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return float(f"{low * step:.12g}"), float(f"{high * step:.12g}")
