"""One student's work as the teacher sees it, the queue of what needs a person, and the teacher's marks."""

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from api.bootstrap import Unit
from api.routes.acting import actor, occasion
from api.routes.assignments import names_of
from api.web.rendering import address, render
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
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


def work(visit: Visit) -> Response:
    """Show one student's work: what was typed, how it was read, the verdict and why."""
    return _work_page(visit)


def queue(visit: Visit) -> Response:
    """Show the answers that wait for this teacher, like beside like."""
    waiting = visit.read(lambda unit: list_waiting(unit.engine, actor(visit)))
    page = visit.request.query_params.get("page", "1")
    number = _whole(page) or 1
    shown = waiting[(number - 1) * _SIZE : number * _SIZE]
    names = visit.read(lambda unit: names_of(unit, visit, tuple(each.student for each in shown)))
    last = max(1, -(-len(waiting) // _SIZE))
    here = address(visit, "review_queue")
    return render(
        visit,
        "teacher/review_queue.html",
        current="review_queue",
        waiting=[_waiting(visit, each, names) for each in shown],
        total=len(waiting),
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
        try_number=_whole(visit.field("try")),
        points=visit.field("points"),
        comment=visit.field("comment"),
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

    def gather(unit: Unit) -> tuple[StudentWork, str, Mapping[PersonKey, str]]:
        found = look_at_work(unit.engine, actor(visit), key)
        class_ = unit.engine.classes.find(actor(visit), found.assignment.class_key)
        teachers = {mark.teacher for slot in found.slots for mark in slot.marks}
        return found, class_.title if class_ else "", names_of(unit, visit, (found.student, *teachers))

    found, class_name, names = visit.read(gather)
    slots = [
        {
            "place": slot.name,
            "task": slot.variant,
            "tries": slot.grade.tries,
            "rows": [
                _row(visit, found.attempt, slot, ask, names, (errors or {}).get((slot.name, ask.name), ""))
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
        student=names.get(found.student, ""),
        class_={"key": found.assignment.class_key, "name": class_name},
        live_url=address(visit, "live", assignment=found.assignment.key),
        got=sum(slot.grade.points for slot in found.slots),
        possible=sum(slot.grade.out_of for slot in found.slots),
        slots=slots,
    )


def _waiting(visit: Visit, waiting: Waiting, names: Mapping[PersonKey, str]) -> dict[str, Any]:
    def gather(unit: Unit) -> tuple[StudentWork, str]:
        found = look_at_work(unit.engine, actor(visit), waiting.attempt)
        class_ = unit.engine.classes.find(actor(visit), found.assignment.class_key)
        return found, class_.title if class_ else ""

    found, class_name = visit.read(gather)
    slot = next(each for each in found.slots if each.name == waiting.slot)
    ask = next(each for each in slot.variant.asks if each.name == waiting.ask)
    return {
        "student": names.get(waiting.student, ""),
        "class_name": class_name,
        "work_url": f"{address(visit, 'work', attempt=waiting.attempt)}#task-{waiting.slot}",
        "place": waiting.slot,
        "title": slot.variant.title,
        "statement": slot.variant.statement,
        "at": waiting.submitted_at,
        "row": {
            **_row(visit, waiting.attempt, slot, ask, names, ""),
            "back_url": address(visit, "review_queue"),
        },
    }


def _row(  # noqa: PLR0913 - everything that one answer's part of the page shows
    visit: Visit,
    attempt: AttemptKey,
    slot: SlotWork,
    ask: ShownAsk,
    names: Mapping[PersonKey, str],
    error: str,
) -> dict[str, Any]:
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
            }
            for each in slot.submissions
        ],
        "key": show_answer(_right(ask, visit.language)),
        "value": last.answers.get(ask.name) if last else None,
        "result": result,
        "got": got,
        "override": _override(visit, in_force, result, ask, names) if in_force else None,
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


def show_answer(answer: Answer) -> str:
    """Return an answer as one line of text: as typed, or as data where it was chosen or drawn."""
    if answer is None:
        return ""
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def _whole(typed: str) -> int:
    """Return a whole number of a few digits, or 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
