"""Turn rows of regrades into values of the engine and back; points stand as text, changes as JSON."""

import json
from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.adapters.rows import verdicts_from_text, verdicts_to_text, write_json
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, freeze_slots, thaw_slots
from notebooks_engine.regrades import (
    Regrade,
    RegradedSlot,
    RegradeKey,
    Rejudgement,
    change_from_json,
    change_to_json,
)
from notebooks_engine.submissions import SubmissionKey


def regrade_to_row(regrade: Regrade) -> dict[str, Any]:
    """Return the columns of a regrade."""
    return {
        "key": regrade.key,
        "school": regrade.school,
        "assignment": regrade.assignment,
        "number": regrade.number,
        "task": regrade.task,
        "edition": regrade.edition,
        "checker": regrade.checker,
        "mode": regrade.mode,
        "teacher": regrade.teacher,
        "made_at": regrade.made_at,
        "looked": regrade.looked,
        "changes": write_json([change_to_json(change) for change in regrade.changes]),
        "undoes": regrade.undoes,
        "undone_at": regrade.undone_at,
    }


def regrade_from_row(row: Row[Any]) -> Regrade:
    """Read a regrade."""
    return Regrade(
        key=RegradeKey(row.key),
        school=SchoolKey(row.school),
        assignment=AssignmentKey(row.assignment),
        number=row.number,
        task=row.task,
        edition=EditionKey(row.edition),
        checker=row.checker,
        mode=row.mode,
        teacher=PersonKey(row.teacher),
        made_at=row.made_at,
        looked=row.looked,
        changes=tuple(map(change_from_json, json.loads(row.changes))),
        undoes=row.undoes,
        undone_at=row.undone_at,
    )


def regraded_slot_to_row(slot: RegradedSlot) -> dict[str, Any]:
    """Return the columns of what a regrade left in a slot."""
    return {
        "attempt": slot.attempt,
        "slot": slot.slot,
        "regrade": slot.regrade,
        "frozen": None if slot.rekeyed is None else freeze_slots((slot.rekeyed,)),
        "was": str(slot.was),
        "by_key": str(slot.by_key),
        "points": str(slot.points),
    }


def regraded_slot_from_row(row: Row[Any]) -> RegradedSlot:
    """Read what a regrade left in a slot, from a row with its number, mode and time."""
    return RegradedSlot(
        regrade=RegradeKey(row.regrade),
        number=row.number,
        mode=row.mode,
        made_at=row.made_at,
        attempt=AttemptKey(row.attempt),
        slot=row.slot,
        was=Fraction(row.was),
        by_key=Fraction(row.by_key),
        points=Fraction(row.points),
        rekeyed=None if row.frozen is None else thaw_slots(row.frozen)[0],
    )


def rejudgement_to_row(rejudgement: Rejudgement) -> dict[str, Any]:
    """Return the columns of a rejudgement."""
    kept = rejudgement.kept
    return {
        "submission": rejudgement.submission,
        "regrade": rejudgement.regrade,
        "attempt": rejudgement.attempt,
        "verdicts": verdicts_to_text(rejudgement.verdicts),
        "kept": None if kept is None else write_json({name: str(points) for name, points in kept.items()}),
        "checker": rejudgement.checker,
    }


def rejudgement_from_row(row: Row[Any]) -> Rejudgement:
    """Read a rejudgement, from a row with the number of its regrade."""
    kept = None if row.kept is None else json.loads(row.kept)
    return Rejudgement(
        regrade=RegradeKey(row.regrade),
        number=row.number,
        attempt=AttemptKey(row.attempt),
        submission=SubmissionKey(row.key),
        verdicts=verdicts_from_text(row.verdicts),
        checker=row.checker,
        kept=None if kept is None else {name: Fraction(points) for name, points in kept.items()},
    )
