"""Cards of the notebooks that stand inside paragraphs: to practise, to open what was assigned, to assign."""

from collections.abc import Iterable
from typing import Any

from api.routes.acting import actor
from api.routes.works.reading import OpenBook
from api.routes.works.work_pages import page_of
from api.web.rendering import address, render_text
from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK
from library_core.editions import Edition, EditionKey, EditionMissing
from notebooks_engine.notebooks import Notebook


def notebook_cards(visit: Visit, opened: OpenBook, names: Iterable[str]) -> dict[str, str]:
    """Return the card of each notebook that the edition has pinned, as HTML by its name in the document."""
    pinned = {name: key for name in names if (key := opened.book.edition.uses.get(name)) is not None}
    if not pinned:
        return {}
    school = visit.reader.school
    editions = visit.read(lambda unit: unit.library.editions.find_all(school, pinned.values()))
    assigned = _assigned(visit)
    return {
        name: render_text(visit, "reader/notebook_card.html", card=card)
        for name, key in pinned.items()
        if key in editions and (card := _card(visit, editions[key], assigned)) is not None
    }


def _card(visit: Visit, edition: Edition, assigned: dict[EditionKey, str]) -> dict[str, Any] | None:
    if edition.work.kind not in (NOTEBOOK, LAB):
        return None
    notebook = _notebook(visit, edition.key)
    if notebook is None:
        return None
    roles = visit.reader.roles
    first = notebook.slots[0].name if notebook.slots else None
    practises = first is not None and bool(roles & {"student", "teacher"})
    return {
        "title": edition.title,
        "kind": edition.work.kind,
        "tasks": len(notebook.slots),
        "practice_url": address(visit, "practice_start", edition=edition.key, slot=first)
        if practises and first is not None
        else None,
        "assignment_url": assigned.get(edition.key),
        "assign_url": address(visit, "assign", edition=edition.key) if "teacher" in roles else None,
        "preview_url": page_of(visit, edition.work.kind, edition.key),
    }


def _notebook(visit: Visit, key: EditionKey) -> Notebook | None:
    try:
        return visit.application.shelf.notebook(visit.reader.school, key)
    except EditionMissing:
        return None


def _assigned(visit: Visit) -> dict[EditionKey, str]:
    """Return where the student's newest assignment of each notebook is."""
    if "student" not in visit.reader.roles:
        return {}
    heads = visit.read(lambda unit: unit.engine.attempts.list_own(actor(visit)))
    return {head.assignment.edition: address(visit, "notebook", attempt=head.key) for head in reversed(heads)}
