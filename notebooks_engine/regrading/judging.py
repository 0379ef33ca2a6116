"""Judge one dealt slot again: by a corrected key or the present checker, and say what that would change.

Pure: nothing is written here. Teachers' marks stay in force above whatever the machine finds; what an undone
acceptance has lowered was the machine's, and is judged anew.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from library_core.editions import EditionKey
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.slots import Labs
from notebooks_engine.frozen_variants import freeze_variant
from notebooks_engine.grading import SlotGrade, ask_worth, grade_slot
from notebooks_engine.lab_sessions import LabSession
from notebooks_engine.marks import Mark
from notebooks_engine.refusals import BadEntry
from notebooks_engine.regrades import Change, Mode
from notebooks_engine.repositories import OpenedAttempt
from notebooks_engine.studying.checking import AnswersUnreadable, Entered, check_slot
from notebooks_engine.submissions import Submission, SubmissionKey
from variants.checkers.verdicts import Verdict
from variants.problems import DocumentRefused
from variants.texts import Text
from variants.variant import Variant

ACCEPTED: Final = "accepted"
"""The reason of a verdict that a teacher's acceptance of an answer has made: no checker overrules it."""
Verdicts = Mapping[SubmissionKey, Mapping[str, Verdict]]
Undone = Mapping[str, int]
"""When acceptances were undone, by their keys; milliseconds UTC."""
NOTHING_UNDONE: Final[Undone] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Whose keys judge: `rekey` gives a variant those of `edition`, raising DocumentRefused.

    Without `rekey` the keys in force stay, and only the checker is another. `compiler` made the new keys;
    `labs` finds the labs whose reports are judged again.
    """

    edition: EditionKey
    labs: Labs
    compiler: str = ""
    rekey: Callable[[Variant], Variant] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What judging a slot again comes to; without `grade` it was refused, as `change` says.

    `rekeyed` is the slot with its new keys, None if its keys stay. `verdicts` are those by the key, of every
    submission; `kept` are the points of each ask by submission where the former verdicts stay in force.
    `lifted` are the marks that undoing an acceptance made: the answers under them are judged anew.
    """

    change: Change
    opened: OpenedAttempt
    grade: SlotGrade | None = None
    rekeyed: FrozenSlot | None = None
    verdicts: Verdicts
    kept: Mapping[SubmissionKey, Mapping[str, Fraction]]
    lifted: tuple[Mark, ...] = ()


def judge_slot(
    opened: OpenedAttempt, slot: FrozenSlot, keys: Keys, mode: Mode, undone: Undone = NOTHING_UNDONE
) -> Outcome:
    """Judge all submissions of one slot again and weigh old against new."""
    submissions, marks = opened.submissions_of(slot.name), opened.marks_of(slot.name)
    was = grade_slot(slot, submissions, marks)
    try:
        after = rekey_slot(slot, keys)
        session = opened.sessions.get(slot.name)
        verdicts = {
            one.key: judge_again((after, session), one, keys.labs, lost=_lost(one, undone))
            for one in submissions
        }
    except DocumentRefused as refused:
        return _refuse(opened, slot, was, _reason(refused))
    except (AnswersUnreadable, BadEntry):
        reason = Text(
            en="an answer can't be read by the corrected key",
            ru="ответ нельзя прочитать по исправленному ключу",
        )
        return _refuse(opened, slot, was, reason)
    judged = tuple(replace(one, verdicts=verdicts[one.key], worth={}) for one in submissions)
    lifted = tuple(mark for mark in marks if _lowers(mark, submissions, undone))
    by_key = grade_slot(after, judged, [mark for mark in marks if mark not in lifted])
    loses = mode == "raise" and _is_better(was, by_key)
    kept = {one.key: _worth(slot, one) for one in submissions} if loses else {}
    now = by_key
    if loses:
        now = grade_slot(after, [replace(one, worth=kept[one.key]) for one in submissions], marks)
    change = replace(_change(opened, slot, was), by_key=by_key.points, points=now.points, kept=bool(kept))
    return Outcome(
        change=change,
        opened=opened,
        grade=now,
        rekeyed=after if keys.rekey else None,
        verdicts=verdicts,
        kept=kept,
        lifted=() if loses else lifted,
    )


