"""From verdicts to points: exact, per slot; what the machine couldn't decide waits for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.marks import Mark
from notebooks_engine.submissions import Submission
from variants.checkers.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGrade:
    """The state of one slot of one attempt.

    `machine` are the points that verdicts alone give, with nothing for what is undecided; `points` count,
    with the teacher's marks in them; `suggested` are the points if every suggestion were accepted.
    `pending` says that something waits for a person, `marked` that a teacher's mark is in force,
    `final` that points can't grow by another check: all are won, or the teacher has marked the slot.
    """

    slot: str
    tries: int
    machine: Fraction
    points: Fraction
    suggested: Fraction
    out_of: Fraction
    pending: bool
    late: bool
    marked: bool
    final: bool

    def is_closed(self, tries: int) -> bool:
        """Tell whether no further check is possible where this many are allowed, whatever the dates."""
        return self.final or self.tries >= tries


def ask_worth(frozen: FrozenSlot, ask: str) -> Fraction:
    """Return what an ask is worth in points of its slot: its share of the task's own points."""
    return next(one.points for one in frozen.shown.asks if one.name == ask)


def grade_slot(frozen: FrozenSlot, submissions: Sequence[Submission], marks: Sequence[Mark]) -> SlotGrade:
    """Grade a slot by the submission that counts and the marks in force."""
    if not submissions and not marks:
        return _untouched(frozen.name, frozen.points)
    last = max(submissions, key=_try_number, default=None)
    counted = counting(frozen, submissions, marks)
    whole = next((mark for mark in reversed(marks) if not mark.ask and mark.undone_at is None), None)
    verdicts = counted.verdicts if counted else {}
    by_ask = _marks_of_asks(counted, marks)
    open_asks = {name for name, verdict in verdicts.items() if verdict.outcome == "undecided"} - set(by_ask)
    machine = points = suggested = _sum(
        frozen, counted, {name: _decided(verdict) for name, verdict in verdicts.items()}
    )
    # Mostly nobody has said anything else, and exact sums are dear.
    if by_ask or open_asks:
        scores = {name: by_ask.get(name, _decided(verdict)) for name, verdict in verdicts.items()}
        points = _sum(frozen, counted, scores)
        suggested = _sum(frozen, counted, scores | {name: verdicts[name].score for name in open_asks})
    waiting = whole is None and bool(open_asks)
    if whole is not None:
        points = suggested = frozen.points * whole.score
    return SlotGrade(
        slot=frozen.name,
        tries=last.try_number if last else 0,
        machine=machine,
        points=points,
        suggested=suggested,
        out_of=frozen.points,
        pending=waiting,
        late=counted.late if counted else False,
        marked=whole is not None or bool(by_ask),
        final=whole is not None or (bool(verdicts) and points == frozen.points),
    )


# In a lesson's first minute it is the grade of every slot of every page.
@lru_cache(maxsize=1024)
def _untouched(slot: str, out_of: Fraction) -> SlotGrade:
    nothing = Fraction(0)
    return SlotGrade(
        slot=slot,
        tries=0,
        machine=nothing,
        points=nothing,
        suggested=nothing,
        out_of=out_of,
        pending=False,
        late=False,
        marked=False,
        final=False,
    )


def counting(
    frozen: FrozenSlot, submissions: Sequence[Submission], marks: Sequence[Mark]
) -> Submission | None:
    """Return the submission that counts: the first that wins all points, or else the last.

    All points end a slot, so the two differ only after a regrade: who was right by the corrected key, and was
    told otherwise, would have gone no further.
    """
    ordered = sorted(submissions, key=_try_number)
    for one in ordered:
        by_ask = _marks_of_asks(one, marks)
        scores = {name: by_ask.get(name, _decided(verdict)) for name, verdict in one.verdicts.items()}
        if scores and _sum(frozen, one, scores) == frozen.points:
            return one
    return ordered[-1] if ordered else None


def _try_number(submission: Submission) -> int:
    return submission.try_number


def _marks_of_asks(submission: Submission | None, marks: Sequence[Mark]) -> Mapping[str, Fraction]:
    """Return the marks in force on the asks of one submission."""
    number = submission.try_number if submission else 0
    return {
        mark.ask: mark.score
        for mark in marks
        if mark.ask and mark.undone_at is None and mark.try_number == number
    }


def _decided(verdict: Verdict) -> Fraction:
    return Fraction(0) if verdict.outcome == "undecided" else verdict.score


def _sum(frozen: FrozenSlot, submission: Submission | None, scores: Mapping[str, Fraction]) -> Fraction:
    """Return the points of these scores, by ask."""
    worth = submission.worth if submission else {}
    return sum(
        (
            (worth[name] if name in worth else ask_worth(frozen, name)) * score
            for name, score in scores.items()
            if score
        ),
        Fraction(0),
    )
