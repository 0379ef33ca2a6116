"""Watching a class work on an assignment; dates, rules, newcomers, further attempts."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from api.bootstrap import Unit
from api.jobs.pools import Preparation
from api.routes.acting import actor, occasion
from api.routes.classes.assigning import read_due, read_rules
from api.routes.classes.corrected import correction_notes
from api.routes.works.newer_editions import newer_edition
from api.routes.works.preparing import prepare, refusal, tasks_of
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.people import PersonKey
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.classes import Class
from notebooks_engine.insight.progress import Progress, watch
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.teaching.assigning import deal_to_newcomers, find_assignment
from notebooks_engine.teaching.capacity_words import describe_dealt
from notebooks_engine.teaching.changing_assignments import (
    change_assignment,
    close_assignment,
    reopen_assignment,
    unassign,
)
from notebooks_engine.teaching.further_attempts import (
    MOST_ATTEMPTS,
    give_another_attempt,
    take_back_attempts,
)
from notebooks_engine.teaching.gradebook import Cell, Line

_ACTIVE: Final = 60 * 1000


class LiveCell(NamedTuple):
    """How a student stands with a slot; of a lab also its readings, and whether the report is begun."""

    outcome: str | None = None
    score: Fraction | None = None
    tries: int = 0
    readings: int | None = None
    writing: bool = False


_UNTOUCHED: Final = LiveCell()


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
    due = read_due(visit, form["due"], errors)
    rules = read_rules(visit, form, errors)
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
    far = _prepare(visit, key)
    if far.lacking:
        return _live_page(visit, error=refusal(visit, far), status=409)
    supplies = visit.application.shelf.supplies(visit.reader.school)
    deal_to_newcomers(visit.application.engine, actor(visit), key, supplies, occasion(visit))
    return redirect(visit, "live", assignment=key)


def another_attempt(visit: Visit) -> Response:
    """Give one student, or everybody who has begun, another attempt with other variants."""
    where = (AssignmentKey(visit.path["assignment"]), _student(visit))
    far = _prepare(visit, where[0])
    if far.lacking:
        return _live_page(visit, error=refusal(visit, far), status=409)
    supplies = visit.application.shelf.supplies(visit.reader.school)
    try:
        give_another_attempt(visit.application.engine, actor(visit), where, supplies, occasion(visit))
    except NotNow as refused:
        return _live_page(visit, error=refused.message.in_language(visit.language), status=409)
    return redirect(visit, "live", assignment=where[0])


def _prepare(visit: Visit, key: AssignmentKey) -> Preparation:
    """Return how far the variants of an assignment are; a newer version of the program makes its own."""
    assignment = visit.read(lambda unit: find_assignment(unit.engine, actor(visit), key))
    return prepare(visit, tasks_of(assignment.slots))


def undo_attempts(visit: Visit) -> Response:
    """Take back further attempts that have not been begun, of one student or of all."""
    key, student = AssignmentKey(visit.path["assignment"]), _student(visit)
    try:
        visit.write(lambda unit: take_back_attempts(unit.engine, actor(visit), key, student))
    except NotNow as refused:
        return _live_page(visit, error=refused.message.in_language(visit.language), status=409)
    return redirect(visit, "live", assignment=key)


def _student(visit: Visit) -> PersonKey | None:
    return PersonKey(visit.field("student")) if visit.field("student") else None


def _live_page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    key = AssignmentKey(visit.path["assignment"])
    if visit.wants_fragment:
        progress, names = visit.read(lambda unit: _watched(unit, visit, key))
        return render(visit, "teacher/live_table.html", **_table(visit, progress, names))
    (progress, names), found, parallel = visit.read(lambda unit: _read_page(unit, visit, key))
    gradebook, assignment = progress.gradebook, progress.gradebook.assignment
    table = _table(visit, progress, names)
    rows = table["rows"]
    zone = visit.application.settings.timezone
    due = datetime.fromtimestamp(assignment.due_at / 1000, tz=zone) if assignment.due_at else None
    return render(
        visit,
        "teacher/live.html",
        status=status,
        current="teacher_home",
        title=assignment.title,
        class_={"key": assignment.class_key, "name": found.title if found else ""},
        due_typed=due.strftime("%Y-%m-%dT%H:%M") if due else "",
        due=assignment.due_at,
        late=assignment.is_late(visit.now),
        undealt=len(gradebook.undealt),
        begun=progress.begun,
        parallel=parallel,
        again=_again(visit, rows),
        unbegun=sum(row["unbegun"] for row in rows),
        dealt=describe_dealt(assignment.separation),
        regrade_url=address(visit, "regrade", assignment=key),
        corrections=correction_notes(visit, [assignment]),
        newer=newer_edition(visit, assignment.edition),
        csv_url=address(visit, "assignment_export", assignment=key, kind="csv"),
        xlsx_url=address(visit, "assignment_export", assignment=key, kind="xlsx"),
        error=error,
        **table,
    )


def _watched(unit: Unit, visit: Visit, key: AssignmentKey) -> tuple[Progress, dict[PersonKey, str]]:
    progress = watch(unit.engine, actor(visit), key)
    return progress, names_of(unit, visit, progress.gradebook.students)


def _read_page(
    unit: Unit, visit: Visit, key: AssignmentKey
) -> tuple[Any, Class | None, list[dict[str, str]]]:
    watched = _watched(unit, visit, key)
    assignment = watched[0].gradebook.assignment
    found = unit.engine.classes.find(actor(visit), assignment.class_key)
    return watched, found, _parallel(unit, visit, assignment)


def _table(visit: Visit, progress: Progress, names: Mapping[PersonKey, str]) -> dict[str, Any]:
    """Return the values of `teacher/live_table.html`."""
    assignment = progress.gradebook.assignment
    rows = [_row(visit, line, names, progress) for line in progress.gradebook.lines]
    return {
        "assignment": assignment,
        "ended": assignment.closed_at is not None,
        "slots": [{"place": slot.name, "points": slot.points} for slot in assignment.slots],
        "rows": rows,
        "can_repeat": assignment.takes_answers(visit.now) and any(row["repeatable"] for row in rows),
        "summary": _summary(progress),
        "live_url": address(visit, "live", assignment=assignment.key),
    }


def names_of(unit: Unit, visit: Visit, keys: tuple[PersonKey, ...]) -> dict[PersonKey, str]:
    """Return the display names of people of the reader's school."""
    return {person.key: person.display_name for person in unit.people.find_all(visit.reader.school, keys)}


