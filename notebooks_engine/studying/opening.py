"""Open one's own work and write in it: reading costs a statement or two, a draft one small write."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from notebooks_engine.actors import Actor
from notebooks_engine.answers import bound_answers
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptHead, AttemptKey, Draft, FrozenSlot
from notebooks_engine.deadlines import refuse_by_date
from notebooks_engine.grading import SlotGrade, counting, grade_slot
from notebooks_engine.marks import Mark
from notebooks_engine.refusals import NotNow, missing_work
from notebooks_engine.regrades import RegradedSlot
from notebooks_engine.repositories import DraftedSlot, Engine, OpenedAttempt
from notebooks_engine.showing import ShownVariant
from notebooks_engine.solutions import show_slot, shows_solution
from notebooks_engine.submissions import Submission
from variants.keys import Answer
from variants.texts import Text

Stage = Literal["new", "begun", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSlot:
    """One slot as its student may see it now.

    `answers` are what the inputs show: the draft, or else what counts of what was handed in, `last`, which
    carries the verdicts. `marks` are the teacher's marks in force with their comments, `regraded` what the
    last regrade did to it. `refusal` says why *Check* is not offered (None: it is). `solved` says whether
    solution and right answers are in the variant.
    """

    name: str
    frozen: FrozenSlot = field(repr=False)
    solved: bool
    answers: Mapping[str, Answer]
    draft_saved_at: int | None
    last: Submission | None
    marks: tuple[Mark, ...]
    grade: SlotGrade
    tries_left: int
    refusal: Text | None
    regraded: RegradedSlot | None = None

    @property
    def variant(self) -> ShownVariant:
        """What a page may show: read when it is asked for, since a check shows one slot of many."""
        return show_slot(self.frozen, solved=self.solved)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """A student's own attempt, ready for a page; slots by name in the notebook's order."""

    attempt: AttemptKey
    assignment: Assignment
    slots: Mapping[str, OpenSlot]
    points: Fraction
    out_of: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """One line of a student's list of assignments; `pending` says that a teacher still has to look.

    `closed` counts the slots in which no further check is possible. `attempts` is how many attempts at this
    assignment the student has had; the one with most points, the first of equals, `counts`.
    """

    head: AttemptHead
    stage: Stage
    closed: int
    points: Fraction
    out_of: Fraction
    pending: bool
    overdue: bool
    attempts: int = 1
    counts: bool = True


def list_work(engine: Engine, student: Actor, now: int) -> tuple[ListedWork, ...]:
    """Return the student's attempts: newest assignment first, of one assignment the last attempt first."""
    grades = engine.submissions.grades_of_student(student)
    listed = [_list(head, grades.get(head.key, {}), now) for head in engine.attempts.list_own(student)]
    together: dict[AssignmentKey, list[ListedWork]] = {}
    for work in listed:
        together.setdefault(work.head.assignment.key, []).append(work)
    best = {key: max(works, key=_worth).head.key for key, works in together.items()}
    return tuple(
        replace(
            work,
            attempts=len(together[work.head.assignment.key]),
            counts=best[work.head.assignment.key] == work.head.key,
        )
        for work in listed
    )


def open_work(engine: Engine, student: Actor, key: AttemptKey, now: int) -> OpenWork:
    """Open the student's own attempt. Raises Missing."""
    opened = engine.attempts.open_own(student, key)
    if opened is None:
        raise missing_work()
    return work_of(opened, now)


def work_of(opened: OpenedAttempt, now: int) -> OpenWork:
    """Return an attempt as its student may see it now."""
    slots = {frozen.name: _open_slot(opened, frozen, now) for frozen in opened.attempt.slots}
    return OpenWork(
        attempt=opened.attempt.key,
        assignment=opened.assignment,
        slots=slots,
        points=_sum(tuple([slot.grade.points for slot in slots.values()])),
        out_of=_sum(tuple([slot.grade.out_of for slot in slots.values()])),
    )


# A class has few different rows of points, and exact sums take their time.
@lru_cache(maxsize=1024)
def _sum(points: tuple[Fraction, ...]) -> Fraction:
    return sum(points, Fraction(0))


