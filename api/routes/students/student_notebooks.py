"""A student's notebook as a page: prose that all have in common, and tasks and labs of one's own."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from itertools import count
from typing import Any, Final

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response

from api.routes.acting import actor
from api.routes.students.appeal_views import student_appeals
from api.routes.students.tasks import Problems
from api.routes.works.bench_cards import work_card
from api.web.gaps import Gap
from api.web.page_frames import render_framed
from api.web.rendering import address, address_in, form_token, part_of, render_text, show_part
from api.web.visits import Visit
from library_core.identities import new_key
from notebooks_engine.appealing.objecting import has_appealable, list_appeals_of
from notebooks_engine.appeals import Appeal
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.slots import is_lab
from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import Prose
from notebooks_engine.studying.opening import OpenSlot, OpenWork, open_work
from variants.texts import Text

# What is one's own is shown apart, and put into the page of everybody.
_LEFT_OPEN: Final[Mapping[str, Callable[..., Gap]]] = {
    "show_task": lambda gap, _: gap,
    "show_progress": lambda *_: Gap("progress"),
}


_ATTEMPT: Final = "{attempt}"
_NO_PROBLEMS: Final = Problems()


@dataclass(frozen=True, slots=True)
class _Prose:
    prose: Text


@dataclass(frozen=True, slots=True)
class _Slot:
    task: Gap


def show_notebook(
    visit: Visit, attempt: AttemptKey, problems: Mapping[str, Problems], *, status: int = 200
) -> Response:
    """Show an attempt of one's own, with what is wrong in its slots. Raises Missing."""
    work = visit.read(lambda unit: open_work(unit.engine, actor(visit), attempt, visit.now))
    appeals = appeals_of(visit, work)
    document = visit.application.shelf.notebook(visit.reader.school, work.assignment.edition)
    shared: dict[str, Hashable] = {
        "title": document.title,
        "blocks": tuple(map(_block, document.blocks, count())),
        "due": work.assignment.due_at,
        "late": work.assignment.is_late(visit.now),
        "rules": describe_rules(visit, work.assignment.rules),
        "practice_url": address(visit, "practice_home"),
        **_LEFT_OPEN,
    }
    show = _slot_shower(visit, work, appeals)
    own = {
        f"block_{number}": show(work.slots[block.name], problems.get(block.name, _NO_PROBLEMS))
        for number, block in enumerate(document.blocks)
        if not isinstance(block, Prose)
    }
    own["progress"] = show_part(visit, "show_progress", *progress_of(work))
    page = render_framed(visit, "student/notebook.html", shared, own)
    return HTMLResponse(page, status_code=status)


def _block(block: Prose | Slot, number: int) -> _Prose | _Slot:
    return _Prose(block.html) if isinstance(block, Prose) else _Slot(Gap(f"block_{number}"))


def _slot_shower(
    visit: Visit, work: OpenWork, appeals: Sequence[Appeal]
) -> Callable[[OpenSlot, Problems], str]:
    """Return what shows the slots of an attempt; what they have in common is looked up once."""
    show_task = part_of(visit, "show_task")
    csrf = cache(partial(form_token, visit))

    def show(slot: OpenSlot, problems: Problems) -> str:
        values = task_values(visit, work, slot, problems, appeals)
        if is_lab(values["task"]):
            return render_text(visit, "bench/card.html", lab=work_card(visit, work, slot))
        return str(show_task(values, csrf))

    return show


def show_one_slot(visit: Visit, work: OpenWork, problems: Problems) -> Response:
    """Show the slot that the path names, and how far the student is, to be put into the page."""
    slot = work.slots[visit.path["slot"]]
    task = _slot_shower(visit, work, appeals_of(visit, work))(slot, problems)
    return HTMLResponse(task + show_part(visit, "show_progress", *progress_of(work)))


def progress_of(work: OpenWork) -> tuple[int, int, Fraction | None, Fraction]:
    """Return tasks done, tasks, points got if any were given, and possible points."""
    marked = any(slot.grade.tries or slot.grade.marked for slot in work.slots.values())
    done = sum(slot.grade.is_closed(work.assignment.rules.tries) for slot in work.slots.values())
    return done, len(work.slots), work.points if marked else None, work.out_of


def appeals_of(visit: Visit, work: OpenWork) -> tuple[Appeal, ...]:
    """Return the appeals of an attempt; where nothing could be appealed against, nobody is asked."""
    if not any(slot.last and has_appealable(slot.last.verdicts) for slot in work.slots.values()):
        return ()
    return visit.read(lambda unit: list_appeals_of(unit.engine, actor(visit), work.attempt))


def task_values(
    visit: Visit, work: OpenWork, slot: OpenSlot, problems: Problems, appeals: Sequence[Appeal]
) -> dict[str, Any]:
    """Return the values of `task.html` for one slot of an attempt."""
    shown = slot.variant
    check, read, draft = _addresses(visit.request.app, slot.name)
    open_now = slot.refusal is None
    late = work.assignment.is_late(visit.now) and open_now
    refusal = slot.refusal.in_language(visit.language) if slot.refusal and slot.tries_left else ""
    return {
        "task": shown,
        "place": slot.name,
        "values": slot.answers,
        "results": slot.last.verdicts if slot.last else {},
        "marks": {mark.ask: mark for mark in slot.marks},
        "regraded": slot.regraded,
        "appeals": student_appeals(visit, work.attempt, slot, appeals) if slot.last else {},
        "problems": problems.by_ask,
        "reveal": True,
        "disabled": not open_now,
        "tries_left": slot.tries_left,
        "solution": shown.solved,
        "got": slot.grade.points if slot.grade.tries or slot.grade.marked else None,
        "check_url": check.replace(_ATTEMPT, work.attempt) if open_now else None,
        "read_url": read.replace(_ATTEMPT, work.attempt),
        "draft_url": draft.replace(_ATTEMPT, work.attempt),
        "known": slot.draft_saved_at or 0,
        "once": new_key(),
        "notice": problems.notice or refusal,
        "late_notice": visit.gettext("counted as late") if late else "",
    }


@lru_cache(maxsize=1024)
def _addresses(application: Starlette, slot: str) -> tuple[str, str, str]:
    """Return where to check, read and draft a slot, with `_ATTEMPT` in place of the attempt."""
    check, read, draft = (
        address_in(application, name, attempt=_ATTEMPT, slot=slot) for name in ("check", "read", "draft")
    )
    return check, read, draft


def describe_rules(visit: Visit, rules: Rules) -> str:
    """Return how many tries there are, and when solutions open."""
    tries = visit.ngettext("%(num)s try for each task.", "%(num)s tries for each task.", rules.tries)
    solutions = {
        "after_due": visit.gettext("Solutions open after the due date."),
        "after_answer": visit.gettext("Solutions open when a task is finished."),
        "never": visit.gettext("Your teacher shows the solutions."),
    }
    return f"{tries % {'num': rules.tries}} {solutions[rules.solutions]}"
