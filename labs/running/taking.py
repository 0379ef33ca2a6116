"""Take a reading or do an action: the next entry of a log, or why it can't be.

What a student sees (an entry, a view) holds rounded readings only, never a constant or a value of the model.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import isnan
from typing import Final

from labs.documents.instruments import Span
from labs.documents.lab import Lab
from labs.documents.models import Hazard
from labs.models.failures import ModelFailed
from labs.models.scalars import Values
from labs.running.benches import Bench, come_to, state_of
from labs.running.errors import Occasion, chances_of, erring, rounded
from labs.running.grids import moment, on_grid, settled
from labs.running.machines import Gauge
from labs.running.seen import seen_id
from labs.running.states import State, acted, amount_in_si, refused_by, values_at
from labs.sessions import Entry, Refused, Wish
from variants.texts import Text

MOST_ENTRIES: Final = 600
_WATCHED: Final = Text(
    en="this bench has been watched for long enough: take a reading",
    ru="за этой установкой уже достаточно наблюдали: снимите показание",
)
BEYOND: Final = "OL"
"""What is displayed for a value beyond the span."""


def take(bench: Bench, log: Sequence[Entry], wish: Wish, now: int) -> Entry:
    """Return the entry that granting a wish adds to a log; `now` is milliseconds UTC. Raises Refused.

    With neither instrument nor action, the entry only puts the settings in force from then on.
    """
    if len(log) >= MOST_ENTRIES:
        raise Refused(
            Text(
                en=f"a log holds {MOST_ENTRIES} entries at most",
                ru=f"в журнале не больше {MOST_ENTRIES} записей",
            )
        )
    wish = _checked(bench, log, wish)
    try:
        state = state_at(bench, log, wish)
        entry = _read(bench, log, wish, state) if wish.instrument else _done(bench, wish, state)
    except ModelFailed as failed:
        raise refused_by(failed) from failed
    return replace(entry, number=len(log) + 1, logged_at=now)


def watches_left(lab: Lab, log: Sequence[Entry]) -> int:
    """Return how many more lines may only put settings in force or watch: no more than there are readings."""
    spent = sum(entry.kind == "action" and not entry.wish.action for entry in log)
    return max(min(lab.quota, (MOST_ENTRIES - lab.quota) // 2) - spent, 0)


def placed(bench: Bench, log: Sequence[Entry], wish: Wish) -> Wish:
    """Return the wish with settings and time on their grids. Raises Refused."""
    last, process = log[-1].wish if log else None, bench.lab.process
    # What stands in the log is on its grid.
    settings = (
        last.settings
        if last is not None and wish.settings == last.settings
        else settled(bench.lab.controls, wish.settings)
    )
    earliest = last.at if last is not None else 0.0
    at = moment(wish.at, earliest, process.longest) if process is not None else 0.0
    return replace(wish, settings=settings, at=at)


def _checked(bench: Bench, log: Sequence[Entry], wish: Wish) -> Wish:
    wish = placed(bench, log, wish)
    if wish.instrument and wish.action:
        raise Refused(Text(en="measure or act, one at a time", ru="измеряйте или действуйте — по очереди"))
    if wish.instrument:
        return _checked_reading(bench, log, wish)
    if wish.action:
        return _checked_action(bench, wish)
    if not watches_left(bench.lab, log):
        raise Refused(_WATCHED)
    return replace(wish, span="", amount=None)


def _checked_reading(bench: Bench, log: Sequence[Entry], wish: Wish) -> Wish:
    gauge = bench.machine.gauges.get(wish.instrument)
    if gauge is None:
        raise Refused(Text(en="there is no such instrument here", ru="такого прибора здесь нет"))
    if sum(entry.kind == "reading" for entry in log) >= bench.lab.quota:
        raise Refused(
            Text(
                en=f"all {bench.lab.quota} readings have been taken",
                ru=f"все измерения ({bench.lab.quota}) уже сделаны",
            )
        )
    spans = gauge.instrument.spans
    if spans and wish.span not in {span.name for span in spans}:
        if wish.span or len(spans) > 1:
            label = gauge.instrument.label
            raise Refused(
                Text(
                    en=f"{label.in_language('en')}: choose a range",
                    ru=f"{label.in_language('ru')}: выберите предел измерения",
                )
            )
        return replace(wish, span=spans[0].name, amount=None)
    span = wish.span if spans else ""
    return wish if (wish.span, wish.amount) == (span, None) else replace(wish, span=span, amount=None)


def _checked_action(bench: Bench, wish: Wish) -> Wish:
    doing = bench.machine.doings.get(wish.action)
    if doing is None:
        raise Refused(Text(en="nothing like that can be done here", ru="такого действия здесь нет"))
    form = doing.action.amount
    if form is None:
        return replace(wish, span="", amount=None)
    return replace(wish, span="", amount=on_grid(form, wish.amount, doing.action.label))


def state_at(bench: Bench, log: Sequence[Entry], wish: Wish) -> State:
    """Return the state that a placed wish finds. Raises Refused, ModelFailed."""
    return come_to(bench, state_of(bench, log), wish)


def _read(bench: Bench, log: Sequence[Entry], wish: Wish, state: State) -> Entry:
    values = values_at(bench.machine, bench.values, state)
    dangers = dangers_of(bench, values)
    if dangers:
        return Entry(number=0, kind="mishap", wish=wish, mishap=dangers[0].name)
    return reading(bench, log, wish, state, values)


def reading(bench: Bench, log: Sequence[Entry], wish: Wish, state: State, values: Values) -> Entry:
    """Return the reading of a checked wish, numbered 0; `values` are the state's. Raises ModelFailed."""
    gauge = bench.machine.gauges[wish.instrument]
    entry = Entry(number=0, kind="reading", wish=wish)
    if gauge.when is not None and not gauge.when.value(values):
        return replace(entry, nothing=True)
    if not gauge.instrument.spans or gauge.instrument.look == "text":
        return replace(entry, text=seen_id(gauge.reads.value(values)))
    true = true_value(gauge, values, state)
    occasion = occasion_of(gauge, log, wish, state)
    chances = chances_of(bench.secret, occasion)
    shown = _display(erring(true, occasion.span, chances), occasion.span)
    if shown is None:
        return replace(entry, overload=True, text=BEYOND)
    return replace(entry, value=float(shown), text=f"{shown:f}")


