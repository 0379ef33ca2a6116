"""An appeal against a verdict, and the answer that a teacher has accepted because of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NewType

from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.marks import MarkKey
from notebooks_engine.refusals import BadEntry
from variants.checkers.verdicts import Verdict
from variants.keys import Answer, Key
from variants.texts import Language, Text

AppealKey = NewType("AppealKey", str)
AcceptedKey = NewType("AcceptedKey", str)
Outcome = Literal["waiting", "accepted", "kept"]
LONGEST_WORDS: Final = 300
LONGEST_REPLY: Final = 1000
MOST_WAITING: Final = 6
"""How many appeals of one attempt may wait for the teacher at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One student's "I think this is right" about one ask of one try; times are milliseconds UTC.

    `words` are the student's, `reply` the teacher's. An appeal that is taken back before it is decided is
    forgotten.
    """

    key: AppealKey
    attempt: AttemptKey
    slot: str
    ask: str
    try_number: int
    words: str
    made_at: int
    outcome: Outcome = "waiting"
    reply: str = ""
    teacher: PersonKey | None = None
    decided_at: int | None = None

    def decided(self, outcome: Outcome, reply: str, teacher: PersonKey, now: int) -> "Appeal":
        """Return the appeal with the teacher's decision."""
        return replace(self, outcome=outcome, reply=reply, teacher=teacher, decided_at=now)

    def reopened(self) -> "Appeal":
        """Return the appeal, waiting again; the reply goes with the decision."""
        return replace(self, outcome="waiting", reply="", teacher=None, decided_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An answer as it was given: what another answer to the same ask must be like to be accepted with it."""

    task: str
    ask: str
    key: Key
    answer: Answer
    language: Language
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAnswer:
    """A teacher's acceptance, with all that it changed, so that it can be undone as a whole.

    `marks` were made by it, `replaced` undone by it, `appeals` decided with it, the appellant's among them.
    """

    key: AcceptedKey
    assignment: AssignmentKey
    appeal: AppealKey
    pattern: Pattern
    teacher: PersonKey
    made_at: int
    marks: tuple[MarkKey, ...] = ()
    replaced: tuple[MarkKey, ...] = ()
    appeals: tuple[AppealKey, ...] = ()
    undone_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAppeal:
    """An appeal that waits for a teacher: whose it is, and in which assignment."""

    appeal: Appeal
    assignment: AssignmentKey
    assignment_title: Text
    student: PersonKey


AppealsByAsk = Mapping[str, Appeal]
NO_APPEALS: Final[AppealsByAsk] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a student sends: which ask of which try, and a few words if they like."""

    attempt: AttemptKey
    slot: str
    ask: str
    try_number: int
    words: str = field(default="")


def read_words(typed: str, longest: int) -> str:
    """Return a few words without control characters. Raises BadEntry if they are too many."""
    words = "".join(sign for sign in typed if sign.isprintable() or sign in "\n\t").strip()
    if len(words) > longest:
        raise BadEntry(
            Text(en=f"Write {longest} characters at most.", ru=f"Напишите не больше {longest} знаков.")
        )
    return words
