"""The student's road: assignments, the notebook with their own tasks, drafts, checks."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from api.routes.acting import actor, occasion
from api.routes.appeal_views import student_appeals
from api.routes.bench_cards import work_card
from api.routes.tasks import (
    Problems,
    read_draft,
    read_form,
    reading_fragment,
    unreadable,
)
from api.web.rendering import address, render, render_text
from api.web.visits import Visit
from library_core.identities import new_key
from notebooks_engine.appealing.objecting import has_appealable, list_appeals_of
from notebooks_engine.appeals import Appeal
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.benching.slots import is_lab
from notebooks_engine.notebooks import Prose
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.opening import (
    ListedWork,
    OpenSlot,
    OpenWork,
    find_shown,
    list_work,
    open_work,
    save_draft,
)
from notebooks_engine.studying.reading import read_typed
from notebooks_engine.studying.submitting import HandIn, submit


def home(visit: Visit) -> Response:
    """Show the student's assignments: open ones first, by due date, then what is done or over."""
    listed = visit.read(lambda unit: list_work(unit.engine, actor(visit), visit.now))
    titles = visit.read(
        lambda unit: {each.key: each.title for each in unit.engine.classes.list_school(visit.reader.school)}
    )
    order = sorted(
        listed, key=lambda work: (_is_over(work, visit.now), work.head.assignment.due_at or 1 << 62)
    )
    lines = [_line(visit, work, titles.get(work.head.assignment.class_key, "")) for work in order]
    return render(visit, "student/home.html", current="student_home", assignments=lines)


def notebook(visit: Visit) -> Response:
    """Show one's own attempt: prose and tasks with what was answered so far."""
    return show_notebook(visit, _attempt(visit), {})


def save(visit: Visit) -> Response:
    """Keep what is being written in one slot."""
    _save(visit)
    if "application/json" in visit.request.headers.get("accept", ""):
        return JSONResponse({"saved_at": visit.now})
    return _back(visit)


def read(visit: Visit) -> Response:
    """Answer how something typed is understood, as the fragment that stands under the input."""
    where = (_attempt(visit), visit.path["slot"])
    return reading_fragment(
        visit,
        lambda: _shown(visit),
        lambda typed: visit.read(lambda unit: read_typed(unit.engine, actor(visit), where, typed)),
    )


def check(visit: Visit) -> Response:
    """Hand in the answers of one slot; what can't be read costs nothing and is explained in its place."""
    try:
        handed = HandIn(
            attempt=_attempt(visit),
            slot=visit.path["slot"],
            answers=read_form(_shown(visit), visit),
            language=visit.language,
            request=visit.field("idempotency"),
        )
        labs = visit.application.shelf.labs(visit.reader.school)
        submit(visit.application.engine, actor(visit), handed, occasion(visit), labs)
    except AnswersUnreadable as refused:
        return _not_checked(visit, unreadable(refused, visit))
    except (BadEntry, NotNow) as refused:
        return _not_checked(visit, Problems(notice=refused.message.in_language(visit.language)))
    if visit.wants_fragment:
        return _fragment(visit, Problems())
    return _back(visit)


def _not_checked(visit: Visit, problems: Problems) -> Response:
    """Show the task again with what was typed and why it could not be checked; nothing was spent."""
    if _open(visit).slots[visit.path["slot"]].refusal is None:
        _save(visit)
    if visit.wants_fragment:
        return _fragment(visit, problems)
    return show_notebook(visit, _attempt(visit), {visit.path["slot"]: problems}, status=422)


def _save(visit: Visit) -> None:
    answers = read_draft(_shown(visit), visit)
    draft = Draft(slot=visit.path["slot"], answers=answers, saved_at=visit.now)
    visit.write(lambda unit: save_draft(unit.engine, actor(visit), _attempt(visit), draft))


def show_notebook(
    visit: Visit, attempt: AttemptKey, problems: Mapping[str, Problems], *, status: int = 200
) -> Response:
    """Show an attempt of one's own, with what is wrong in its slots. Raises Missing."""
    work = visit.read(lambda unit: open_work(unit.engine, actor(visit), attempt, visit.now))
    appeals = _appeals(visit, work)
    document = visit.application.shelf.notebook(visit.reader.school, work.assignment.edition)
    blocks: list[dict[str, Any]] = [
        {"prose": block.html}
        if isinstance(block, Prose)
        else {"lab": work_card(visit, work, work.slots[block.name])}
        if is_lab(work.slots[block.name].variant)
        else {
            "task": _task(visit, work, work.slots[block.name], problems.get(block.name, Problems()), appeals)
        }
        for block in document.blocks
    ]
    return render(
        visit,
        "student/notebook.html",
        status=status,
        title=document.title,
        blocks=blocks,
        due=work.assignment.due_at,
        late=work.assignment.is_late(visit.now),
        rules=_describe(visit, work.assignment.rules),
        **_progress(work),
        practice_url=address(visit, "practice_home"),
    )