def _display(value: float, span: Span) -> Decimal | None:
    """Return what the instrument shows, None beyond its span, where infinity is too."""
    if not span.lowest - span.resolution < value < span.highest + span.resolution:
        return None
    shown = rounded(value, span.resolution)
    return shown if span.lowest <= float(shown) <= span.highest else None


def true_value(gauge: Gauge, values: Values, state: State) -> float:
    """Return what stands at an instrument, in its unit, after its lag. Raises ModelFailed where it is NaN."""
    name = gauge.instrument.name
    true = state.lagged[name] if name in state.lagged else float(gauge.reads.value(values))
    if isnan(true):
        raise ModelFailed(
            Text(en=f"`{name}` has no value here", ru=f"у `{name}` здесь нет значения"),
            gauge.instrument.line,
            gauge.instrument.column,
        )
    return (true - gauge.unit.offset) / gauge.unit.factor


def occasion_of(gauge: Gauge, log: Sequence[Entry], wish: Wish, state: State) -> Occasion:
    """Return the occasion of the reading that follows a log."""
    span = span_of(gauge, wish.span)
    return Occasion(
        instrument=wish.instrument,
        span=span,
        settings=wish.settings,
        at=wish.at,
        trace=state.trace,
        repetition=_repetitions(log, wish),
    )


def span_of(gauge: Gauge, name: str) -> Span:
    """Return a span by its name; the first for an unknown one."""
    spans = gauge.instrument.spans
    return next((span for span in spans if span.name == name), spans[0])


def _repetitions(log: Sequence[Entry], wish: Wish) -> int:
    """Count the same readings in a log since something was done last."""
    count, instrument, at = 0, wish.instrument, wish.at
    for entry in reversed(log):
        earlier, kind = entry.wish, entry.kind
        if (kind == "action" and earlier.action) or earlier.at < at:
            break
        if kind == "reading" and earlier.instrument == instrument and earlier.span == wish.span:
            count += earlier.settings == wish.settings
    return count


def _done(bench: Bench, wish: Wish, state: State) -> Entry:
    entry = Entry(number=0, kind="action", wish=wish)
    if not wish.action:
        return entry
    machine, doing = bench.machine, bench.machine.doings[wish.action]
    values = values_at(machine, bench.values, state)
    amount = amount_in_si(doing, wish)
    if amount is not None:
        values["amount"] = amount
    if doing.when is not None and not doing.when.value(values):
        raise Refused(doing.action.refusal if doing.action.refusal.languages else _NOT_NOW)
    later = acted(machine, bench.values, state, wish.action, amount)
    known = {hazard.name for hazard in dangers_of(bench, values)}
    dangers = dangers_of(bench, values_at(machine, bench.values, later))
    fresh = [hazard for hazard in dangers if hazard.name not in known]
    return replace(entry, kind="mishap", mishap=fresh[0].name) if fresh else entry


_NOT_NOW: Final = Text(en="this can't be done now", ru="сейчас этого сделать нельзя")


def dangers_of(bench: Bench, values: Values) -> list[Hazard]:
    """Return the hazards that hold. Raises ModelFailed."""
    return [hazard for hazard, holds in bench.machine.hazards if holds.value(values)]
