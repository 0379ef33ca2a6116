"""Another attempt with other variants, for one student or everybody; it can be undone until it is begun.

What a student is given again never repeats what they have been shown, as long as the pool allows it.
"""

from collections.abc import Iterable
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptHead
from notebooks_engine.refusals import NotNow, missing_work
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.supplies import Supplies
from notebooks_engine.teaching.assigning import deal_on, find_assignment
from variants.texts import Text

MOST_ATTEMPTS: Final = 10


def give_another_attempt(
    store: Store,
    teacher: Actor,
    where: tuple[AssignmentKey, PersonKey | None],
    supplies: Supplies,
    occasion: Occasion,
) -> tuple[PersonKey, ...]:
    """Deal once more to a student, or (None) to all members who have begun their last attempt.

    Return who has got one. Raises Missing, and NotNow if the assignment takes no answers, nobody has begun
    the last attempt, or too many have been given.
    """
    key, student = where

    def read(engine: Engine) -> tuple[Assignment, list[AttemptHead]]:
        assignment = find_assignment(engine, teacher, key)
        present = {one.student for one in engine.classes.members(teacher.school, assignment.class_key)}
        heads = _last_attempts(engine.attempts.list_of(teacher.school, key))
        return assignment, [head for head in heads if head.student in present]

    assignment, heads = store.read(read)
    if not assignment.takes_answers(occasion.now):
        raise NotNow(
            Text(
                en="This assignment takes no answers now: open it or move the due date first.",
                ru="Сейчас задание не принимает ответов: сначала откройте его или перенесите срок.",
            )
        )
    chosen = [head for head in heads if student is None or head.student == student]
    if student is not None and not chosen:
        raise missing_work()
    ready = [head for head in chosen if head.active_at is not None and head.number < MOST_ATTEMPTS]
    if not ready:
        raise NotNow(_say_why_not(chosen))
    deal_on(
        store, teacher, assignment, [(one.student, one.number + 1) for one in ready], (supplies, occasion)
    )
    return tuple(head.student for head in ready)


def take_back_attempts(
    engine: Engine, teacher: Actor, key: AssignmentKey, student: PersonKey | None
) -> tuple[PersonKey, ...]:
    """Remove further attempts that nobody has begun, of a student or (None) of all; return whose they were.

    Raises Missing, and NotNow if there are none.
    """
    find_assignment(engine, teacher, key)
    heads = [head for head in unbegun(engine.attempts.list_of(teacher.school, key))]
    chosen = [head for head in heads if student is None or head.student == student]
    if not chosen:
        raise NotNow(
            Text(
                en="The new attempt has been begun already, or there is none.",
                ru="Новую работу уже начали, или её нет.",
            )
        )
    engine.deals.remove_attempts([head.key for head in chosen])
    return tuple(head.student for head in chosen)


def unbegun(heads: Iterable[AttemptHead]) -> tuple[AttemptHead, ...]:
    """Return the attempts after the first that nobody has written in yet."""
    return tuple(head for head in heads if head.number > 1 and head.active_at is None)


def _last_attempts(heads: Iterable[AttemptHead]) -> list[AttemptHead]:
    last: dict[PersonKey, AttemptHead] = {}
    for head in heads:
        if head.student not in last or head.number > last[head.student].number:
            last[head.student] = head
    return sorted(last.values(), key=lambda head: head.position)


def _say_why_not(chosen: list[AttemptHead]) -> Text:
    if any(head.number >= MOST_ATTEMPTS for head in chosen):
        return Text(
            en=f"A student can have {MOST_ATTEMPTS} attempts at most.",
            ru=f"Больше {MOST_ATTEMPTS} работ по одному заданию дать нельзя.",
        )
    return Text(
        en="The last attempt has not been begun yet.",
        ru="Последнюю работу ещё не начали.",
    )