def find_shown(engine: Engine, student: Actor, key: AttemptKey, slot: str) -> ShownVariant:
    """Return what the page showed in one slot of the student's own attempt, unsolved. Raises Missing."""
    frozen = engine.attempts.find_slot(student, key, slot)
    if frozen is None:
        raise missing_work()
    return frozen.shown


def save_draft(engine: Engine, student: Actor, key: AttemptKey, draft: Draft) -> None:
    """Keep what is being written in one slot; `draft.saved_at` is the present moment.

    Raises Missing, BadEntry past the limits, NotNow when assignment or slot take no more answers.
    """
    engine.attempts.alone()
    engine.attempts.touch(key, draft.saved_at)
    put_draft(engine, engine.attempts.find_drafted(student, key, draft.slot), draft)


def put_draft(engine: Engine, before: DraftedSlot | None, draft: Draft) -> None:
    """Keep a draft in an attempt that is held and touched, or None. Raises what `save_draft` raises."""
    bound_answers(draft.answers)
    if before is None or before.head.assignment.slot(draft.slot) is None:
        raise missing_work()
    assignment = before.head.assignment
    refusal = refuse_by_date(assignment, draft.saved_at) or _why_over(assignment, before)
    if refusal is not None:
        raise NotNow(refusal)
    engine.attempts.save_draft(before.head.key, draft)


def refuse_check(assignment: Assignment, grade: SlotGrade, now: int) -> Text | None:
    """Say why a check of this slot is not possible now, or None if it is."""
    by_date = refuse_by_date(assignment, now)
    return by_date or _why_over(assignment, grade)


def _why_over(assignment: Assignment, slot: SlotGrade | DraftedSlot) -> Text | None:
    """Say why nothing more can be handed in for a slot, whatever the date, or None if it can."""
    if slot.final:
        return Text(en="This task is finished.", ru="Эта задача уже закончена.")
    if slot.tries >= assignment.rules.tries:
        return Text(en="All tries are used.", ru="Все попытки использованы.")
    return None


def _open_slot(opened: OpenedAttempt, frozen: FrozenSlot, now: int) -> OpenSlot:
    submissions = opened.submissions_of(frozen.name)
    marks = opened.marks_of(frozen.name)
    grade = grade_slot(frozen, submissions, marks)
    last = counting(frozen, submissions, marks)
    # What was being typed when the teacher's mark ended the task is no answer.
    draft = None if _why_over(opened.assignment, grade) else opened.drafts.get(frozen.name)
    in_force = (mark for mark in marks if mark.undone_at is None)
    return OpenSlot(
        name=frozen.name,
        frozen=frozen,
        solved=shows_solution(opened.assignment, grade, now),
        answers=draft.answers if draft else last.answers if last else {},
        draft_saved_at=draft.saved_at if draft else None,
        last=last,
        marks=tuple(
            mark for mark in in_force if not mark.ask or (last and mark.try_number == last.try_number)
        ),
        grade=grade,
        tries_left=max(opened.assignment.rules.tries - grade.tries, 0),
        refusal=refuse_check(opened.assignment, grade, now),
        regraded=opened.last_regrade(frozen.name),
    )


def _worth(work: ListedWork) -> tuple[Fraction, int]:
    """Rank attempts of an assignment: more points before fewer, earlier ones before later."""
    return work.points, -work.head.number


def _list(head: AttemptHead, grades: Mapping[str, SlotGrade], now: int) -> ListedWork:
    rules, slots = head.assignment.rules, head.assignment.slots
    closed = [name for name, grade in grades.items() if grade.is_closed(rules.tries)]
    done = len(closed) == len(slots)
    return ListedWork(
        head=head,
        closed=len(closed),
        stage="done" if done else "begun" if head.active_at is not None else "new",
        points=sum((grade.points for grade in grades.values()), Fraction(0)),
        out_of=sum((slot.points for slot in slots), Fraction(0)),
        pending=any(grade.pending for grade in grades.values()),
        overdue=head.assignment.is_late(now) and not done,
    )
