"""The catalogue: finding an edition, and looking inside before it is assigned."""

from dataclasses import replace
from typing import Any

from starlette.responses import JSONResponse, Response

from api.routes.library.catalogue_asking import changed, chips, choices, last_page, pages, read_query
from api.routes.library.catalogue_cards import cards, points, work_address
from api.routes.works.catalogued import find_catalogued
from api.routes.works.linked_data import linked_data
from api.routes.works.preparing import is_awaited, load_anew, prepare, show_preparation, tasks_of
from api.routes.works.samples import sample_blocks
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import LAB
from library_core.editions import EditionKey
from search.queries import FILTERS, SORTS, Found, Query
from search.spelling import did_you_mean
from search.suggesting import Suggestion, suggest


def catalogue(visit: Visit) -> Response:
    """Show what the words and filters find; every filter offers only what would leave something."""
    query, found = _find(visit, read_query(visit))
    return render(
        visit,
        "teacher/catalogue.html",
        current="catalogue",
        query=query.words,
        filters={name: query.filters.get(name, "") for name in FILTERS},
        choices=choices(visit, query, found),
        sort=query.sort,
        sorts=SORTS,
        total=found.total,
        entries=cards(visit, found.records, query.words),
        chips=chips(visit, query),
        clear_url=address(visit, "catalogue"),
        meant=_meant(visit, query, found),
        pages=pages(visit, query, found.total),
        percent=visit.application.follower.percent,
    )


def suggestions(visit: Visit) -> Response:
    """Answer how the words in the box may go on, as a list for its script."""
    query = read_query(visit)
    visit.application.follow_changes()
    found = suggest(visit.application.index, query)
    return JSONResponse([_suggestion(visit, each) for each in found])


def preview(visit: Visit) -> Response:
    """Show a notebook as it is, with sample variants in every slot."""
    edition = find_catalogued(visit)
    if edition.work.kind == LAB:
        return redirect(visit, "lab", edition=edition.key)
    school, shelf = visit.reader.school, visit.application.shelf
    notebook = shelf.notebook(school, edition.key)
    far = prepare(visit, tasks_of(shelf.pinned(school, edition.key).slots))
    if not far.lacking and is_awaited(visit):
        return load_anew()
    shown = {
        "title": edition.title,
        "subject": edition.subject,
        "section": edition.section,
        "grades": edition.grades,
        "languages": edition.languages,
        "number": edition.number,
        "points": points(notebook),
    }
    return render(
        visit,
        "teacher/preview.html",
        current="catalogue",
        edition=shown,
        blocks=[] if is_awaited(visit) else sample_blocks(visit, edition.key, solutions=True),
        preparing=show_preparation(visit, far),
        assign_url=_assign_url(visit, edition.key),
        linked_data=linked_data(visit, edition),
    )


def _find(visit: Visit, query: Query) -> tuple[Query, Found]:
    """Return what is found; past the last page it is the last page that is shown."""
    found = visit.application.search(query)
    if not found.records and found.total:
        query = replace(query, page=last_page(found.total))
        found = visit.application.search(query)
    return query, found


def _meant(visit: Visit, query: Query, found: Found) -> dict[str, str] | None:
    """Return what else may have been meant by words that find nothing, with its address."""
    meant = None if found.total else did_you_mean(visit.application.index, query)
    return {"words": meant, "url": changed(visit, without=("page",), q=meant)} if meant else None


def _suggestion(visit: Visit, suggestion: Suggestion) -> dict[str, Any]:
    record = suggestion.record
    return {
        "text": suggestion.text,
        "kind": record.kind if record else "",
        "url": work_address(visit, record) if record else None,
    }


def _assign_url(visit: Visit, key: EditionKey) -> str | None:
    return address(visit, "assign", edition=key) if "teacher" in visit.reader.roles else None
