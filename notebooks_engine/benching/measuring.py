"""Measure at one's own bench: a wish becomes a line of the log, once for each request.

The model runs outside of any transaction; the write that follows looks again whether the log has grown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from labs.running.taking import take
from labs.sessions import Entry, Refused, View, Wish
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.benching.opening import OpenBench, look_of, open_bench_of, refuse_now
from notebooks_engine.benching.slots import Labs
from notebooks_engine.lab_sessions import LONGEST_REQUEST, BenchPlace, WorkBench
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.repositories import Engine, Store
from variants.texts import Text

_ROUNDS: Final = 5
"""How often a reading is taken anew because another one of the same student came in between."""


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
    view: View
    left: int
    repeated: bool
    opened: OpenBench = field(repr=False)


def measure(
    store: Store, student: Actor, place: BenchPlace, wanted: Wanted, means: tuple[Labs, Occasion]
) -> Measured:
    """Take a reading, or do what was wished, and log it. The same request again returns the same entry.

    Raises Missing; NotNow if the work takes no more answers, or if other requests keep coming in between;
    BadEntry for a wish that can't be granted.
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
    now = means[1].now
    for _ in range(_ROUNDS):
        repeat = opened.session.find_repeat(wanted.request)
        if repeat is not None:
            return _measured(opened, repeat, repeated=True)
        if opened.refusal is not None:
            raise NotNow(opened.refusal)
        entry = _take(opened, wanted.wish, now)
        if store.write(_keeper(student, opened, (entry, wanted), now)):
            return _measured(opened.with_entry(entry, wanted.request), entry, repeated=False)
        opened = open_bench_of(store, student, opened.place, *means)
    raise NotNow(
        Text(
            en="Other readings are being taken here at this moment; try once more.",
            ru="Прямо сейчас здесь снимают другие показания; попробуйте ещё раз.",
        )
    )


def _take(opened: OpenBench, wish: Wish, now: int) -> Entry:
    # A clock may be set back; a log never runs backwards.
    last = opened.log[-1].logged_at if opened.log else 0
    try:
        return take(opened.bench, opened.log, wish, max(now, last))
    except Refused as refused:
        raise BadEntry(refused.message) from refused


def _keeper(
    student: Actor, opened: OpenBench, logged: tuple[Entry, Wanted], now: int
) -> Callable[[Engine], bool]:
    """Return a write that keeps the entry if the log is as long as it was; it tells whether it did."""
    entry, wanted = logged

    def keep(engine: Engine) -> bool:
        if isinstance(opened.place, WorkBench):
            engine.attempts.touch(opened.place.attempt, now)
        refusal = refuse_now(engine, student, opened.place, now)
        if refusal is not None:
            raise NotNow(refusal)
        return engine.lab_sessions.append(opened.session, entry, wanted.request)

    return keep


def _measured(opened: OpenBench, entry: Entry, *, repeated: bool) -> Measured:
    view = look_of(opened, entry.wish)
    return Measured(entry=entry, view=view, left=opened.left, repeated=repeated, opened=opened)
