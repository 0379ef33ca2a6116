"""Regrading an assignment: what a corrected key or a newer checker changes, applying it, taking it back."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from api.bootstrap import Unit
from api.jobs.foresights import ask_to_foresee, find_foresight, foresee_now, foreseen_of
from api.jobs.regrades import REGRADE, Judged, ask_to_regrade, is_large, regrade_order
from api.rekeying import restating
from api.routes.acting import actor, occasion
from api.routes.classes.assignments import names_of
from api.routes.classes.corrected import corrections_of
from api.routes.classes.regrade_views import Known, show_history, show_plan
from api.routes.job_views import show_job, under_way_of
from api.routes.jobs import asked
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.editions import Edition, EditionKey
from library_core.jobs import Job
from notebooks_engine.assignments import Assignment, AssignmentKey, dealt_tasks
from notebooks_engine.refusals import NotNow
from notebooks_engine.regrades import Mode, Regrade, RegradeKey
from notebooks_engine.regrading.applying import apply_regrade, list_regrades
from notebooks_engine.regrading.corrections import last_in_force
from notebooks_engine.regrading.foreseeing import Foreseen
from notebooks_engine.regrading.undoing import undo_regrade
from notebooks_engine.studying.submitting import CHECKER
from notebooks_engine.teaching.assigning import find_assignment
from variants.texts import Text

_MODES: Final[tuple[Mode, ...]] = ("raise", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be judged again: a task by the `key` of a newer edition, or by the present `checker`."""

    task: str
    by: str
    former: Edition
    newest: Edition
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a regrade would change, or the job that still looks for it."""

    foreseen: Foreseen | None
    job: Job | None = None


def page(visit: Visit) -> Response:
    """Show what has been corrected, what that would change, and what was regraded before."""
    return _page(visit)


def apply(visit: Visit) -> Response:
    """Judge again as the teacher has seen it planned; old and new results are both kept."""
    offer = _chosen(visit, _offers(visit, _assignment(visit)), visit.field("task"), visit.field("by"))
    if offer is None or visit.field("edition") != offer.newest.key:
        return _page(
            visit, error=visit.gettext("Look at what changes now: the task has changed."), status=409
        )
    if visit.field("sure") != "yes":
        error = visit.gettext(
            "Nothing was changed. Tick that you have looked at the changes, then apply them."
        )
        return _page(visit, error=error, status=422)
    number = visit.field("number")
    done = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    mode = _mode(visit.field("mode"))
    judged = _judged(visit, offer, mode)
    if visit.read(lambda unit: is_large(unit.engine, actor(visit), judged)):
        job = visit.write(lambda unit: ask_to_regrade(unit.library, asked(visit), judged, done))
        return redirect(visit, "job", job=job.key)
    order = regrade_order(visit.application, visit.reader.school, judged)
    try:
        apply_regrade(visit.application.engine, actor(visit), order, done, occasion(visit))
    except NotNow as refused:
        return _page(visit, error=refused.message.in_language(visit.language), status=409)
    return redirect(visit, "regrade", assignment=visit.path["assignment"])


def undo(visit: Visit) -> Response:
    """Take a regrade back: the former results count again, and the history says so."""
    key, regrade = AssignmentKey(visit.path["assignment"]), RegradeKey(visit.field("regrade"))
    if not regrade:
        error = visit.gettext("Choose the regrade that is to be taken back.")
        return _page(visit, error=error, status=422)
    try:
        labs = visit.application.shelf.labs(visit.reader.school)
        visit.write(
            lambda unit: undo_regrade(unit.engine, actor(visit), (key, regrade), occasion(visit), labs)
        )
    except NotNow as refused:
        return _page(visit, error=refused.message.in_language(visit.language), status=409)
    return redirect(visit, "regrade", assignment=key)


def _page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    assignment = _assignment(visit)
    offers = _offers(visit, assignment)
    query = visit.request.query_params
    chosen = _chosen(visit, offers, visit.field("task") or query.get("task", ""), query.get("by", ""))
    mode = _mode(visit.field("mode") or query.get("mode", ""))
    history = visit.read(lambda unit: list_regrades(unit.engine, actor(visit), assignment.key))
    look = _look(visit, _judged(visit, chosen, mode), len(history)) if chosen else None
    plan = look.foreseen if look else None
    known = _known(visit, assignment, history, plan)
    found = visit.read(lambda unit: unit.engine.classes.find(actor(visit), assignment.class_key))
    here = address(visit, "regrade", assignment=assignment.key)
    return render(
        visit,
        "teacher/regrade.html",
        status=status,
        current="teacher_home",
        title=assignment.title,
        class_={"key": assignment.class_key, "name": found.title if found else ""},
        live_url=address(visit, "live", assignment=assignment.key),
        offers=[_offer(offer, here, current=offer is chosen) for offer in offers],
        checker=CHECKER,
        plan=_shown_plan(visit, chosen, plan, known) if chosen and plan else None,
        look=_shown_look(visit, look, _address(here, chosen, mode)) if look else None,
        modes=[
            {"name": each, "url": _address(here, chosen, each), "current": each == mode} for each in _MODES
        ]
        if chosen
        else [],
        history=show_history(history, known),
        under_way=under_way_of(visit, REGRADE, assignment.key),
        apply_url=here,
        undo_url=address(visit, "regrade_undo", assignment=assignment.key),
        error=error,
    )


def _assignment(visit: Visit) -> Assignment:
    key = AssignmentKey(visit.path["assignment"])
    return visit.read(lambda unit: find_assignment(unit.engine, actor(visit), key))


def _offers(visit: Visit, assignment: Assignment) -> list[Offer]:
    """Return what can be judged again: corrected tasks, then those that an older checker has judged."""
    found = [
        Offer(task=one.task, by="key", former=one.former, newest=one.newest, joined=one.joined)
        for _, one in corrections_of(visit, [assignment])
    ]
    return found + _older_checks(visit, assignment)


def _older_checks(visit: Visit, assignment: Assignment) -> list[Offer]:
    def read(unit: Unit) -> list[Offer]:
        school = visit.reader.school
        if unit.engine.regrades.checkers_of(school, assignment.key) <= {CHECKER}:
            return []
        history = list_regrades(unit.engine, actor(visit), assignment.key)
        in_force: dict[str, EditionKey] = {}
        for task, dealt in dealt_tasks(assignment.slots).items():
            last = last_in_force(history, task)
            if last is None or last.checker != CHECKER:
                in_force[task] = last.edition if last else dealt
        editions = unit.library.editions.find_all(school, in_force.values())
        return [
            Offer(task=task, by="checker", former=editions[key], newest=editions[key])
            for task, key in in_force.items()
            if key in editions
        ]

    return visit.read(read)


def _chosen(visit: Visit, offers: list[Offer], task: str, by: str) -> Offer | None:
    """Return the offer that is asked for; the only one need not be named."""
    found = [one for one in offers if one.task == task and (not by or one.by == by)]
    if not task and len(offers) == 1 and visit.request.method == "GET":
        found = offers
    return found[0] if found else None


def _mode(name: str) -> Mode:
    return next((mode for mode in _MODES if mode == name), "raise")


def _judged(visit: Visit, offer: Offer, mode: Mode) -> Judged:
    return Judged(
        assignment=AssignmentKey(visit.path["assignment"]),
        task=offer.task,
        mode=mode,
        former=offer.former,
        newest=offer.newest,
        by_key=offer.by == "key",
    )


def _look(visit: Visit, judged: Judged, number: int) -> Look:
    """Look at what a regrade would change: now, or where many have handed in, in a job."""
    if not visit.read(lambda unit: is_large(unit.engine, actor(visit), judged)):
        return Look(foreseen=foresee_now(visit.application, actor(visit), judged))
    job = visit.read(lambda unit: find_foresight(unit.library, asked(visit), judged, number))
    if job is None:
        job = visit.write(lambda unit: ask_to_foresee(unit.library, asked(visit), judged, number))
    return Look(foreseen=foreseen_of(job), job=job)


def _shown_look(visit: Visit, look: Look, here: str) -> dict[str, Any]:
    """Return how far the look is, or when it was taken; both only where it took long."""
    job = look.job
    return {
        "url": here,
        "job": show_job(visit, job) if job is not None and look.foreseen is None else None,
        "at": job.changed_at if job is not None and look.foreseen is not None else None,
    }


def _shown_plan(visit: Visit, offer: Offer, plan: Foreseen, known: Known) -> dict[str, Any]:
    return {
        "task": offer.task,
        "by": offer.by,
        "title": offer.newest.title,
        "edition": offer.newest.key,
        "former": offer.former.number,
        "newest": offer.newest.number,
        "statements": _statements(visit, offer, plan),
        **show_plan(plan, known),
    }


def _statements(visit: Visit, offer: Offer, plan: Foreseen) -> tuple[Text, Text] | None:
    """Return a student's statement and how the corrected edition reads, if they differ."""
    if offer.by != "key" or plan.sample is None:
        return None
    attempt, slot = plan.sample
    opened = visit.read(lambda unit: unit.engine.attempts.open_taught(actor(visit), attempt))
    frozen = opened.attempt.slot(slot) if opened else None
    if frozen is None:
        return None
    variant = frozen.variant
    now = restating(visit.application.shelf, visit.reader.school, offer.newest, variant)
    return None if now == variant.statement else (variant.statement, now)


