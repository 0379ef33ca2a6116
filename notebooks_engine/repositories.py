"""What the engine keeps, as ports: every read takes a school or an actor and finds nothing beyond them.

An actor's read finds what stands in relation to them: a teacher's own classes and their assignments, a
student's own attempts. Writes come after such a read, in the same transaction.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.appeals import Appeals
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import Attempt, AttemptHead, AttemptKey, Draft, FrozenSlot
from notebooks_engine.classes import Class, ClassKey, Member
from notebooks_engine.deals import Deals
from notebooks_engine.dismissals import Dismissals
from notebooks_engine.grading import SlotGrade
from notebooks_engine.lab_sessions import LabSession, LabSessions
from notebooks_engine.marks import Mark, MarkKey
from notebooks_engine.practice import PracticeKey, PracticeRun
from notebooks_engine.regrades import RegradedSlot, Regrades
from notebooks_engine.submissions import Submission
from variants.texts import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedSlot:
    """What has to be known of a slot to keep a draft in it; `tries` and `final` as in its grade."""

    head: AttemptHead
    draft: Draft | None
    tries: int
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAttempt:
    """All that stands in one attempt: what was dealt, what is being written, handed in and marked.

    Keys and verdicts are those in force; `regraded` are the regrades in force that came upon its slots;
    `sessions` are those at the benches of its labs, by slot.
    """

    attempt: Attempt
    assignment: Assignment
    drafts: Mapping[str, Draft]
    submissions: tuple[Submission, ...]
    marks: tuple[Mark, ...]
    regraded: tuple[RegradedSlot, ...] = ()
    sessions: Mapping[str, LabSession] = field(default_factory=dict)

    def submissions_of(self, slot: str) -> tuple[Submission, ...]:
        """Return the submissions of one slot, first to last."""
        return tuple(one for one in self.submissions if one.slot == slot)

    def marks_of(self, slot: str) -> tuple[Mark, ...]:
        """Return the marks of one slot, undone ones too, first to last."""
        return tuple(one for one in self.marks if one.slot == slot)

    def regraded_of(self, slot: str) -> tuple[RegradedSlot, ...]:
        """Return the regrades in force of one slot, first to last."""
        return tuple(one for one in self.regraded if one.slot == slot)

    def last_regrade(self, slot: str) -> RegradedSlot | None:
        """Return the last regrade in force of what stands in a slot; None where an answer came after it."""
        last = max((one.submitted_at for one in self.submissions_of(slot)), default=None)
        found = self.regraded_of(slot)
        return found[-1] if found and last is not None and last <= found[-1].made_at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingSlot:
    """A slot that waits for a person: whose it is, its last submission, and the marks in force on it."""

    assignment: AssignmentKey
    assignment_title: Text
    student: PersonKey
    submission: Submission
    marked_asks: frozenset[str]


ENDLESS: Final = 1 << 30
"""As many tries as a slot has had in which no other can count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """How many students have an assignment and have begun it; `repeated` says that somebody has two attempts.

    `graded` counts attempts by how many slots have a grade, and by the tries of that of them which has had
    least: `ENDLESS` for one that is final, fewer than none for one that waits for a person.
    """

    students: int
    begun: int
    repeated: bool
    graded: Mapping[tuple[int, int], int]

    def closed(self, slots: int, tries: int) -> int:
        """Return how many attempts have all these slots closed where so many tries are allowed."""
        return sum(
            count for (graded, least), count in self.graded.items() if graded == slots and least >= tries
        )


class Classes(Protocol):
    """Keeps classes, their teachers and members."""

    def add(self, added: Class, teacher: PersonKey) -> None:
        """Keep a new class of this teacher."""
        ...

    def add_teacher(self, key: ClassKey, teacher: PersonKey) -> None:
        """Make the class also this teacher's; does nothing if it is already."""
        ...

    def rename(self, key: ClassKey, title: str) -> None:
        """Keep the class's new title."""
        ...

    def find(self, teacher: Actor, key: ClassKey) -> Class | None:
        """Return the teacher's own class."""
        ...

    def list(self, teacher: Actor) -> tuple[Class, ...]:
        """Return the teacher's own classes by title."""
        ...

    def list_school(self, school: SchoolKey) -> tuple[Class, ...]:
        """Return all classes of a school by title, for operators."""
        ...

    def titles(self, school: SchoolKey, keys: Collection[ClassKey]) -> Mapping[ClassKey, str]:
        """Return the titles of these classes of a school."""
        ...

    def count_members(self, teacher: Actor) -> Mapping[ClassKey, int]:
        """Return how many members the teacher's own classes have; one without any is left out."""
        ...

    def members(self, school: SchoolKey, key: ClassKey) -> tuple[Member, ...]:
        """Return the members of a class in the order of the register."""
        ...

    def add_members(self, key: ClassKey, members: Sequence[Member]) -> None:
        """Put students into the class; one who is there already gets the new group and place."""
        ...

    def remove_member(self, key: ClassKey, student: PersonKey) -> None:
        """Take a student out of the class; work done stays."""
        ...


