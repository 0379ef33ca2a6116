"""An appeal against a verdict, and the answer accepted because of it, with the port that keeps both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NewType, Protocol

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.marks import MarkKey
from notebooks_engine.refusals import BadEntry
from notebooks_engine.submissions import Submission
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtWork:
    """One student's work beside that of others: what was dealt, and what was handed in, first to last."""

    attempt: AttemptKey
    assignment: AssignmentKey
    student: PersonKey
    slots: tuple[FrozenSlot, ...]
    submissions: tuple[Submission, ...]

    def submissions_of(self, slot: str) -> tuple[Submission, ...]:
        """Return the submissions of one slot, first to last."""
        return tuple(one for one in self.submissions if one.slot == slot)


class Appeals(Protocol):
    """Keeps appeals, and the answers that were accepted because of them."""

    def add(self, appeal: Appeal, school: SchoolKey) -> None:
        """Keep a new appeal; an ask of a try has at most one."""
        ...

    def change(self, appeal: Appeal) -> None:
        """Keep the decision on an appeal, or that it waits again."""
        ...

    def remove(self, key: AppealKey) -> None:
        """Forget an appeal that was taken back."""
        ...

    def find(self, teacher: Actor, key: AppealKey) -> WaitingAppeal | None:
        """Return an appeal in a class of this teacher, decided or not."""
        ...

    def find_own(self, student: Actor, key: AppealKey) -> Appeal | None:
        """Return the student's own appeal."""
        ...

    def of_attempt(self, school: SchoolKey, attempt: AttemptKey) -> tuple[Appeal, ...]:
        """Return the appeals of an attempt, first to last."""
        ...

    def waiting(self, teacher: Actor) -> tuple[WaitingAppeal, ...]:
        """Return what waits in the teacher's classes, longest first; an ask marked by hand doesn't."""
        ...

    def accept(self, accepted: AcceptedAnswer, school: SchoolKey) -> None:
        """Keep an accepted answer with all that it changed."""
        ...

    def change_accepted(self, accepted: AcceptedAnswer) -> None:
        """Keep that an accepted answer has been undone."""
        ...

    def find_accepted(self, teacher: Actor, key: AcceptedKey) -> AcceptedAnswer | None:
        """Return an accepted answer of an assignment in a class of this teacher."""
        ...

    def accepted_for(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[AcceptedAnswer, ...]:
        """Return the accepted answers in force for an assignment, first to last.

        They were accepted in it, or in another one of the same deal by a teacher of its class.
        """
        ...

    def works(
        self,
        teacher: Actor,
        assignment: AssignmentKey,
        *,
        slots: Sequence[str] | None = None,
        alone: bool = False,
    ) -> tuple[DealtWork, ...]:
        """Return the work of everybody in an assignment and in the others of its deal, by place in the deal.

        Only classes of this teacher are looked at, and only submissions of these slots, where some are named.
        `alone` leaves the other assignments out.
        """
        ...


def read_words(typed: str, longest: int) -> str:
    """Return a few words without control characters. Raises BadEntry if they are too many."""
    words = "".join(sign for sign in typed if sign.isprintable() or sign in "\n\t").strip()
    if len(words) > longest:
        raise BadEntry(
            Text(en=f"Write {longest} characters at most.", ru=f"Напишите не больше {longest} знаков.")
        )
    return words
