"""The form over a written document: eight steps, each saved as it is left; what is typed is never lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from starlette.responses import Response

from api.auth.access import NotFound
from api.routes.acting import act
from api.routes.authoring.authoring import SECTIONS, states_of
from api.routes.authoring.authoring_views import Form, field_id, pieces_of, typeset_text
from api.web.rendering import redirect, render
from api.web.visits import Visit
from content.readers import TASK
from library_core.identities import new_key
from library_core.library import Library
from library_core.writing import Beginning, TooLongDocument, TooManyDocuments, begin, own, save
from library_core.written import WrittenDocument, WrittenElsewhere, WrittenKey, WrittenMissing
from search.queries import Query
from variants.problems import DocumentRefused
from variants.templates.writing.adding import add_rows, press
from variants.templates.writing.inspecting import STEPS, Step
from variants.templates.writing.numbers_in_text import FoundNumber, shown_unit
from variants.templates.writing.saving import Typed, rename_everywhere, save_fields
from variants.templates.writing.spans import SpannedLeaf, find, read_spans
from variants.templates.writing.starting import (
    Marked,
    lines_of,
    mark_numbers,
    numbers_of,
    strange_letters,
    wanted_letters,
)
from variants.templates.writing.suggesting import ROLES, suggest
from variants.texts import Language

_LONGEST_NAME: Final = 200
_SKILLS: Final = 200


def first(visit: Visit) -> Response:
    """Lead to the first step of the form."""
    return redirect(visit, "author_step", document=find_own(visit).key, step="text")


def step(visit: Visit) -> Response:
    """Show one step of the form; a document whose YAML can't be read is shown as YAML."""
    document, name = find_own(visit), _step(visit)
    try:
        return _page(visit, Form(document, visit.language, name))
    except DocumentRefused:
        return redirect(visit, "author_yaml", document=document.key)


def save_step(visit: Visit) -> Response:
    """Save what was typed on a step, do what was pressed, and go where the button leads."""
    document, name = find_own(visit), _step(visit)
    try:
        form = Form(document, visit.language, name)
        content = _changed(visit, document.content, name)
        stale = visit.field("base") != form.base and content != document.content
    except DocumentRefused:
        return redirect(visit, "author_yaml", document=document.key)
    if stale:
        return keep_both(visit, document, content)
    return store(visit, document, content, lambda saved: _after(visit, saved, name))


def find_own(visit: Visit) -> WrittenDocument:
    """Return the reader's document that the path names. Raises WrittenMissing."""
    key = WrittenKey(visit.path["document"])
    found = visit.read(lambda unit: own(unit.library, act(visit), key))
    if found.kind != TASK:
        raise WrittenMissing(key)
    return found


def store(
    visit: Visit, document: WrittenDocument, content: str, then: Callable[[WrittenDocument], Response]
) -> Response:
    """Save the text and answer; what another tab saved meanwhile is kept beside it."""
    changed = replace(document, content=content, title=title_in(content, visit.language) or document.title)
    try:
        saved = visit.write(lambda unit: save(unit.library, act(visit), changed))
    except WrittenElsewhere:
        return keep_both(visit, find_own(visit), content)
    except TooLongDocument:
        return render(visit, "author/conflict.html", status=422, saved=document, other=None, content=content)
    return then(saved)


def keep_both(visit: Visit, saved: WrittenDocument, content: str) -> Response:
    """Keep a text that another tab has overtaken as a document of its own, and say so."""
    title = f"{title_in(content, visit.language) or saved.title} ({visit.gettext('from another tab')})"

    def write(library: Library) -> WrittenDocument:
        beginning = Beginning(kind=TASK, title=title, content=content, made_of=saved.made_of)
        return begin(library, act(visit), new_key, beginning)

    try:
        other = visit.write(lambda unit: write(unit.library))
    except (TooManyDocuments, TooLongDocument):
        return render(visit, "author/conflict.html", status=422, saved=saved, other=None, content=content)
    return render(visit, "author/conflict.html", status=409, saved=saved, other=other, content="")


def title_in(content: str, language: Language) -> str:
    """Return the title that the text has now, in this language or the other."""
    try:
        root = read_spans(content)
    except DocumentRefused:
        return ""
    order = (language, "en" if language == "ru" else "ru")
    found = [find(root, ("title", each)) for each in order]
    return next(
        (leaf.text.strip() for leaf in found if isinstance(leaf, SpannedLeaf) and leaf.text.strip()), ""
    )


def _step(visit: Visit) -> Step:
    if visit.path["step"] not in STEPS:
        raise NotFound
    return next(each for each in STEPS if each == visit.path["step"])