def rekey_slot(slot: FrozenSlot, keys: Keys) -> FrozenSlot:
    """Return the slot with the keys that judge. Raises DocumentRefused if they don't fit its variant."""
    if keys.rekey is None:
        return slot
    frozen = freeze_variant(keys.rekey(slot.variant), slot.points)
    return replace(slot, edition=keys.edition, compiler=keys.compiler, frozen=frozen)


def judge_again(
    slot: tuple[FrozenSlot, LabSession | None],
    submission: Submission,
    labs: Labs,
    *,
    lost: Collection[str] = (),
) -> dict[str, Verdict]:
    """Return verdicts of a submission by the slot's keys. Raises AnswersUnreadable and BadEntry.

    A lab's session counts as it stood when the submission was handed in. What a teacher has accepted stays
    right, unless these keys say so too: then nothing need be accepted. Asks that are `lost` were accepted
    once, and are no longer.
    """
    frozen, session = slot
    entered = Entered(answers=submission.answers, language=submission.language)
    then = session.until(submission.submitted_at) if session else None
    verdicts = check_slot(frozen, entered, then, labs)
    accepted = {
        name: replace(one, facts={**one.facts, "before": str(verdicts[name].score)})
        for name, one in submission.verdicts.items()
        if one.reason == ACCEPTED and name not in lost and verdicts[name].outcome != "right"
    }
    return verdicts | accepted


def _lost(submission: Submission, undone: Undone) -> frozenset[str]:
    """Return the asks that were right by an acceptance that has been undone."""
    return frozenset(ask for ask, verdict in submission.verdicts.items() if _undone_at(verdict, undone))


def _lowers(mark: Mark, submissions: Sequence[Submission], undone: Undone) -> bool:
    """Tell whether a mark only says what an answer was worth before an acceptance that has been undone."""
    return any(
        mark.try_number == one.try_number
        and mark.ask in one.verdicts
        and mark.undone_at is None
        and mark.made_at == _undone_at(one.verdicts[mark.ask], undone)
        for one in submissions
    )


def _undone_at(verdict: Verdict, undone: Undone) -> int | None:
    return undone.get(str(verdict.facts["accepted"])) if verdict.reason == ACCEPTED else None


def _is_better(before: SlotGrade, after: SlotGrade) -> bool:
    """Tell whether the student would lose by the new verdicts: points first, then those without marks."""
    return (before.points, before.machine, before.pending) > (after.points, after.machine, after.pending)


def _worth(slot: FrozenSlot, submission: Submission) -> Mapping[str, Fraction]:
    return submission.worth or {name: ask_worth(slot, name) for name in submission.verdicts}


def _refuse(opened: OpenedAttempt, slot: FrozenSlot, was: SlotGrade, reason: Text) -> Outcome:
    change = replace(_change(opened, slot, was), refused=reason)
    return Outcome(change=change, opened=opened, verdicts={}, kept={})


def _change(opened: OpenedAttempt, slot: FrozenSlot, was: SlotGrade) -> Change:
    return Change(
        attempt=opened.attempt.key,
        student=opened.attempt.student,
        slot=slot.name,
        edition=slot.edition,
        was=was.points,
        by_key=was.points,
        points=was.points,
        out_of=was.out_of,
        begun=bool(was.tries) or was.marked,
        number=opened.attempt.number,
    )


def _reason(refused: DocumentRefused) -> Text:
    return Text(
        en="; ".join(problem.in_language("en") for problem in refused.problems),
        ru="; ".join(problem.in_language("ru") for problem in refused.problems),
    )
