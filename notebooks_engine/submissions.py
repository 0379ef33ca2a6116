"""What a student handed in at one moment: every answer exactly as entered, each with its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NewType

from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Language

SubmissionKey = NewType("SubmissionKey", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One check of one slot. `request` is the idempotency key, `checker` the version that judged.

    `answers` and `verdicts` are by ask; `try_number` counts from 1; `submitted_at` is milliseconds UTC.
    Where a regrade judged it again, `verdicts` and `checker` are those in force, and `first_verdicts` those
    of the time; `worth` are the points of each ask where they differ from those of the key in force.
    """

    key: SubmissionKey
    attempt: AttemptKey
    slot: str
    person: PersonKey
    try_number: int
    answers: Mapping[str, Answer]
    verdicts: Mapping[str, Verdict]
    language: Language
    late: bool
    submitted_at: int
    request: str
    checker: str
    first_verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    worth: Mapping[str, Fraction] = field(default_factory=dict)
