"""My tasks: what somebody writes in the browser, begun from a worked problem or from another task."""

from collections.abc import Callable
from typing import Any, Final

from starlette.responses import Response

from api.routes.acting import act
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import TASK
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.identities import new_key
from library_core.library import Library
from library_core.people import LIBRARY
from library_core.publishing import files_of
from library_core.writing import Beginning, TooManyDocuments, begin, delete, name_is_free, restore
from library_core.written import WrittenDocument, WrittenKey
from search.queries import Query
from variants.problems import DocumentRefused
from variants.templates.writing.edits import put
from variants.templates.writing.layouts import Words, clean
from variants.templates.writing.numbers_in_text import LONGEST_TEXT
from variants.templates.writing.spans import SpannedLeaf, find, read_spans
from variants.templates.writing.starting import Worked, begin_task, identifier_of, title_of
from variants.texts import LANGUAGES, Language

SECTIONS: Final = (
    *("mechanics", "molecular-physics", "electrodynamics", "electromagnetism", "optics"),
    "inorganic-chemistry",
)
_SIZE: Final = 60
_LONGEST_QUERY: Final = 200


def home(visit: Visit) -> Response:
    """Show what the person has written, and what was deleted a moment ago."""
    person = visit.reader
    documents = visit.read(lambda unit: unit.library.written.list(person.school, person.key))
    deleted = visit.request.query_params.get("deleted", "")
    undo = visit.read(lambda unit: unit.library.written.find(person.school, person.key, WrittenKey(deleted)))
    return render(
        visit,
        "author/home.html",
        current="author_home",
        documents=[_entry(visit, document) for document in documents if document.kind == TASK],
        undo=undo if undo is not None and undo.deleted_at is not None else None,
        once=new_key(),
    )


def new_page(visit: Visit) -> Response:
    """Show the form for a worked problem."""
    return _new_form(visit)


def new(visit: Visit) -> Response:
    """Begin a document with the texts of a worked problem."""
    statement = _texts(visit, "statement")
    if not any(statement.values()):
        return _new_form(visit, visit.gettext("Type or paste the problem first."), status=422)
    section = visit.field("section")
    section = section if section in SECTIONS else SECTIONS[0]
    worked = Worked(
        statement=statement,
        solution=_texts(visit, "solution"),
        subject="chemistry" if section == "inorganic-chemistry" else "physics",
        section=section,
    )
    title = title_of(statement["ru"] or statement["en"])

    def write(library: Library) -> WrittenDocument:
        content = begin_task(worked, _free_id(library, visit, identifier_of(title)))
        return begin(library, act(visit), new_key, Beginning(kind=TASK, title=title, content=content))

    return _begun(visit, write, "numbers")


def library_page(visit: Visit) -> Response:
    """Show the tasks of the catalogue, to be duplicated."""
    words = visit.request.query_params.get("q", "")[:_LONGEST_QUERY]
    found = visit.application.search(Query(school=visit.reader.school, words=words, kind=TASK, size=_SIZE))
    return render(
        visit,
        "author/library.html",
        current="author_home",
        query=words,
        total=found.total,
        entries=[
            {
                "title": record.title,
                "subject": record.subject,
                "section": record.section,
                "grades": record.grades,
                "own": record.school == visit.reader.school,
                "name": record.name.partition("/")[2],
                "copy_url": address(visit, "author_copy", edition=record.key),
            }
            for record in found.records
        ],
        once=new_key(),
    )


def copy(visit: Visit) -> Response:
    """Begin a document with the text of a task in the catalogue: under a new id, or as its next edition."""
    edition = _catalogued_task(visit)
    ((_, content),) = files_of(visit.application.objects, edition).items()
    text = content.decode("utf-8-sig")
    same = visit.field("as") == "next-edition" and edition.work.school == visit.reader.school

    def write(library: Library) -> WrittenDocument:
        beginning = Beginning(
            kind=TASK,
            title=edition.title.in_language(visit.language),
            content=text if same else _under_new_id(library, visit, text, edition),
            made_of=edition.key,
            edition=edition.key if same else None,
        )
        return begin(library, act(visit), new_key, beginning)

    return _begun(visit, write, "about")


