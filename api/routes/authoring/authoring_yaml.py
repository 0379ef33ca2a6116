"""The YAML of a written document, one click away: with line numbers, and its problems located in it."""

from starlette.responses import Response

from api.routes.authoring.authoring_form import find_own, keep_both, store
from api.web.rendering import redirect, render
from api.web.visits import Visit
from content.tables import library_tables
from library_core.writing import LONGEST_DOCUMENT
from library_core.written import WrittenDocument
from variants.problems import DocumentRefused, Problem
from variants.templates.writing.inspecting import inspect_document
from variants.templates.writing.layouts import clean


def page(visit: Visit) -> Response:
    """Show the text of the document."""
    return _page(visit, find_own(visit))


def save_yaml(visit: Visit) -> Response:
    """Save the text as it was typed, readable or not, and show what is to be mended."""
    document = find_own(visit)
    typed = clean(visit.raw_field("content"))[: LONGEST_DOCUMENT + 1]
    if typed == clean(document.content):
        return _after(visit, document)
    content = typed.replace("\n", "\r\n") if "\r\n" in document.content else typed
    if visit.field("revision") != str(document.revision):
        return keep_both(visit, document, content)
    return store(visit, document, content, lambda saved: _after(visit, saved))


def problems_of(document: WrittenDocument) -> tuple[Problem, ...]:
    """Return what is wrong in the text as it stands."""
    try:
        placed = inspect_document(document.content, document.title, library_tables()).placed
    except DocumentRefused as refused:
        return refused.problems
    return tuple(each.problem for each in placed)


def _after(visit: Visit, saved: WrittenDocument) -> Response:
    if visit.field("go") == "form":
        return redirect(visit, "author_step", document=saved.key, step="text")
    if visit.field("go") == "preview":
        return redirect(visit, "author_preview", document=saved.key)
    return redirect(visit, "author_yaml", document=saved.key)


def _page(visit: Visit, document: WrittenDocument) -> Response:
    return render(
        visit,
        "author/yaml.html",
        current="author_home",
        document=document,
        problems=problems_of(document),
        lines=document.content.count("\n") + 1,
    )
