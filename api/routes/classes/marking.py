"""One student's work as the teacher sees it, the queue of what needs a person, and the teacher's marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from api.bootstrap import Unit
from api.routes.acting import actor, occasion
from api.routes.classes.assignments import names_of
from api.routes.students.answer_text import show_answer
from api.routes.students.appeal_views import TaughtAppeals, gather_of_attempt, gather_waiting, taught_appeal
from api.routes.works.bench_cards import steps_url
from api.web.rendering import address, render
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import PersonKey
from notebooks_engine.appealing.looking import list_appeals
from notebooks_engine.appeals import WaitingAppeal
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.slots import is_lab
from notebooks_engine.classes import ClassKey
from notebooks_engine.insight.queue import Waiting, list_waiting
from notebooks_engine.insight.student_work import SlotWork, StudentWork, look_at_work
from notebooks_engine.marks import Mark, MarkKey
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.showing import ShownAsk
from notebooks_engine.teaching.marking import Decision, mark, undo_mark
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Language

_SIZE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the rows of a page share: names of people, and appeals."""

    names: Mapping[PersonKey, str]
    appeals: TaughtAppeals


def work(visit: Visit) -> Response:
    """Show one student's work: what was typed, how it was read, the verdict and why."""
    return _work_page(visit)


def queue(visit: Visit) -> Response:
    """Show the answers that wait for this teacher: appeals first, then like beside like."""
    appeals, waiting = visit.read(
        lambda unit: (list_appeals(unit.engine, actor(visit)), list_waiting(unit.engine, actor(visit)))
    )
    total = len(appeals) + len(waiting)
    last = max(1, -(-total // _SIZE))
    number = min(whole_number(visit.request.query_params.get("page", "1")) or 1, last)
    first = (number - 1) * _SIZE
    entries: list[Waiting | WaitingAppeal] = [*appeals, *waiting]
    shown = entries[first : first + _SIZE]
    here = address(visit, "review_queue")
    return render(
        visit,
        "teacher/review_queue.html",
        current="review_queue",
        waiting=_entries(visit, shown),
        total=total,
        appeals=len(appeals),
        pages={
            "number": number,
            "last": last,
            "previous": f"{here}?page={number - 1}" if number > 1 else None,
            "next": f"{here}?page={number + 1}" if number < last else None,
        },
    )


def decide(visit: Visit) -> Response:
    """Keep the teacher's points beside the machine's, with a word to the student."""
    decision = Decision(
        attempt=AttemptKey(visit.path["attempt"]),
        slot=visit.path["slot"],
        ask=visit.field("ask"),
        try_number=whole_number(visit.field("try")),
        points=visit.field("points"),
        comment=visit.field("comment"),
        request=visit.field("idempotency"),
    )
    try:
        visit.write(lambda unit: mark(unit.engine, actor(visit), decision, occasion(visit)))
    except (BadEntry, NotNow) as refused:
        error = {(decision.slot, decision.ask): refused.message.in_language(visit.language)}
        return _work_page(visit, errors=error, status=422)
    return RedirectResponse(visit.next_page, status_code=303)


def undo(visit: Visit) -> Response:
    """Let the teacher's mark count no longer; the machine's counts again."""
    visit.write(lambda unit: undo_mark(unit.engine, actor(visit), MarkKey(visit.path["mark"]), visit.now))
    return RedirectResponse(visit.next_page, status_code=303)


def _work_page(
    visit: Visit, *, errors: Mapping[tuple[str, str], str] | None = None, status: int = 200
) -> Response:
    key = AttemptKey(visit.path["attempt"])

    def gather(unit: Unit) -> tuple[StudentWork, str, _Shown]:
        found = look_at_work(unit.engine, actor(visit), key)
        class_ = unit.engine.classes.find(actor(visit), found.assignment.class_key)
        appeals = gather_of_attempt(unit, visit, key, found.assignment)
        teachers = {mark.teacher for slot in found.slots for mark in slot.marks}
        names = names_of(unit, visit, (found.student, *teachers, *appeals.people))
        return found, class_.title if class_ else "", _Shown(names=names, appeals=appeals)

    found, class_name, shown = visit.read(gather)
    slots = [
        {
            "place": slot.name,
            "task": slot.variant,
            "tries": slot.grade.tries,
            "regraded": slot.regraded,
            "steps_url": steps_url(visit, found.attempt, slot.name) if is_lab(slot.variant) else None,
            "rows": [
                _row(visit, (found.attempt, slot, ask), shown, (errors or {}).get((slot.name, ask.name), ""))
                for ask in slot.variant.asks
            ],
        }
        for slot in found.slots
    ]
    return render(
        visit,
        "teacher/work.html",
        status=status,
        current="teacher_home",
        title=found.assignment.title,
        student=shown.names.get(found.student, ""),
        class_={"key": found.assignment.class_key, "name": class_name},
        live_url=address(visit, "live", assignment=found.assignment.key),
        got=sum(slot.grade.points for slot in found.slots),
        possible=sum(slot.grade.out_of for slot in found.slots),
        slots=slots,
    )


def _entries(visit: Visit, shown: Sequence[Waiting | WaitingAppeal]) -> list[dict[str, Any]]:
    """Return answers that wait as the queue shows them; each work is looked at once, in one transaction."""
    of_appeals = [one for one in shown if isinstance(one, WaitingAppeal)]

    def gather(unit: Unit) -> tuple[dict[AttemptKey, StudentWork], dict[ClassKey, str], _Shown]:
        slots: dict[AttemptKey, set[str]] = {}
        for one in shown:
            attempt, slot, _ = _place_of(one)
            slots.setdefault(attempt, set()).add(slot)
        works = {
            key: look_at_work(unit.engine, actor(visit), key, slots=names) for key, names in slots.items()
        }
        appeals = gather_waiting(unit, visit, of_appeals)
        teachers = {mark.teacher for work in works.values() for slot in work.slots for mark in slot.marks}
        people = {one.student for one in shown} | teachers | appeals.people
        titles = {one.key: one.title for one in unit.engine.classes.list(actor(visit))}
        return works, titles, _Shown(names=names_of(unit, visit, tuple(people)), appeals=appeals)

    works, titles, known = visit.read(gather)
    return [_entry(visit, one, works[_place_of(one)[0]], titles, known) for one in shown]


def _place_of(one: Waiting | WaitingAppeal) -> tuple[AttemptKey, str, str]:
    about = one.appeal if isinstance(one, WaitingAppeal) else one
    return about.attempt, about.slot, about.ask


def _entry(
    visit: Visit,
    one: Waiting | WaitingAppeal,
    work: StudentWork,
    titles: Mapping[ClassKey, str],
    known: _Shown,
) -> dict[str, Any]:
    attempt, name, asked = _place_of(one)
    slot = next(each for each in work.slots if each.name == name)
    ask = next(each for each in slot.variant.asks if each.name == asked)
    return {
        "student": known.names.get(one.student, ""),
        "class_name": titles.get(work.assignment.class_key, ""),
        "work_url": f"{address(visit, 'work', attempt=attempt)}#task-{name}",
        "place": name,
        "title": slot.variant.title,
        "statement": slot.variant.statement,
        "at": one.appeal.made_at if isinstance(one, WaitingAppeal) else one.submitted_at,
        "row": {
            **_row(visit, (attempt, slot, ask), known, ""),
            "back_url": address(visit, "review_queue"),
        },
    }


def _row(
    visit: Visit, where: tuple[AttemptKey, SlotWork, ShownAsk], shown: _Shown, error: str
) -> dict[str, Any]:
    """Return everything that one answer's part of the page shows."""
    attempt, slot, ask = where
    appeal = shown.appeals.of(attempt, slot.name, ask.name)
    last = slot.submissions[-1] if slot.submissions else None
    result = last.verdicts.get(ask.name) if last else None
    in_force = next(
        (one for one in reversed(slot.marks) if one.undone_at is None and one.ask == ask.name), None
    )
    got = None
    if in_force is not None:
        got = in_force.score * ask.points
    elif result is not None:
        got = result.score * ask.points
    return {
        "ask": ask,
        "history": [
            {
                "at": each.submitted_at,
                "typed": show_answer(each.answers.get(ask.name)),
                "verdict": each.verdicts.get(ask.name),
                "first": each.first_verdicts.get(ask.name),
            }
            for each in slot.submissions
        ],
        "key": show_answer(_right(ask, visit.language)),
        "value": last.answers.get(ask.name) if last else None,
        "result": result,
        "got": got,
        "override": _override(visit, in_force, result, ask, shown.names) if in_force else None,
        "appeal": taught_appeal(visit, slot, appeal, shown.appeals, shown.names) if appeal else None,
        "override_url": address(visit, "decide_answer", attempt=attempt, slot=slot.name),
        "back_url": f"{address(visit, 'work', attempt=attempt)}#task-{slot.name}",
        "try_number": slot.grade.tries,
        "error": error,
        "once": new_key(),
    }


def _override(
    visit: Visit, made: Mark, result: Verdict | None, ask: ShownAsk, names: Mapping[PersonKey, str]
) -> dict[str, Any]:
    return {
        "by": names.get(made.teacher, ""),
        "points": made.score * ask.points,
        "machine": result.score * ask.points if result else 0,
        "comment": made.comment,
        "at": made.made_at,
        "undo_url": address(visit, "undo_mark", mark=made.key),
    }


def _right(ask: ShownAsk, language: Language) -> Answer:
    return ask.right.get(language) or next(iter(ask.right.values()), "")


def whole_number(typed: str) -> int:
    """Return a whole number of a few digits, or 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
