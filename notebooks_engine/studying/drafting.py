"""Keep what is being written in one slot on several devices: the last one to write wins, answer by answer.

What another device had written in the meantime is never lost in silence: whoever overwrites it is told of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from notebooks_engine.actors import Actor
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.repositories import Engine
from notebooks_engine.studying.opening import put_draft
from variants.keys import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one device has of a slot.

    `known` is the moment of the draft that it began from (0: none), `changed` the asks entered since.
    """

    draft: Draft
    known: int
    changed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of it: the draft as it stands, and what another device had written, where it differs.

    `handed_in` says that the draft it began from is gone: the slot was handed in elsewhere.
    """

    draft: Draft
    others: Mapping[str, Answer] = field(default_factory=dict)
    handed_in: bool = False


def keep_written(engine: Engine, student: Actor, key: AttemptKey, written: Written) -> Kept:
    """Keep the draft; answers that this device did not touch stay as another one has written them meanwhile.

    Raises Missing, BadEntry past the limits, NotNow when assignment or slot take no more answers.
    """
    # Two devices that save at once come one after the other: the first write holds the attempt.
    engine.attempts.alone()
    engine.attempts.touch(key, written.draft.saved_at)
    before = engine.attempts.find_drafted(student, key, written.draft.slot)
    kept = _merge(written, before.draft if before else None)
    put_draft(engine, before, kept.draft)
    return kept


def _merge(written: Written, stored: Draft | None) -> Kept:
    mine = written.draft
    if stored is None:
        return Kept(draft=mine, handed_in=written.known > 0)
    # A moment stands for one draft, whatever the clocks of two nodes say.
    mine = replace(mine, saved_at=max(mine.saved_at, stored.saved_at + 1))
    if stored.saved_at == written.known:
        return Kept(draft=mine)
    untouched = {ask: answer for ask, answer in stored.answers.items() if ask not in written.changed}
    entered = {ask: answer for ask, answer in mine.answers.items() if ask in written.changed}
    draft = replace(mine, answers=untouched | entered)
    others = {ask: answer for ask, answer in stored.answers.items() if answer != mine.answers.get(ask)}
    taken_out = {
        ask: None for ask in mine.answers if ask not in stored.answers and ask not in written.changed
    }
    return Kept(draft=draft, others=others | taken_out)
