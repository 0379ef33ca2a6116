"""Turn rows of appeals and accepted answers into values of the engine and back."""

import json
from typing import Any

from sqlalchemy import Row

from library_core.people import PersonKey
from notebooks_engine.adapters.rows import write_json
from notebooks_engine.appeals import (
    AcceptedAnswer,
    AcceptedKey,
    Appeal,
    AppealKey,
    Pattern,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.marks import MarkKey
from variants.checkers.verdicts import verdict_from_json, verdict_to_json
from variants.freezing import key_from_json, key_to_json


def appeal_to_row(appeal: Appeal) -> dict[str, Any]:
    """Return the columns of an appeal, all but its school."""
    return {
        "key": appeal.key,
        "attempt": appeal.attempt,
        "slot": appeal.slot,
        "ask": appeal.ask,
        "try_number": appeal.try_number,
        "words": appeal.words,
        "made_at": appeal.made_at,
        "outcome": appeal.outcome,
        "reply": appeal.reply,
        "teacher": appeal.teacher,
        "decided_at": appeal.decided_at,
    }


def appeal_from_row(row: Row[Any]) -> Appeal:
    """Read an appeal."""
    return Appeal(
        key=AppealKey(row.key),
        attempt=AttemptKey(row.attempt),
        slot=row.slot,
        ask=row.ask,
        try_number=row.try_number,
        words=row.words,
        made_at=row.made_at,
        outcome=row.outcome,
        reply=row.reply,
        teacher=PersonKey(row.teacher) if row.teacher else None,
        decided_at=row.decided_at,
    )


def accepted_to_row(accepted: AcceptedAnswer) -> dict[str, Any]:
    """Return the columns of an accepted answer, all but its school."""
    pattern = accepted.pattern
    basis = {
        "key": key_to_json(pattern.key),
        "answer": pattern.answer,
        "language": pattern.language,
        "verdict": verdict_to_json(pattern.verdict),
        "marks": accepted.marks,
        "replaced": accepted.replaced,
        "appeals": accepted.appeals,
    }
    return {
        "key": accepted.key,
        "assignment": accepted.assignment,
        "appeal": accepted.appeal,
        "task": pattern.task,
        "ask": pattern.ask,
        "basis": write_json(basis),
        "teacher": accepted.teacher,
        "made_at": accepted.made_at,
        "undone_at": accepted.undone_at,
    }


def accepted_from_row(row: Row[Any]) -> AcceptedAnswer:
    """Read an accepted answer."""
    basis = json.loads(row.basis)
    pattern = Pattern(
        task=row.task,
        ask=row.ask,
        key=key_from_json(basis["key"]),
        answer=basis["answer"],
        language=basis["language"],
        verdict=verdict_from_json(basis["verdict"]),
    )
    return AcceptedAnswer(
        key=AcceptedKey(row.key),
        assignment=AssignmentKey(row.assignment),
        appeal=AppealKey(row.appeal),
        pattern=pattern,
        teacher=PersonKey(row.teacher),
        made_at=row.made_at,
        marks=tuple(map(MarkKey, basis["marks"])),
        replaced=tuple(map(MarkKey, basis["replaced"])),
        appeals=tuple(map(AppealKey, basis["appeals"])),
        undone_at=row.undone_at,
    )
