"""Apply a regrade, or take one back: one transaction with its whole trail, and nothing of the past is lost.

Answers are checked outside of any transaction; the write looks again whether anything has changed meanwhile.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.refusals import Missing, NotNow
from notebooks_engine.regrades import Regrade, RegradedSlot, RegradeKey, Rejudgement
from notebooks_engine.regrading.judging import Outcome
from notebooks_engine.regrading.planning import Plan, RegradeOrder, plan_regrade
from notebooks_engine.repositories import Engine, OpenedAttempt, Store
from notebooks_engine.studying.submitting import CHECKER
from notebooks_engine.teaching.assigning import find_assignment
from variants.texts import Text

_ROUNDS: Final = 3
"""How often answers that came while others were being checked are looked at again."""


def apply_regrade(
    store: Store, teacher: Actor, order: RegradeOrder, number: int, occasion: Occasion
) -> Regrade:
    """Judge again what the order says and keep it with the former results; return the regrade.

    `number` counts the regrades that the teacher has seen. Raises Missing; NotNow if somebody regraded
    meanwhile, if there is nothing to judge again, or if answers keep coming.
    """
    for _ in range(_ROUNDS):
        plan = plan_regrade(store, teacher, order)
        if plan.number != number:
            raise _seen_too_early()
        if not plan.judged:
            raise NotNow(
                Text(en="There is nothing that could be judged again.", ru="Перепроверить здесь нечего.")
            )
        made = _regrade(plan, teacher, order, occasion)
        if store.write(partial(_keep, teacher=teacher, plan=plan, made=made)):
            return made
    raise NotNow(
        Text(
            en="Answers are being handed in at this moment; try once more.",
            ru="Прямо сейчас сдают ответы; попробуйте ещё раз.",
        )
    )


def find_regrade(engine: Engine, teacher: Actor, key: AssignmentKey, regrade: RegradeKey) -> Regrade:
    """Return a regrade of an assignment of this teacher's class. Raises Missing."""
    history = list_regrades(engine, teacher, key)
    found = next((one for one in history if one.key == regrade), None)
    if found is None:
        raise Missing(Text(en="There is no such regrade.", ru="Такой перепроверки нет."))
    return found


def list_regrades(engine: Engine, teacher: Actor, key: AssignmentKey) -> tuple[Regrade, ...]:
    """Return the regrades of an assignment of this teacher's class, first to last. Raises Missing."""
    find_assignment(engine, teacher, key)
    return engine.regrades.list_of(teacher.school, (key,)).get(key, ())


def can_undo(history: Sequence[Regrade], regrade: Regrade) -> bool:
    """Tell whether a regrade is the last of its task that is in force: later ones are taken back first."""
    standing = [
        one for one in history if one.task == regrade.task and one.undone_at is None and one.mode != "undo"
    ]
    return bool(standing) and standing[-1].key == regrade.key


def _regrade(plan: Plan, teacher: Actor, order: RegradeOrder, occasion: Occasion) -> Regrade:
    return Regrade(
        key=RegradeKey(occasion.new_key()),
        school=teacher.school,
        assignment=order.assignment,
        number=plan.number + 1,
        task=order.task,
        edition=order.keys.edition,
        checker=CHECKER,
        mode=order.mode,
        teacher=teacher.person,
        made_at=occasion.now,
        looked=plan.looked,
        changes=tuple(one.change for one in plan.outcomes),
    )


def _keep(engine: Engine, teacher: Actor, plan: Plan, made: Regrade) -> bool:
    """Write the regrade if nothing has changed since it was planned; tell whether it was written."""
    if len(list_regrades(engine, teacher, made.assignment)) != plan.number:
        raise _seen_too_early()
    if not _hold_unchanged(engine, teacher, (one.opened for one in plan.judged)):
        return False
    slots = [_regraded_slot(one, made) for one in plan.judged]
    rejudged = [judgement for one in plan.judged for judgement in _rejudgements(one, made)]
    engine.regrades.add(made, slots, rejudged)
    for one in plan.judged:
        for mark in one.lifted:
            engine.marks.change(mark.undone(made.made_at))
        if one.grade is not None and one.change.begun:
            engine.submissions.keep_grade(one.change.attempt, one.grade, made.made_at)
    return True


def _hold_unchanged(engine: Engine, teacher: Actor, attempts: Iterable[OpenedAttempt]) -> bool:
    """Hold the attempts until the transaction ends; tell whether all stand as they did."""
    before = {opened.attempt.key: opened for opened in attempts}
    # Always in the same order, so that two who hold several never wait for each other.
    for key in sorted(before):
        engine.attempts.hold(key)
        now, then = engine.attempts.open_taught(teacher, key), before[key]
        if now is None or _state(now) != _state(then):
            return False
    return True


def _state(opened: OpenedAttempt) -> tuple[object, ...]:
    return opened.attempt.slots, opened.submissions, opened.marks


def _regraded_slot(outcome: Outcome, made: Regrade) -> RegradedSlot:
    change = outcome.change
    return RegradedSlot(
        regrade=made.key,
        number=made.number,
        mode=made.mode,
        made_at=made.made_at,
        attempt=change.attempt,
        slot=change.slot,
        was=change.was,
        by_key=change.by_key,
        points=change.points,
        rekeyed=outcome.rekeyed,
    )


def _rejudgements(outcome: Outcome, made: Regrade) -> list[Rejudgement]:
    return [
        Rejudgement(
            regrade=made.key,
            number=made.number,
            attempt=outcome.change.attempt,
            submission=submission,
            verdicts=verdicts,
            checker=made.checker,
            kept=outcome.kept.get(submission),
        )
        for submission, verdicts in outcome.verdicts.items()
    ]


def _seen_too_early() -> NotNow:
    return NotNow(
        Text(
            en="Somebody has regraded this assignment meanwhile: look at what changes now.",
            ru="Это задание уже кто-то перепроверил: посмотрите, что изменится теперь.",
        )
    )