def _changed(visit: Visit, content: str, name: Step) -> str:
    """Return the text with everything that the form sent."""
    typed = [
        Typed(tuple(field[3:].split("/")), _sent(visit, field)) for field in visit.form if field[:3] == "at/"
    ]
    content = save_fields(content, typed, visit.language)
    for field in visit.form:
        if field.startswith("name/"):
            content = rename_everywhere(
                content, tuple(field.split("/")[1:]), visit.field(field)[:_LONGEST_NAME]
            )
    if name == "numbers":
        content = mark_numbers(content, _marked(visit, content))
    fields = {
        field: visit.raw_field(field) for field in visit.form if field.startswith(("new/", "form/", "swap/"))
    }
    content = add_rows(content, fields, visit.language)
    return press(content, visit.field("do"), visit.language)


def _sent(visit: Visit, field: str) -> str:
    """Return what was typed; boxes that are ticked together send a list, led by an empty value."""
    values = visit.form[field]
    return ", ".join(value.strip() for value in values if value.strip()) if len(values) > 1 else values[0]


def _marked(visit: Visit, content: str) -> Iterator[Marked]:
    for index, number in enumerate(numbers_of(content)):
        if visit.field(f"mark/{index}") != key_text(number):
            continue
        role = visit.field(f"mark/{index}/role", "range")
        lowest, highest, step = (
            number_typed(visit.field(f"mark/{index}/{part}")) for part in ("from", "to", "step")
        )
        several = visit.field(f"mark/{index}/values").replace(", ", ";").split(";")
        yield Marked(
            key=number.key,
            name=visit.field(f"mark/{index}/name")[:_LONGEST_NAME],
            role=next((each for each in ROLES if each == role), "range"),
            lowest=number.number if role == "fixed" else lowest,
            highest=highest,
            step=step,
            values=tuple(number_typed(each) for each in several if each.strip()),
        )


def number_typed(text: str) -> str:
    """Return a number as documents write it; what is no number stays, for the form to say so."""
    plain = text.strip().replace(",", ".")[:40]
    try:
        return plain if Decimal(plain).is_finite() else "?"
    except InvalidOperation:
        return plain or "?"


def key_text(number: FoundNumber) -> str:
    """Return how the form names a quantity of the text."""
    return f"{number.number} {number.unit}".strip()


def _after(visit: Visit, saved: WrittenDocument, name: Step) -> Response:
    going = visit.field("go")
    if going == "preview":
        return redirect(visit, "author_preview", document=saved.key)
    if going == "yaml":
        return redirect(visit, "author_yaml", document=saved.key)
    return redirect(visit, "author_step", document=saved.key, step=going if going in STEPS else name)


def _page(visit: Visit, form: Form) -> Response:
    place = STEPS.index(form.step)
    return render(
        visit,
        "author/step.html",
        current="author_home",
        form=form,
        document=form.document,
        placed=form.inspection.of(form.step),
        steps=STEPS,
        before=STEPS[place - 1] if place else None,
        after=STEPS[place + 1] if place + 1 < len(STEPS) else None,
        field_id=field_id,
        typeset=lambda text: typeset_text(text, visit.language),
        states=states_of(visit, form.document),
        **_offered(visit, form),
    )


def _offered(visit: Visit, form: Form) -> dict[str, Any]:
    """Return what the step offers beside the fields of the document."""
    if form.step == "numbers":
        return {"found": _found(form), "pieces": _pieces(form)}
    if form.step == "formulas":
        content = form.document.content
        return {"lines": lines_of(content), "strange": strange_letters(content)}
    if form.step == "about":
        query = Query(
            school=visit.reader.school, kind=TASK, section=form.value("section") or None, size=_SKILLS
        )
        records = visit.application.search(query).records
        return {
            "sections": SECTIONS,
            "skills": sorted({skill for each in records for skill in each.skills if skill}),
        }
    return {}


def _found(form: Form) -> list[dict[str, Any]]:
    taken = set(form.names)
    wanted = wanted_letters(form.document.content)
    shown = []
    for number in numbers_of(form.document.content):
        offered = suggest(number, taken, wanted)
        taken.add(offered.name)
        shown.append(
            {
                "key": key_text(number),
                "shown": number.shown,
                "unit": shown_unit(number.unit, form.language) if number.unit else "",
                "name": offered.name,
                "role": offered.role,
                "from": _local(offered.lowest, form),
                "to": _local(offered.highest, form),
                "step": _local(offered.step, form),
                "values": "; ".join(_local(value, form) for value in offered.values),
            }
        )
    return shown


def _local(number: str, form: Form) -> str:
    return number.replace(".", ",") if form.language == "ru" else number


def _pieces(form: Form) -> dict[str, list[dict[str, Any]]]:
    numbers = numbers_of(form.document.content)
    texts = {each: form.value(f"statement/{each}") for each in form.text_languages}
    return {each: list(pieces_of(text, numbers)) for each, text in texts.items() if text}
