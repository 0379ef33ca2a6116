"""Writing lesson scenarios and courses in the browser: a form that grows by steps, saved at every press."""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from api.routes.acting import act
from api.routes.authoring.authoring import states_of
from api.routes.authoring.written_forms import FORMS
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import COURSE, SCENARIO, TASK
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.formats.scenarios.drafts import (
    Draft,
    draft_from_text,
    draft_of_form,
    draft_to_text,
)
from library_core.formats.scenarios.reading import SUBJECTS
from library_core.formats.scenarios.scenario import WORK_WORDS, WORKS
from library_core.identities import new_key
from library_core.library import Library
from library_core.people import SchoolKey
from library_core.publishing import Upload, files_of
from library_core.works import full_name
from library_core.writing import (
    Beginning,
    IdentifierTaken,
    begin,
    delete,
    name_is_free,
    offer_written,
    own,
    publish_written,
    restore,
    save,
)
from library_core.written import WrittenDocument, WrittenElsewhere, WrittenKey, WrittenMissing
from search.queries import Query
from variants.problems import DocumentRefused, Problem
from variants.templates.writing.starting import identifier_of
from variants.texts import Text

_FOUND: Final = 8
_SHOWN: Final = 100
_LONGEST_QUERY: Final = 200
_TAKEN: Final = Text(
    en="another work has the id `{}`: choose another one", ru="id `{}` уже занят: выберите другой"
)


def home(visit: Visit) -> Response:
    """Show the lessons and courses that the person is writing, and what was deleted a moment ago."""
    person = visit.reader
    documents = visit.read(lambda unit: unit.library.written.list(person.school, person.key))
    deleted = WrittenKey(visit.request.query_params.get("deleted", ""))
    undo = visit.read(lambda unit: unit.library.written.find(person.school, person.key, deleted))
    return render(
        visit,
        "scenario/mine.html",
        current="scenarios",
        documents=[_entry(visit, document) for document in documents if document.kind in FORMS],
        undo=undo if undo is not None and undo.deleted_at is not None else None,
        once=new_key(),
    )


def new(visit: Visit) -> Response:
    """Begin a lesson, or a course."""
    kind = COURSE if visit.field("kind") == COURSE else SCENARIO
    unnamed = visit.gettext("New course") if kind == COURSE else visit.gettext("New lesson")
    title = visit.field("title")[:200] or unnamed
    return _begun(visit, kind, FORMS[kind].begin(visit, title), title)


def copy(visit: Visit) -> Response:
    """Begin with the text of a lesson or a course in the catalogue; a lesson says whose it was."""
    key = EditionKey(visit.path["edition"])
    edition = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key))
    if edition is None or edition.work.kind not in FORMS or edition.number is None:
        raise EditionMissing(key)
    ((document, content),) = files_of(visit.application.objects, edition).items()
    draft = FORMS[edition.work.kind].draft_of(content.decode("utf-8-sig"), document)
    head = dict(draft.head) | {"copied_from": f"{edition.work.name}, {edition.number}"}
    steps = tuple({**step, "attach": _in_full(step["attach"], edition.work.school)} for step in draft.steps)
    copied = Draft(head=head, steps=steps)
    return _begun(visit, edition.work.kind, copied, draft.head["title"], made_of=key)


def _in_full(attached: str, school: SchoolKey) -> str:
    """Return the lines with whole names: in another school a short one would mean another work."""
    lines = (line.partition(" ") for line in attached.split("\n") if line)
    return "\n".join(f"{full_name(name, school)} {words}".rstrip() for name, _, words in lines)


def page(visit: Visit) -> Response:
    """Show the form."""
    return _form(visit, _own(visit))


def change(visit: Visit) -> Response:
    """Save what was typed, then do what was pressed: add, move or remove a step, find works, publish."""
    document = _own(visit)
    draft = draft_of_form({name: values[0] for name, values in visit.form.items() if values})
    word, _, rest = visit.field("do", "save").partition("-")
    draft, place = _pressed(draft, word, rest)
    saved = _saved(visit, document, draft)
    if isinstance(saved, Response):
        return saved
    if word in {"publish", "offer"}:
        return _publish(visit, saved, draft, offered=word == "offer")
    if word == "find" and rest.isdigit():
        return _form(visit, saved, found_at=int(rest))
    response = redirect(visit, "scenario_edit", document=saved.key)
    if place is not None:
        response.headers["location"] += f"#step-{place}"
    return response


def remove(visit: Visit) -> Response:
    """Delete a document; the page that follows can bring it back."""
    key = _own(visit).key
    visit.write(lambda unit: delete(unit.library, act(visit), key))
    response = redirect(visit, "scenarios")
    response.headers["location"] += f"?deleted={key}"
    return response


def bring_back(visit: Visit) -> Response:
    """Restore a deleted document."""
    visit.write(lambda unit: restore(unit.library, act(visit), WrittenKey(visit.path["document"])))
    return redirect(visit, "scenarios")


def _pressed(draft: Draft, word: str, rest: str) -> tuple[Draft, int | None]:
    number, _, name = rest.partition("-")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else None
    if place is None:
        return draft, None
    if word == "add":
        return draft.with_step(place), place
    if word == "remove":
        return draft.without_step(place), max(0, place - 1)
    if word in {"up", "down"}:
        by = -1 if word == "up" else 1
        return draft.moved(place, by), max(0, place + by)
    return (draft.attached(place, name), place) if word == "attach" else (draft, place)