def _fragment(visit: Visit, problems: Problems) -> Response:
    work = _open(visit)
    slot = work.slots[visit.path["slot"]]
    task = render_text(visit, "task.html", **_task(visit, work, slot, problems, _appeals(visit, work)))
    return HTMLResponse(task + render_text(visit, "student/progress.html", **_progress(work)))


def _progress(work: OpenWork) -> dict[str, Any]:
    marked = any(slot.grade.tries or slot.grade.marked for slot in work.slots.values())
    return {
        "got": work.points if marked else None,
        "possible": work.out_of,
        "done": sum(slot.grade.is_closed(work.assignment.rules.tries) for slot in work.slots.values()),
        "slots": len(work.slots),
    }


def _appeals(visit: Visit, work: OpenWork) -> tuple[Appeal, ...]:
    """Return the appeals of an attempt; where nothing could be appealed against, nobody is asked."""
    if not any(slot.last and has_appealable(slot.last.verdicts) for slot in work.slots.values()):
        return ()
    return visit.read(lambda unit: list_appeals_of(unit.engine, actor(visit), work.attempt))


def _task(
    visit: Visit, work: OpenWork, slot: OpenSlot, problems: Problems, appeals: Sequence[Appeal]
) -> dict[str, Any]:
    """Return the values of `task.html` for one slot of an attempt."""
    place = {"attempt": work.attempt, "slot": slot.name}
    open_now = slot.refusal is None
    late = work.assignment.is_late(visit.now) and open_now
    refusal = slot.refusal.in_language(visit.language) if slot.refusal and slot.tries_left else ""
    return {
        "task": slot.variant,
        "place": slot.name,
        "values": slot.answers,
        "results": slot.last.verdicts if slot.last else {},
        "marks": {mark.ask: mark for mark in slot.marks},
        "regraded": slot.regraded,
        "appeals": student_appeals(visit, work.attempt, slot, appeals),
        "problems": problems.by_ask,
        "reveal": True,
        "disabled": not open_now,
        "tries_left": slot.tries_left,
        "solution": slot.variant.solved,
        "got": slot.grade.points if slot.grade.tries or slot.grade.marked else None,
        "check_url": address(visit, "check", **place) if open_now else None,
        "read_url": address(visit, "read", **place),
        "draft_url": address(visit, "draft", **place),
        "once": new_key(),
        "notice": problems.notice or refusal,
        "late_notice": visit.gettext("counted as late") if late else "",
    }


def _describe(visit: Visit, rules: Rules) -> str:
    tries = visit.ngettext("%(num)s try for each task.", "%(num)s tries for each task.", rules.tries)
    solutions = {
        "after_due": visit.gettext("Solutions open after the due date."),
        "after_answer": visit.gettext("Solutions open when a task is finished."),
        "never": visit.gettext("Your teacher shows the solutions."),
    }
    return f"{tries % {'num': rules.tries}} {solutions[rules.solutions]}"


def _line(visit: Visit, work: ListedWork, class_name: str) -> dict[str, Any]:
    assignment = work.head.assignment
    return {
        "title": assignment.title,
        "class_name": class_name,
        "due": assignment.due_at,
        "late": assignment.is_late(visit.now),
        "state": work.stage,
        "done": work.closed,
        "slots": len(assignment.slots),
        "got": None if work.stage == "new" else work.points,
        "possible": work.out_of,
        "url": address(visit, "notebook", attempt=work.head.key),
        "number": work.head.number,
        "attempts": work.attempts,
        "counts": work.counts,
    }


def _is_over(work: ListedWork, now: int) -> bool:
    return work.stage == "done" or not work.head.assignment.takes_answers(now)


def _open(visit: Visit) -> OpenWork:
    return visit.read(lambda unit: open_work(unit.engine, actor(visit), _attempt(visit), visit.now))


def _shown(visit: Visit) -> ShownVariant:
    return visit.read(lambda unit: find_shown(unit.engine, actor(visit), _attempt(visit), visit.path["slot"]))


def _attempt(visit: Visit) -> AttemptKey:
    return AttemptKey(visit.path["attempt"])


def _back(visit: Visit) -> Response:
    page = address(visit, "notebook", attempt=visit.path["attempt"])
    return RedirectResponse(f"{page}#task-{visit.path['slot']}", status_code=303)
