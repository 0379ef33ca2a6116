"""What is in force in an attempt: what was dealt and judged at the time, with the regrades above it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.regrades import RegradedSlot, Rejudgement
from notebooks_engine.submissions import Submission


def slots_in_force(dealt: Iterable[FrozenSlot], regraded: Sequence[RegradedSlot]) -> tuple[FrozenSlot, ...]:
    """Return the slots with the last keys in force; `regraded` are first to last, without undone ones."""
    rekeyed = {one.slot: one.rekeyed for one in regraded if one.rekeyed is not None}
    return tuple(rekeyed.get(slot.name, slot) for slot in dealt)


def submissions_in_force(
    submissions: Iterable[Submission], rejudgements: Sequence[Rejudgement]
) -> tuple[Submission, ...]:
    """Return the submissions with the verdicts in force; `rejudgements` are first to last, none undone."""
    found: dict[str, list[Rejudgement]] = {}
    for one in rejudgements:
        found.setdefault(one.submission, []).append(one)
    return tuple(_judged_again(one, found.get(one.key, ())) for one in submissions)


def _judged_again(submission: Submission, rejudgements: Sequence[Rejudgement]) -> Submission:
    if not rejudgements:
        return submission
    verdicts, worth = submission.verdicts, submission.worth
    for one in rejudgements:
        if one.kept is None:
            verdicts, worth = one.verdicts, {}
        else:
            worth = one.kept
    return replace(
        submission,
        verdicts=verdicts,
        worth=worth,
        first_verdicts=submission.verdicts,
        checker=rejudgements[-1].checker,
    )
