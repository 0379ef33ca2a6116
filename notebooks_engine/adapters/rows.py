"""Turn rows into values of the engine and back; JSON stands in text columns, fractions as text."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import Assignment, AssignmentKey, DealKey, Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.grading import SlotGrade
from notebooks_engine.marks import Mark, MarkKey
from notebooks_engine.pinning import PinnedSlot, PinnedTask
from notebooks_engine.submissions import Submission, SubmissionKey
from variants.checkers.verdicts import Verdict, verdict_from_json, verdict_to_json
from variants.dealing.separations import TaskSeparation, separations_from_json, separations_to_json
from variants.texts import text_from_json, text_to_json


def write_json(value: object) -> str:
    """Return plain data as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def assignment_to_row(assignment: Assignment) -> dict[str, Any]:
    """Return the columns of an assignment."""
    slots = [
        {
            "name": slot.name,
            "points": str(slot.points),
            "tasks": [[task.name, task.edition] for task in slot.tasks],
            **({"lab": True} if slot.lab else {}),
        }
        for slot in assignment.slots
    ]
    rules = assignment.rules
    return {
        "key": assignment.key,
        "school": assignment.school,
        "class_key": assignment.class_key,
        "teacher": assignment.teacher,
        "edition": assignment.edition,
        "title": write_json(text_to_json(assignment.title)),
        "slots": write_json(slots),
        "rules": write_json({"tries": rules.tries, "solutions": rules.solutions, "late": rules.late}),
        "due_at": assignment.due_at,
        "closed_at": assignment.closed_at,
        "created_at": assignment.created_at,
        "secret": assignment.secret,
        "deal": assignment.deal,
        "planned": assignment.planned,
        "separation": separation_to_text(assignment.separation),
    }


def assignment_from_row(row: Row[Any]) -> Assignment:
    """Read an assignment."""
    return Assignment(
        key=AssignmentKey(row.key),
        school=SchoolKey(row.school),
        class_key=ClassKey(row.class_key),
        teacher=PersonKey(row.teacher),
        edition=EditionKey(row.edition),
        title=text_from_json(json.loads(row.title)),
        slots=_read_slots(row.slots),
        rules=_read_rules(row.rules),
        due_at=row.due_at,
        closed_at=row.closed_at,
        created_at=row.created_at,
        secret=row.secret,
        deal=DealKey(row.deal),
        planned=row.planned,
        separation=_read_separation(row.separation),
    )


def separation_to_text(separation: Iterable[TaskSeparation]) -> str:
    """Return the separation of a deal as JSON."""
    return write_json(separations_to_json(separation))


# The same few texts are read for a whole class; each is the only thing that its value is made of.
@lru_cache(maxsize=256)
def _read_slots(text: str) -> tuple[PinnedSlot, ...]:
    return tuple(
        PinnedSlot(
            name=slot["name"],
            points=Fraction(slot["points"]),
            tasks=tuple(
                PinnedTask(name=name, edition=EditionKey(edition)) for name, edition in slot["tasks"]
            ),
            lab=slot.get("lab", False),
        )
        for slot in json.loads(text)
    )


@lru_cache(maxsize=256)
def _read_separation(text: str) -> tuple[TaskSeparation, ...]:
    return tuple(separations_from_json(json.loads(text)))


@lru_cache(maxsize=256)
def _read_rules(text: str) -> Rules:
    return Rules(**json.loads(text))


def verdicts_to_text(verdicts: Mapping[str, Verdict]) -> str:
    """Return verdicts by ask as JSON."""
    return write_json({name: verdict_to_json(verdict) for name, verdict in verdicts.items()})


# A check reads all that was judged in its attempt twice, and the page after it once more.
@lru_cache(maxsize=1024)
def verdicts_from_text(text: str) -> Mapping[str, Verdict]:
    """Read what `verdicts_to_text` wrote."""
    return {name: verdict_from_json(verdict) for name, verdict in json.loads(text).items()}


def submission_to_row(submission: Submission) -> dict[str, Any]:
    """Return the columns of a submission."""
    return {
        "key": submission.key,
        "attempt": submission.attempt,
        "slot": submission.slot,
        "person": submission.person,
        "try_number": submission.try_number,
        "answers": write_json(submission.answers),
        "verdicts": verdicts_to_text(submission.verdicts),
        "language": submission.language,
        "late": submission.late,
        "submitted_at": submission.submitted_at,
        "request": submission.request,
        "checker": submission.checker,
    }


def submission_from_row(row: Row[Any]) -> Submission:
    """Read a submission."""
    return Submission(
        key=SubmissionKey(row.key),
        attempt=AttemptKey(row.attempt),
        slot=row.slot,
        person=PersonKey(row.person),
        try_number=row.try_number,
        answers=json.loads(row.answers),
        verdicts=verdicts_from_text(row.verdicts),
        language=row.language,
        late=bool(row.late),
        submitted_at=row.submitted_at,
        request=row.request,
        checker=row.checker,
    )


def mark_to_row(mark: Mark) -> dict[str, Any]:
    """Return the columns of a mark, all but its school."""
    return {
        "key": mark.key,
        "attempt": mark.attempt,
        "slot": mark.slot,
        "ask": mark.ask,
        "try_number": mark.try_number,
        "score": str(mark.score),
        "comment": mark.comment,
        "teacher": mark.teacher,
        "made_at": mark.made_at,
        "undone_at": mark.undone_at,
    }


def mark_from_row(row: Row[Any]) -> Mark:
    """Read a mark."""
    return Mark(
        key=MarkKey(row.key),
        attempt=AttemptKey(row.attempt),
        slot=row.slot,
        ask=row.ask,
        try_number=row.try_number,
        score=Fraction(row.score),
        comment=row.comment,
        teacher=PersonKey(row.teacher),
        made_at=row.made_at,
        undone_at=row.undone_at,
    )


def grade_to_row(grade: SlotGrade) -> dict[str, Any]:
    """Return the columns of a grade, all but its attempt and time."""
    return {
        "slot": grade.slot,
        "tries": grade.tries,
        "machine": str(grade.machine),
        "points": str(grade.points),
        "suggested": str(grade.suggested),
        "out_of": str(grade.out_of),
        "pending": grade.pending,
        "late": grade.late,
        "marked": grade.marked,
        "final": grade.final,
    }


def grade_from_row(row: Row[Any]) -> SlotGrade:
    """Read a grade."""
    return SlotGrade(
        slot=row.slot,
        tries=row.tries,
        machine=Fraction(row.machine),
        points=Fraction(row.points),
        suggested=Fraction(row.suggested),
        out_of=Fraction(row.out_of),
        pending=bool(row.pending),
        late=bool(row.late),
        marked=bool(row.marked),
        final=bool(row.final),
    )
