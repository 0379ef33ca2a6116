"""The teacher accepts an appeal, for everybody whom the answer fits, or keeps the verdict.

Accepting makes ordinary marks beside the machine's; undoing it brings back whatever it replaced.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.appealing.looking import LookedAt, look_at_appeals
from notebooks_engine.appeals import (
    LONGEST_REPLY,
    AcceptedAnswer,
    AcceptedKey,
    Appeal,
    AppealKey,
    DealtWork,
    WaitingAppeal,
    read_words,
)
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.marks import Mark, MarkKey
from notebooks_engine.refusals import NotNow, missing_work
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.teaching.marking import grade_again
from variants.checkers.verdicts import Verdict
from variants.texts import Text

_ROUNDS: Final = 3
"""How often answers that came while an appeal was being looked at are looked at again."""


class _WorkedMeanwhile(Exception):
    """Since it was looked at, somebody has been dealt to, has handed in or was judged again."""


@dataclass(slots=True, kw_only=True)
class _Changes:
    """What accepting has changed so far."""

    marks: list[MarkKey]
    replaced: list[MarkKey]
    appeals: list[AppealKey]


def accept(store: Store, teacher: Actor, key: AppealKey, reply: str, occasion: Occasion) -> AcceptedAnswer:
    """Give all points to the appellant and to everybody whom the answer fits, and keep what was changed.

    What is handed in later and fits is judged right. Raises Missing, BadEntry for too long a reply, NotNow
    if the appeal is decided already, or if answers keep coming.
    """
    words = read_words(reply, LONGEST_REPLY)

    def write(engine: Engine) -> AcceptedAnswer:
        _hold_unchanged(engine, teacher, looked.waiting.assignment, works)
        return _accept(engine, teacher, looked, words, occasion)

    for _ in range(_ROUNDS):
        looked, works = store.read(lambda engine: _look(engine, teacher, key))
        with contextlib.suppress(_WorkedMeanwhile):
            return store.write(write)
    raise NotNow(
        Text(
            en="Answers are being handed in at this moment; try once more.",
            ru="Прямо сейчас сдают ответы; попробуйте ещё раз.",
        )
    )


def keep(engine: Engine, teacher: Actor, key: AppealKey, reply: str, now: int) -> Appeal:
    """Keep the verdict, and tell the student so. Raises Missing, BadEntry, NotNow once it is decided."""
    found = find_waiting(engine, teacher, key)
    decided = found.appeal.decided("kept", read_words(reply, LONGEST_REPLY), teacher.person, now)
    engine.appeals.change(decided)
    return decided


def undo_accepted(engine: Engine, teacher: Actor, key: AcceptedKey, occasion: Occasion) -> AcceptedAnswer:
    """Take an acceptance back as a whole: its marks, the marks it replaced, and the decisions on appeals.

    Answers that were judged right because of it get what they had before as a mark. Raises Missing.
    """
    accepted = engine.appeals.find_accepted(teacher, key)
    if accepted is None:
        raise missing_work()
    if accepted.undone_at is not None:
        return accepted
    # An answer that is being judged by it at this moment is kept before, or is judged without it.
    _hold(engine, engine.appeals.works(teacher, accepted.assignment))
    touched = _take_marks_back(engine, teacher, accepted, occasion.now)
    touched |= _lower_later_ones(engine, teacher, accepted, occasion)
    for appeal in accepted.appeals:
        found = engine.appeals.find(teacher, appeal)
        if found is not None and found.appeal.outcome == "accepted":
            engine.appeals.change(found.appeal.reopened())
    undone = replace(accepted, undone_at=occasion.now)
    engine.appeals.change_accepted(undone)
    for where in sorted(touched):
        grade_again(engine, teacher, where, occasion.now)
    return undone


def find_waiting(engine: Engine, teacher: Actor, key: AppealKey) -> WaitingAppeal:
    """Return an appeal that waits in a class of this teacher. Raises Missing, NotNow once it is decided."""
    found = engine.appeals.find(teacher, key)
    if found is None:
        raise missing_work()
    if found.appeal.outcome != "waiting":
        raise NotNow(Text(en="This is already decided.", ru="Решение уже принято."))
    return found


def _look(engine: Engine, teacher: Actor, key: AppealKey) -> tuple[LookedAt, tuple[DealtWork, ...]]:
    """Return whom accepting would help, and the work of everybody whom it might."""
    waiting = find_waiting(engine, teacher, key)
    looked = look_at_appeals(engine, teacher, [waiting])[key]
    return looked, engine.appeals.works(teacher, waiting.assignment)


def _hold_unchanged(
    engine: Engine, teacher: Actor, assignment: AssignmentKey, works: tuple[DealtWork, ...]
) -> None:
    """Hold everybody's work: what is handed in at this moment came before, or finds the answer accepted.

    Raises _WorkedMeanwhile.
    """
    _hold(engine, works)
    if engine.appeals.works(teacher, assignment) != works:
        raise _WorkedMeanwhile


def _hold(engine: Engine, works: Iterable[DealtWork]) -> None:
    # Always in the same order, so that two who hold several never wait for each other.
    for key in sorted(work.attempt for work in works):
        engine.attempts.hold(key)


def _accept(
    engine: Engine, teacher: Actor, looked: LookedAt, reply: str, occasion: Occasion
) -> AcceptedAnswer:
    appeal = find_waiting(engine, teacher, looked.waiting.appeal.key).appeal
    changes = _Changes(marks=[], replaced=[], appeals=[appeal.key])
    engine.appeals.change(appeal.decided("accepted", reply, teacher.person, occasion.now))
    _raise(engine, teacher, ((appeal.attempt, appeal.slot, appeal.ask), reply), changes, occasion)
    for other in looked.others:
        _raise(engine, teacher, ((other.attempt, other.slot, appeal.ask), ""), changes, occasion)
        for one in engine.appeals.of_attempt(teacher.school, other.attempt):
            if (one.slot, one.ask, one.outcome) == (other.slot, appeal.ask, "waiting"):
                engine.appeals.change(one.decided("accepted", "", teacher.person, occasion.now))
                changes.appeals.append(one.key)
    accepted = AcceptedAnswer(
        key=AcceptedKey(occasion.new_key()),
        assignment=looked.waiting.assignment,
        appeal=appeal.key,
        pattern=looked.pattern,
        teacher=teacher.person,
        made_at=occasion.now,
        marks=tuple(changes.marks),
        replaced=tuple(changes.replaced),
        appeals=tuple(changes.appeals),
    )
    engine.appeals.accept(accepted, teacher.school)
    return accepted


def _raise(
    engine: Engine,
    teacher: Actor,
    to: tuple[tuple[AttemptKey, str, str], str],
    changes: _Changes,
    occasion: Occasion,
) -> None:
    """Mark an ask of the last try with all its points, unless it has them.

    The mark stands on the last try even if an earlier one was the right one: it was wrongly refused.
    """
    (attempt, slot, ask), comment = to
    engine.attempts.hold(attempt)
    opened = engine.attempts.open_taught(teacher, attempt)
    if opened is None:
        raise missing_work()
    last = opened.submissions_of(slot)[-1]
    former = [
        mark
        for mark in opened.marks_of(slot)
        if mark.undone_at is None and (mark.ask, mark.try_number) == (ask, last.try_number)
    ]
    if last.verdicts[ask].outcome == "right" or any(mark.score >= 1 for mark in former):
        return
    for mark in former:
        engine.marks.change(mark.undone(occasion.now))
        changes.replaced.append(mark.key)
    made = _mark((attempt, slot, ask), last.try_number, Fraction(1), (teacher, comment), occasion)
    engine.marks.add(made, teacher.school)
    changes.marks.append(made.key)
    grade_again(engine, teacher, (attempt, slot), occasion.now)


def _mark(
    where: tuple[AttemptKey, str, str],
    try_number: int,
    score: Fraction,
    said: tuple[Actor, str],
    occasion: Occasion,
) -> Mark:
    attempt, slot, ask = where
    teacher, comment = said
    return Mark(
        key=MarkKey(occasion.new_key()),
        attempt=attempt,
        slot=slot,
        ask=ask,
        try_number=try_number,
        score=score,
        comment=comment,
        teacher=teacher.person,
        made_at=occasion.now,
    )


def _take_marks_back(
    engine: Engine, teacher: Actor, accepted: AcceptedAnswer, now: int
) -> set[tuple[AttemptKey, str]]:
    """Undo the marks in force that an acceptance made, and bring back those that it undid for them."""
    freed = set()
    for key in accepted.marks:
        found = engine.marks.find(teacher, key)
        if found is not None and found.undone_at is None:
            engine.marks.change(found.undone(now))
            freed.add((found.attempt, found.slot, found.ask))
    for key in accepted.replaced:
        found = engine.marks.find(teacher, key)
        if found is not None and (found.attempt, found.slot, found.ask) in freed:
            engine.marks.change(replace(found, undone_at=None))
    return {(attempt, slot) for attempt, slot, _ in freed}


def _lower_later_ones(
    engine: Engine, teacher: Actor, accepted: AcceptedAnswer, occasion: Occasion
) -> set[tuple[AttemptKey, str]]:
    """Mark the answers that were judged right because of an acceptance with what they had before.

    Where the teacher has put a mark by hand in the meantime, that one goes on counting.
    """
    touched = set()
    ask = accepted.pattern.ask
    for work in engine.appeals.works(teacher, accepted.assignment):
        lowered = [one for one in work.submissions if _is_because_of(accepted, one.verdicts.get(ask))]
        marked = _marked_tries(engine, teacher, work.attempt, ask) if lowered else frozenset()
        for handed in lowered:
            if (handed.slot, handed.try_number) in marked:
                continue
            where = (work.attempt, handed.slot, ask)
            score = Fraction(str(handed.verdicts[ask].facts["before"]))
            made = _mark(where, handed.try_number, score, (teacher, ""), occasion)
            engine.marks.add(made, teacher.school)
            touched.add((work.attempt, handed.slot))
    return touched


def _is_because_of(accepted: AcceptedAnswer, verdict: Verdict | None) -> bool:
    return (
        verdict is not None and verdict.reason == "accepted" and verdict.facts.get("accepted") == accepted.key
    )


def _marked_tries(
    engine: Engine, teacher: Actor, attempt: AttemptKey, ask: str
) -> frozenset[tuple[str, int]]:
    """Return the tries, by slot and number, on which a mark in force stands for an ask."""
    opened = engine.attempts.open_taught(teacher, attempt)
    marks = opened.marks if opened else ()
    return frozenset((one.slot, one.try_number) for one in marks if one.ask == ask and one.undone_at is None)
