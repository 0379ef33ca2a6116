"""A student says "I think this is right", and may take it back as long as nobody has decided."""

from collections.abc import Mapping, Sequence

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.appealing.fitting import may_be_appealed
from notebooks_engine.appeals import (
    LONGEST_WORDS,
    MOST_WAITING,
    Appeal,
    AppealKey,
    Objection,
    read_words,
)
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.marks import Mark
from notebooks_engine.refusals import NotNow, missing_work
from notebooks_engine.repositories import Engine, OpenedAttempt
from notebooks_engine.submissions import Submission
from variants.checkers.verdicts import Verdict
from variants.texts import Text


def object_to(engine: Engine, student: Actor, objection: Objection, occasion: Occasion) -> Appeal:
    """Keep an appeal against a verdict of the last try of the student's own attempt; a second is the first.

    Raises Missing, BadEntry for too many words, NotNow where there is nothing to appeal against, the teacher
    has decided already, or too many appeals wait.
    """
    words = read_words(objection.words, LONGEST_WORDS)
    engine.attempts.hold(objection.attempt)
    opened = engine.attempts.open_own(student, objection.attempt)
    if opened is None or opened.attempt.slot(objection.slot) is None:
        raise missing_work()
    made = engine.appeals.of_attempt(student.school, objection.attempt)
    same = next((one for one in made if _is_of(one, objection)), None)
    if same is not None and same.outcome == "waiting":
        return same
    _refuse_or_pass(opened, objection, made)
    appeal = Appeal(
        key=AppealKey(occasion.new_key()),
        attempt=objection.attempt,
        slot=objection.slot,
        ask=objection.ask,
        try_number=objection.try_number,
        words=words,
        made_at=occasion.now,
    )
    engine.appeals.add(appeal, student.school)
    return appeal


def take_back(engine: Engine, student: Actor, key: AppealKey) -> Appeal:
    """Forget the student's own appeal and return it. Raises Missing, NotNow once it is decided."""
    found = engine.appeals.find_own(student, key)
    if found is None:
        raise missing_work()
    if found.outcome != "waiting":
        raise NotNow(Text(en="Your teacher has already decided.", ru="Учитель уже принял решение."))
    engine.appeals.remove(key)
    return found


def appeals_of_slot(
    appeals: Sequence[Appeal], slot: str, last: Submission | None, marks: Sequence[Mark]
) -> tuple[dict[str, Appeal], frozenset[str]]:
    """Return the appeals of the last try of a slot by ask, and the asks that may be appealed now.

    An appeal that the teacher answered with a mark by hand no longer stands beside it.
    """
    if last is None:
        return {}, frozenset()
    standing = {
        one.ask: one
        for one in appeals
        if (one.slot, one.try_number) == (slot, last.try_number)
        and not (one.outcome == "waiting" and _is_marked(marks, one.ask, last.try_number))
    }
    offered = frozenset(
        ask
        for ask, verdict in last.verdicts.items()
        if may_be_appealed(verdict) and ask not in standing and not _is_marked(marks, ask, last.try_number)
    )
    return standing, offered


def has_appealable(verdicts: Mapping[str, Verdict]) -> bool:
    """Tell whether any of these verdicts may be, or have been, appealed against."""
    return any(map(may_be_appealed, verdicts.values()))


def list_appeals_of(engine: Engine, student: Actor, attempt: AttemptKey) -> tuple[Appeal, ...]:
    """Return the appeals of an attempt of the student's school."""
    return engine.appeals.of_attempt(student.school, attempt)


def _is_of(appeal: Appeal, objection: Objection) -> bool:
    return (appeal.slot, appeal.ask, appeal.try_number) == (
        objection.slot,
        objection.ask,
        objection.try_number,
    )


def _refuse_or_pass(opened: OpenedAttempt, objection: Objection, made: Sequence[Appeal]) -> None:
    submissions = opened.submissions_of(objection.slot)
    last = submissions[-1] if submissions else None
    if last is None or last.try_number != objection.try_number:
        raise NotNow(
            Text(
                en="This is not your last try any more: open the page again.",
                ru="Это уже не последняя ваша попытка: откройте страницу ещё раз.",
            )
        )
    verdict = last.verdicts.get(objection.ask)
    if verdict is None or not may_be_appealed(verdict):
        raise NotNow(
            Text(
                en="There is no verdict here to disagree with.",
                ru="Здесь нет решения, с которым можно спорить.",
            )
        )
    marked = _is_marked(opened.marks_of(objection.slot), objection.ask, last.try_number)
    if marked or any(_is_of(one, objection) for one in made):
        raise NotNow(Text(en="Your teacher has already decided.", ru="Учитель уже принял решение."))
    if sum(one.outcome == "waiting" for one in made) >= MOST_WAITING:
        raise NotNow(
            Text(
                en=f"{MOST_WAITING} of your answers already wait for the teacher. Take one back, or wait.",
                ru=f"Учителя уже ждут ваши ответы: {MOST_WAITING}. Отзовите один из них или подождите.",
            )
        )


def _is_marked(marks: Sequence[Mark], ask: str, try_number: int) -> bool:
    """Tell whether a teacher's mark in force stands on an ask of a try, or on the whole slot."""
    in_force = [mark for mark in marks if mark.undone_at is None]
    return any(not mark.ask or (mark.ask, mark.try_number) == (ask, try_number) for mark in in_force)
