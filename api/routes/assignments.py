"""Assigning a notebook to a class, and watching the class work on it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.responses import Response

from api.bootstrap import Unit
from api.routes.acting import actor, occasion
from api.routes.catalogued import find_catalogued
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey, LateRule, Rules, Solutions
from notebooks_engine.classes import ClassKey
from notebooks_engine.insight.progress import Progress, watch
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.teaching.assigning import Order, assign, deal_to_newcomers
from notebooks_engine.teaching.capacity import measure_capacity
from notebooks_engine.teaching.changing_assignments import (
    change_assignment,
    close_assignment,
    reopen_assignment,
    unassign,
)
from notebooks_engine.teaching.gradebook import Cell, Line

_SOLUTIONS: Final[tuple[Solutions, ...]] = ("after_due", "after_answer", "never")
_LATE: Final[tuple[LateRule, ...]] = ("accept", "mark", "refuse")
_ACTIVE: Final = 60 * 1000
_DEFAULT_DAYS: Final = 7


def assign_page(visit: Visit) -> Response:
    """Show the form that sends a notebook to a class: class, due date, send."""
    due = datetime.fromtimestamp(visit.now / 1000, tz=visit.application.settings.timezone)
    evening = (due + timedelta(days=_DEFAULT_DAYS)).replace(hour=20, minute=0)
    defaults = {
        "class_": visit.request.query_params.get("class_", ""),
        "due": evening.strftime("%Y-%m-%dT%H:%M"),
        "tries": "3",
        "solutions": "after_due",
        "late": "mark",
    }
    return _assign_form(visit, defaults, {})


def send(visit: Visit) -> Response:
    """Assign the notebook: everybody in the class is dealt variants of their own at once."""
    form = {name: visit.field(name) for name in ("class_", "due", "tries", "solutions", "late")}
    errors: dict[str, str] = {}
    due = _read_due(visit, form["due"], errors)
    rules = _read_rules(visit, form, errors)
    if not errors:
        order = Order(class_key=ClassKey(form["class_"]), notebook=_pinned(visit), rules=rules, due_at=due)
        try:
            made = assign(
                visit.application.engine,
                actor(visit),
                order,
                visit.application.shelf.supplies(visit.reader.school),
                occasion(visit),
            )
        except Missing:
            errors["class_"] = visit.gettext("Choose one of your classes.")
        except BadEntry as refused:
            errors[""] = refused.message.in_language(visit.language)
        else:
            return redirect(visit, "live", assignment=made.key)
    return _assign_form(visit, form, errors, status=422)


def live(visit: Visit) -> Response:
    """Show the class at work: students by slots; the page asks for itself again every few seconds."""
    return _live_page(visit)


def close(visit: Visit) -> Response:
    """Take no more answers, or take them again if the assignment was closed."""
    key = AssignmentKey(visit.path["assignment"])
    if visit.field("step") == "reopen":
        visit.write(lambda unit: reopen_assignment(unit.engine, actor(visit), key))
    else:
        visit.write(lambda unit: close_assignment(unit.engine, actor(visit), key, visit.now))
    return redirect(visit, "live", assignment=key)


def change(visit: Visit) -> Response:
    """Give the assignment another due date and other rules."""
    key = AssignmentKey(visit.path["assignment"])
    form = {name: visit.field(name) for name in ("due", "tries", "solutions", "late")}
    errors: dict[str, str] = {}
    due = _read_due(visit, form["due"], errors)
    rules = _read_rules(visit, form, errors)
    if errors:
        return _live_page(visit, error=" ".join(errors.values()), status=422)
    try:
        visit.write(lambda unit: change_assignment(unit.engine, actor(visit), key, rules, due))
    except BadEntry as refused:
        return _live_page(visit, error=refused.message.in_language(visit.language), status=422)
    return redirect(visit, "live", assignment=key)


def take_back(visit: Visit) -> Response:
    """Undo the assignment as long as nobody has begun."""
    key = AssignmentKey(visit.path["assignment"])
    try:
        visit.write(lambda unit: unassign(unit.engine, actor(visit), key))
    except NotNow as refused:
        return _live_page(visit, error=refused.message.in_language(visit.language), status=409)
    return redirect(visit, "teacher_home")


def deal_more(visit: Visit) -> Response:
    """Deal to students who joined the class after the assignment was sent."""
    key = AssignmentKey(visit.path["assignment"])
    supplies = visit.application.shelf.supplies(visit.reader.school)
    deal_to_newcomers(visit.application.engine, actor(visit), key, supplies, occasion(visit))
    return redirect(visit, "live", assignment=key)


def _pinned(visit: Visit) -> PinnedNotebook:
    return visit.application.shelf.pinned(visit.reader.school, find_catalogued(visit).key)


def _assign_form(
    visit: Visit, form: Mapping[str, str], errors: Mapping[str, str], *, status: int = 200
) -> Response:
    notebook = _pinned(visit)

    def sizes(unit: Unit) -> list[dict[str, Any]]:
        return [
            {
                "key": each.key,
                "name": each.title,
                "students": len(unit.engine.classes.members(each.school, each.key)),
            }
            for each in unit.engine.classes.list(actor(visit))
        ]

    classes = visit.read(sizes)
    needed = max((each["students"] for each in classes), default=0)
    supplies = visit.application.shelf.supplies(visit.reader.school)
    capacity = measure_capacity(notebook, needed, supplies)
    return render(
        visit,
        "teacher/assign.html",
        status=status,
        current="catalogue",
        edition={"title": notebook.title},
        classes=classes,
        form=form,
        errors=errors,
        capacity=[
            {"place": slot, "variants": variants, "needed": needed, "apart": None}
            for slot, variants in capacity.slots.items()
        ],
        back_url=address(visit, "preview", edition=notebook.edition),
        assign_url=address(visit, "assign_do", edition=notebook.edition),
        once=new_key(),
    )


def _read_due(visit: Visit, typed: str, errors: dict[str, str]) -> int | None:
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


def _read_rules(visit: Visit, form: Mapping[str, str], errors: dict[str, str]) -> Rules:
    tries = form["tries"] or "3"
    if not (tries.isascii() and tries.isdigit() and len(tries) <= 2 and 1 <= int(tries) <= 20):
        errors["tries"] = visit.gettext("Write a whole number from 1 to 20.")
        tries = "3"
    return Rules(
        tries=int(tries),
        solutions=next((each for each in _SOLUTIONS if each == form["solutions"]), "after_due"),
        late=next((each for each in _LATE if each == form["late"]), "mark"),
    )


def _live_page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    key = AssignmentKey(visit.path["assignment"])
    progress = visit.read(lambda unit: watch(unit.engine, actor(visit), key))
    gradebook, assignment = progress.gradebook, progress.gradebook.assignment
    names = visit.read(lambda unit: names_of(unit, visit, gradebook.students))
    found = visit.read(lambda unit: unit.engine.classes.find(actor(visit), assignment.class_key))
    zone = visit.application.settings.timezone
    due = datetime.fromtimestamp(assignment.due_at / 1000, tz=zone) if assignment.due_at else None
    return render(
        visit,
        "teacher/live.html",
        status=status,
        current="teacher_home",
        title=assignment.title,
        class_={"key": assignment.class_key, "name": found.title if found else ""},
        assignment=assignment,
        due_typed=due.strftime("%Y-%m-%dT%H:%M") if due else "",
        due=assignment.due_at,
        ended=assignment.closed_at is not None,
        late=assignment.is_late(visit.now),
        undealt=len(gradebook.undealt),
        begun=progress.begun,
        slots=[{"place": slot.name, "points": slot.points} for slot in assignment.slots],
        rows=[_row(visit, line, names) for line in gradebook.lines],
        summary=_summary(progress),
        live_url=address(visit, "live", assignment=key),
        csv_url=address(visit, "assignment_export", assignment=key, kind="csv"),
        xlsx_url=address(visit, "assignment_export", assignment=key, kind="xlsx"),
        error=error,
    )


def names_of(unit: Unit, visit: Visit, keys: tuple[PersonKey, ...]) -> dict[PersonKey, str]:
    """Return the display names of people of the reader's school."""
    return {person.key: person.display_name for person in unit.people.find_all(visit.reader.school, keys)}


