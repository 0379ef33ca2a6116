"""Put a teacher's mark beside the machine's, with a comment; undoing it brings the machine's back."""

import hashlib
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.grading import SlotGrade, ask_worth, grade_slot
from notebooks_engine.marks import LONGEST_COMMENT, Mark, MarkKey, read_points
from notebooks_engine.refusals import BadEntry, NotNow, missing_work
from notebooks_engine.repositories import Engine, OpenedAttempt
from variants.texts import Text

_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a teacher decided: points as typed, for one ask of the last try, or for the slot (`ask` empty).

    `try_number` is the try the teacher was looking at; a later one in the meantime is not judged by it.
    `request` is an idempotency key made for this sending; without one it is a mark of its own.
    """

    attempt: AttemptKey
    slot: str
    ask: str
    try_number: int
    points: str
    comment: str = ""
    request: str = ""


def mark(engine: Engine, teacher: Actor, decision: Decision, occasion: Occasion) -> SlotGrade:
    """Keep the mark and return the slot's grade with it; a former mark of the same thing is undone.

    The same request again changes nothing. Raises Missing, BadEntry for points out of range or an overlong
    comment, NotNow if the student has handed in once more since the teacher looked.
    """
    engine.attempts.hold(decision.attempt)
    opened, frozen = _open(engine, teacher, decision.attempt, decision.slot)
    score = read_points(decision.points, _worth(frozen, decision.ask))
    comment = "".join(sign for sign in decision.comment if sign.isprintable() or sign in "\n\t").strip()
    if len(comment) > LONGEST_COMMENT:
        raise BadEntry(
            Text(
                en=f"A comment has {LONGEST_COMMENT} characters at most.",
                ru=f"Комментарий — не больше {LONGEST_COMMENT} знаков.",
            )
        )
    made = Mark(
        key=_key_of(teacher, decision, occasion),
        attempt=decision.attempt,
        slot=decision.slot,
        ask=decision.ask,
        try_number=decision.try_number,
        score=score,
        comment=comment,
        teacher=teacher.person,
        made_at=occasion.now,
    )
    first = engine.marks.find(teacher, made.key)
    if first is not None:
        _refuse_another(made, first)
        return grade_again(engine, teacher, (made.attempt, made.slot), occasion.now)
    _refuse_stale(opened, decision)
    for former in opened.marks_of(decision.slot):
        if former.undone_at is None and former.ask == decision.ask:
            engine.marks.change(former.undone(occasion.now))
    engine.marks.add(made, teacher.school)
    return grade_again(engine, teacher, (made.attempt, made.slot), occasion.now)


def undo_mark(engine: Engine, teacher: Actor, key: MarkKey, now: int) -> SlotGrade:
    """Let a mark count no longer, and return the slot's grade without it. Raises Missing."""
    found = engine.marks.find(teacher, key)
    if found is None:
        raise missing_work()
    # Whoever hands in at this moment comes before or after: the grade of both is that of all that stands.
    engine.attempts.hold(found.attempt)
    if found.undone_at is None:
        engine.marks.change(found.undone(now))
    return grade_again(engine, teacher, (found.attempt, found.slot), now)


def grade_again(engine: Engine, teacher: Actor, where: tuple[AttemptKey, str], now: int) -> SlotGrade:
    """Keep and return the grade of a slot of an attempt as its marks now stand. Raises Missing."""
    attempt, slot = where
    opened, frozen = _open(engine, teacher, attempt, slot)
    grade = grade_slot(frozen, opened.submissions_of(slot), opened.marks_of(slot))
    engine.submissions.keep_grade(attempt, grade, now)
    return grade


def _open(engine: Engine, teacher: Actor, key: AttemptKey, slot: str) -> tuple[OpenedAttempt, FrozenSlot]:
    opened = engine.attempts.open_taught(teacher, key)
    frozen = opened.attempt.slot(slot) if opened else None
    if opened is None or frozen is None:
        raise missing_work()
    return opened, frozen


def _worth(frozen: FrozenSlot, ask: str) -> Fraction:
    if not ask:
        return frozen.points
    if all(one.name != ask for one in frozen.shown.asks):
        raise missing_work()
    return ask_worth(frozen, ask)


def _key_of(teacher: Actor, decision: Decision, occasion: Occasion) -> MarkKey:
    """Return the key of a mark: the same request makes the same one, whichever process is asked."""
    if not decision.request:
        return MarkKey(occasion.new_key())
    words = "\x1f".join((teacher.school, teacher.person, decision.attempt, decision.request))
    return MarkKey(hashlib.blake2b(words.encode(), digest_size=_KEY_BYTES).hexdigest())


def _refuse_another(made: Mark, first: Mark) -> None:
    """Raise BadEntry if the key of a request was used before for another mark."""
    if replace(first, made_at=made.made_at, undone_at=None) != made:
        raise BadEntry(
            Text(
                en="The key of this request was used before, for another mark.",
                ru="Ключ этого запроса уже использован для другой оценки.",
            )
        )


def _refuse_stale(opened: OpenedAttempt, decision: Decision) -> None:
    submissions = opened.submissions_of(decision.slot)
    last = submissions[-1].try_number if submissions else 0
    if decision.try_number != last:
        raise NotNow(
            Text(
                en="The student has handed in once more: look at the new answer.",
                ru="Ученик сдал работу ещё раз: посмотрите новый ответ.",
            )
        )
    if decision.ask and not submissions:
        raise NotNow(Text(en="Nothing is handed in yet.", ru="Пока ничего не сдано."))