def _known(
    visit: Visit, assignment: Assignment, history: tuple[Regrade, ...], plan: Foreseen | None
) -> Known:
    """Look up the people and editions that the page names."""
    people = {regrade.teacher for regrade in history}
    people |= {change.student for regrade in history for change in regrade.changes}
    people |= set(plan.students) if plan else set()
    keys: set[EditionKey] = {regrade.edition for regrade in history}
    keys |= {change.edition for regrade in history for change in regrade.changes}
    keys |= set(dealt_tasks(assignment.slots).values())

    def read(unit: Unit) -> Known:
        return Known(
            names=names_of(unit, visit, tuple(people)),
            editions=unit.library.editions.find_all(visit.reader.school, keys),
            work=lambda attempt: address(visit, "work", attempt=attempt),
            dealt=dealt_tasks(assignment.slots),
        )

    return visit.read(read)


def _offer(offer: Offer, here: str, *, current: bool) -> dict[str, Any]:
    return {
        "title": offer.newest.title,
        "by": offer.by,
        "former": offer.former.number,
        "newest": offer.newest.number,
        "published": offer.newest.published_at,
        "joined": offer.joined,
        "url": _address(here, offer, "raise"),
        "current": current,
    }


def _address(here: str, offer: Offer | None, mode: Mode) -> str:
    if offer is None:
        return here
    return f"{here}?{urlencode({'task': offer.task, 'by': offer.by, 'mode': mode})}#plan"