def _row(visit: Visit, line: Line, names: Mapping[PersonKey, str]) -> dict[str, Any]:
    return {
        "name": names.get(line.student, ""),
        "work_url": address(visit, "work", attempt=line.attempt),
        "active": line.active_at is not None and visit.now - line.active_at < _ACTIVE,
        "cells": [_cell(cell) for cell in line.cells],
        "got": line.points,
        "possible": line.out_of,
        "late": any(cell.grade is not None and cell.grade.late for cell in line.cells),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "outcome": outcome_of(cell),
        "score": cell.points if cell.grade is not None else None,
        "tries": cell.grade.tries if cell.grade else 0,
        "waiting": cell.state == "pending",
    }


def outcome_of(cell: Cell) -> str | None:
    """Return how a student's slot stands, in the words of verdicts."""
    if cell.grade is None:
        return None
    if cell.grade.pending:
        return "undecided"
    if cell.points == cell.out_of:
        return "right"
    return "partly" if cell.points else "wrong"


def _summary(progress: Progress) -> list[dict[str, int]]:
    summary = []
    for place in range(len(progress.gradebook.assignment.slots)):
        outcomes = [outcome_of(line.cells[place]) or "open" for line in progress.gradebook.lines]
        summary.append(
            {name: outcomes.count(name) for name in ("right", "partly", "wrong", "undecided", "open")}
        )
    return summary
