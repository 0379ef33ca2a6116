"""Assigning a notebook to one class or several: the form, capacity for the classes ticked, sending."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.responses import Response

from api.bootstrap import Unit
from api.jobs.deals import ask_to_deal, count_assigned, is_large
from api.routes.acting import actor, dealing
from api.routes.jobs import asked
from api.routes.works.catalogued import find_catalogued
from api.routes.works.preparing import (
    is_awaited,
    load_anew,
    prepare,
    refusal,
    show_preparation,
    tasks_of,
)
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.identities import new_key
from notebooks_engine.assignments import LateRule, Rules, Solutions
from notebooks_engine.classes import ClassKey
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.capacity import measure_capacity
from notebooks_engine.teaching.capacity_words import describe_capacity, describe_slot

_SOLUTIONS: Final[tuple[Solutions, ...]] = ("after_due", "after_answer", "never")
_LATE: Final[tuple[LateRule, ...]] = ("accept", "mark", "refuse")
_DEFAULT_DAYS: Final = 7
_FIELDS: Final = ("due", "tries", "solutions", "late")


def assign_page(visit: Visit) -> Response:
    """Show the form that sends a notebook to classes; the classes ticked stand in the address.

    As long as variants are lacking, it is said how far they are.
    """
    due = datetime.fromtimestamp(visit.now / 1000, tz=visit.application.settings.timezone)
    evening = (due + timedelta(days=_DEFAULT_DAYS)).replace(hour=20, minute=0)
    defaults = {
        "due": evening.strftime("%Y-%m-%dT%H:%M"),
        "tries": "3",
        "solutions": "after_due",
        "late": "mark",
    }
    return _assign_form(visit, defaults, visit.request.query_params.getlist("class_"), {})


def send(visit: Visit) -> Response:
    """Assign the notebook: everybody in the classes is dealt variants of their own at once."""
    form = {name: visit.field(name) for name in _FIELDS}
    chosen = visit.form.get("class_", [])
    if visit.field("step") == "count":
        return _assign_form(visit, form, chosen, {})
    errors: dict[str, str] = {}
    due = read_due(visit, form["due"], errors)
    rules = read_rules(visit, form, errors)
    if not chosen:
        errors["class_"] = visit.gettext("Choose one of your classes.")
    if not errors:
        classes = tuple(map(ClassKey, dict.fromkeys(chosen)))
        notebook = _pinned(visit)
        order = Order(classes=classes, notebook=notebook, rules=rules, due_at=due)
        far = prepare(visit, tasks_of(notebook.slots))
        if far.lacking:
            return _assign_form(visit, form, chosen, {"": refusal(visit, far)}, status=409)
        try:
            return _deal(visit, order)
        except Missing:
            errors["class_"] = visit.gettext("Choose one of your classes.")
        except BadEntry as refused:
            errors[""] = refused.message.in_language(visit.language)
    return _assign_form(visit, form, chosen, errors, status=422)


def _deal(visit: Visit, order: Order) -> Response:
    """Deal to classes at once; to hundreds of students as a job, on whose page the teacher waits or not."""
    application, teacher, once = visit.application, actor(visit), visit.field("idempotency")
    if is_large(application, teacher, order, visit.now):
        job = ask_to_deal(application, asked(visit), order, once or new_key())
        return redirect(visit, "job", job=job.key)
    supplies = application.shelf.supplies(teacher.school)
    made = assign(application.engine, teacher, order, supplies, dealing(visit, once))
    count_assigned(application, teacher, made, visit.now)
    return redirect(visit, "live", assignment=made[0].key)


def read_due(visit: Visit, typed: str, errors: dict[str, str]) -> int | None:
    if not typed:
        return None
    try:
        moment = datetime.strptime(typed[:16], "%Y-%m-%dT%H:%M").replace(
            tzinfo=visit.application.settings.timezone
        )
    except ValueError:
        errors["due"] = visit.gettext("Write the date and time like 2026-11-30T20:00.")
        return None
    return int(moment.timestamp() * 1000)


def read_rules(visit: Visit, form: Mapping[str, str], errors: dict[str, str]) -> Rules:
    tries = form["tries"] or "3"
    if not (tries.isascii() and tries.isdigit() and len(tries) <= 2 and 1 <= int(tries) <= 20):
        errors["tries"] = visit.gettext("Write a whole number from 1 to 20.")
        tries = "3"
    return Rules(
        tries=int(tries),
        solutions=next((each for each in _SOLUTIONS if each == form["solutions"]), "after_due"),
        late=next((each for each in _LATE if each == form["late"]), "mark"),
    )


def _pinned(visit: Visit) -> PinnedNotebook:
    return visit.application.shelf.pinned(visit.reader.school, find_catalogued(visit).key)


def _assign_form(
    visit: Visit,
    form: Mapping[str, str],
    chosen: Sequence[str],
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    notebook = _pinned(visit)
    preparing = show_preparation(visit, prepare(visit, tasks_of(notebook.slots)))
    if preparing is None and is_awaited(visit):
        return load_anew()
    classes = visit.read(lambda unit: _classes(unit, visit))
    known = [each["key"] for each in classes]
    ticked = [key for key in known if key in chosen] or (known if len(known) == 1 else [])
    once = visit.request.query_params.get("idempotency", "") or new_key()
    order = Order(
        classes=tuple(ClassKey(key) for key in ticked if _has_students(classes, key)), notebook=notebook
    )
    return render(
        visit,
        "teacher/assign.html",
        status=status,
        current="catalogue",
        edition={"title": notebook.title},
        classes=classes,
        ticked=ticked,
        form=form,
        errors=errors,
        preparing=preparing,
        awaited=visit.request.method == "GET" and is_awaited(visit) == visit.wants_fragment,
        capacity=None if preparing else _capacity(visit, order, once),
        back_url=address(visit, "preview", edition=notebook.edition),
        page_url=address(visit, "assign", edition=notebook.edition),
        assign_url=address(visit, "assign_do", edition=notebook.edition),
        once=once,
    )


def _classes(unit: Unit, visit: Visit) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "name": each.title,
            "students": len(unit.engine.classes.members(each.school, each.key)),
        }
        for each in unit.engine.classes.list(actor(visit))
    ]


def _has_students(classes: Sequence[Mapping[str, Any]], key: str) -> bool:
    return any(each["key"] == key and each["students"] for each in classes)


def _capacity(visit: Visit, order: Order, once: str) -> dict[str, Any]:
    """Return what the page says of capacity: of the whole, and of each slot."""
    supplies = visit.application.shelf.supplies(visit.reader.school)
    secret = dealing(visit, once).secret
    try:
        found = measure_capacity(visit.application.engine, actor(visit), order, supplies, secret)
    except BadEntry as refused:
        return {"whole": refused.message, "short": True, "slots": []}
    return {
        "whole": describe_capacity(found),
        "short": any(slot.repeats for slot in found.slots),
        "slots": [
            {
                "place": slot.slot,
                "words": describe_slot(found, slot),
                "short": bool(slot.repeats),
                "close": bool(slot.separation.close),
            }
            for slot in found.slots
        ],
    }