class Assignments(Protocol):
    """Keeps assignments."""

    def add(self, assignment: Assignment) -> None:
        """Keep a new assignment."""
        ...

    def change(self, assignment: Assignment) -> None:
        """Keep new rules, due date and closing of an assignment."""
        ...

    def remove(self, key: AssignmentKey) -> None:
        """Remove an assignment with its attempts; the caller has made sure that nobody has begun."""
        ...

    def find(self, teacher: Actor, key: AssignmentKey) -> Assignment | None:
        """Return an assignment of a class of this teacher."""
        ...

    def list(self, teacher: Actor, of: ClassKey | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of the teacher's classes, or of one of them, newest first."""
        ...


class Attempts(Protocol):
    """Keeps attempts and drafts. An untouched one opens with one statement, others with three at most."""

    def add_all(self, attempts: Sequence[Attempt]) -> None:
        """Keep new attempts; each number of a student stands once in an assignment."""
        ...

    def open_own(self, student: Actor, key: AttemptKey) -> OpenedAttempt | None:
        """Return the student's own attempt with all that stands in it."""
        ...

    def find_slot(self, student: Actor, key: AttemptKey, slot: str) -> FrozenSlot | None:
        """Return what was dealt in one slot of the student's own attempt."""
        ...

    def open_taught(self, teacher: Actor, key: AttemptKey) -> OpenedAttempt | None:
        """Return an attempt of an assignment of this teacher's class, with all that stands in it."""
        ...

    def list_own(self, student: Actor) -> tuple[AttemptHead, ...]:
        """Return the heads of all the student's attempts, newest assignment and last attempt first."""
        ...

    def list_of(self, school: SchoolKey, assignment: AssignmentKey) -> tuple[AttemptHead, ...]:
        """Return the heads of all attempts of an assignment in the order of the deal."""
        ...

    def list_of_all(self, school: SchoolKey, of: Collection[AssignmentKey]) -> tuple[AttemptHead, ...]:
        """Return the heads of all attempts of several assignments, each in the order of its deal."""
        ...

    def turnouts(self, teacher: Actor, of: ClassKey | None = None) -> Mapping[AssignmentKey, Turnout]:
        """Return how what was dealt in the teacher's classes stands, or in one of them."""
        ...

    def count_begun(self, school: SchoolKey, assignment: AssignmentKey) -> int:
        """Return how many students have saved or handed in anything."""
        ...

    def touch(self, key: AttemptKey, now: int) -> None:
        """Keep when the student last did something; it also holds the attempt as `hold` does."""
        ...

    def alone(self) -> None:
        """Say that the transaction, which has just begun, holds one attempt next and writes in it alone.

        What it reads of others may be of any moment since: it runs beside all those that hold other attempts,
        and none of them is run again for its sake.
        """
        ...

    def hold(self, key: AttemptKey) -> None:
        """Let nobody else write in this attempt until this transaction ends."""
        ...

    def save_draft(self, key: AttemptKey, draft: Draft) -> None:
        """Keep the draft of a slot in place of the former one."""
        ...

    def find_drafted(self, student: Actor, key: AttemptKey, slot: str) -> DraftedSlot | None:
        """Return what a slot of the student's own attempt holds in draft, and whether it is over."""
        ...

    def drop_draft(self, key: AttemptKey, slot: str) -> None:
        """Forget the draft of a slot."""
        ...

    def drafted_slots(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[AttemptKey, frozenset[str]]:
        """Return for each attempt of an assignment the slots that have a draft."""
        ...


class Submissions(Protocol):
    """Keeps what was handed in and the grades that follow from it."""

    def add(self, submission: Submission) -> None:
        """Keep a new submission; try numbers of a slot and idempotency keys of an attempt stand once."""
        ...

    def keep_grade(self, attempt: AttemptKey, grade: SlotGrade, now: int) -> None:
        """Keep the grade of a slot in place of the former one."""
        ...

    def grades_of(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of an assignment by attempt and slot; a slot never touched has none."""
        ...

    def grades_of_all(
        self, school: SchoolKey, of: Collection[AssignmentKey]
    ) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of several assignments by attempt and slot."""
        ...

    def grades_of_student(self, student: Actor) -> Mapping[AttemptKey, Mapping[str, SlotGrade]]:
        """Return the grades of all the student's own attempts."""
        ...

    def pending(self, teacher: Actor, of: AssignmentKey | None) -> tuple[PendingSlot, ...]:
        """Return the slots that wait for a person in the teacher's classes, by assignment, slot and time."""
        ...


class Marks(Protocol):
    """Keeps teachers' marks, undone ones too."""

    def add(self, mark: Mark, school: SchoolKey) -> None:
        """Keep a new mark."""
        ...

    def change(self, mark: Mark) -> None:
        """Keep that a mark has been undone."""
        ...

    def find(self, teacher: Actor, key: MarkKey) -> Mark | None:
        """Return a mark in a class of this teacher."""
        ...


class Practices(Protocol):
    """Keeps practice runs."""

    def add(self, run: PracticeRun) -> None:
        """Keep a new run."""
        ...

    def change(self, run: PracticeRun) -> None:
        """Keep the last answers and verdicts of a run."""
        ...

    def find(self, person: Actor, key: PracticeKey) -> PracticeRun | None:
        """Return the person's own run."""
        ...

    def seen(self, person: Actor, notebook: EditionKey, slot: str) -> tuple[tuple[str, int], ...]:
        """Return task and member of the person's runs in a slot, newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """All repositories of the engine on one connection, so that they share its transaction."""

    classes: Classes
    assignments: Assignments
    attempts: Attempts
    submissions: Submissions
    marks: Marks
    practices: Practices
    deals: Deals
    regrades: Regrades
    appeals: Appeals
    dismissals: Dismissals
    lab_sessions: LabSessions


class Store(Protocol):
    """Runs work on the engine's repositories, for use cases that compute between reading and writing."""

    def read(self, work: Callable[[Engine], T]) -> T:
        """Run the work in a transaction that changes nothing."""
        ...

    def write(self, work: Callable[[Engine], T]) -> T:
        """Run the work in a transaction; return when it is kept, or keep nothing of it if it raises."""
        ...
