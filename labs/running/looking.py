"""Look at a bench without taking a reading: what is told of the apparatus has been logged at this very place.

A look at any other place is drawn from settings, from what everybody knows, and from what has been done: it
can be asked for as often as one likes, for it is the same whatever the apparatus is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from labs.documents.scenes import Shown
from labs.models.failures import ModelFailed
from labs.models.scalars import Scalar, Values
from labs.running.benches import Bench
from labs.running.errors import rounded
from labs.running.machines import Answering, Gauge
from labs.running.states import State, refused_by, values_at
from labs.running.taking import dangers_of, placed, reading, span_of, state_at, true_value
from labs.sessions import Entry, View, Wish
from variants.quantities.units import read_unit
from variants.texts import Text

Standing = Literal["unseen", "set", "mishap", "read"]
"""What stands in the log of a place: nothing, that the bench was set so, a mishap, a reading."""

_LARGEST_SHOWN: Final = 1e15
_RANKS: Final[Mapping[Standing, int]] = {"unseen": 0, "set": 1, "mishap": 2, "read": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where is looked: the bench as it stands there, and what the log has of it."""

    bench: Bench
    log: Sequence[Entry]
    wish: Wish
    spans: Mapping[str, str]
    state: State
    values: Values
    standing: Standing
    safe: bool


def look(bench: Bench, log: Sequence[Entry], wish: Wish, spans: Mapping[str, str] | None = None) -> View:
    """Return what may be seen: what anybody could work out, and of the apparatus what was logged here.

    Live instruments of the apparatus show at the place of a line of the log: the reading taken just now, or
    that which would be logged next; where a mishap would be, there is none. A live instrument is on its span
    of `spans`, else on that of its last reading, else on its first. Raises Refused.
    """
    wish = placed(bench, log, wish)
    standing = standing_of(bench, log, wish)
    try:
        state = state_at(bench, log, wish)
        values = values_at(bench.machine, bench.values, state)
        safe = standing != "unseen" and not dangers_of(bench, values)
    except ModelFailed as failed:
        raise refused_by(failed) from failed
    here = _Place(
        bench=bench,
        log=log,
        wish=wish,
        spans=spans or {},
        state=state,
        values=values,
        standing=standing,
        safe=safe,
    )
    displays: dict[str, str] = {}
    notes: dict[str, Text] = {}
    numbers: dict[str, float] = {}
    for name, gauge in bench.machine.gauges.items():
        seen = _glance(here, gauge)
        if isinstance(seen, Text):
            notes[name] = seen
        elif seen is not None:
            displays.update({name: seen.text} if gauge.instrument.live else {})
            numbers.update(_number(here, gauge, seen))
    return View(
        displays=displays,
        shows=dict(_shows(here, numbers)),
        notes=notes,
        measured=standing in ("mishap", "read"),
    )


def standing_of(bench: Bench, log: Sequence[Entry], wish: Wish) -> Standing:
    """Return what the log has of a placed wish: without a process of all of it, else of its last line."""
    process = bench.machine.course is not None
    best: Standing = "unseen"
    for entry in log[-1:] if process else reversed(log):
        if _is_at(entry.wish, wish):
            best = max(best, _of_line(entry), key=_RANKS.__getitem__)
            if best == "read":
                break
    return best


def shown_number(shown: Shown, value: Scalar) -> float | bool | None:
    """Return what the page may know of a value: a statement, or a number on its step, in SI."""
    if isinstance(value, bool):
        return value
    if not (isinstance(value, float) and shown.step > 0 and abs(value) < _LARGEST_SHOWN):
        return None
    unit = read_unit(shown.unit)
    number = float(rounded((value - unit.offset) / unit.factor, shown.step))
    return number * unit.factor + unit.offset


def _is_at(one: Wish, other: Wish) -> bool:
    return one.at == other.at and one.settings == other.settings


def _of_line(entry: Entry) -> Standing:
    return "set" if entry.kind == "action" else entry.kind if entry.kind == "mishap" else "read"


