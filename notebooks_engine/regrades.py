"""A regrade: one task of one assignment judged again, with everything that it changed, old and new.

What was dealt, handed in and judged at the time stays; a regrade lies above it, and the last in force counts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NewType, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.submissions import SubmissionKey
from variants.checkers.verdicts import Verdict
from variants.texts import Text, text_from_json, text_to_json

RegradeKey = NewType("RegradeKey", str)
Mode = Literal["raise", "replace", "undo"]
"""Nobody loses, per slot the better counts; the new points count; a former regrade is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a regrade did to one slot of one student, or why it did nothing.

    `was` are the points before, `by_key` those of the key and checker of this regrade alone, `points` those
    that count after it. `kept` says that the former verdicts stay in force because they are worth more.
    `begun` is False where nothing had been handed in or marked. `number` counts the student's attempts.
    """

    attempt: AttemptKey
    student: PersonKey
    slot: str
    edition: EditionKey
    was: Fraction
    by_key: Fraction
    points: Fraction
    out_of: Fraction
    begun: bool
    number: int = 1
    kept: bool = False
    refused: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade:
    """One line of an assignment's history of regrades, numbered from 1; times are milliseconds UTC.

    `edition` is the task edition whose keys are in force after it, `checker` the code that judged, `looked`
    how many attempts there were. `undoes` names the regrade that this one takes back, `undone_at` says when
    this one was taken back.
    """

    key: RegradeKey
    school: SchoolKey
    assignment: AssignmentKey
    number: int
    task: str
    edition: EditionKey
    checker: str
    mode: Mode
    teacher: PersonKey
    made_at: int
    looked: int
    changes: tuple[Change, ...]
    undoes: RegradeKey | None = None
    undone_at: int | None = None

    @property
    def changed(self) -> tuple[Change, ...]:
        """What changed in somebody's points."""
        return tuple(change for change in self.changes if change.was != change.points)

    @property
    def refused(self) -> tuple[Change, ...]:
        """What could not be judged again, and why."""
        return tuple(change for change in self.changes if change.refused is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradedSlot:
    """What a regrade left in one slot: the frozen slot with its new keys, None if its keys stay."""

    regrade: RegradeKey
    number: int
    mode: Mode
    made_at: int
    attempt: AttemptKey
    slot: str
    was: Fraction
    by_key: Fraction
    points: Fraction
    rekeyed: FrozenSlot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejudgement:
    """One submission judged again: the verdicts by the key of the regrade.

    They are in force unless `kept` says what each ask is worth by the former verdicts, which then stay.
    """

    regrade: RegradeKey
    number: int
    attempt: AttemptKey
    submission: SubmissionKey
    verdicts: Mapping[str, Verdict]
    checker: str
    kept: Mapping[str, Fraction] | None = None


class Regrades(Protocol):
    """Keeps regrades, undone ones too, with what they left in slots and submissions."""

    def add(
        self, regrade: Regrade, slots: Sequence[RegradedSlot], rejudgements: Sequence[Rejudgement]
    ) -> None:
        """Keep a new regrade with all that it changed; numbers of an assignment stand once."""
        ...

    def keep_undone(self, key: RegradeKey, now: int) -> None:
        """Keep that a regrade has been taken back: nothing of it is in force any more."""
        ...

    def list_of(
        self, school: SchoolKey, assignments: Collection[AssignmentKey]
    ) -> Mapping[AssignmentKey, tuple[Regrade, ...]]:
        """Return the regrades of each assignment that has any, first to last, undone ones too."""
        ...

    def count_attempts(
        self, school: SchoolKey, assignments: Collection[AssignmentKey]
    ) -> Mapping[AssignmentKey, int]:
        """Return how many attempts each assignment has."""
        ...

    def checkers_of(self, school: SchoolKey, assignment: AssignmentKey) -> frozenset[str]:
        """Return the checkers whose verdicts are in force on submissions of an assignment."""
        ...


def change_to_json(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON values."""
    return {
        "attempt": change.attempt,
        "student": change.student,
        "slot": change.slot,
        "edition": change.edition,
        "was": str(change.was),
        "by_key": str(change.by_key),
        "points": str(change.points),
        "out_of": str(change.out_of),
        "begun": change.begun,
        "number": change.number,
        "kept": change.kept,
        "refused": None if change.refused is None else text_to_json(change.refused),
    }


def change_from_json(data: dict[str, Any]) -> Change:
    """Return what `change_to_json` made the values of."""
    return Change(
        attempt=AttemptKey(data["attempt"]),
        student=PersonKey(data["student"]),
        slot=data["slot"],
        edition=EditionKey(data["edition"]),
        was=Fraction(data["was"]),
        by_key=Fraction(data["by_key"]),
        points=Fraction(data["points"]),
        out_of=Fraction(data["out_of"]),
        begun=data["begun"],
        number=data["number"],
        kept=data["kept"],
        refused=None if data["refused"] is None else text_from_json(data["refused"]),
    )
