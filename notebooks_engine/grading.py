"""From verdicts to points: exact, per slot; what the machine couldn't decide waits for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    """Grade a slot by its last submission and the marks in force."""
    last = max(submissions, key=lambda submission: submission.try_number, default=None)
    in_force = [mark for mark in marks if mark.undone_at is None]
    whole = next((mark for mark in reversed(in_force) if not mark.ask), None)
    verdicts = last.verdicts if last else {}
    used = last.try_number if last else 0
    by_ask = {mark.ask: mark.score for mark in in_force if mark.ask and mark.try_number == used}
    machine = _sum(frozen, {name: _decided(verdict) for name, verdict in verdicts.items()})
    points = _sum(frozen, {name: by_ask.get(name, _decided(verdicts[name])) for name in verdicts})
    suggested = _sum(frozen, {name: by_ask.get(name, verdict.score) for name, verdict in verdicts.items()})
    waiting = whole is None and any(
        verdict.outcome == "undecided" and name not in by_ask for name, verdict in verdicts.items()
    )
    if whole is not None:
        points = suggested = frozen.points * whole.score
    return SlotGrade(
        slot=frozen.name,
        tries=used,
        machine=machine,
        points=points,
        suggested=suggested,
        out_of=frozen.points,
        pending=waiting,
        late=last.late if last else False,
        marked=whole is not None or bool(by_ask),
        final=whole is not None or (bool(verdicts) and points == frozen.points),
    )


def _decided(verdict: Verdict) -> Fraction:
    return Fraction(0) if verdict.outcome == "undecided" else verdict.score


def _sum(frozen: FrozenSlot, scores: Mapping[str, Fraction]) -> Fraction:
    return sum((ask_worth(frozen, name) * score for name, score in scores.items()), Fraction(0))
