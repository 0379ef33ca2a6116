"""Whole pages from frames: what everybody of the same kind is shown there is rendered once and remembered."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import escape
from starlette.applications import Starlette

from api.origins import object_origin
from api.web.gaps import Frame, Gap, cut
from api.web.rendering import address_in, environment, form_token, theme_of, work_key
from api.web.security_headers import content_security_policy
from api.web.visits import Visit
from library_core.people import Role
from variants.texts import Language

_FRAMES_KEPT: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class _Somebody:
    """Whoever it is, of these roles: what stands in their place is filled in for each."""

    roles: frozenset[Role]

    @property
    def key(self) -> Gap:
        """Whose pages these are."""
        return Gap("person_key")

    @property
    def display_name(self) -> Gap:
        """How they are called."""
        return Gap("person_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What a page is made of beside its own values, of people who are shown the same."""

    application: Starlette
    zone: ZoneInfo
    policy: str
    language: Language
    theme: str
    roles: frozenset[Role]


def render_framed(visit: Visit, template: str, shared: Mapping[str, Hashable], own: Mapping[str, str]) -> str:
    """Return a page of somebody signed in, of `shared` values, and of `own` HTML in the gaps among them.

    The frame is made of `shared` and of what kind of person asks, and known by the same, so that nothing of a
    person can be in it. Raises NotSignedIn.
    """
    kind = _Kind(
        application=visit.request.app,
        zone=visit.application.settings.timezone,
        policy=content_security_policy(object_origin(visit.application.settings)),
        language=visit.language,
        theme=theme_of(visit),
        roles=visit.reader.roles,
    )
    filling = {
        "csrf": form_token(visit),
        "here": escape(visit.request.url.path),
        "work_key": work_key(visit),
        "person_key": escape(visit.reader.key),
        "person_name": escape(visit.reader.display_name),
    }
    return _frame(kind, template, tuple(shared.items())).fill({**filling, **own})


@lru_cache(_FRAMES_KEPT)
def _frame(kind: _Kind, template: str, shared: tuple[tuple[str, Hashable], ...]) -> Frame:
    page = environment(kind.language, kind.zone).get_template(template)
    html = page.render(
        dict(shared),
        person=_Somebody(roles=kind.roles),
        policy=kind.policy,
        theme=kind.theme,
        url=cache(lambda name, **parameters: address_in(kind.application, name, **parameters)),
        csrf=lambda: Gap("csrf"),
        here=Gap("here"),
        work_key=Gap("work_key"),
    )
    return cut(html)