def _saved(visit: Visit, document: WrittenDocument, draft: Draft) -> WrittenDocument | Response:
    revision = visit.field("revision")
    typed = WrittenDocument(
        key=document.key,
        school=document.school,
        person=document.person,
        kind=document.kind,
        title=draft.head["title"] or document.title,
        content=draft_to_text(draft),
        changed_at=visit.now,
        revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
        made_of=document.made_of,
        edition=document.edition,
        offered=document.offered,
    )
    try:
        return visit.write(lambda unit: save(unit.library, act(visit), typed))
    except WrittenElsewhere:
        beginning = Beginning(
            kind=document.kind, title=typed.title, content=typed.content, made_of=document.made_of
        )
        other = visit.write(lambda unit: begin(unit.library, act(visit), new_key, beginning))
        response = redirect(visit, "scenario_edit", document=other.key)
        response.headers["location"] += "?other=" + document.key
        return response


def _publish(visit: Visit, document: WrittenDocument, draft: Draft, *, offered: bool) -> Response:
    identifier = draft.head["id"]
    form = FORMS[document.kind]
    content = form.document_of(draft).encode()
    upload = Upload(kind=document.kind, files={f"{identifier or document.kind}.md": content})
    try:
        made = (offer_written if offered else publish_written)(
            visit.application.press, document, upload, act(visit)
        )
    except DocumentRefused as refused:
        return _form(visit, document, problems=refused.problems)
    except IdentifierTaken as taken:
        words = Text(*(_TAKEN.in_language(each).format(taken.identifier) for each in ("en", "ru")))
        return _form(visit, document, problems=(Problem(document=document.title, message=words),))
    if offered:
        return redirect(visit, "scenario_edit", document=document.key)
    visit.application.follow_changes()
    return redirect(visit, form.page, edition=made.key)


def _form(
    visit: Visit,
    document: WrittenDocument,
    *,
    problems: tuple[Problem, ...] = (),
    found_at: int | None = None,
) -> Response:
    draft = draft_from_text(document.content)
    words = visit.field(f"find-{found_at}")[:_LONGEST_QUERY] if found_at is not None else ""
    found = (
        visit.application.search(Query(school=visit.reader.school, words=words, size=_FOUND))
        if words
        else None
    )
    return render(
        visit,
        FORMS[document.kind].template,
        status=422 if problems else 200,
        current="scenarios",
        document=document,
        draft=draft,
        planned=sum(int(step["minutes"]) for step in draft.steps if step["minutes"].isdigit()),
        works=[(work, WORK_WORDS[work]) for work in WORKS],
        subjects=SUBJECTS,
        problems=problems,
        found_at=found_at,
        looked_for=words,
        found=[
            {"name": each.name, "kind": each.kind, "title": each.title}
            for each in (found.records if found else ())
            if each.kind != TASK
        ],
        attached=_attached(visit, draft),
        states=states_of(visit, document),
        lesson_url=_published(visit, document),
        other=visit.request.query_params.get("other", ""),
        once=new_key(),
    )


def _attached(visit: Visit, draft: Draft) -> list[list[dict[str, Any]]]:
    """Return what the form shows of the works that each step names."""
    named = [tuple(_names(step["attach"])) for step in draft.steps]
    full = {name: full_name(name, visit.reader.school) for names in named for name in names}
    found = visit.read(lambda unit: unit.library.editions.published(visit.reader.school, full.values()))
    return [[_work(name, found.get(full[name])) for name in names] for names in named]


def _names(attached: str) -> Iterable[str]:
    lines = (line.split() for line in attached.split("\n")[:_SHOWN])
    return (words[0].partition("#")[0] for words in lines if words)


def _work(name: str, edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {"name": name, "title": None, "kind": ""}
    return {"name": name, "title": edition.title, "kind": edition.work.kind}


def _published(visit: Visit, document: WrittenDocument) -> str | None:
    edition = document.edition
    return None if edition is None else address(visit, FORMS[document.kind].page, edition=edition)


def _begun(
    visit: Visit, kind: str, draft: Draft, title: str, *, made_of: EditionKey | None = None
) -> Response:
    def write(library: Library) -> WrittenDocument:
        named = Draft(head={**draft.head, "id": _free_id(library, visit, kind, title)}, steps=draft.steps)
        beginning = Beginning(kind=kind, title=title, content=draft_to_text(named), made_of=made_of)
        return begin(library, act(visit), new_key, beginning)

    document = visit.write(lambda unit: write(unit.library))
    return redirect(visit, "scenario_edit", document=document.key)


def _free_id(library: Library, visit: Visit, kind: str, title: str) -> str:
    wanted = identifier_of(title) or ("course" if kind == COURSE else "lesson")
    names = (wanted, *(f"{wanted[:90]}-{number}" for number in range(2, 1000)))
    return next((name for name in names if name_is_free(library, act(visit), name)), new_key()[:20])


def _own(visit: Visit) -> WrittenDocument:
    found = visit.read(lambda unit: own(unit.library, act(visit), WrittenKey(visit.path["document"])))
    if found.kind not in FORMS:
        raise WrittenMissing(found.key)
    return found


def _entry(visit: Visit, document: WrittenDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "changed_at": document.changed_at,
        "url": address(visit, "scenario_edit", document=document.key),
        "kind": document.kind,
        "lesson_url": _published(visit, document),
        "delete_url": address(visit, "scenario_delete", document=document.key),
        **states_of(visit, document),
    }