def _row(visit: Visit, line: Line, names: Mapping[PersonKey, str], progress: Progress) -> dict[str, Any]:
    last = line.attempts[-1]
    labs = {slot.name for slot in progress.gradebook.assignment.slots if slot.lab}
    return {
        "student": line.student,
        "name": names.get(line.student, ""),
        "number": line.number,
        "attempts": [
            {"number": one.number, "points": one.points, "url": address(visit, "work", attempt=one.key)}
            for one in line.attempts
        ],
        "repeatable": line.present and last.active_at is not None and last.number < MOST_ATTEMPTS,
        "unbegun": last.number > 1 and last.active_at is None,
        "work_url": address(visit, "work", attempt=line.attempt),
        "active": line.active_at is not None and visit.now - line.active_at < _ACTIVE,
        "cells": tuple(
            [_at_bench(cell, line, progress) if cell.slot in labs else _cell(cell) for cell in line.cells]
        ),
        "got": line.points,
        "possible": line.out_of,
        "late": any(cell.grade is not None and cell.grade.late for cell in line.cells),
    }


def _again(visit: Visit, rows: list[dict[str, Any]]) -> dict[str, str] | None:
    """Return who is to get another attempt, if the teacher has just asked for it and has to confirm."""
    wanted = visit.request.query_params.get("again", "")
    if wanted == "all" and any(row["repeatable"] for row in rows):
        return {"student": "", "name": ""}
    found = next((row for row in rows if row["repeatable"] and row["student"] == wanted), None)
    return {"student": found["student"], "name": found["name"]} if found else None


def _parallel(unit: Unit, visit: Visit, assignment: Assignment) -> list[dict[str, str]]:
    """Return the other classes that were dealt to together with this one."""
    titles = {each.key: each.title for each in unit.engine.classes.list(actor(visit))}
    return [
        {"name": titles.get(other.class_key, ""), "url": address(visit, "live", assignment=other.key)}
        for other in unit.engine.assignments.list(actor(visit))
        if other.deal == assignment.deal and other.key != assignment.key
    ]


def _at_bench(cell: Cell, line: Line, progress: Progress) -> LiveCell:
    """Return also what is seen of a lab before its report is handed in."""
    readings = progress.readings.get((line.attempt, cell.slot), 0)
    return _cell(cell)._replace(readings=readings, writing=cell.state == "writing")


def _cell(cell: Cell) -> LiveCell:
    if cell.grade is None:
        return _UNTOUCHED
    return LiveCell(outcome=outcome_of(cell), score=cell.points, tries=cell.grade.tries)


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
