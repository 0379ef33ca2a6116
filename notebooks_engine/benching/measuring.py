"""Measure at one's own bench: a wish becomes a line of the log, once for each request.

The model runs outside of any transaction; the write that follows looks again whether the log has grown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from labs.running.taking import take
from labs.sessions import Entry, Refused, View, Wish
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.benching.opening import OpenBench, look_of, open_bench_of
from notebooks_engine.benching.recalling import latest, remember, turn_at
from notebooks_engine.benching.slots import Labs
from notebooks_engine.deadlines import refuse_by_date
from notebooks_engine.lab_sessions import LONGEST_REQUEST, BenchGate, BenchPlace
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.repositories import Engine, Store
from variants.texts import Text

_ROUNDS: Final = 5
"""How often a reading is taken anew because another one of the same student came in between."""
_TOUCHED_AFTER: Final = 60_000
"""Milliseconds in which further readings are no news of when a student was last active."""


class Overtaken(NotNow):
    """Other readings kept coming in between; the same request may be sent again soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a student wishes, and an idempotency key made for this sending."""

    wish: Wish
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of it; `repeated` says that this very request had been answered before.

    `opened` is the bench with it.
    """

    entry: Entry
    repeated: bool
    opened: OpenBench = field(repr=False)

    @property
    def left(self) -> int:
        """How many more readings can be taken."""
        return self.opened.left

    @property
    def view(self) -> View:
        """What the page may know now. Raises BadEntry."""
        return look_of(self.opened, self.entry.wish)


def measure(
    store: Store, student: Actor, place: BenchPlace, wanted: Wanted, means: tuple[Labs, Occasion]
) -> Measured:
    """Take a reading, or do what was wished, and log it. The same request again returns the same entry.

    Raises Missing; NotNow if the work takes no more answers; Overtaken if other requests keep coming in
    between; BadEntry for a wish that can't be granted.
    """
    return measure_at(store, student, open_bench_of(store, student, place, *means), wanted, means)


def measure_at(
    store: Store, student: Actor, opened: OpenBench, wanted: Wanted, means: tuple[Labs, Occasion]
) -> Measured:
    """Do the same at one's own bench that was opened just now; it is opened again only if its log has grown.

    Raises Missing, NotNow, BadEntry.
    """
    if not 1 <= len(wanted.request) <= LONGEST_REQUEST or not wanted.request.isascii():
        raise BadEntry(Text(en="The request has no key.", ru="У запроса нет ключа."))
    with turn_at(student, opened.place):
        opened = latest(student, opened)
        for _ in range(_ROUNDS):
            measured = _tried(store, student, opened, wanted, means[1].now)
            if measured is not None:
                remember(student, measured.opened)
                return measured
            opened = open_bench_of(store, student, opened.place, *means)
    raise Overtaken(
        Text(
            en="Other readings are being taken here at this moment; try once more.",
            ru="Прямо сейчас здесь снимают другие показания; попробуйте ещё раз.",
        )
    )


def _tried(store: Store, student: Actor, opened: OpenBench, wanted: Wanted, now: int) -> Measured | None:
    """Return what comes of it; None where nothing does, for the bench may be another one by now.

    Nothing is repeated or refused by a bench that is only recalled.
    """
    repeat = opened.session.find_repeat(wanted.request)
    if repeat is not None:
        return None if opened.recalled else Measured(entry=repeat, repeated=True, opened=opened)
    refusal = _refusal(opened, now)
    if refusal is not None:
        if opened.recalled:
            return None
        raise NotNow(refusal)
    try:
        entry = _take(opened, wanted.wish, now)
    except BadEntry:
        if opened.recalled:
            return None
        raise
    gate = _touched(opened.gate, now)
    if not store.write(_keeper(opened, gate, (entry, wanted))):
        return None
    kept = replace(opened.with_entry(entry, wanted.request), recalled=False, gate=gate)
    return Measured(entry=entry, repeated=False, opened=kept)


def _refusal(opened: OpenBench, now: int) -> Text | None:
    """Return why nothing more can be done at the bench as it was opened, however long ago that was."""
    return opened.refusal or (refuse_by_date(opened.gate.assignment, now) if opened.gate else None)


def _touched(gate: BenchGate | None, now: int) -> BenchGate | None:
    """Return the gate after something is done now."""
    if gate is None or (gate.active_at is not None and now - gate.active_at < _TOUCHED_AFTER):
        return gate
    return replace(gate, active_at=now)


def _take(opened: OpenBench, wish: Wish, now: int) -> Entry:
    # A clock may be set back; a log never runs backwards.
    last = opened.log[-1].logged_at if opened.log else 0
    try:
        return take(opened.bench, opened.log, wish, max(now, last))
    except Refused as refused:
        raise BadEntry(refused.message) from refused


def _keeper(
    opened: OpenBench, touched: BenchGate | None, logged: tuple[Entry, Wanted]
) -> Callable[[Engine], bool]:
    """Return a write that keeps the entry if log and gate are as they were; it tells whether it did."""
    entry, wanted = logged

    def keep(engine: Engine) -> bool:
        if touched is not None:
            # Held before it is looked at: what is read in the same statement may be of the moment before.
            engine.attempts.alone()
            engine.attempts.hold(touched.place.attempt)
        added = engine.lab_sessions.append(opened.session, entry, wanted.request, opened.gate)
        if added and touched is not None and touched is not opened.gate:
            engine.attempts.touch(touched.place.attempt, touched.active_at or 0)
        return added

    return keep
