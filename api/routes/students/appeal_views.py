"""Appeals as pages show them: to the student beside the verdict, to the teacher with whom else they fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.bootstrap import Unit
from api.routes.acting import actor
from api.routes.students.answer_text import show_answer
from api.web.rendering import address
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import PersonKey
from notebooks_engine.appealing.looking import LookedAt, look_at_appeals
from notebooks_engine.appealing.objecting import appeals_of_slot
from notebooks_engine.appeals import AcceptedAnswer, Appeal, AppealKey, WaitingAppeal
from notebooks_engine.assignments import Assignment
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.insight.student_work import SlotWork
from notebooks_engine.studying.opening import OpenSlot


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtAppeals:
    """Appeals of a teacher's pages: those that wait with whom they fit, and what was accepted."""

    appeals: tuple[Appeal, ...] = ()
    looked: Mapping[AppealKey, LookedAt]
    accepted: tuple[AcceptedAnswer, ...] = ()

    @property
    def people(self) -> set[PersonKey]:
        """Everybody whose name is shown."""
        others = {other.student for looked in self.looked.values() for other in looked.others}
        return others | {appeal.teacher for appeal in self.appeals if appeal.teacher}

    def of(self, attempt: AttemptKey, slot: str, ask: str) -> Appeal | None:
        """Return the last appeal about an ask."""
        found = [one for one in self.appeals if (one.attempt, one.slot, one.ask) == (attempt, slot, ask)]
        return found[-1] if found else None


def gather_waiting(unit: Unit, visit: Visit, waiting: Sequence[WaitingAppeal]) -> TaughtAppeals:
    """Return appeals that wait, for the queue."""
    looked = look_at_appeals(unit.engine, actor(visit), waiting)
    return TaughtAppeals(appeals=tuple(one.appeal for one in waiting), looked=looked)


def gather_of_attempt(unit: Unit, visit: Visit, attempt: AttemptKey, assignment: Assignment) -> TaughtAppeals:
    """Return all appeals of an attempt in a class of this teacher, for the student's work."""
    school = visit.reader.school
    appeals = unit.engine.appeals.of_attempt(school, attempt)
    keys = {one.key for one in appeals if one.outcome == "waiting"}
    waiting = [found for key in keys if (found := unit.engine.appeals.find(actor(visit), key)) is not None]
    accepted = unit.engine.appeals.accepted_for(school, assignment.key) if appeals else ()
    looked = look_at_appeals(unit.engine, actor(visit), waiting)
    return TaughtAppeals(appeals=appeals, looked=looked, accepted=accepted)


def student_appeals(
    visit: Visit, attempt: AttemptKey, slot: OpenSlot, appeals: Sequence[Appeal]
) -> dict[str, dict[str, Any]]:
    """Return for each ask of a slot the button for an appeal, or what became of the last one."""
    standing, offered = appeals_of_slot(appeals, slot.name, slot.last, slot.marks)
    number = slot.last.try_number if slot.last else 0
    shown = {ask: _student_appeal(visit, one) for ask, one in standing.items()}
    for ask in offered:
        shown[ask] = {
            "state": "offered",
            "words": "",
            "reply": "",
            "form": f"appeal-{slot.name}-{ask}",
            "url": address(visit, "appeal", attempt=attempt, slot=slot.name),
            "try_number": number,
            "once": new_key(),
        }
    return shown


def _student_appeal(visit: Visit, appeal: Appeal) -> dict[str, Any]:
    waits = appeal.outcome == "waiting"
    return {
        "state": appeal.outcome,
        "words": appeal.words,
        "reply": appeal.reply,
        "form": f"appeal-{appeal.slot}-{appeal.ask}",
        "url": address(visit, "take_appeal_back", appeal=appeal.key) if waits else None,
        "try_number": appeal.try_number,
        "once": new_key(),
    }


def taught_appeal(
    visit: Visit,
    slot: SlotWork,
    appeal: Appeal,
    taught: TaughtAppeals,
    names: Mapping[PersonKey, str],
) -> dict[str, Any]:
    """Return an appeal as `teacher/appeal.html` expects it."""
    looked = taught.looked.get(appeal.key)
    accepted = next((one for one in taught.accepted if appeal.key in one.appeals), None)
    about = next((one for one in slot.submissions if one.try_number == appeal.try_number), None)
    return {
        "state": appeal.outcome,
        "words": appeal.words,
        "typed": show_answer(about.answers.get(appeal.ask)) if about else "",
        "at": appeal.made_at,
        "by": names.get(appeal.teacher, "") if appeal.teacher else "",
        "decided_at": appeal.decided_at,
        "reply": appeal.reply,
        "others": _others(visit, looked, names) if looked else [],
        "decide_url": address(visit, "decide_appeal", appeal=appeal.key),
        "undo_url": address(visit, "undo_accepted", accepted=accepted.key) if accepted else None,
        "changed": len(accepted.marks) if accepted else 0,
        "once": new_key(),
    }


def _others(visit: Visit, looked: LookedAt, names: Mapping[PersonKey, str]) -> list[dict[str, str]]:
    return [
        {
            "name": names.get(other.student, ""),
            "typed": show_answer(other.submission.answers.get(looked.pattern.ask)),
            "work_url": f"{address(visit, 'work', attempt=other.attempt)}#task-{other.slot}",
        }
        for other in looked.others
    ]
