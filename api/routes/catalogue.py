"""The catalogue: finding an edition and looking inside before it is assigned."""

from typing import Any, Final

from starlette.responses import Response

from api.routes.catalogued import find_catalogued
from api.routes.samples import sample_blocks
from api.web.rendering import address, render
from api.web.visits import Visit
from content.readers import NOTEBOOK
from library_core.editions import EditionKey
from library_core.people import SchoolKey
from notebooks_engine.notebooks import Notebook
from search.queries import Query
from search.records import Record

_SIZE: Final = 12
_LONGEST_QUERY: Final = 200


def catalogue(visit: Visit) -> Response:
    """Show what the words and filters find; every filter offers only what would leave something."""
    asked = visit.request.query_params
    chosen = {name: asked.get(name, "") for name in ("subject", "section", "grade", "language")}
    query = Query(
        school=visit.reader.school,
        words=asked.get("q", "")[:_LONGEST_QUERY],
        kind=NOTEBOOK,
        subject=chosen["subject"] or None,
        section=chosen["section"] or None,
        grade=int(chosen["grade"]) if _is_small_number(chosen["grade"]) else None,
        language=chosen["language"] or None,
        page=int(asked.get("page", "1")) if _is_small_number(asked.get("page", "1")) else 1,
        size=_SIZE,
    )
    found = visit.application.search(query)
    choices = {name: sorted(found.counts.get(name, {}), key=_by_number) for name in chosen}  # type: ignore[call-overload]
    return render(
        visit,
        "teacher/catalogue.html",
        current="catalogue",
        query=query.words,
        filters=chosen,
        choices={name: _with_chosen(values, chosen[name]) for name, values in choices.items()},
        total=found.total,
        entries=[_entry(visit, record) for record in found.records],
        pages=_pages(visit, query.page, found.total),
    )


def preview(visit: Visit) -> Response:
    """Show a notebook as it is, with sample variants in every slot."""
    edition = find_catalogued(visit)
    notebook = visit.application.shelf.notebook(visit.reader.school, edition.key)
    shown = {
        "title": edition.title,
        "subject": edition.subject,
        "section": edition.section,
        "grades": edition.grades,
        "languages": edition.languages,
        "number": edition.number,
        "points": _points(notebook),
    }
    return render(
        visit,
        "teacher/preview.html",
        current="catalogue",
        edition=shown,
        blocks=sample_blocks(visit, edition.key, solutions=True),
        assign_url=_assign_url(visit, edition.key),
    )


def _entry(visit: Visit, record: Record) -> dict[str, Any]:
    notebook = visit.application.shelf.notebook(SchoolKey(record.school), record.key)
    return {
        "title": record.title,
        "kind": record.kind,
        "subject": record.subject,
        "section": record.section,
        "grades": record.grades,
        "languages": record.languages,
        "slots": len(notebook.slots),
        "points": _points(notebook),
        "summary": "",
        "url": address(visit, "preview", edition=record.key),
        "assign_url": _assign_url(visit, record.key),
    }


def _assign_url(visit: Visit, key: EditionKey) -> str | None:
    return address(visit, "assign", edition=key) if "teacher" in visit.reader.roles else None


def _points(notebook: Notebook) -> Any:  # noqa: ANN401 - a sum of exact fractions
    return sum(slot.points for slot in notebook.slots)


def _pages(visit: Visit, page: int, total: int) -> dict[str, Any]:
    last = max(1, -(-total // _SIZE))
    url = visit.request.url

    def at(number: int) -> str | None:
        return str(url.include_query_params(page=number)) if 1 <= number <= last else None

    return {"number": page, "last": last, "previous": at(page - 1), "next": at(page + 1)}


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) > 0


def _by_number(value: str) -> tuple[int, str]:
    return int(value) if value.isdigit() else 0, value


def _with_chosen(values: list[str], chosen: str) -> list[str]:
    return values if not chosen or chosen in values else [*values, chosen]
