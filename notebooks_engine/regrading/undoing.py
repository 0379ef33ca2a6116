"""Take a regrade back: the former keys and verdicts are in force again, and the trail says so.

Answers that were handed in under the keys taken back are judged again by the keys that are then in force, and
so are those that come back as accepted by a teacher who has undone it since.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from library_core.editions import EditionKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.appeals import AcceptedKey
from notebooks_engine.assignments import AssignmentKey, dealt_tasks
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.benching.slots import Labs
from notebooks_engine.grading import SlotGrade, grade_slot
from notebooks_engine.refusals import BadEntry, NotNow, missing_work
from notebooks_engine.regrades import Change, Regrade, RegradedSlot, RegradeKey, Rejudgement
from notebooks_engine.regrading.applying import can_undo, find_regrade, list_regrades
from notebooks_engine.regrading.judging import ACCEPTED, judge_again
from notebooks_engine.repositories import Engine, OpenedAttempt
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.submitting import CHECKER
from notebooks_engine.teaching.assigning import find_assignment
from variants.checkers.verdicts import Verdict
from variants.texts import Text


def undo_regrade(
    engine: Engine,
    teacher: Actor,
    where: tuple[AssignmentKey, RegradeKey],
    occasion: Occasion,
    labs: Labs,
) -> Regrade:
    """Take back the last regrade of a task that is in force; return the line that this adds to the history.

    Raises Missing; NotNow if it was taken back before, or if a later one has to be taken back first.
    """
    key, regrade = where
    taken = find_regrade(engine, teacher, key, regrade)
    history = list_regrades(engine, teacher, key)
    if not can_undo(history, taken):
        raise NotNow(
            Text(
                en="It has been taken back already, or a later one stands: take that back first.",
                ru="Эта перепроверка уже отменена, или после неё была другая: сначала отмените ту.",
            )
        )
    changed = [change for change in taken.changes if change.refused is None]
    keys = sorted({change.attempt for change in changed})
    for attempt in keys:
        engine.attempts.hold(attempt)
    before = {attempt: _open(engine, teacher, attempt) for attempt in keys}
    engine.regrades.keep_undone(taken.key, occasion.now)
    after = {attempt: _open(engine, teacher, attempt) for attempt in keys}
    made = _line(engine, teacher, (taken, history), occasion)
    slots, rejudged = [], []
    for change in changed:
        both = before[change.attempt], after[change.attempt]
        again = _judge_later(both, change.slot, (taken, made), (partial(_undone, engine, teacher), labs))
        was = _grade(before[change.attempt], change.slot, ())
        now = _grade(after[change.attempt], change.slot, again)
        slots.append(_left(made, change, was, now))
        rejudged += again
        if now.tries or now.marked:
            engine.submissions.keep_grade(change.attempt, now, occasion.now)
    made = replace(made, changes=tuple(map(_change, changed, slots)))
    engine.regrades.add(made, slots, rejudged)
    return made


def _line(
    engine: Engine, teacher: Actor, of: tuple[Regrade, Sequence[Regrade]], occasion: Occasion
) -> Regrade:
    """Return the line that taking a regrade back adds to the history, still without changes."""
    taken, history = of
    return Regrade(
        key=RegradeKey(occasion.new_key()),
        school=teacher.school,
        assignment=taken.assignment,
        number=len(history) + 1,
        task=taken.task,
        edition=_edition_without(engine, teacher, history, taken),
        checker=CHECKER,
        mode="undo",
        teacher=teacher.person,
        made_at=occasion.now,
        looked=taken.looked,
        changes=(),
        undoes=taken.key,
    )


def _judge_later(
    opened: tuple[OpenedAttempt, OpenedAttempt],
    slot: str,
    regrades: tuple[Regrade, Regrade],
    by: tuple[Callable[[Verdict], bool], Labs],
) -> list[Rejudgement]:
    """Judge what the former verdicts can't stand for; one that can't be read keeps its verdicts."""
    (before, after), (taken, made), (undone, labs) = opened, regrades, by
    slot_now = _slot(after, slot), after.sessions.get(slot)
    rekeyed = any(one.rekeyed is not None for one in before.regraded_of(slot) if one.regrade == taken.key)
    judged = []
    for submission in after.submissions_of(slot):
        lost = {ask for ask, verdict in submission.verdicts.items() if undone(verdict)}
        if not lost and not (rekeyed and submission.submitted_at > taken.made_at):
            continue
        try:
            verdicts = judge_again(slot_now, submission, labs, lost=lost)
        except (AnswersUnreadable, BadEntry):
            continue
        judged.append(
            Rejudgement(
                regrade=made.key,
                number=made.number,
                attempt=after.attempt.key,
                submission=submission.key,
                verdicts=verdicts,
                checker=made.checker,
            )
        )
    return judged


def _undone(engine: Engine, teacher: Actor, verdict: Verdict) -> bool:
    """Tell whether a verdict is right because of an acceptance that has been undone."""
    if verdict.reason != ACCEPTED:
        return False
    accepted = engine.appeals.find_accepted(teacher, AcceptedKey(str(verdict.facts["accepted"])))
    return accepted is not None and accepted.undone_at is not None


def _grade(opened: OpenedAttempt, slot: str, again: Sequence[Rejudgement]) -> SlotGrade:
    verdicts = {one.submission: one.verdicts for one in again}
    submissions = [
        replace(one, verdicts=verdicts[one.key], worth={}) if one.key in verdicts else one
        for one in opened.submissions_of(slot)
    ]
    return grade_slot(_slot(opened, slot), submissions, opened.marks_of(slot))


def _left(made: Regrade, change: Change, was: SlotGrade, now: SlotGrade) -> RegradedSlot:
    return RegradedSlot(
        regrade=made.key,
        number=made.number,
        mode=made.mode,
        made_at=made.made_at,
        attempt=change.attempt,
        slot=change.slot,
        was=was.points,
        by_key=now.points,
        points=now.points,
    )


def _change(former: Change, left: RegradedSlot) -> Change:
    return replace(former, was=left.was, by_key=left.by_key, points=left.points, kept=False)


def _edition_without(
    engine: Engine, teacher: Actor, history: Sequence[Regrade], taken: Regrade
) -> EditionKey:
    """Return the edition whose keys were in force before."""
    earlier = [one for one in history if one.task == taken.task and one.number < taken.number]
    standing = [one for one in earlier if one.undone_at is None]
    if standing:
        return standing[-1].edition
    return dealt_tasks(find_assignment(engine, teacher, taken.assignment).slots)[taken.task]


def _open(engine: Engine, teacher: Actor, key: AttemptKey) -> OpenedAttempt:
    opened = engine.attempts.open_taught(teacher, key)
    if opened is None:
        raise missing_work()
    return opened


def _slot(opened: OpenedAttempt, name: str) -> FrozenSlot:
    found = opened.attempt.slot(name)
    if found is None:
        raise missing_work()
    return found