def remove(visit: Visit) -> Response:
    """Delete a document; the page that follows can bring it back."""
    key = WrittenKey(visit.path["document"])
    visit.write(lambda unit: delete(unit.library, act(visit), key))
    response = redirect(visit, "author_home")
    response.headers["location"] += f"?deleted={key}"
    return response


def bring_back(visit: Visit) -> Response:
    """Restore a deleted document."""
    key = WrittenKey(visit.path["document"])
    visit.write(lambda unit: restore(unit.library, act(visit), key))
    return redirect(visit, "author_home")


def _new_form(visit: Visit, error: str = "", *, status: int = 200) -> Response:
    typed = {
        f"{part}-{language}": visit.raw_field(f"{part}-{language}")
        for part in ("statement", "solution")
        for language in LANGUAGES
    }
    return render(
        visit,
        "author/new.html",
        status=status,
        current="author_home",
        typed=typed,
        sections=SECTIONS,
        error=error,
    )


def _begun(visit: Visit, write: Callable[[Library], WrittenDocument], step: str) -> Response:
    try:
        document = visit.write(lambda unit: write(unit.library))
    except TooManyDocuments:
        message = visit.gettext("You have very many documents: delete one before you begin another.")
        return _new_form(visit, message, status=422)
    return redirect(visit, "author_step", document=document.key, step=step)


def _texts(visit: Visit, part: str) -> dict[Language, str]:
    return {
        language: clean(visit.raw_field(f"{part}-{language}")).strip()[:LONGEST_TEXT]
        for language in LANGUAGES
    }


def _free_id(library: Library, visit: Visit, wanted: str) -> str:
    """Return the id, or the first with a number behind it that no work has."""
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, 1000))
    free = (name for name in names if name_is_free(library, act(visit), name))
    return next(free, f"{wanted}-{new_key()[:8].lower()}")


def _under_new_id(library: Library, visit: Visit, text: str, edition: Edition) -> str:
    text = put(text, ("id",), _free_id(library, visit, f"{edition.work.identifier}-2"))
    for language, word in (("ru", "копия"), ("en", "copy")):
        try:
            title = find(read_spans(text), ("title", language))
        except DocumentRefused:
            return text
        if isinstance(title, SpannedLeaf):
            text = put(text, ("title", language), Words(f"{title.text} ({word})"))
    return text


def _catalogued_task(visit: Visit) -> Edition:
    school, key = visit.reader.school, EditionKey(visit.path["edition"])
    edition = visit.read(lambda unit: unit.library.editions.find(school, key))
    if edition is None or edition.work.kind != TASK or edition.state not in ("published", "superseded"):
        raise EditionMissing(key)
    return edition


def _entry(visit: Visit, document: WrittenDocument) -> dict[str, Any]:
    return {
        "key": document.key,
        "title": document.title,
        "changed_at": document.changed_at,
        **states_of(visit, document),
        "url": address(visit, "author_step", document=document.key, step="text"),
        "preview_url": address(visit, "author_preview", document=document.key),
        "delete_url": address(visit, "author_delete", document=document.key),
    }


def states_of(visit: Visit, document: WrittenDocument) -> dict[str, Any]:
    """Return what became of the document: its edition in the school, its offer to the library."""

    def look(library: Library) -> dict[str, Any]:
        edition = _find(library, visit, document.edition)
        offer = library.editions.find(LIBRARY, document.offered) if document.offered else None
        trail = library.trail.of(LIBRARY, offer.key) if offer is not None else ()
        changed = edition is not None and document.changed_at > (edition.published_at or 0)
        return {
            "edition": edition.number if edition is not None else None,
            "changed_since": changed and edition is not None and edition.publisher is not None,
            "offer": offer.state if offer is not None else "",
            "reason": trail[-1].reason if trail and offer is not None and offer.state == "returned" else "",
        }

    return visit.read(lambda unit: look(unit.library))


def _find(library: Library, visit: Visit, key: EditionKey | None) -> Edition | None:
    return library.editions.find(visit.reader.school, key) if key is not None else None