def _glance(here: _Place, gauge: Gauge) -> Entry | Text | None:
    """Return what an instrument shows here, what stands in the way of measuring, or None: nobody has seen."""
    machine, instrument = here.bench.machine, gauge.instrument
    told = here.standing != "unseen" if instrument.live else False
    last = _last_reading(here, gauge)
    if machine.tells(gauge.reads, gauge.when) and not told and last is None:
        return _own_note(here, gauge)
    if instrument.live and (here.safe or not machine.tells(gauge.reads)) and not _stands(here, last, gauge):
        return _next_reading(here, gauge)
    if last is not None:
        return instrument.otherwise if last.nothing else last
    return _own_note(here, gauge)


def _stands(here: _Place, last: Entry | None, gauge: Gauge) -> bool:
    """Tell whether an instrument still shows the reading that was taken just now."""
    return last is not None and last is here.log[-1] and last.wish.span == _of_instrument(here, gauge).span


def _own_note(here: _Place, gauge: Gauge) -> Text | None:
    """Return why nothing can be measured with settings like these, whatever the apparatus is."""
    if gauge.when is None or here.bench.machine.tells(gauge.when):
        return None
    try:
        return None if gauge.when.value(here.values) else gauge.instrument.otherwise
    except ModelFailed as failed:
        return refused_by(failed).message


def _next_reading(here: _Place, gauge: Gauge) -> Entry | Text:
    try:
        wish = _of_instrument(here, gauge)
        entry = reading(here.bench, here.log, wish, here.state, here.values)
    except ModelFailed as failed:
        return refused_by(failed).message
    return gauge.instrument.otherwise if entry.nothing else entry


def _last_reading(here: _Place, gauge: Gauge) -> Entry | None:
    """Return the last reading of an instrument at this place."""
    log = here.log[-1:] if here.bench.machine.course is not None else here.log
    mine = (entry for entry in reversed(log) if entry.wish.instrument == gauge.instrument.name)
    return next((entry for entry in mine if entry.kind == "reading" and _is_at(entry.wish, here.wish)), None)


def _of_instrument(here: _Place, gauge: Gauge) -> Wish:
    """Return the wish for one instrument: on the span asked for, else of its last reading, else its first."""
    name, known = gauge.instrument.name, [span.name for span in gauge.instrument.spans]
    span = here.spans.get(name, "")
    if span not in known:
        used = (entry.wish.span for entry in reversed(here.log) if entry.wish.instrument == name)
        span = next(used, known[0] if known else "")
    return replace(here.wish, instrument=name, span=span, action="", amount=None)


def _number(here: _Place, gauge: Gauge, seen: Entry) -> Mapping[str, float]:
    """Return the SI number of what is displayed; beyond its span an instrument stands at the end of it."""
    name = gauge.instrument.name
    number = seen.value
    if seen.overload:
        span = span_of(gauge, seen.wish.span)
        above = true_value(gauge, here.values, here.state) > span.lowest
        number = span.highest if above else span.lowest
    return {} if number is None else {name: number * gauge.unit.factor + gauge.unit.offset}


def _shows(here: _Place, numbers: Mapping[str, float]) -> Iterator[tuple[str, float | bool]]:
    for name, (shown, formula) in here.bench.machine.shows.items():
        value = _shown(here, shown, formula, numbers)
        number = None if value is None else shown_number(shown, value)
        if number is not None:
            yield name, number


def _shown(here: _Place, shown: Shown, formula: Answering, numbers: Mapping[str, float]) -> Scalar | None:
    """Return the value of a show, None where it can't be known yet."""
    try:
        if shown.instrument:
            known = shown.when is None or here.bench.machine.whens[shown.name].value(here.values)
            return numbers.get(shown.instrument) if known else None
        if here.bench.machine.tells(formula) and here.standing != "read":
            return formula.value(here.values) if here.standing == "mishap" and not shown.step else None
        return formula.value(here.values)
    except ModelFailed:
        return None
