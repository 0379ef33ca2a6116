"""Works that a scenario or a course names: the pinned editions, their pages, and newer ones."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from api.routes.works.newer_editions import newer_edition
from api.routes.works.work_pages import page_of
from api.web.rendering import address
from api.web.visits import Visit
from content.readers import COURSE, LAB, NOTEBOOK, SCENARIO
from library_core.editions import Edition, EditionKey, EditionMissing, State
from library_core.publishing import files_of

_READABLE: Final[tuple[State, ...]] = ("published", "superseded", "withdrawn")
_STILL_SHOWN: Final = frozenset({SCENARIO, COURSE})
"""Kinds that open even after they were withdrawn, to who kept the address."""


def released_edition(visit: Visit, kind: str) -> Edition:
    """Return the edition of the path, if it was released and the reader may know of it.

    Raises EditionMissing.
    """
    key = EditionKey(visit.path["edition"])
    found = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key))
    if found is None or found.work.kind != kind or found.state not in _READABLE:
        raise EditionMissing(key)
    return found


def text_of(visit: Visit, edition: Edition) -> tuple[str, str]:
    """Return the one file of an edition: its name and its text."""
    ((document, content),) = files_of(visit.application.objects, edition).items()
    return document, content.decode("utf-8-sig")


def pinned_works(visit: Visit, edition: Edition, names: Iterable[str]) -> Mapping[str, dict[str, Any]]:
    """Return what pages show of each work that the edition pins, by its name in the document."""
    keys = {name: edition.uses[name] for name in names if name in edition.uses}
    found = visit.read(lambda unit: unit.library.editions.find_all(visit.reader.school, set(keys.values())))
    return {name: _shown(visit, found[key]) for name, key in keys.items() if key in found}


def _shown(visit: Visit, edition: Edition) -> dict[str, Any]:
    kind = edition.work.kind
    withdrawn = edition.state == "withdrawn" and kind not in _STILL_SHOWN
    assigns = not withdrawn and kind in (NOTEBOOK, LAB) and "teacher" in visit.reader.roles
    return {
        "key": edition.key,
        "work": edition.work.key,
        "title": edition.title,
        "kind": kind,
        "number": edition.number,
        "withdrawn": withdrawn,
        "url": None if withdrawn else page_of(visit, kind, edition.key),
        "assign_url": address(visit, "assign", edition=edition.key) if assigns else None,
        "newer": newer_edition(visit, edition.key) if "teacher" in visit.reader.roles else None,
    }
