"""The student's road: assignments, the notebook with their own tasks, drafts, checks."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from api.bootstrap import Unit
from api.routes.acting import actor, occasion
from api.routes.students.drafting import answer_script, keep, overwritten
from api.routes.students.student_notebooks import show_notebook, show_one_slot
from api.routes.students.tasks import Problems, read_form, reading_fragment, unreadable
from api.web.rendering import address, render
from api.web.visits import Visit
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.opening import (
    ListedWork,
    OpenWork,
    find_shown,
    list_work,
    open_work,
    work_of,
)
from notebooks_engine.studying.reading import read_typed
from notebooks_engine.studying.submitting import HandIn, look_at_slot, submit

NOT_CHECKED: Final = "X-Not-Checked"
"""Tells a script that nothing was judged, though the task is shown again."""


def home(visit: Visit) -> Response:
    """Show the student's assignments: open ones first, by due date, then what is done or over."""
    listed, titles = visit.read(lambda unit: _listed(unit, visit))
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
    if "application/json" in visit.request.headers.get("accept", ""):
        return answer_script(visit, _shown(visit))
    keep(visit, _shown(visit))
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
        before = look_at_slot(visit.application.engine, actor(visit), _attempt(visit), visit.path["slot"])
        handed = HandIn(
            attempt=_attempt(visit),
            slot=visit.path["slot"],
            answers=read_form(before.shown, visit),
            language=visit.language,
            request=visit.field("idempotency"),
            before=before,
        )
        labs = visit.application.shelf.labs(visit.reader.school)
        elsewhere = overwritten(visit, before.opened.drafts.get(handed.slot), handed.answers)
        done = submit(visit.application.engine, actor(visit), handed, occasion(visit), labs)
    except AnswersUnreadable as refused:
        return _not_checked(visit, unreadable(refused, visit))
    except (BadEntry, NotNow) as refused:
        return _not_checked(visit, Problems(notice=refused.message.in_language(visit.language)))
    if visit.wants_fragment:
        return show_one_slot(visit, work_of(done.opened, visit.now), Problems(notice=elsewhere))
    return _back(visit)


def _not_checked(visit: Visit, problems: Problems) -> Response:
    """Show the task again with what was typed and why it could not be checked; nothing was spent."""
    if _open(visit).slots[visit.path["slot"]].refusal is None:
        keep(visit, _shown(visit))
    if visit.wants_fragment:
        fragment = show_one_slot(visit, _open(visit), problems)
        fragment.headers[NOT_CHECKED] = "yes"
        return fragment
    return show_notebook(visit, _attempt(visit), {visit.path["slot"]: problems}, status=422)


def _listed(unit: Unit, visit: Visit) -> tuple[tuple[ListedWork, ...], Mapping[ClassKey, str]]:
    """Return the student's work, and how the classes are called that it is of."""
    listed = list_work(unit.engine, actor(visit), visit.now)
    keys = {work.head.assignment.class_key for work in listed}
    return listed, unit.engine.classes.titles(visit.reader.school, keys)


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
